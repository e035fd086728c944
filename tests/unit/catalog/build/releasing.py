"""A small n8n release as npm packages, for building a snapshot from it."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

from nodepilot.catalog.build.packages import PackageArchive, Release
from tests.unit.catalog.making import description, prop

SENTENCE = "Whoever reads this sentence reads one that n8n wrote and that nobody may keep."
SWITCH_PROGRAM = "={{ ((parameters) => { return parameters.a.map(b => ({ type: 'main' })) })($parameter) }}"

SAMPLE = description(
    prop(
        "resource",
        "options",
        default="user",
        options=[{"name": "User", "value": "user", "description": SENTENCE}],
    ),
    prop("text", description=SENTENCE, hint=SENTENCE, placeholder=SENTENCE, default=SENTENCE),
    prop("note", "notice", displayName=SENTENCE),
    description=SENTENCE,
    usableAsTool=True,
    credentials=[{"name": "sampleApi", "required": True}],
    codex={"categories": ["Sales"], "subcategories": {"Sales": ["CRM"]}, "alias": ["demo"]},
)
ASKING = description(
    prop("operation", "options", default="sendAndWait", options=[{"name": "Ask", "value": "sendAndWait"}]),
    name="asking",
    webhooks=[{"name": "default", "httpMethod": "GET", "path": "={{ $nodeId }}"}],
)
COMPUTED = description(name="computed", outputs=SWITCH_PROGRAM)
CREDENTIAL = {
    "name": "sampleApi",
    "displayName": "Sample API",
    "properties": [prop("key", typeOptions={"password": True}, description=SENTENCE)],
    "supportedNodes": ["sample"],
}
SCHEMA = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "names": {"type": "array", "items": {"type": "string"}}},
}
CONFIG = "this.exclude = ['n8n-nodes-base.asking'];"


def archive(folder: Path, name: str, files: dict[str, Any]) -> PackageArchive:
    """An npm archive; everything but text is written as JSON."""
    path = folder / f"{name.replace('/', '-').removeprefix('@')}.tgz"
    with tarfile.open(path, "w:gz") as made:
        for inner, content in files.items():
            data = (content if isinstance(content, str) else json.dumps(content)).encode()
            member = tarfile.TarInfo(f"package/{inner}")
            member.size = len(data)
            made.addfile(member, io.BytesIO(data))
    return PackageArchive(name, "1.0.0", path)


def package(
    folder: Path, name: str, nodes: list[Any], credentials: list[Any], schemas: dict[str, Any]
) -> PackageArchive:
    """A package with node types, laid out as n8n's."""
    known = {
        each["name"]: {"className": "X", "sourcePath": f"dist/nodes/{each['name']}/X.node.js"}
        for each in nodes
    }
    files = {
        "dist/types/nodes.json": nodes,
        "dist/types/credentials.json": credentials,
        "dist/known/nodes.json": known,
        "dist/nodes/sample/X.node.js": "module.exports = {}",
        **{f"dist/nodes/{path}": schema for path, schema in schemas.items()},
    }
    return archive(folder, name, files)


def release(folder: Path, *, hitl: bool = True, version: str = "9.1.0") -> Release:
    """A release with three node types in one package and none in the other."""
    folder.mkdir(parents=True, exist_ok=True)
    schemas = {"sample/__schema__/v1.0.0/user/get.json": SCHEMA}
    server = {"dist/tool-generation/hitl-tools.js": "1"} if hitl else {"dist/server.js": "1"}
    return Release(
        version,
        (
            package(folder, "n8n-nodes-base", [SAMPLE, ASKING, COMPUTED], [CREDENTIAL], schemas),
            package(folder, "@n8n/n8n-nodes-langchain", [], [], {}),
        ),
        server=archive(folder, "n8n", server),
        config=archive(folder, "@n8n/config", {"dist/configs/nodes.config.js": CONFIG}),
    )
