"""A node type with all its versions, decoded only as far as somebody asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.catalog.decode import (
    decode_credential_needs,
    decode_ports,
    decode_property,
    decode_webhooks,
)
from nodepilot.catalog.model import NodeTypeEntry, NodeTypeVersion, Property
from nodepilot.errors import UnknownVersion
from nodepilot.sentences import say


class NodeType:
    """One node type: `at(2.1)` is None for a version that does not exist, `get(2.1)` raises.

    `strict_versions` is True where n8n refuses a typeVersion that it does not have; the other
    node types take any number and behave as at their only description.
    """

    def __init__(self, entry: NodeTypeEntry, document: Mapping[str, Any]) -> None:
        """`document` holds `pool` (properties as facts) and `entries` (descriptions)."""
        self._entry = entry
        self._pool: Sequence[Any] = document["pool"]
        self._descriptions: Sequence[Mapping[str, Any]] = document["entries"]
        self._properties: dict[int, Property] = {}
        self._versions: dict[float, NodeTypeVersion] = {}

    def __repr__(self) -> str:
        return f"NodeType({self.name!r}, versions={list(self.versions)})"

    @property
    def entry(self) -> NodeTypeEntry:
        """The index line: categories, aliases and whatever does not depend on the version."""
        return self._entry

    @property
    def name(self) -> str:
        """The full name as in a node's `type`."""
        return self._entry.name

    @property
    def display_name(self) -> str:
        """The label in n8n's node list."""
        return self._entry.display_name

    @property
    def default_name(self) -> str:
        """What n8n calls a new node of this type."""
        return self._entry.default_name

    @property
    def groups(self) -> tuple[str, ...]:
        """`trigger`, `transform`, `input`, `output`…"""
        return self._entry.groups

    @property
    def versions(self) -> tuple[float, ...]:
        """All typeVersions, ascending."""
        return self._entry.versions

    @property
    def default_version(self) -> float:
        """The typeVersion that n8n gives a new node; not always the newest."""
        return self._entry.default_version

    @property
    def strict_versions(self) -> bool:
        """n8n refuses typeVersions that are not in `versions`."""
        return len(self._descriptions) > 1

    @property
    def default(self) -> NodeTypeVersion:
        """The node type at `default_version`."""
        return self.get(self.default_version)

    @property
    def latest(self) -> NodeTypeVersion:
        """The node type at its newest version."""
        return self.get(self.versions[-1])

    def at(self, version: float | str | None) -> NodeTypeVersion | None:
        """The node type at that typeVersion; none at all (as n8n reads it) is the default.

        A number written as a text counts, as it does for n8n.
        """
        wanted = _number(version) or self.default_version
        known = self._versions.get(wanted)
        if known is None:
            for description in self._descriptions:
                if wanted in description["versions"]:
                    known = self._versions[wanted] = self._decode(description, wanted)
                    break
        return known

    def get(self, version: float | str | None) -> NodeTypeVersion:
        """Like `at`, but raises UnknownVersion that names the versions there are."""
        found = self.at(version)
        if found is None:
            known = ", ".join(str(each) for each in self.versions)
            raise UnknownVersion(
                say("`{type}` has no typeVersion {version}.", type=self.name, version=version),
                next_step=say("It has {known}.", known=known),
            )
        return found

    def _decode(self, description: Mapping[str, Any], version: float) -> NodeTypeVersion:
        # JSON knows 2 and 2.0 as the same number; the catalog's own spelling is handed out.
        spelled = next(each for each in description["versions"] if each == version)
        for sibling in description["versions"]:
            known = self._versions.get(sibling)
            if known is not None:
                return _with_version(known, spelled)
        return NodeTypeVersion(
            type_name=self.name,
            version=spelled,
            display_name=description["displayName"],
            default_name=description["name"],
            groups=tuple(description["group"]),
            properties=tuple(self._property(place) for place in description["properties"]),
            inputs=decode_ports(description["inputs"]),
            outputs=decode_ports(description["outputs"]),
            credentials=decode_credential_needs(description.get("credentials", ())),
            webhooks=decode_webhooks(description.get("webhooks", ())),
            polling=description.get("polling", False),
            usable_as_tool="tool" in description,
            max_nodes=description.get("maxNodes"),
            required_inputs=description.get("requiredInputs"),
            features=description.get("features", {}),
            skip_name_generation=description.get("skipNameGeneration", False),
            hidden=description.get("hidden", False),
        )

    def _property(self, place: int) -> Property:
        known = self._properties.get(place)
        if known is None:
            known = self._properties[place] = decode_property(self._pool[place])
        return known


def _number(version: object) -> float | None:
    """-1, which no node type has, for what is not a number."""
    if version is None or isinstance(version, int | float):
        return version
    try:
        return float(version) if isinstance(version, str) else -1
    except ValueError:
        return -1


def _with_version(known: NodeTypeVersion, version: float) -> NodeTypeVersion:
    """The same description at another of its versions; everything else is shared."""
    made = object.__new__(NodeTypeVersion)
    made.__dict__.update(known.__dict__)
    made.__dict__["version"] = version
    return made
