"""Parameters of another typeVersion than the node's."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case
from nodepilot.repair.fit import ONLY_HIDDEN, misfit, number_for_json, ranked_versions
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import SetNodeKey


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The version that has all of the node's parameters, when its own has not."""
    node = case.node(issue.node)
    if node is None or not isinstance(node.type_version, int | float) or case.catalog.find(node.type) is None:
        return
    best = next(iter(ranked_versions(case.catalog, node.type, node)), None)
    if best is None or best == node.type_version:
        return
    if misfit(case.catalog, node.type, best, node) >= ONLY_HIDDEN:
        return
    number = number_for_json(best)
    text = say(
        "Set the typeVersion of `{node}` to {number}, which has all of its parameters; {version} has not.",
        node=node.name,
        number=number,
        version=node.type_version,
    )
    yield Proposal(text, (SetNodeKey(node.name, "typeVersion", number),), safe=False)


FIXER = Fixer("fitting typeVersion", ("UNKNOWN_PARAMETER",), propose)
