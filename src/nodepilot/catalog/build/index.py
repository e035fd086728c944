"""The index of a snapshot: what is known of every node type without decoding it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.catalog.build.node_types import has_send_and_wait, versions_of
from nodepilot.catalog.build.release import ReleaseFacts


def index_line(
    name: str, raws: Sequence[dict[str, Any]], schema_folder: str | None, release: ReleaseFacts
) -> dict[str, Any]:
    """The line of one node type; `raws` are all its descriptions in n8n's package.

    `tool` and `hitl` list the versions that n8n derives a `…Tool` and a `…HitlTool` from.
    """
    newest = max(raws, key=lambda raw: max(versions_of(raw)))
    versions = sorted(version for raw in raws for version in versions_of(raw))
    named = [raw["defaultVersion"] for raw in raws if "defaultVersion" in raw]
    codex = newest.get("codex", {})
    credentials = {each["name"] for raw in raws for each in raw.get("credentials", ())}
    hitl = sorted(v for raw in raws if has_send_and_wait(raw) for v in versions_of(raw))
    line: dict[str, Any] = {
        "displayName": newest["displayName"],
        "name": newest.get("defaults", {}).get("name", newest["displayName"]),
        "group": newest.get("group", []),
        "versions": versions,
    }
    optional: dict[str, Any] = {
        "default": named[0] if named and named[0] != versions[-1] else None,
        "categories": codex.get("categories"),
        "subcategories": _subcategories(codex),
        "alias": codex.get("alias"),
        "credentials": sorted(credentials),
        "hidden": newest.get("hidden"),
        "off": name in release.off_by_default,
        "schemas": schema_folder,
        "tool": sorted(v for raw in raws if raw.get("usableAsTool") for v in versions_of(raw)),
        "hitl": hitl if release.makes_hitl_tools else None,
    }
    line.update({key: value for key, value in optional.items() if value})
    return line


def _subcategories(codex: Mapping[str, Any]) -> Mapping[str, Any]:
    """A few node types give a list instead of a mapping, which n8n's node list ignores."""
    given = codex.get("subcategories")
    return given if isinstance(given, dict) else {}
