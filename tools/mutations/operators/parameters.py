"""Defects of parameter names and values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.model import Choice
from nodepilot.validation.given import GivenValue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits.paths import MISSING
from tools.mutations.ground import Document, Ground, Operator
from tools.mutations.misspelling import misspelt

_EMPTY: tuple[Any, ...] = ("", None, False, {}, [])
_OTHERWISE_KNOWN = ("UNKNOWN_PARAMETER", "MISSING_PARAMETER", "UNREADABLE_PARAMETERS")
_CHOICE = ("INVALID_OPTION", "INVALID_OPERATION")


def _given(ground: Ground) -> list[tuple[CheckedNode, str]]:
    """Shown top-level parameters with a value, those that decide about others left out."""
    return [
        (node, name)
        for node in ground.nodes
        for name, value in node.given.items()
        if value not in _EMPTY
        and node.state is not None
        and node.state.entry(name) is not None
        and node.checker is not None
        and name not in node.checker.controls
    ]


def _renamed(ground: Ground, node: CheckedNode, old: str, new: str) -> Document | None:
    if new in node.given or (node.checker is not None and new in node.checker.level.names):
        return None
    renamed = {new if name == old else name: value for name, value in node.given.items()}
    return ground.with_node_key(node, "parameters", renamed)


def name_misspelt(ground: Ground) -> Document | None:
    chosen = ground.pick(_given(ground))
    return None if chosen is None else _renamed(ground, *chosen, misspelt(chosen[1], ground.chance))


def name_in_snake_case(ground: Ground) -> Document | None:
    chosen = ground.pick((node, name) for node, name in _given(ground) if re.search(r"[a-z][A-Z]", name))
    if chosen is None:
        return None
    return _renamed(ground, *chosen, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", chosen[1]).lower())


def option_beside_its_collection(ground: Ground) -> Document | None:
    """A key of `options` stands at the top."""
    found = []
    for each in ground.values("collection"):
        if each.place[0] is None and isinstance(each.value, dict):
            names = each.node.checker.level.names if each.node.checker else frozenset()
            found += [
                (each, key)
                for key, value in each.value.items()
                if value not in _EMPTY and each.definition.child(key) and key not in names
            ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    given, key = chosen
    rest = {name: value for name, value in given.value.items() if name != key}
    parameters = {**given.node.given, given.definition.name: rest, key: given.value[key]}
    return ground.with_node_key(given.node, "parameters", parameters)


def parameter_inside_options(ground: Ground) -> Document | None:
    """A top-level parameter stands in `options`."""
    found = [
        (node, name)
        for node, name in _given(ground)
        if isinstance(node.given.get("options"), dict)
        and node.checker is not None
        and not any(entry.property.child(name) for entry in node.checker.level.by_name.get("options", ()))
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    node, name = chosen
    parameters = {key: value for key, value in node.given.items() if key != name}
    parameters["options"] = {**node.given["options"], name: node.given[name]}
    return ground.with_node_key(node, "parameters", parameters)


def required_removed(ground: Ground) -> Document | None:
    """A required parameter without a default that n8n would take is gone."""
    found = [
        (node, name)
        for node in ground.nodes
        for name in node.given
        if node.state is not None
        for entry in [node.state.entry(name)]
        if entry is not None and entry.property.required and entry.property.default in ("", None)
    ]
    chosen = ground.pick(found)
    return None if chosen is None else ground.with_parameter(chosen[0], f'["{chosen[1]}"]', MISSING)


def _choices(ground: Ground) -> Iterator[tuple[GivenValue, Choice]]:
    """Given values of parameters whose choices are all known."""
    for each in ground.values("options"):
        options = each.definition.type_options
        if (
            each.others
            or options.loads_options
            or options.load_options_method
            or len(each.definition.choices) < 2
        ):
            continue
        choice = each.definition.choice(each.value)
        if choice is not None and isinstance(each.value, str):
            yield each, choice


def value_misspelt(ground: Ground) -> Document | None:
    chosen = ground.pick(_choices(ground))
    if chosen is None:
        return None
    given, _ = chosen
    wrong = misspelt(str(given.value), ground.chance)
    if given.definition.choice(wrong) is not None:
        return None
    return ground.with_parameter(given.node, given.path, wrong)


def label_instead_of_value(ground: Ground) -> Document | None:
    found = [
        (given, choice)
        for given, choice in _choices(ground)
        if choice.name.lower() != str(choice.value).lower() and given.definition.choice(choice.name) is None
    ]
    chosen = ground.pick(found)
    return None if chosen is None else ground.with_parameter(chosen[0].node, chosen[0].path, chosen[1].name)


def operation_of_another_resource(ground: Ground) -> Document | None:
    """The operation stays, the resource becomes one that doesn't have it."""
    found = []
    for node in ground.nodes:
        resource, operation = node.given.get("resource"), node.given.get("operation")
        if not isinstance(resource, str) or not isinstance(operation, str) or node.checker is None:
            continue
        version = node.checker.version
        for choice in (each for one in version.properties_named("resource") for each in one.choices):
            takes = [
                each
                for each in version.properties_named("operation")
                if each.display_options and choice.value in each.display_options.show.get("resource", ())
            ]
            if takes and not any(each.choice(operation) for each in takes):
                found.append((node, choice.value))
    chosen = ground.pick(found)
    return None if chosen is None else ground.with_parameter(chosen[0], "resource", chosen[1])


