"""“Why do I not get a message?”: what to look at when nothing happens and no error tells why."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.explaining.explain import credentials_needed, in_order, left_to_do
from nodepilot.composer.explaining.steps import describe
from nodepilot.sentences import say
from nodepilot.workflow.model import Workflow

_ASKED = re.compile(
    r"\b(?:why|how come|warum|wieso|pourquoi|por que|porque)\b.{0,60}?(?:\bnot\b|n't\b|\bno\b|\bnothing\b|\bnever\b|\bnicht\b|\bkein\w*\b|\bnichts\b|\bpas\b|\brien\b|\bno\b|\bnada\b|\bnao\b)|"
    r"\bnothing (?:happens|happened|arrives|arrived|comes|came|is sent|gets sent|shows up)\b|\b(?:i|we) (?:do not|don'?t|did not|didn'?t|never) (?:get|receive|see|got)\b|\b(?:it|this|the workflow|the trigger) (?:does not|doesn'?t|did not|didn'?t|won'?t|never) "
    r"(?:run|start|fire|trigger|send|post|arrive|react|do anything)\b|\bes (?:passiert|kommt) nichts\b|\bich (?:bekomme|kriege) (?:nichts|keine?\w*)\b|\brien ne se passe\b|\bno (?:pasa|llega) nada\b|\bnao acontece nada\b"
)
_GATES = frozenset({BASE + "if", BASE + "filter", BASE + "switch", BASE + "removeDuplicates", BASE + "limit"})


def is_about_silence(text: str) -> bool:
    """Whether something that should happen does not; `text` is as `flat` makes it."""
    return _ASKED.search(text) is not None


def what_to_look_at(workflow: Workflow, catalog: Catalog) -> str:
    """The likely reasons, in the order in which one looks at them."""
    reasons = [
        say(
            "Is it switched on in n8n? By itself it runs only while it is active (in n8n 2: published), and it sees only what comes after that."
        )
    ]
    gates = [node for node in in_order(workflow) if node.type in _GATES and not node.disabled]
    if gates:
        told = "; ".join(f"**{node.name}** {describe(node, workflow, catalog)}" for node in gates)
        reasons.append(say("Does the data come through? {told}.", told=told))
    if left_to_do(workflow, catalog) and (needed := credentials_needed(workflow, catalog)):
        reasons.append(say("Is everything connected and filled in?") + "\n" + _indented(needed))
    reasons.append(
        say(
            "What do the “Executions” say? Where a run is listed, its red node shows the error: paste it here. Where none is, the trigger has not started it."
        )
    )
    lines = [f"{number}. {reason}" for number, reason in enumerate(reasons, start=1)]
    return "\n".join((say("Look at these, in this order:"), "", *lines))


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.split("\n"))
