"""Merge 1 and 2 to 3."""

from __future__ import annotations

from typing import Any

from nodepilot.upgrade.draft import Draft, Unknown, is_expression
from nodepilot.upgrade.moves.conditions import entries_of
from nodepilot.workflow.edits.paths import MISSING

_COMBINE = {
    "mergeByFields": "combineByFields",
    "mergeByPosition": "combineByPosition",
    "multiplex": "combineAll",
}
_CLASH = "options.clashHandling.values.resolveClash"


def merge_1_to_3(draft: Draft) -> None:
    """The three ways of version 1 that do not look into items."""
    match draft.value("mode"), draft.value("output"):
        case "append", _:
            draft.replace({})
        case "wait", _:
            draft.replace({"mode": "chooseBranch", "output": "empty"})
        case "passThrough", ("input1" | "input2") as output:
            draft.replace({"mode": "chooseBranch", "useDataOfInput": int(output[-1])})
        case _:
            raise Unknown("how it combines items differs in small ways.")


def merge_2_to_3(draft: Draft) -> None:
    """Ways of combining have new names, a branch is chosen by its number."""
    match draft.value("mode"):
        case "append":
            return
        case "combine":
            _combine(draft)
        case "chooseBranch":
            _choose_branch(draft)
        case _:
            raise Unknown("its mode is no fixed choice.")


def _combine(draft: Draft) -> None:
    way = _COMBINE.get(draft.value("combinationMode"))
    if way is None:
        raise Unknown("how it combines is no fixed choice.")
    draft.unset("combinationMode")
    draft.set("combineBy", way)
    if way == "combineByFields":
        _fields(draft)
    clash = draft.given(_CLASH)
    if clash == "preferInput2":
        draft.set(_CLASH, "preferLast")
    elif clash not in (MISSING, "preferInput1", "addSuffix"):
        raise Unknown("which input wins is no fixed choice.")


def _fields(draft: Draft) -> None:
    pairs = entries_of(draft, "mergeByFields.values")
    if any(is_expression(pair.get(key)) for pair in pairs for key in ("field1", "field2")):
        raise Unknown("the fields that it compares are expressions.")
    # The fields stay where they are, and this switch shows them.
    draft.set("advanced", value=True)
    made: list[dict[str, Any]] = [
        {"field1": pair.get("field1", ""), "field2": pair.get("field2", "")} for pair in pairs
    ]
    draft.set("mergeByFields", {"values": made})


def _choose_branch(draft: Draft) -> None:
    output = draft.value("output")
    draft.unset("chooseBranchMode")
    draft.unset("output")
    match output:
        case "input1" | "input2":
            draft.set("useDataOfInput", int(output[-1]))
        case "empty":
            draft.set("output", "empty")
        case _:
            raise Unknown("which input it passes on is no fixed choice.")
