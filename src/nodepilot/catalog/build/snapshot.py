"""Putting a snapshot together: `index.json.z`, `node-types.shelf`, `credentials.shelf`, `schemas.shelf`."""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nodepilot.catalog.build.credentials import credential_facts
from nodepilot.catalog.build.dictionary import shared_text
from nodepilot.catalog.build.node_types import entry_facts, has_send_and_wait, versions_of
from nodepilot.catalog.build.output_schemas import schema_documents, schema_folders
from nodepilot.catalog.build.packages import PackageArchive, fetch_packages
from nodepilot.catalog.shelf import dump_json, write_shelf

_WANTED = re.compile(
    r"dist/types/(nodes|credentials)\.json|dist/known/nodes\.json|dist/.*/__schema__/.*\.json"
)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and wrote. `unproven_ports` names node types whose ports may be inexact."""

    n8n_version: str
    packages: Mapping[str, str]
    node_types: int
    type_versions: int
    credential_types: int
    output_schemas: int
    folder: Path
    sizes: Mapping[str, int] = field(default_factory=dict)
    unproven_ports: Sequence[str] = ()


def build_snapshot(n8n_version: str, output: Path) -> BuildReport:
    """Download the packages of an n8n release and write its snapshot to `output/<release>/`.

    Raises UnknownVersion or ServiceError (see `fetch_packages`). The same release gives the same
    bytes every time.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archives = fetch_packages(n8n_version, Path(scratch))
        return write_snapshot(n8n_version, archives, output)


def write_snapshot(n8n_version: str, archives: Sequence[PackageArchive], output: Path) -> BuildReport:
    """Condense downloaded packages into `output/<release>/`."""
    nodes: dict[str, list[dict[str, Any]]] = {}
    credentials: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {}
    folders: dict[str, str] = {}
    for archive in archives:
        texts = archive.read_texts(_WANTED)
        raw_nodes = json.loads(texts["dist/types/nodes.json"])
        for raw in raw_nodes:
            nodes.setdefault(f"{archive.name}.{raw['name']}", []).append(raw)
        for raw in json.loads(texts["dist/types/credentials.json"]):
            _add_credential(credentials, raw["name"], credential_facts(archive.name, raw))
        schemas.update(schema_documents(archive.name, texts))
        folders.update(schema_folders(archive.name, json.loads(texts["dist/known/nodes.json"])))
    documents = {name: _node_document(name, entries) for name, entries in sorted(nodes.items())}
    packages = {archive.name: archive.version for archive in archives}
    index = {
        "n8n": n8n_version,
        "packages": packages,
        "nodes": {
            name: _index_line(nodes[name], folders.get(name) if folders.get(name) in schemas else None)
            for name in documents
        },
        "credentials": {
            name: {"displayName": facts["displayName"]} for name, facts in sorted(credentials.items())
        },
    }
    files = {
        "index.json.z": zlib.compress(dump_json(index), 9),
        "node-types.shelf": _shelf(documents),
        "credentials.shelf": _shelf(dict(sorted(credentials.items()))),
        "schemas.shelf": _shelf(dict(sorted(schemas.items()))),
    }
    folder = output / n8n_version
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return BuildReport(
        n8n_version=n8n_version,
        packages=packages,
        node_types=len(documents),
        type_versions=sum(len(versions_of(raw)) for raws in nodes.values() for raw in raws),
        credential_types=len(credentials),
        output_schemas=sum(len(document) for document in schemas.values()),
        folder=folder,
        sizes={name: len(data) for name, data in files.items()},
        unproven_ports=_unproven(documents),
    )


def _shelf(documents: Mapping[str, Any]) -> bytes:
    return write_shelf(documents, shared_text(documents.values()))


def _add_credential(into: dict[str, Any], name: str, facts: dict[str, Any]) -> None:
    """Both packages may define a type; the later definition counts, supported nodes add up."""
    earlier = into.get(name)
    if earlier is not None:
        facts["nodes"] = sorted({*earlier["nodes"], *facts["nodes"]})
    into[name] = facts


def _node_document(name: str, raws: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All entries of a node type; equal properties are stored once and named by their place."""
    pool: list[Any] = []
    places: dict[bytes, int] = {}
    entries = []
    for raw in raws:
        facts = entry_facts(name, raw)
        for position, each in enumerate(facts["properties"]):
            key = dump_json(each)
            if key not in places:
                places[key] = len(pool)
                pool.append(each)
            facts["properties"][position] = places[key]
        entries.append(facts)
    return {"pool": pool, "entries": entries}


def _index_line(raws: Sequence[dict[str, Any]], schema_folder: str | None) -> dict[str, Any]:
    newest = max(raws, key=lambda raw: max(versions_of(raw)))
    versions = sorted(version for raw in raws for version in versions_of(raw))
    named = [raw["defaultVersion"] for raw in raws if "defaultVersion" in raw]
    codex = newest.get("codex", {})
    credentials = {each["name"] for raw in raws for each in raw.get("credentials", ())}
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
        "schemas": schema_folder,
        "tool": sorted(v for raw in raws if raw.get("usableAsTool") for v in versions_of(raw)),
        "hitl": sorted(v for raw in raws if has_send_and_wait(raw) for v in versions_of(raw)),
    }
    line.update({key: value for key, value in optional.items() if value})
    return line


def _subcategories(codex: Mapping[str, Any]) -> Mapping[str, Any]:
    """A few node types give a list instead of a mapping, which n8n's node list ignores."""
    given = codex.get("subcategories")
    return given if isinstance(given, dict) else {}


def _unproven(documents: Mapping[str, dict[str, Any]]) -> list[str]:
    return sorted(
        f"{name} {side} ({entry[side]['unproven']} as {entry[side]['rule']})"
        for name, document in documents.items()
        for entry in document["entries"]
        for side in ("inputs", "outputs")
        if isinstance(entry[side], dict) and "unproven" in entry[side]
    )
