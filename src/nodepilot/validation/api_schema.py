"""What n8n's public API takes in nodes and settings: the allowed keys, each with a test of its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from nodepilot.sentences import later
from nodepilot.validation.parameters.values import is_number

Test: TypeAlias = Callable[[Any], bool]


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


CHOICES: dict[Test, str] = {}
"""The words that a test allows, as they are shown."""


def _one_of(*words: str) -> Test:
    def test(value: Any) -> bool:
        return isinstance(value, str) and value in words

    CHOICES[test] = ", ".join(f"`{word}`" for word in words)
    return test


def _is_tag(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"key", "value"} and all(map(_is_text, value.values()))


def _is_tags(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_tag, value))


def _is_tag_object(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= {"tag"} and _is_tags(value.get("tag", []))


WORDS: dict[Test, str] = {
    _is_text: later("has to be a text"),
    _is_boolean: later("has to be true or false"),
    is_number: later("has to be a number"),
    _is_object: later("has to be an object"),
    _is_numbers: later("has to be a list of numbers"),
    _is_read_only: later("must not be there: only n8n sets it"),
    _is_tags: later("has to be a list of objects with `key` and `value`"),
    _is_tag_object: later("has to be an object with a list `tag`"),
}
NODE_KEYS: Mapping[str, Test] = {
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
CLASSES: Mapping[Test | None, frozenset[type]] = {
    _is_text: frozenset({str}),
    _is_boolean: frozenset({bool}),
    is_number: frozenset({int, float}),
    _is_object: frozenset({dict}),
}
"""Tests that come down to the value's class."""
NO_CLASS: frozenset[type] = frozenset()
_SAVE = _one_of("all", "none")
SETTINGS_KEYS: Mapping[str, Test] = {
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
