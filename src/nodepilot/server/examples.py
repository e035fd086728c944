"""Examples for every operation of `/api/openapi.json`, composed from its schemas, `example_objects` and
`example_values`."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from nodepilot.server.example_objects import OBJECTS
from nodepilot.server.example_values import ID, MOMENT, PARAMETERS, TEXTS, VALUES, WORKFLOW

BY_FORMAT = {"uuid": ID, "date-time": MOMENT, "date": MOMENT[:10]}
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}
BY_TYPE: Mapping[str, Any] = {"string": "a text", "integer": 1, "number": 1.0, "boolean": False, "object": {}}


def add_examples(document: dict[str, Any]) -> None:
    """Gives each parameter, body and answer that has none an example, in place."""
    composer = _Composer(document["components"]["schemas"])
    for methods in document["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                parameter.setdefault("example", composer.parameter(parameter))
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
                content.setdefault("example", composer.content(media_type, content, is_request=True))
            for status, response in operation["responses"].items():
                for media_type, content in response.get("content", {}).items():
                    example = composer.content(media_type, content, is_request=False)
                    if media_type == "application/problem+json":
                        example |= _problem(status)
                    content.setdefault("example", example)


class _Composer:
    """Makes a value for a schema."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._open: set[str] = set()

    def parameter(self, parameter: Mapping[str, Any]) -> Any:
        name = parameter["name"]
        return PARAMETERS[name] if name in PARAMETERS else self.value(parameter["schema"])

    def content(self, media_type: str, content: Mapping[str, Any], *, is_request: bool) -> Any:
        if media_type in TEXTS:
            return TEXTS[media_type]
        # Files: a workflow, or a conversation or an account in JSON.
        return self.value(content["schema"], required_only=is_request) if "schema" in content else WORKFLOW

    def value(
        self, schema: Mapping[str, Any], owner: str = "", name: str = "", *, required_only: bool = False
    ) -> Any:
        """`owner` is the schema that the property `name` belongs to; bodies show what has to be said."""
        if f"{owner}.{name}" in VALUES:
            return VALUES[f"{owner}.{name}"]
        if schema.get("examples"):
            return schema["examples"][0]
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        if name in VALUES and _takes(schema, VALUES[name]):
            return VALUES[name]
        if schema.get("default") is not None:
            return schema["default"]
        if "$ref" in schema:
            return self._named(_name_of(schema), required_only=required_only)
        if "anyOf" in schema:
            return self.value(schema["anyOf"][0], owner, name)
        if "prefixItems" in schema:
            return [self.value(each, owner, name) for each in schema["prefixItems"]]
        if schema.get("type") == "array" and _name_of(schema["items"]) in self._open:
            # One that holds its own kind, such as fields within fields: once is enough.
            return []
        if schema.get("type") == "array":
            return [self.value(schema["items"], owner, name)] * schema.get("minItems", 1)
        if schema.get("format") in BY_FORMAT:
            return BY_FORMAT[schema["format"]]
        return BY_TYPE.get(schema.get("type", "object"), {})

    def _named(self, schema_name: str, *, required_only: bool) -> Any:
        if schema_name in OBJECTS:
            return OBJECTS[schema_name]
        schema = self._schemas[schema_name]
        if "properties" not in schema:
            return self.value(schema)
        required = schema.get("required", ())
        self._open.add(schema_name)
        made = {
            name: self.value(each, schema_name, name)
            for name, each in schema["properties"].items()
            if not (required_only and required) or name in required
        }
        self._open.discard(schema_name)
        return made


def _name_of(schema: Mapping[str, Any]) -> str:
    """Of the schema that is referred to; empty for one that stands for itself."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _takes(schema: Mapping[str, Any], value: Any) -> bool:
    """By its type alone. A named schema, or a list of such, is composed like any other."""
    if "anyOf" in schema:
        return any(_takes(each, value) for each in schema["anyOf"])
    if "$ref" in schema or "$ref" in schema.get("items", {}):
        return False
    wanted = schema.get("type")
    return wanted is None or isinstance(value, TYPES[wanted])


def _problem(status: str) -> dict[str, Any]:
    """What differs by status; `4XX` stands for 404."""
    number = int(status.replace("XX", "04"))
    said: dict[str, Any] = {"status": number, "title": HTTPStatus(number).phrase}
    if number == HTTPStatus.UNPROCESSABLE_ENTITY:
        said |= {
            "detail": "The request does not fit.",
            "code": "INVALID_REQUEST",
            "next_step": "See `errors`.",
            "errors": [{"location": "body.title", "message": "has to be a text"}],
        }
    if number == HTTPStatus.SERVICE_UNAVAILABLE:
        said |= {
            "detail": "The database does not answer.",
            "code": "DATABASE_UNAVAILABLE",
            "next_step": "Try again in a moment.",
        }
    return said
