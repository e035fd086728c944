"""Several webhooks under one address."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.naming import free_name
from nodepilot.validation import Issue


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Another path for the second one. Not safe: whoever calls it has to be told."""
    node = case.node(issue.node)
    if node is None or not isinstance(node.given.get("path"), str):
        return
    taken = [str(each.given.get("path")) for each in case.context.nodes_of_type(node.type)]
    path = free_name(f"{node.given['path'].rstrip('/')}-2", taken)
    text = f"Gave `{node.name}` the path `{path}`; whoever calls it has to use the new address."
    yield Proposal(text, (set_parameter(node, ("path",), path),), safe=False)


FIXER = Fixer("webhook paths", ("DUPLICATE_WEBHOOK_PATH",), propose)
