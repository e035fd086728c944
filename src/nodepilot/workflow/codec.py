"""n8n's workflow JSON, in and out, without losing anything."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from nodepilot.errors import InvalidWorkflow
from nodepilot.sentences import later, say
from nodepilot.workflow.model import Workflow

MAX_DEPTH = 200
"""Objects and lists inside each other. Real workflows stay under 30; recursion over a document is safe."""

_NEXT_STEP = later("Give the JSON that n8n exports: an object with `nodes` and `connections`.")


def load_workflow(document: str | bytes | Mapping[str, Any]) -> Workflow:
    """Reads a workflow from JSON text or from an object that was read already.

    Raises `InvalidWorkflow` only when it is no workflow at all: no JSON, no object, no list `nodes`.
    Everything else that can be wrong with a workflow is for validation to say. An object is kept, not
    copied: leave it alone afterwards.
    """
    value: Any = document if isinstance(document, Mapping) else _read(document)
    if not isinstance(value, Mapping):
        raise InvalidWorkflow(
            say("This is {kind}, not a workflow.", kind=_kind(value)), next_step=say(_NEXT_STEP)
        )
    nodes = value.get("nodes")
    if not isinstance(nodes, list):
        what = (
            say("This object has no `nodes`, so it is no workflow.")
            if "nodes" not in value
            else say("This object has {kind} as its `nodes`, so it is no workflow.", kind=_kind(nodes))
        )
        raise InvalidWorkflow(what, next_step=say(_NEXT_STEP))
    if _nested_deeper(value, MAX_DEPTH):
        raise InvalidWorkflow(
            say("This JSON is nested more than {count} levels deep, which no workflow is.", count=MAX_DEPTH),
            next_step=say(_NEXT_STEP),
        )
    return Workflow(value)


def dump_workflow(workflow: Workflow) -> dict[str, Any]:
    """The document as a fresh object that belongs to the caller; keys keep their order."""
    return {key: copy_json(each) for key, each in workflow.document.items()}


def dump_text(workflow: Workflow, *, indent: int | None = 2) -> str:
    """The document as JSON text that UTF-8 can encode; `indent=None` for one line."""
    return dump_json(workflow.document, indent=indent)


def dump_json(value: Any, *, indent: int | str | None = None) -> str:
    """A JSON value as text that UTF-8 can encode; one line without an indent."""
    separators = None if indent is not None else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    if _LONE_SURROGATE.search(text):
        # Legal in JSON as an escape, but not as a character.
        return json.dumps(value, indent=indent, separators=separators)
    return text


def copy_json(value: Any) -> Any:
    """A deep copy of a JSON value (several times faster than `copy.deepcopy`)."""
    # Texts are by far the most frequent, and asking for the abstract class takes long.
    if isinstance(value, str):
        return value
    if isinstance(value, dict | Mapping):
        return {key: copy_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [copy_json(each) for each in value]
    return value


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number out of range")
    return number


def _refuse(constant: str) -> None:
    raise ValueError(f"`{constant}` is no JSON")


def _read(text: str | bytes) -> Any:
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise InvalidWorkflow(say("This is not text in UTF-8."), next_step=say(_NEXT_STEP)) from error
    except RecursionError as error:
        raise InvalidWorkflow(say("This JSON is nested too deeply."), next_step=say(_NEXT_STEP)) from error
    except ValueError as error:
        where = (
            " " + say("(line {line}, column {column})", line=error.lineno, column=error.colno)
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise InvalidWorkflow(
            say("This is not JSON{where}.", where=where), next_step=say(_NEXT_STEP)
        ) from error


def _nested_deeper(value: Any, most: int) -> bool:
    level: list[Any] = [value]
    for _ in range(most):
        level = [
            each
            for outer in level
            for each in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(each, dict | list)
        ]
        if not level:
            return False
    return True


def _kind(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return say("true or false")
        case int() | float():
            return say("a number")
        case str():
            return say("a text")
        case list():
            return say("a list")
        case _:
            return say("an object")
