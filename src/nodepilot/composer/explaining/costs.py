"""“What does it cost?”: how many runs a plan of n8n counts, and what models are paid for."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from nodepilot.composer.duties.timing import timing_of
from nodepilot.composer.editing.giving_way import role_of
from nodepilot.composer.editing.scene import Scene
from nodepilot.knowledge.guides import guide_called
from nodepilot.sentences import counted, say
from nodepilot.workflow.model import Node, Workflow

_ASKED = re.compile(
    r"\b(?:costs?|price|pricey|expensive|cheap|how much (?:does|do|is|will|would|are)|pay for|billed|charged|kostet|kosten|teuer|cout\w*|coute|cher|cuesta|cuestan|caro|custa|custam|preco)\b"
)
_OF_NODEPILOT = re.compile(r"\b(?:nodepilot|credits?|guthaben|you cost|your (?:plan|price)s?)\b")
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The month that is counted from: the core has no clock, and months are much alike."""


def costs_asked(scene: Scene) -> str | None:
    """Runs a month, and the models that are paid for by use; None for another question."""
    if _ASKED.search(scene.flat) is None or _OF_NODEPILOT.search(scene.flat):
        return None
    workflow = scene.canvas.workflow
    parts = [
        runs_told(workflow),
        say(
            "n8n counts one run of the whole workflow as one execution, however many steps it has. What an execution costs depends on your plan; on a server of your own it costs nothing."
        ),
    ]
    models = [node for node in scene.canvas.nodes if role_of(scene, node) == "ai_languageModel"]
    if models:
        guide = guide_called("What models cost")
        parts += [
            counted(
                len(models),
                "{names} is paid for at its provider, by tokens.",
                "{names} are paid for at their providers, by tokens.",
                names=", ".join(_named(node) for node in models),
            ),
            say(guide.text),
            say("Source: NodePilot's guide “{title}”.", title=say(guide.title)),
        ]
    return "\n\n".join(parts)


def runs_told(workflow: Workflow) -> str:
    """How often it runs in a month, as far as its own schedule tells."""
    count = timing_of(workflow, _ANY_DAY).runs_a_month
    if count is None:
        return say("It runs whenever its trigger has something: how often that is cannot be told beforehand.")
    return say("By its schedule it runs about {count} times a month.", count=count)


def _named(node: Node) -> str:
    held = node.parameters.get("model")
    model = held.get("value") if isinstance(held, dict) else held
    return f"**{node.name}** (`{model}`)" if isinstance(model, str) and model else f"**{node.name}**"
