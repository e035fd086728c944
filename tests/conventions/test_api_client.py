"""The web page's view of the HTTP API is the server's own."""

from __future__ import annotations

import json

import pytest

from tools.api_client import TARGET, describe, render, type_of


def test_it_is_what_the_server_describes() -> None:
    assert TARGET.read_text(encoding="utf-8") == render(describe()), "run `make api-client`"


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({"type": "string", "format": "uuid"}, "string"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Row"}}, "Row[]"),
        ({"const": True}, "true"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "Record<string, number>"),
        ({"type": "object"}, "JsonObject"),
        ({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]}, "[number, string]"),
        ({}, "Json"),
    ],
    ids=json.dumps,
)
def test_types(schema: dict[str, object], wanted: str) -> None:
    assert type_of(schema) == wanted


def test_answers_leave_nothing_out_and_what_is_sent_may() -> None:
    row = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "note": {"type": "string"}},
        "required": ["name"],
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}}}
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Given"}}}}
    document = {
        "components": {"schemas": {"Sent": row, "Given": row}},
        "paths": {"/x/{id}": {"post": {"requestBody": body, "responses": {"201": answer, "404": {}}}}},
    }
    written = render(document)
    assert "interface Sent {\n  name: string;\n  note?: string;\n}" in written
    assert "interface Given {\n  name: string;\n  note: string;\n}" in written
    assert '"POST /x/{id}": { path: object; query: object; body: Sent; answer: Given };' in written
