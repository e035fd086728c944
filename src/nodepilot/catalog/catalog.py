"""The catalog of one n8n release, and where catalogs come from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from nodepilot.catalog.decode import decode_credential_type
from nodepilot.catalog.model import CredentialType, NodeTypeEntry, Property
from nodepilot.catalog.node_type import NodeType
from nodepilot.catalog.output_schema import OutputSchema, find_schema
from nodepilot.catalog.shelf import Shelf
from nodepilot.catalog.tool_variants import (
    HITL_TOOL,
    hitl_document,
    hitl_entry,
    tool_document,
    tool_entry,
)
from nodepilot.errors import ServiceError, UnknownNodeType, UnknownVersion
from nodepilot.sentences import say

_LAST_DOT = 2
"""Dots in a whole version number."""


class Catalog:
    """All node types and credential types of one n8n release. Objects are decoded once and kept."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the four files of a snapshot (see `build/snapshot.py`)."""
        self._folder = folder
        self._index: dict[str, Any] = json.loads(zlib.decompress((folder / "index.json.z").read_bytes()))
        self._lines: dict[str, dict[str, Any]] = self._index["nodes"]
        self._node_types: dict[str, NodeType | None] = {}
        self._credential_types: dict[str, CredentialType | None] = {}

    def __repr__(self) -> str:
        return f"Catalog(n8n_version={self.n8n_version!r})"

    @property
    def n8n_version(self) -> str:
        """The n8n release, for example `2.40.7`."""
        return str(self._index["n8n"])

    @property
    def packages(self) -> Mapping[str, str]:
        """The npm packages that it was read from, with their versions."""
        return dict(self._index["packages"])

    # node types

    def find(self, type_name: str) -> NodeType | None:
        """The node type of that full name; None when this n8n release has none."""
        if type_name not in self._node_types:
            self._node_types[type_name] = self._load(type_name)
        return self._node_types[type_name]

    def get(self, type_name: str) -> NodeType:
        """Like `find`, but raises UnknownNodeType that names the nearest ones."""
        found = self.find(type_name)
        if found is None:
            nearest = " or ".join(f"`{name}`" for name in self.nearest(type_name))
            raise UnknownNodeType(
                say("n8n {version} has no node type `{type}`.", version=self.n8n_version, type=type_name),
                next_step=say("Did you mean {nearest}?", nearest=nearest) if nearest else "",
            )
        return found

    def nearest(self, type_name: str) -> tuple[str, ...]:
        """Names of node types that the writer may have meant, best first, at most three."""
        # Only a wrong name needs it, and difflib takes a while to import.
        from nodepilot.catalog.suggest import nearest_node_types

        return nearest_node_types(type_name, self._entries.values())

    def find_entry(self, type_name: str) -> NodeTypeEntry | None:
        """The index line of a node type, without decoding it."""
        return self._entries.get(type_name)

    def node_types(self, *, tool_variants: bool = True) -> Iterator[NodeTypeEntry]:
        """All index lines by name; `tool_variants=False` leaves out what n8n derives."""
        for entry in self._entries.values():
            if tool_variants or not entry.is_tool_variant:
                yield entry

    # credential types

    def find_credential(self, name: str) -> CredentialType | None:
        """The credential type of that name, or None."""
        if name not in self._credential_types:
            known = name in self._credential_shelf
            self._credential_types[name] = (
                decode_credential_type(name, self._credential_shelf.read(name)) if known else None
            )
        return self._credential_types[name]

    @property
    def credential_names(self) -> tuple[str, ...]:
        """The names of all credential types, without decoding them."""
        return tuple(self._index["credentials"])

    def credentials(self) -> Iterator[CredentialType]:
        """All credential types by name."""
        for name in self.credential_names:
            found = self.find_credential(name)
            if found is not None:
                yield found

    def credential_fields(self, name: str) -> tuple[Property, ...]:
        """Everything that a person fills in: inherited fields first, own ones replacing them."""
        found = self.find_credential(name)
        if found is None:
            return ()
        merged: dict[str, Property] = {}
        for parent in found.extends:
            inherited = self.credential_fields(parent)
            merged.update({each.name: each for each in inherited if not each.do_not_inherit})
        merged.update({each.name: each for each in found.fields})
        return tuple(merged.values())

    # output schemas

    def output_schema(
        self,
        type_name: str,
        version: float,
        resource: str | None = None,
        operation: str | None = None,
        *,
        with_parser: bool = False,
    ) -> OutputSchema | None:
        """What the node puts out, as far as n8n documents it.

        Takes the nearest documented version as n8n does. `with_parser` is the AI nodes' answer
        when an output parser is connected.
        """
        entry = self._entries.get(type_name)
        base = entry.tool_of if entry and entry.tool_of else type_name
        folder = self._lines.get(base, {}).get("schemas")
        if folder is None:
            return None
        if folder not in self._schema_documents:
            self._schema_documents[folder] = self._schema_shelf.read(folder)
        document = self._schema_documents[folder]
        return find_schema(document, version, resource, operation, with_parser=with_parser)

    # loading

    @cached_property
    def _entries(self) -> dict[str, NodeTypeEntry]:
        entries: dict[str, NodeTypeEntry] = {}
        for name, line in self._lines.items():
            entry = _entry(name, line)
            entries[name] = entry
            if "tool" in line:
                made = tool_entry(entry, line["tool"])
                entries.setdefault(made.name, made)
            if "hitl" in line:
                made = hitl_entry(entry, line["hitl"])
                entries.setdefault(made.name, made)
        return entries

    @cached_property
    def _node_shelf(self) -> Shelf:
        return Shelf((self._folder / "node-types.shelf").read_bytes())

    @cached_property
    def _credential_shelf(self) -> Shelf:
        return Shelf((self._folder / "credentials.shelf").read_bytes())

    @cached_property
    def _schema_shelf(self) -> Shelf:
        return Shelf((self._folder / "schemas.shelf").read_bytes())

    @cached_property
    def _schema_documents(self) -> dict[str, Mapping[str, Any]]:
        return {}

    def _load(self, type_name: str) -> NodeType | None:
        line = self._lines.get(type_name)
        if line is not None:
            return NodeType(_entry(type_name, line), self._node_shelf.read(type_name))
        entry = self._entries.get(type_name) if type_name.endswith("Tool") else None
        if entry is None or entry.tool_of is None:
            return None
        document = self._node_shelf.read(entry.tool_of)
        if type_name == entry.tool_of + HITL_TOOL:
            return NodeType(entry, hitl_document(document, entry.versions))
        return NodeType(entry, tool_document(document))


