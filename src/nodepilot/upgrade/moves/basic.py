"""The moves that data files write out.

{ keep = "options.x", value = false }       set it unless it is given: what was the default stays
{ set = "mode", value = "manual" }
{ rename = "toList", to = "sendTo" }        with its value, when it is given
{ unset = "notice" }
{ map = "mode", values = { a = "b" } }      one choice becomes another
{ locator = "model", mode = "list" }        a text becomes a resource locator
{ once = true }                             the node runs for its first item alone, as it did before
{ outputs = [1, 0] }                        which former output each output has the connections of
{ convert = "conditions" }                  see `converters.py`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nodepilot.upgrade.draft import Draft, Unknown, is_expression
from nodepilot.upgrade.moves.converters import CONVERTERS
from nodepilot.workflow.edits.paths import MISSING


def run_moves(moves: Iterable[Mapping[str, Any]], draft: Draft) -> None:
    """All moves, in order."""
    for move in moves:
        _run(move, draft)


def _run(move: Mapping[str, Any], draft: Draft) -> None:
    match move:
        case {"keep": path, "value": value}:
            if draft.given(path) is MISSING:
                draft.set(path, value)
        case {"set": path, "value": value}:
            draft.set(path, value)
        case {"rename": path, "to": new}:
            _rename(path, new, draft)
        case {"unset": path}:
            draft.unset(path)
        case {"map": path, "values": values}:
            _map(path, values, draft)
        case {"locator": path, "mode": mode}:
            _locator(path, mode, draft)
        case {"once": True}:
            draft.keys["executeOnce"] = True
        case {"outputs": outputs}:
            draft.outputs = tuple(outputs)
        case {"convert": name}:
            CONVERTERS[name](draft)
        case _:
            raise ValueError(f"no move: {move}")


def _rename(path: str, new: str, draft: Draft) -> None:
    value = draft.given(path)
    if value is not MISSING:
        draft.unset(path)
        draft.set(new, value)


def _map(path: str, values: Mapping[str, Any], draft: Draft) -> None:
    value = draft.value(path)
    if value is MISSING:
        return
    if str(value) not in values:
        raise Unknown(f"`{path}` has the value `{value}`, which has no counterpart.")
    draft.set(path, values[str(value)])


def _locator(path: str, mode: str, draft: Draft) -> None:
    value = draft.value(path)
    if value is MISSING or isinstance(value, Mapping):
        return
    if not isinstance(value, str | int | float):
        raise Unknown(f"`{path}` holds no text.")
    chosen = "id" if is_expression(value) and mode == "list" else mode
    draft.set(path, {"__rl": True, "mode": chosen, "value": value})
