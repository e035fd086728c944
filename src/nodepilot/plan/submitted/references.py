"""References to steps by something else than their key: by name, in another spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.plan.model import Code, Locator, Plan, Ref, Step, Text, Value
from nodepilot.repair.spelling import meant, plain

NAMED = re.compile(r"""\$(?:\(\s*(['"])(?P<call>.+?)\1\s*\)|node\[\s*(['"])(?P<old>.+?)\3\s*\])""")


def key_meant(written: Any, plan: Plan) -> str | None:
    """The key of the one step that is meant; None when none or several are."""
    keys = [step.key for step in plan.steps]
    if written in keys:
        return str(written)
    if not isinstance(written, str):
        return None
    for names in (
        {step.key: plain(step.key) for step in plan.steps},
        {step.key: plain(step.name) for step in plan.steps},
        {step.key: plain(step.node_type.rpartition(".")[2]) for step in plan.steps},
    ):
        found = [key for key, name in names.items() if name == plain(written) != ""]
        if found:
            return found[0] if len(found) == 1 else None
    return meant(written, keys) or _by_name(written, plan)


def _by_name(written: str, plan: Plan) -> str | None:
    name = meant(written, [step.name for step in plan.steps if step.name])
    found = [step.key for step in plan.steps if step.name == name]
    return found[0] if name is not None and len(found) == 1 else None


def steps_named(step: Step) -> frozenset[str]:
    """Keys of the steps from which this one takes data by name."""
    found: set[str] = set()

    def look(value: Value) -> None:
        match value:
            case Ref():
                found.update({value.step} if value.step else ())
            case Text():
                for part in value.parts:
                    look(part)
            case Code():
                found.update(match["call"] for match in NAMED.finditer(value.source) if match["call"])
            case Locator():
                look(value.value)
            case str():
                found.update(match["call"] for match in NAMED.finditer(value) if match["call"])
            case Mapping():
                for each in value.values():
                    look(each)
            case list() | tuple():
                for each in value:
                    look(each)

    look(step.parameters)
    return frozenset(found)


def rewritten(value: Value, reference: Callable[[Ref], Ref], program: Callable[[str], str]) -> Any:
    """The value with every reference in it, and every program and expression, as the two functions make them."""

    def again(value: Value) -> Any:
        match value:
            case Ref():
                return reference(value)
            case Text():
                return Text(tuple(part if isinstance(part, str) else again(part) for part in value.parts))
            case Code():
                return Code(program(value.source))
            case Locator():
                return Locator(value.mode, again(value.value))
            case Mapping():
                return {key: again(each) for key, each in value.items()}
            case str():
                return program(value) if "$(" in value or "$node" in value else value
            case int() | float() | None:
                return value
            case _:
                return [again(each) for each in value]

    return again(value)


def mended_references(plan: Plan, mends: list[str]) -> Plan:
    """The plan with the steps' keys in all references."""
    steps = tuple(
        replace(
            step,
            parameters={
                key: rewritten(
                    each,
                    lambda value: _reference(value, plan, mends),
                    lambda source: _program(source, plan, mends),
                )
                for key, each in step.parameters.items()
            },
        )
        for step in plan.steps
    )
    return replace(
        plan,
        steps=steps,
        placeholders=tuple(
            replace(each, step=key)
            for each in plan.placeholders
            if (key := key_meant(each.step, plan)) is not None
        ),
        assumptions=tuple(replace(each, step=key_meant(each.step, plan)) for each in plan.assumptions),
        questions=tuple(replace(each, step=key_meant(each.step, plan)) for each in plan.questions),
    )


def _reference(value: Ref, plan: Plan, mends: list[str]) -> Ref:
    path = re.sub(r"^\s*(?:\$?json\.|\$\.)", "", value.path)
    if value.step is None:
        return Ref(None, path)
    key = key_meant(value.step, plan)
    if key is None or (key == value.step and path == value.path):
        return Ref(value.step, path)
    mends.append(f"A reference to `{value.step}` means the step `{key}`.")
    return Ref(key, path)


def _program(source: str, plan: Plan, mends: list[str]) -> str:
    """With keys in `$('…')`; the compiler puts the names of nodes there."""

    def named(found: re.Match[str]) -> str:
        written = found["call"] or found["old"]
        key = key_meant(written, plan)
        if key is None or (found["call"] and key == written):
            return found[0]
        mends.append(f"A reference to `{written}` means the step `{key}`.")
        return f"$('{key}').item" if found["old"] else f"$('{key}')"

    return NAMED.sub(named, source)
