"""What n8n's public API refuses in the body of `POST /api/v1/workflows`, although the editor takes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.parameters.values import is_number
from nodepilot.validation.rule import Rule

_Test: TypeAlias = Callable[[Any], bool]


def check(context: ValidationContext) -> Iterator[Issue]:
    """Unknown keys are refused in nodes and settings, and so are keys that only n8n may set."""
    document = context.document
    for index, node in enumerate(document["nodes"]):
        if isinstance(node, dict):
            name = node.get("name")
            yield from _object(node, _NODE, f"nodes[{index}]", name if isinstance(name, str) else None)
        else:
            yield _refused(f"nodes[{index}]", "has to be an object")
    if not isinstance(document.get("connections"), dict):
        yield _refused("connections", "has to be an object")
    yield from _static_data(document.get("staticData"))
    if not isinstance(document.get("pinData"), dict | None):
        yield _refused("pinData", "has to be an object")
    settings = document.get("settings")
    if isinstance(settings, dict):
        yield from _object(settings, _SETTINGS, "settings", None)
    elif settings is not None:
        yield _refused("settings", "has to be an object")


def _object(
    value: Mapping[str, Any], allowed: Mapping[str, _Test], place: str, node: str | None
) -> Iterator[Issue]:
    unknown: list[str] = []
    for key, inner in value.items():
        test = allowed.get(key)
        if inner.__class__ in _CLASSES.get(test, _NO_CLASS):
            continue
        if test is None:
            unknown.append(key)
        elif not test(inner):
            yield _refused(f"{place}.{key}", _WORDS[test], node)
    if unknown:
        names = ", ".join(f"`{key}`" for key in unknown)
        yield _refused(place, f"must not have {names}", node)


def _static_data(value: Any) -> Iterator[Issue]:
    if isinstance(value, str):
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            yield _refused("staticData", "has to hold JSON")
    elif not isinstance(value, dict | None):
        yield _refused("staticData", "has to be an object or JSON in a text")


def _refused(place: str, wanted: str, node: str | None = None) -> Issue:
    return Issue(
        "API_REFUSES",
        Severity.WARNING,
        Source.N8N,
        f"n8n's public API refuses this workflow: `{place}` {wanted}.",
        Kind.API,
        node,
        path=place,
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_number, value))


def _is_read_only(_value: Any) -> bool:
    return False


def _one_of(*words: str) -> _Test:
    def test(value: Any) -> bool:
        return isinstance(value, str) and value in words

    _WORDS[test] = "has to be one of " + ", ".join(f"`{word}`" for word in words)
    return test


def _is_tag(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"key", "value"} and all(map(_is_text, value.values()))


def _is_tags(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_tag, value))


def _is_tag_object(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= {"tag"} and _is_tags(value.get("tag", []))


_WORDS: dict[_Test, str] = {
    _is_text: "has to be a text",
    _is_boolean: "has to be true or false",
    is_number: "has to be a number",
    _is_object: "has to be an object",
    _is_numbers: "has to be a list of numbers",
    _is_read_only: "must not be there: only n8n sets it",
    _is_tags: "has to be a list of objects with `key` and `value`",
    _is_tag_object: "has to be an object with a list `tag`",
}
_NODE: Mapping[str, _Test] = {
    **dict.fromkeys(("id", "name", "webhookId", "notes", "type", "onError"), _is_text),
    **dict.fromkeys(
        ("disabled", "notesInFlow", "executeOnce", "alwaysOutputData", "retryOnFail", "continueOnFail"),
        _is_boolean,
    ),
    **dict.fromkeys(("typeVersion", "maxTries", "waitBetweenTries"), is_number),
    "position": _is_numbers,
    "parameters": _is_object,
    "credentials": _is_object,
    "customTelemetryTags": _is_tag_object,
    "createdAt": _is_read_only,
    "updatedAt": _is_read_only,
}
_CLASSES: Mapping[_Test | None, frozenset[type]] = {
    _is_text: frozenset({str}),
    _is_boolean: frozenset({bool}),
    is_number: frozenset({int, float}),
    _is_object: frozenset({dict}),
}
"""Tests that come down to the value's class."""
_NO_CLASS: frozenset[type] = frozenset()
_SAVE = _one_of("all", "none")
_SETTINGS: Mapping[str, _Test] = {
    **dict.fromkeys(("saveExecutionProgress", "saveManualExecutions", "availableInMCP"), _is_boolean),
    **dict.fromkeys(("executionTimeout", "timeSavedPerExecution"), is_number),
    **dict.fromkeys(
        ("errorWorkflow", "timezone", "executionOrder", "callerIds", "credentialResolverId"), _is_text
    ),
    "saveDataErrorExecution": _SAVE,
    "saveDataSuccessExecution": _SAVE,
    "binaryMode": _one_of("separate", "combined"),
    "callerPolicy": _one_of("any", "none", "workflowsFromAList", "workflowsFromSameOwner"),
    "timeSavedMode": _one_of("fixed", "dynamic"),
    "redactionPolicy": _one_of("none", "non-manual", "manual-only", "all"),
    "customTelemetryTags": _is_tags,
}

RULE = Rule("public API", ("API_REFUSES",), Source.N8N, check)
