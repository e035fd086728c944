"""Only those that are marked: a read list narrowed to urgent ones, to those without an owner, to those from Germany.

The service is asked for it where n8n's node can do so; otherwise the field is compared that n8n says the step gives, or
the one that is usually called so, which is said then.
"""

from __future__ import annotations

import re
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.build.compared import supposed
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.known_paths import all_paths
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.marks import Mark
from nodepilot.composer.reading.value_kinds import country_code
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition
from nodepilot.plan.shapes.conditions import Condition as Shape

_CHOOSING = frozenset({"resource", "operation", "authentication"})
_ASKED = frozenset({"status", "priority", "visibility"})
"""Fields whose values parameters offer."""
_OWN = frozenset({"website", "members", "member", "image", "images", "logo", "avatar"})
"""Fields that are called so wherever they are, whatever part they play."""
_NAMED = frozenset({"name", "status", "displayname"})
"""What tells a thing inside another one: `state.name`."""


def left_after_asking(draft: Draft, flow: Flow, data: Output, marks: list[Mark]) -> list[list[Shape]]:
    """Sets what the step can be asked for; gives the comparisons that are left, those of one mark being alternatives."""
    return [_compared(draft, flow, data, mark) for mark in marks if not _ask(draft, data.step, mark)]


def _ask(draft: Draft, step: str, mark: Mark) -> bool:
    """Whether the step has a parameter that says just this."""
    test = mark.test
    for path, prop in own_parameters(draft, step):
        if prop.name in _CHOOSING:
            continue
        name = prop.name.lower()
        if prop.type == "boolean" and test.operator in {"true", "false"} and name in mark.names:
            put(draft, step, path, test.operator == "true", test.span)
            return True
        named = name in mark.names or (test.left in _ASKED and test.left in name)
        value = _choice(prop, test.right) if named else None
        if value is not None:
            put(draft, step, path, [value] if prop.type == "multiOptions" else value, test.span)
            return True
    return False


def _choice(prop: Property, said: Any) -> Any:
    """The option that the word says."""
    if prop.type not in {"options", "multiOptions"} or not isinstance(said, str):
        return None
    wanted = _letters(said)
    return next((c.value for c in prop.choices if wanted in {_letters(c.value), _letters(c.name)}), None)


def _letters(said: Any) -> str:
    """“on-hold”, “On hold” and “on_hold” are one word."""
    return re.sub(r"[\W_]+", " ", str(said)).lower()


def _compared(draft: Draft, flow: Flow, data: Output, mark: Mark) -> list[Shape]:
    test, field = mark.test, _field(draft, data, mark)
    if field is None and (data.open or not (mark.names or test.left.lower() in _OWN)):
        # Columns that nobody can know bear the name that is said.
        return conditions_of(draft, flow, Condition((test,)))
    left = data.value(field) if field is not None else supposed(draft, data, test.left)
    source = javascript_of(left)
    match test.operator:
        case "true" | "false":
            return [condition(left, test.operator, type="boolean")]
        case "empty":
            return [condition(Code(f"String({source} ?? '')"), "empty")]
        case "contains":
            return [condition(Code(f"JSON.stringify({source} ?? '')"), "contains", str(test.right))]
        case _:
            said = str(test.right)
            code = country_code(said) if test.left == "country" else None
            return [condition(left, "equals", value) for value in (said, code) if value]


def _field(draft: Draft, data: Output, mark: Mark) -> Known | None:
    """Where the step gives it: by the part that a value plays, else by its name."""
    role = "labels" if mark.test.left == "tags" else mark.test.left
    if (known := data.roles.get(role)) is not None:
        return known
    own = mark.test.left.lower()
    names = mark.names or ({own, f"id{own}", f"{own.removesuffix('s')}_ids"} if own in _OWN else frozenset())
    fits: list[tuple[int, int, str]] = []
    for order, each in enumerate(all_paths(draft, data) if names else ()):
        *outer, name = each.path.lower().split(".")
        is_whole = "object" not in each.types
        if (name in names and is_whole) or (name in _NAMED and outer and outer[-1] in names):
            fits.append((len(outer), order, each.path))
    return Known(min(fits)[2]) if fits else None
