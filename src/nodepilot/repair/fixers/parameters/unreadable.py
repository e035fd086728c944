"""Values over which n8n throws: an entry where a list of entries belongs, lists and schemas that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.kit.paths import parse_path, render_path
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import MISSING
from nodepilot.workflow.edits.paths import get_at


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """One entry becomes a list of one; entries by name or number a list of them."""
    node, keys = case.node(issue.node), parse_path(issue.parameter or "")
    if node is None or not keys:
        return
    value = get_at(node.given, keys)
    shown = render_path(keys)
    if value is None or value is MISSING:
        made = _schema(get_at(node.given, keys[:-1])) if keys[-1] == "schema" else None
        if made is not None:
            text = say(
                "Listed the columns of `{path}` in `{node}`, which n8n needs.",
                path=render_path(keys[:-1]),
                node=node.name,
            )
            yield Proposal(text, (set_parameter(node, keys, made),))
        elif value is None:
            text = say(
                "Removed the empty `{shown}` of `{node}`, over which n8n fails.", shown=shown, node=node.name
            )
            yield Proposal(text, (set_parameter(node, keys, MISSING),))
        return
    if not isinstance(value, dict):
        return
    numbered = _numbered(value)
    made_list = numbered if numbered is not None else [value]
    text = say("Made `{shown}` of `{node}` a list, as n8n wants it.", shown=shown, node=node.name)
    yield Proposal(text, (set_parameter(node, keys, made_list),))


def _numbered(value: dict[str, Any]) -> list[Any] | None:
    """The entries of `{"0": {…}, "1": {…}}`."""
    if value and all(key.isdecimal() and len(key) < 4 for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return None


def _schema(mapper: Any) -> list[Any] | None:
    """The columns of a resource mapper that names their values alone."""
    values = mapper.get("value") if isinstance(mapper, dict) else None
    if values is None:
        return []
    if not isinstance(values, dict):
        return None
    return [
        {
            "id": name,
            "displayName": name,
            "required": False,
            "defaultMatch": False,
            "display": True,
            "type": "string",
            "canBeUsedToMatch": True,
        }
        for name in values
    ]


FIXER = Fixer("values that n8n cannot read", ("UNREADABLE_PARAMETERS",), propose)
