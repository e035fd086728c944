"""Putting a snapshot together: `index.json.z`, `node-types.shelf`, `credentials.shelf`, `schemas.shelf`."""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from nodepilot.catalog.build.credentials import credential_facts
from nodepilot.catalog.build.dictionary import shared_text
from nodepilot.catalog.build.index import index_line
from nodepilot.catalog.build.node_types import entry_facts, versions_of
from nodepilot.catalog.build.output_schemas import schema_documents, schema_folders
from nodepilot.catalog.build.packages import Release, fetch_release
from nodepilot.catalog.build.release import release_facts
from nodepilot.catalog.shelf import dump_json, write_shelf
from nodepilot.kit.records import dataclass

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

    Raises UnknownVersion or ServiceError (see `fetch_release`). The same release gives the same
    bytes every time.
    """
    with tempfile.TemporaryDirectory() as scratch:
        return write_snapshot(fetch_release(n8n_version, Path(scratch)), output)


def write_snapshot(release: Release, output: Path) -> BuildReport:
    """Condense downloaded packages into `output/<release>/`."""
    nodes: dict[str, list[dict[str, Any]]] = {}
    credentials: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {}
    folders: dict[str, str] = {}
    for archive in release.node_packages:
        texts = archive.read_texts(_WANTED)
        for raw in json.loads(texts["dist/types/nodes.json"]):
            nodes.setdefault(f"{archive.name}.{raw['name']}", []).append(raw)
        for raw in json.loads(texts["dist/types/credentials.json"]):
            _add_credential(credentials, raw["name"], credential_facts(archive.name, raw))
        schemas.update(schema_documents(archive.name, texts))
        folders.update(schema_folders(archive.name, json.loads(texts["dist/known/nodes.json"])))
    documents = {name: _node_document(name, raws) for name, raws in sorted(nodes.items())}
    facts = release_facts(release.server, release.config)
    packages = {archive.name: archive.version for archive in release.node_packages}
    index = {
        "n8n": release.n8n_version,
        "packages": packages,
        "nodes": {
            name: index_line(
                name, nodes[name], folders[name] if folders.get(name) in schemas else None, facts
            )
            for name in documents
        },
        "credentials": {name: each["displayName"] for name, each in sorted(credentials.items())},
    }
    files = {
        "index.json.z": zlib.compress(dump_json(index), 9),
        "node-types.shelf": _shelf(documents),
        "credentials.shelf": _shelf(dict(sorted(credentials.items()))),
        "schemas.shelf": _shelf(dict(sorted(schemas.items()))),
    }
    folder = output / release.n8n_version
    _write_folder(folder, files)
    return BuildReport(
        n8n_version=release.n8n_version,
        packages=packages,
        node_types=len(documents),
        type_versions=sum(len(versions_of(raw)) for raws in nodes.values() for raw in raws),
        credential_types=len(credentials),
        output_schemas=sum(len(document) for document in schemas.values()),
        folder=folder,
        sizes={name: len(data) for name, data in files.items()},
        unproven_ports=_unproven(documents),
    )


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """All files or none: a half-written snapshot would be taken for a whole one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".building-") as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        for name, data in files.items():
            (fresh / name).write_bytes(data)
        if folder.exists():
            folder.rename(Path(scratch) / "replaced")
        fresh.rename(folder)


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


def _unproven(documents: Mapping[str, dict[str, Any]]) -> list[str]:
    return sorted(
        f"{name} {side} ({entry[side]['unproven']} as {entry[side]['rule']})"
        for name, document in documents.items()
        for entry in document["entries"]
        for side in ("inputs", "outputs")
        if isinstance(entry[side], dict) and "unproven" in entry[side]
    )
