"""Questions about the open workflow, answered from the workflow itself."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.explaining.explain import credentials_needed, explain
from nodepilot.composer.explaining.failures import has_known_cause, why
from nodepilot.composer.explaining.schedules import schedule_in_words
from nodepilot.composer.explaining.steps import describe
from nodepilot.knowledge.services import Services
from nodepilot.sentences import say
from nodepilot.workflow.model import Workflow

_FAILS = re.compile(
    r"(?i)\b(?:fail\w*|error\w*|broken?|breaks?|wrong|crash\w*|doesn'?t work|not work\w*|does nothing|stuck|debug\w*|"
    r"fehl\w*|kaputt|geht nicht|funktioniert nicht|échou\w*|echou\w*|erreur\w*|plante|falla\w*|fallo\w*|error\w*|falh\w*|erro)\b"
)
_CREDENTIALS = re.compile(
    r"(?i)\b(?:credential\w*|connect\w*|accounts?|api keys?|log ?in|sign in|permissions?|scopes?|zugangsdaten|verbind\w*|identifiants?|credencial\w*)\b"
)
_WHEN = re.compile(
    r"(?i)\b(?:when (?:does|will|do)|how often|what time|schedule\w*|next run|wann|wie oft|quand|à quelle fréquence|cuándo|cuando|cada cuánto|quando|com que frequência)\b"
)
_WHOLE = re.compile(
    r"(?i)\b(?:explain|describe|walk me through|summari[sz]e|what does (?:this|it|the workflow|that)|how does (?:this|it|the workflow)|what is this|what happens|"
    r"erklär\w*|erklaer\w*|was macht|beschreib\w*|expliqu\w*|que fait|explica\w*|qué hace|que hace|expliqu\w*|o que faz)\b"
)


def answer_about(message: str, workflow: Workflow, catalog: Catalog, services: Services) -> str | None:
    """The answer in Markdown; None when the question is not about this workflow."""
    if _FAILS.search(message):
        return why(message, workflow, catalog)
    scene = Scene(message[:4000], Canvas(workflow, catalog, services))
    if _CREDENTIALS.search(message):
        return credentials_needed(workflow, catalog) or say(
            "Nothing has to be connected: no node of it needs credentials."
        )
    if _WHEN.search(message) and (told := _starts(workflow, catalog)):
        return told
    found = nodes_meant(scene)
    named = [each.node for each in found if each.score >= 1.6 and each.score >= found[0].score - 0.05]
    if named and len(named) < len(scene.canvas.nodes):
        lines = [
            f"**{node.name}** {describe(node, workflow, catalog)}.{_place(node.name, workflow)}"
            for node in named
        ]
        return "\n\n".join(lines)
    return explain(workflow, catalog) if _WHOLE.search(message) else None


def knows_answer(message: str, workflow: Workflow) -> bool:
    """False for a failure whose cause is not known: the answer says then what would help to know."""
    return not _FAILS.search(message) or has_known_cause(message, workflow)


def _starts(workflow: Workflow, catalog: Catalog) -> str:
    """What starts it, and by which clock."""
    lines = []
    for name in workflow.graph.starts:
        node = workflow.nodes_by_name[name]
        if node.type == "n8n-nodes-base.scheduleTrigger":
            zone = workflow.settings.get("timezone") or say("the time zone of your n8n")
            lines.append(
                say(
                    "It runs {when}, in {zone}.",
                    when=schedule_in_words(node.parameters.get("rule")),
                    zone=zone,
                )
            )
        elif name and not node.is_sticky_note:
            lines.append(f"**{name}** {describe(node, workflow, catalog)}.")
    return "\n".join(lines)


def _place(name: str, workflow: Workflow) -> str:
    """What comes before it and after it."""
    graph = workflow.graph
    before = ", ".join(f"**{each}**" for each in graph.predecessors(name))
    after = ", ".join(f"**{each}**" for each in graph.successors(name))
    if before and after:
        return " " + say(
            "It gets its items from {before} and hands them on to {after}.", before=before, after=after
        )
    if before:
        return " " + say("It gets its items from {before}.", before=before)
    return " " + say("It hands them on to {after}.", after=after) if after else ""