def resource_missing(ground: Ground) -> Document | None:
    """Operation without the resource that it belongs to."""
    found = [
        node
        for node in ground.nodes
        if isinstance(node.given.get("operation"), str)
        and isinstance(node.given.get("resource"), str)
        and node.checker is not None
        and all(
            each.default != node.given["resource"]
            for each in node.checker.version.properties_named("resource")
        )
    ]
    node = ground.pick(found)
    return None if node is None else ground.with_parameter(node, "resource", MISSING)


_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_in_words(ground: Ground) -> Document | None:
    given = ground.pick(
        each for each in ground.values("number") if type(each.value) is int and 0 <= each.value <= 10
    )
    return None if given is None else ground.with_parameter(given.node, given.path, _WORDS[given.value])


def number_as_text(ground: Ground) -> Document | None:
    given = ground.pick(each for each in ground.values("number") if type(each.value) in (int, float))
    return None if given is None else ground.with_parameter(given.node, given.path, json.dumps(given.value))


def boolean_as_text(ground: Ground) -> Document | None:
    given = ground.pick(each for each in ground.values("boolean") if isinstance(each.value, bool))
    return (
        None
        if given is None
        else ground.with_parameter(given.node, given.path, "true" if given.value else "false")
    )


def broken_json(ground: Ground) -> Document | None:
    """A JSON text without its last bracket, or without a colon."""
    found = [
        each
        for each in ground.values("json")
        if isinstance(each.value, str)
        and each.value[:1] in "{["
        and len(each.value) > 4
        and _is_json(each.value)
    ]
    given = ground.pick(found)
    if given is None:
        return None
    text = given.value.rstrip()
    if ground.chance.random() < 0.5:
        return ground.with_parameter(given.node, given.path, text[:-1])
    return ground.with_parameter(given.node, given.path, text.replace('":', '"', 1))


def _is_json(text: str) -> bool:
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return bool(found)


OPERATORS = (
    Operator("parameter name misspelt", _OTHERWISE_KNOWN, name_misspelt),
    Operator("parameter name in snake_case", _OTHERWISE_KNOWN, name_in_snake_case),
    Operator("option beside its collection", ("UNKNOWN_PARAMETER",), option_beside_its_collection),
    Operator("parameter inside `options`", _OTHERWISE_KNOWN, parameter_inside_options),
    Operator("required parameter missing", ("MISSING_PARAMETER",), required_removed),
    Operator("choice misspelt", _CHOICE, value_misspelt),
    Operator("label instead of the choice's value", _CHOICE, label_instead_of_value),
    Operator("operation of another resource", ("INVALID_OPERATION",), operation_of_another_resource),
    Operator("resource missing", (*_CHOICE, "MISSING_PARAMETER"), resource_missing),
    Operator("number in words", ("WRONG_TYPE",), number_in_words),
    Operator("number as a text", ("NUMBER_AS_TEXT", "WRONG_TYPE"), number_as_text),
    Operator("boolean as a text", ("WRONG_TYPE",), boolean_as_text),
    Operator("JSON parameter broken", ("INVALID_JSON",), broken_json),
)
