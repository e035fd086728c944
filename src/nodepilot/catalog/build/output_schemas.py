"""The `__schema__` folders of n8n's packages: what a node puts out, as field names and types.

A shape is written as short as possible: `"s"` string, `"i"` integer, `"n"` number, `"b"` boolean,
`"z"` null, `"?"` unknown; `[shape]` a list; `{name: shape}` an object; a text of several letters
(`"sz"`) allows several of these.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from typing import Any

_LETTERS = {"string": "s", "integer": "i", "number": "n", "boolean": "b", "null": "z"}
_FOLDER = "__schema__/"


def schema_folders(package: str, known_nodes: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The key of the schema folder that n8n looks in, for each node type of a package."""
    return {
        f"{package}.{name}": f"{package}/{posixpath.dirname(facts['sourcePath'])}"
        for name, facts in known_nodes.items()
    }


def schema_documents(package: str, texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """One document per folder: `{"2.3.0/message/post": shape}` by version, resource, operation."""
    documents: dict[str, dict[str, Any]] = {}
    for path, text in sorted(texts.items()):
        folder, found, inner = path.partition(_FOLDER)
        if not found:
            continue
        key = inner.removesuffix(".json").removeprefix("v")
        document = documents.setdefault(f"{package}/{folder.rstrip('/')}", {})
        document[key] = _shape(json.loads(text))
    return documents


def _shape(schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {name: _shape(each) for name, each in schema.get("properties", {}).items()}
    if kind == "array":
        items = schema.get("items")
        return [_shape(items)] if isinstance(items, dict) else ["?"]
    if isinstance(kind, list):
        return "".join(sorted(_LETTERS.get(each, "?") for each in kind))
    return _LETTERS.get(kind, "?") if isinstance(kind, str) else "?"
