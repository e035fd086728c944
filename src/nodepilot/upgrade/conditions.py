"""Which nodes a change concerns.

    { path = "operation", is = ["send", "reply"] }      the value with defaults is one of these
    { path = "options.a", given = true }                it stands in the workflow
    { path = "text", expression = true }                it is an expression
    { path = "a.values[].name", matches = "[.]" }       a text there (of all entries: `[]`) has the pattern in it
    { path = "a.values[].name", repeats = true }        two entries have the same there
    { path = "a.values[]", entry = { type = "^x$" } }   an entry whose texts have these patterns in them
    { version = [1.3] }                                 the node's own typeVersion
    { leads_to = ["n8n-nodes-base.respondToWebhook"] }  such a node comes behind it
    { follows = ["n8n-nodes-base.webhook"] }            such a node comes before it
    { attached = "ai_textSplitter" }                    a sub-node of that connection type is attached
    { on_error = ["continueErrorOutput"] }              what happens on an error
    { tool_name = "name" }                              the parameter is what n8n calls the node as a tool

Each may have `not = true`, which turns it around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nodepilot.kit.paths import parse_path
from nodepilot.upgrade.draft import Draft, is_expression
from nodepilot.workflow.edits.paths import MISSING

_EVERY = "[]"
_LONGEST_TOOL_NAME = 64


def applies(conditions: Iterable[Mapping[str, Any]], draft: Draft) -> bool:
    """All of them hold."""
    return all(_holds(condition, draft) != condition.get("not", False) for condition in conditions)


def _holds(condition: Mapping[str, Any], draft: Draft) -> bool:
    match condition:
        case {"path": path, "is": accepted}:
            return bool(draft.value(path) in accepted)
        case {"path": path, "given": bool(given)}:
            return (draft.given(path) is not MISSING) == given
        case {"path": path, "expression": bool(wanted)}:
            return is_expression(draft.value(path)) == wanted
        case {"path": path, "matches": pattern}:
            texts = (each for each in values_at(draft.filled, path) if isinstance(each, str))
            return any(re.search(pattern, each) for each in texts)
        case {"path": path, "entry": patterns}:
            return any(_fits(entry, patterns) for entry in values_at(draft.filled, path))
        case {"path": path, "repeats": True}:
            found = [each for each in values_at(draft.filled, path) if isinstance(each, str)]
            return len(found) != len(set(found))
        case {"version": versions}:
            return draft.node.type_version in versions
        case {"leads_to": types}:
            return _any_type(draft.workflow.graph.reachable(draft.node.name), types, draft)
        case {"follows": types}:
            return _any_type(draft.workflow.graph.ancestors(draft.node.name), types, draft)
        case {"attached": kind}:
            return bool(draft.workflow.graph.sub_nodes(draft.node.name, kind))
        case {"on_error": settings}:
            return _on_error(draft) in settings
        case {"tool_name": path}:
            return bool(draft.value(path) == tool_name(draft.node.name))
    raise ValueError(f"no condition: {condition}")


def tool_name(node_name: str) -> str:
    """What an agent's model sees of a tool that is called after its node."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", node_name)
    return name if len(name) <= _LONGEST_TOOL_NAME else name[:_LONGEST_TOOL_NAME].rstrip("_-")


def values_at(value: Any, path: str) -> Iterator[Any]:
    """Everything at a path in which `[]` stands for all entries of a list."""
    head, every, tail = path.partition(_EVERY)
    for key in parse_path(head) or ():
        value = value.get(key, MISSING) if isinstance(value, Mapping) else MISSING
    if not every:
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from values_at(entry, tail.removeprefix(".")) if tail else [entry]


def _fits(entry: Any, patterns: Mapping[str, str]) -> bool:
    return isinstance(entry, Mapping) and all(
        isinstance(entry.get(key), str) and re.search(pattern, entry[key])
        for key, pattern in patterns.items()
    )


def _any_type(names: Iterable[str], types: Iterable[str], draft: Draft) -> bool:
    found = (draft.workflow.find(name) for name in names)
    return any(node is not None and node.type in types for node in found)


def _on_error(draft: Draft) -> str:
    if draft.node.on_error:
        return draft.node.on_error
    return "continueRegularOutput" if draft.node.raw.get("continueOnFail") is True else "stopWorkflow"
