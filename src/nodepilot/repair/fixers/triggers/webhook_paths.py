"""Several webhooks under one address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.naming import free_name
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.node import CheckedNode


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Another path for the second one. Not safe: whoever calls it has to be told."""
    node = case.node(issue.node)
    if node is None:
        return
    old, place = _path(node)
    if not isinstance(old, str):
        return
    taken = [str(_path(each)[0]) for each in case.context.nodes_of_type(node.type)]
    path = free_name(f"{old.rstrip('/')}-2", taken)
    text = say(
        "Gave `{node}` the path `{path}`; whoever calls it has to use the new address.",
        node=node.name,
        path=path,
    )
    yield Proposal(text, (set_parameter(node, place, path),), safe=False)


def _path(node: CheckedNode) -> tuple[Any, tuple[str, ...]]:
    """The path of a webhook or form, and where it stands."""
    options = node.given.get("options")
    if "path" not in node.given and isinstance(options, dict) and "path" in options:
        return options["path"], ("options", "path")
    return node.given.get("path"), ("path",)


FIXER = Fixer("webhook paths", ("DUPLICATE_WEBHOOK_PATH",), propose)
