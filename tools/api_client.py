"""Writes the web page's view of the HTTP API (`web/src/api/schema.ts`) from the server's OpenAPI document.

python -m tools.api_client             writes it
python -m tools.api_client --check     exit code 1 when the file is not what would be written
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "web" / "src" / "api" / "schema.ts"
HEAD = """\
/** The HTTP API as the server describes it. Made by `make api-client`; changes by hand are lost. */

import type { Json, JsonObject } from "@/graph/workflow";
"""
SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
METHODS = ("get", "post", "put", "patch", "delete")

Schema = Mapping[str, Any]


def describe() -> dict[str, Any]:
    """The OpenAPI document, which no setting changes."""
    from nodepilot.server.app import create_app
    from nodepilot.settings import Settings

    return create_app(Settings(data_dir=Path("unused"))).openapi()


def type_of(schema: Schema) -> str:
    """A JSON schema as a TypeScript type; what it leaves open is any `Json`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(map(json.dumps, schema["enum"]))
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(type_of(each) for each in schema[several]))
    if "prefixItems" in schema:
        return f"[{', '.join(map(type_of, schema['prefixItems']))}]"
    kind = schema.get("type")
    if kind == "array":
        inner = type_of(schema.get("items", {}))
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if kind == "object":
        return _object(schema)
    return SIMPLE.get(str(kind), "Json")


def _object(schema: Schema) -> str:
    if "properties" in schema:
        return f"{{ {'; '.join(_fields(schema))} }}"
    values = schema.get("additionalProperties", True)
    if values is True or values == {}:
        return "JsonObject"
    return f"Record<string, {type_of(values)}>"


def _fields(schema: Schema, *, complete: bool = False) -> Iterator[str]:
    required = set(schema["properties"] if complete else schema.get("required", ()))
    for name, value in schema["properties"].items():
        is_there = name in required and "x-left-out" not in value
        yield f"{name}{'' if is_there else '?'}: {type_of(value)}"


def _sent(document: Schema) -> set[str]:
    """Names of the schemas that stand in what is sent. All others are answers, which leave no field out."""
    schemas = document["components"]["schemas"]
    waiting = [
        operation["requestBody"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if "requestBody" in operation
    ]
    found: set[str] = set()
    while waiting:
        for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(waiting.pop())):
            if name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return found


def render(document: Schema) -> str:
    """The whole file."""
    schemas = document["components"]["schemas"]
    sent = _sent(document)
    parts = [
        HEAD,
        *(_declaration(name, schemas[name], complete=name not in sent) for name in sorted(schemas)),
    ]
    calls = [
        f"  {json.dumps(f'{method.upper()} {path}')}: {_call(operation)};"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]
    parts.append(
        "/** Every call: what stands in its address, what goes along, and what comes back. */\n"
        "export interface Calls {\n" + "\n".join(sorted(calls)) + "\n}\n"
    )
    return "\n".join(parts)


def _declaration(name: str, schema: Schema, *, complete: bool) -> str:
    if schema.get("type") != "object" or "properties" not in schema:
        return f"export type {name} = {type_of(schema)};\n"
    lines = "\n".join(f"  {field};" for field in _fields(schema, complete=complete))
    return f"export interface {name} {{\n{lines}\n}}\n"


def _call(operation: Schema) -> str:
    given = operation.get("parameters", ())
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    parts = [
        f"path: {_given(given, 'path')}",
        f"query: {_given(given, 'query')}",
        f"body: {type_of(body) if body else 'undefined'}",
        f"answer: {_answer(operation['responses'])}",
    ]
    return f"{{ {'; '.join(parts)} }}"


def _given(parameters: Sequence[Schema], place: str) -> str:
    fields = []
    for each in parameters:
        if each["in"] != place:
            continue
        kind = " | ".join(part for part in type_of(each["schema"]).split(" | ") if part != "null")
        fields.append(f"{each['name']}{'' if each.get('required') else '?'}: {kind}")
    return f"{{ {'; '.join(fields)} }}" if fields else "object"


def _answer(responses: Schema) -> str:
    """Of the first response that means success; `undefined` where it has no body."""
    good = next(response for status, response in responses.items() if status.startswith("2"))
    schema = good.get("content", {}).get("application/json", {}).get("schema")
    return type_of(schema) if schema else "undefined"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    wanted = render(describe())
    if parser.parse_args(arguments).check:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted else 1
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
