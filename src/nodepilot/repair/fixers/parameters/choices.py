"""Values that are not among a parameter's choices, and operations of another resource."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.model import Choice
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import meant, plain, same_meaning
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.given import GivenValue
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.checker import NodeChecker
from nodepilot.validation.parameters.levels import Unreadable
from nodepilot.workflow.edits import SetParameter


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The same by its label or in other letters; another word; what the other parameters tell."""
    for given in case.context.values("options", "multiOptions"):
        if given.node.name == issue.node and given.path == issue.parameter:
            yield from _one(given)


def _one(given: GivenValue) -> Iterator[Proposal]:
    choices = [choice for each in (given.definition, *given.others) for choice in each.choices]
    if isinstance(given.value, list):
        yield from _several(given, choices)
        return
    told = str(given.value)
    found = _same(told, choices)
    if found is None:
        found = _by_meaning(told, choices)
    is_operation = given.place == (None, "operation")
    if found is not None and not (is_operation and _would_hide(given, found.value)):
        yield _proposal(given, found.value)
        return
    if is_operation:
        yield from _other_resource(given)
    yield from _fitting(given, choices)
    if found is not None:
        yield _proposal(given, found.value, safe=False)


def _proposal(given: GivenValue, value: Any, *, safe: bool = True) -> Proposal:
    text = say(
        "Set `{path}` of `{node}` to `{value}`; `{old}` is not among its values.",
        path=given.path,
        node=given.node.name,
        value=value,
        old=given.value,
    )
    return Proposal(text, (set_parameter(given.node, keys_of(given.place), value),), safe)


def _several(given: GivenValue, choices: list[Choice]) -> Iterator[Proposal]:
    values = []
    for each in given.value:
        known = any(choice.value == each for choice in choices)
        found = None if known else _same(str(each), choices)
        if not known and found is None:
            return
        values.append(each if found is None else found.value)
    text = say("Corrected the values of `{path}` in `{node}`.", path=given.path, node=given.node.name)
    yield Proposal(text, (set_parameter(given.node, keys_of(given.place), values),))


def _same(told: str, choices: list[Choice]) -> Choice | None:
    """The value in other letters, its label, or the one value that is spelled nearly the same."""
    for choice in choices:
        if plain(told) and plain(told) in (plain(str(choice.value)), plain(choice.name)):
            return choice
    names = {str(choice.value): choice for choice in choices}
    close = meant(told, names)
    if close is not None:
        return names[close]
    labels = {choice.name: choice for choice in choices}
    close = meant(told, labels)
    return labels[close] if close is not None else None


def _by_meaning(told: str, choices: list[Choice]) -> Choice | None:
    word = same_meaning(told, {str(choice.value): choice.name for choice in choices})
    return next((choice for choice in choices if str(choice.value) == word), None)


def _hidden(checker: NodeChecker, given: dict[str, Any]) -> set[str] | None:
    """Given top-level parameters that the node would not show; None when it could not be read."""
    try:
        state = checker.state(given)
    except Unreadable:
        return None
    return {name for name in given if name in checker.level.names and state.entry(name) is None}


def _with(node: CheckedNode, **values: Any) -> dict[str, Any]:
    return {**node.given, **values}


def _would_hide(given: GivenValue, operation: Any) -> bool:
    """With this operation, parameters that stand there would have no effect."""
    checker = given.node.checker
    return checker is not None and bool(_hidden(checker, _with(given.node, operation=operation)))


def _other_resource(given: GivenValue) -> Iterator[Proposal]:
    """The one other resource that has this operation, when everything else that is given belongs to it."""
    node, checker = given.node, given.node.checker
    if checker is None:
        return
    found = []
    for definition in checker.version.properties_named("resource"):
        for choice in definition.choices:
            changed = _with(node, resource=choice.value)
            if _has_operation(checker, changed) and _hidden(checker, changed) == set():
                found.append(choice.value)
    if len(set(found)) == 1:
        text = say(
            "Set `resource` of `{node}` to `{resource}`, which has the operation `{value}`.",
            node=node.name,
            resource=found[0],
            value=given.value,
        )
        # What has no effect now and would have one then speaks for it.
        yield Proposal(
            text, (SetParameter(node.name, "resource", found[0]),), safe=bool(_hidden(checker, node.given))
        )


def _has_operation(checker: NodeChecker, given: dict[str, Any]) -> bool:
    try:
        entry = checker.state(given).entry("operation")
    except Unreadable:
        return False
    return entry is not None and entry.property.choice(given.get("operation")) is not None


def _fitting(given: GivenValue, choices: list[Choice]) -> Iterator[Proposal]:
    """The one value under which parameters that are given now without effect would have one."""
    node, checker = given.node, given.node.checker
    if checker is None or given.place[0] is not None or given.definition.name == "resource":
        return
    name = given.definition.name
    hidden_now = _hidden(checker, node.given)
    if not hidden_now:
        return
    fitting = {
        str(choice.value): choice.value
        for choice in choices
        if _hidden(checker, _with(node, **{name: choice.value})) == set()
    }
    if len(fitting) == 1:
        yield _proposal(given, next(iter(fitting.values())))


FIXER = Fixer("choices", ("INVALID_OPTION", "INVALID_OPERATION"), propose)
