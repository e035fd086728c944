"""A workflow inside of something else: under a key, in a list, in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.values import parsed
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import MISSING, Restore

_DEEPEST = 3


def propose(case: Case, _issue: Issue) -> Iterator[Proposal]:
    """Only when there is exactly one; what stands around it is dropped."""
    found = list(_workflows(case.document, _DEEPEST))
    if len(found) == 1:
        yield Proposal(say("Took the workflow out of what was around it."), (Restore(found[0]),))
    elif isinstance(case.document, dict) and isinstance(case.document.get("nodes"), dict):
        nodes = _listed(case.document["nodes"])
        if nodes is not None:
            document = {**case.document, "nodes": nodes}
            yield Proposal(say("Made a list of the nodes, which were an object."), (Restore(document),))


def _workflows(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The outermost workflows in a value."""
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        yield value
    elif depth == 0:
        return
    elif isinstance(value, str):
        inner = parsed(value)
        if inner is not MISSING:
            yield from _workflows(inner, depth - 1)
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value[:50]:
            yield from _workflows(each, depth - 1)


def _listed(nodes: dict[str, Any]) -> list[Any] | None:
    """Nodes by name (or by anything else, when each has its name)."""
    if not nodes or not all(isinstance(each, dict) and "type" in each for each in nodes.values()):
        return None
    return [each if "name" in each else {"name": key, **each} for key, each in nodes.items()]


FIXER = Fixer("enclosed workflows", ("NOT_A_WORKFLOW",), propose)
