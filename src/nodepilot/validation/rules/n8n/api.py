"""What n8n's public API refuses in the body of `POST /api/v1/workflows`, although the editor takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.api_schema import CHOICES, CLASSES, NO_CLASS, NODE_KEYS, SETTINGS_KEYS, WORDS, Test
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Unknown keys are refused in nodes and settings, and so are keys that only n8n may set."""
    document = context.document
    for index, node in enumerate(document["nodes"]):
        if isinstance(node, dict):
            name = node.get("name")
            yield from _object(node, NODE_KEYS, f"nodes[{index}]", name if isinstance(name, str) else None)
        else:
            yield _refused(f"nodes[{index}]", say("has to be an object"))
    if not isinstance(document.get("connections"), dict):
        yield _refused("connections", say("has to be an object"))
    yield from _static_data(document.get("staticData"))
    if not isinstance(document.get("pinData"), dict | None):
        yield _refused("pinData", say("has to be an object"))
    settings = document.get("settings")
    if isinstance(settings, dict):
        yield from _object(settings, SETTINGS_KEYS, "settings", None)
    elif settings is not None:
        yield _refused("settings", say("has to be an object"))


def _object(
    value: Mapping[str, Any], allowed: Mapping[str, Test], place: str, node: str | None
) -> Iterator[Issue]:
    unknown: list[str] = []
    for key, inner in value.items():
        test = allowed.get(key)
        if inner.__class__ in CLASSES.get(test, NO_CLASS):
            continue
        if test is None:
            unknown.append(key)
        elif not test(inner):
            yield _refused(f"{place}.{key}", _wanted(test), node)
    if unknown:
        names = ", ".join(f"`{key}`" for key in unknown)
        yield _refused(place, say("must not have {names}", names=names), node)


def _wanted(test: Test) -> str:
    names = CHOICES.get(test)
    return say(WORDS[test]) if names is None else say("has to be one of {names}", names=names)


def _static_data(value: Any) -> Iterator[Issue]:
    if isinstance(value, str):
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            yield _refused("staticData", say("has to hold JSON"))
    elif not isinstance(value, dict | None):
        yield _refused("staticData", say("has to be an object or JSON in a text"))


def _refused(place: str, wanted: str, node: str | None = None) -> Issue:
    return Issue(
        "API_REFUSES",
        Severity.WARNING,
        Source.N8N,
        say("n8n's public API refuses this workflow: `{place}` {wanted}.", place=place, wanted=wanted),
        Kind.API,
        node,
        path=place,
    )


RULE = Rule("public API", ("API_REFUSES",), Source.N8N, check)
