"""Conditions that are there, changed: "treat demo like sales", "only above 1000 now"."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant, rules_of, tests_of
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import SetParameter

_BOUNDS = frozenset({"gt", "gte", "lt", "lte"})
_SKIPPED = frozenset(
    "should must shall be also the a an type kind status too please and messages items entries soll sollen auch "
    "doit aussi debe tambien deve tambem werden wird".split()
)


def change_test(scene: Scene) -> Step | None:
    """Another bound, or one more value that counts."""
    return _one_more(scene) or _bound(scene)


def _one_more(scene: Scene) -> Step | None:
    match = scene.says("treat_like")
    if match is None:
        return None
    if (ruled := _one_more_rule(scene, match.start())) is not None:
        return ruled
    for node in scene.canvas.nodes:
        if node.type not in {BASE + "if", BASE + "filter"}:
            continue
        tests = tests_of(node)
        for test in tests:
            right = test.get("rightValue")
            if not isinstance(right, str) or not right:
                continue
            place = re.search(rf"(?<!\w){re.escape(flat(right))}(?!\w)", scene.flat[match.start() :])
            if place is None:
                continue
            value = _value_before(scene, match.start(), right)
            combinator = node.parameters["conditions"].get("combinator", "and")
            if value is None or (len(tests) > 1 and combinator != "or"):
                continue
            added: dict[str, Any] = {**test, "rightValue": value}
            if "id" in test:
                added["id"] = _other_id(str(test["id"]), value)
            changed = {
                **node.parameters["conditions"],
                "conditions": [*tests, added],
                "combinator": "or",
            }
            return Step((SetParameter(node.name, "conditions", changed),), 0.9)
    return None


def _one_more_rule(scene: Scene, start: int) -> Step | None:
    """The same for a Switch: the rule of the known value takes the new one too."""
    for node in scene.canvas.nodes:
        if node.type != BASE + "switch":
            continue
        for index, (held, test) in enumerate(rules_of(node)):
            right = test.get("rightValue")
            if not isinstance(right, str) or not right:
                continue
            if not re.search(rf"(?<!\w){re.escape(flat(right))}(?!\w)", scene.flat[start:]):
                continue
            value = _value_before(scene, start, right)
            tests = held.get("conditions", [])
            if value is None or (len(tests) > 1 and held.get("combinator") != "or"):
                continue
            added = {**test, "rightValue": value}
            if "id" in test:
                added["id"] = _other_id(str(test["id"]), value)
            changed = {**held, "conditions": [*tests, added], "combinator": "or"}
            return Step((SetParameter(node.name, f"rules.values[{index}].conditions", changed),), 0.9)
    return None


def _value_before(scene: Scene, end: int, known: str) -> str | None:
    """The value that is named before "… should be treated like": quoted, or the last word that is no filler."""
    first, last = scene.tokens_in(0, end)
    quoted = [t for t in scene.u.tokens[first:last] if t.kind is Kind.QUOTED]
    if quoted:
        return quoted[-1].text[1:-1]
    words = [
        t
        for t in scene.u.tokens[first:last]
        if t.kind in {Kind.WORD, Kind.SLUG, Kind.DOTTED} and t.norm not in _SKIPPED
    ]
    verbs = {"treat", "handle", "count", "treated", "handled", "counted", "behandle"}
    words = [t for t in words if t.norm not in verbs and t.norm != flat(known)]
    return words[-1].text if words else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value.strip()) is not None
    )


def _other_id(old: str, value: str) -> str:
    import uuid

    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{old}:{value}"))


def _bound(scene: Scene) -> Step | None:
    """“only above 1000”, “set the threshold to 200”: the one number that is compared with."""
    numbers = [parse_number(t) for t in scene.u.tokens if t.kind in {Kind.NUMBER, Kind.MONEY}]
    numbers = [n for n in numbers if n is not None]
    if len(numbers) != 1 or not re.search(rf"(?<!\w)(?:{table('tests')['threshold']})(?!\w)", scene.flat):
        return None
    if any(scene.says(each) is not None for each in ("also", "skip")):
        return None
    found = [
        (node, index)
        for node in scene.canvas.nodes
        if node.type in {BASE + "if", BASE + "filter"}
        for index, test in enumerate(tests_of(node))
        if _is_number(test.get("rightValue"))
        and str((test.get("operator") or {}).get("operation")) in _BOUNDS
    ]
    meant = {each.node.name for each in nodes_meant(scene)}
    found = [each for each in found if each[0].name in meant] or found
    if len(found) != 1:
        return None
    node, index = found[0]
    number = numbers[0]
    assert number is not None  # noqa: S101
    value = whole(number)
    return Step((SetParameter(node.name, f"conditions.conditions[{index}].rightValue", value),), 0.85)