def available_versions() -> tuple[str, ...]:
    """The n8n releases whose snapshots are in the package, oldest first."""
    names = [folder.name for folder in _data().iterdir() if folder.name[:1].isdigit()]
    return tuple(sorted(names, key=_version_key))


def load_catalog(n8n_version: str | None = None) -> Catalog:
    """The catalog of an n8n release, the newest one by default; the same object every time.

    `n8n_version` is a release, or how one begins (see `resolve_version`). Raises UnknownVersion when the
    package holds no snapshot of it, ServiceError when its files are damaged.
    """
    return _load_catalog(resolve_version(n8n_version))


def resolve_version(wanted: str | None = None) -> str:
    """The release in the package that is meant: itself, or the newest of those that begin so.

    `2` and `2.40` name the newest release of theirs that there is; None names the newest of all.
    Raises UnknownVersion that lists what there is.
    """
    versions = available_versions()
    meant = [each for each in versions if wanted is None or each == wanted or each.startswith(f"{wanted}.")]
    if meant:
        return meant[-1]
    build = wanted if wanted and wanted.count(".") == _LAST_DOT else "X.Y.Z"
    raise UnknownVersion(
        say("There is no catalog for n8n {wanted}.", wanted=wanted)
        if wanted is not None
        else say("There is no catalog of any n8n release."),
        next_step=(
            say(
                "Available: {versions}. `nodepilot catalog build --n8n-version {build}` makes one.",
                versions=", ".join(versions) or say("none"),
                build=build,
            )
        ),
    )


@cache
def _load_catalog(n8n_version: str) -> Catalog:
    try:
        return Catalog(_data() / n8n_version)
    except (OSError, ValueError, zlib.error) as error:
        raise ServiceError(
            say("The catalog of n8n {version} cannot be read.", version=n8n_version),
            next_step=say(
                "`nodepilot catalog build --n8n-version {version}` makes it anew.", version=n8n_version
            ),
        ) from error


def _data() -> Path:
    # Not importlib.resources: it would cost a quarter of the time until the first node type.
    return Path(__file__).parent / "data"


def _version_key(version: str) -> tuple[tuple[int, ...], bool, str]:
    """Numeric order; a pre-release comes before its release."""
    numbers, _, rest = version.partition("-")
    return tuple(int(part) for part in numbers.split(".") if part.isdigit()), not rest, rest


def _entry(name: str, line: Mapping[str, Any]) -> NodeTypeEntry:
    versions = tuple(line["versions"])
    return NodeTypeEntry(
        name=name,
        display_name=line["displayName"],
        default_name=line["name"],
        groups=tuple(line["group"]),
        versions=versions,
        default_version=line.get("default", versions[-1]),
        categories=tuple(line.get("categories", ())),
        subcategories={key: tuple(each) for key, each in line.get("subcategories", {}).items()},
        aliases=tuple(line.get("alias", ())),
        credential_types=tuple(line.get("credentials", ())),
        is_trigger="trigger" in line["group"],
        hidden=line.get("hidden", False),
        usable_as_tool="tool" in line,
        off_by_default=line.get("off", False),
        tool_of=None,
    )
