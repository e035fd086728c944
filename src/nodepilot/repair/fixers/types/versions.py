"""typeVersions that don't exist, or are missing."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case
from nodepilot.repair.fit import number_for_json, ranked_versions
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import SetNodeKey

_MOST = 4


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The version that has the node's parameters; of several the nearest, or n8n's current one."""
    node = case.node(issue.node)
    if node is None or case.catalog.find(node.type) is None:
        return
    for version in ranked_versions(case.catalog, node.type, node)[:_MOST]:
        number = number_for_json(version)
        what = (
            say("there is no {version}", version=node.type_version)
            if node.type_version
            else say("it had none")
        )
        text = say(
            "Set the typeVersion of `{node}` to {number}; {what}.", node=node.name, number=number, what=what
        )
        yield Proposal(text, (SetNodeKey(node.name, "typeVersion", number),))


FIXER = Fixer("typeVersions", ("UNKNOWN_NODE_VERSION", "MISSING_TYPE_VERSION"), propose)
