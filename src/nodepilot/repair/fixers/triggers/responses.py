"""Webhook and Respond to Webhook, which have to agree on who answers."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import MISSING


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """A Respond node that is there shall answer. Where there is none, the Webhook can answer at once."""
    node = case.node(issue.node)
    if node is None:
        return
    if issue.code == "UNUSED_RESPOND_NODE":
        text = say("Let `{node}` wait for the Respond to Webhook node that follows it.", node=node.name)
        yield Proposal(text, (set_parameter(node, ("responseMode",), "responseNode"),))
    elif "responseMode" in node.given:
        text = say("Let `{node}` answer at once, as no Respond to Webhook node follows it.", node=node.name)
        yield Proposal(text, (set_parameter(node, ("responseMode",), MISSING),), safe=False)


FIXER = Fixer("webhook responses", ("UNUSED_RESPOND_NODE", "WEBHOOK_WITHOUT_RESPONSE"), propose)
