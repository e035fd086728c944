"""Questions about the open workflow, answered from the workflow itself."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.duties.effects import effects_of
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared
from nodepilot.composer.explaining.activity import activity_asked
from nodepilot.composer.explaining.costs import costs_asked, runs_told
from nodepilot.composer.explaining.explain import credentials_needed, explain, left_to_do
from nodepilot.composer.explaining.failures import has_known_cause, why
from nodepilot.composer.explaining.outcomes import outcome_asked
from nodepilot.composer.explaining.places import places_asked
from nodepilot.composer.explaining.questions import connecting
from nodepilot.composer.explaining.repeats import repeats_asked
from nodepilot.composer.explaining.risks import risks_asked
from nodepilot.composer.explaining.schedules import schedule_in_words
from nodepilot.composer.explaining.settings import settings_asked
from nodepilot.composer.explaining.silence import is_about_silence, what_to_look_at
from nodepilot.composer.explaining.steps import describe
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.knowledge.services import Services
from nodepilot.sentences import say
from nodepilot.workflow.model import Node, Workflow

_FAILS = re.compile(
    r"(?i)\b(?:fail\w*|error\w*|broken?|breaks?|wrong|crash\w*|doesn'?t work|not work\w*|does nothing|stuck|debug\w*|"
    r"fehl\w*|kaputt|geht nicht|funktioniert nicht|échou\w*|echou\w*|erreur\w*|plante|falla\w*|fallo\w*|error\w*|falh\w*|erro)\b"
)
_CREDENTIALS = re.compile(
    r"(?i)\b(?:credential\w*|connect\w*|accounts?|(?:api )?keys?(?! column)|tokens?|log ?in|sign in|permissions?|scopes?|zugangsdaten|verbind\w*|identifiants?|credencial\w*)\b"
)
_WHEN = re.compile(
    r"(?i)\b(?:when (?:does|will|do)|how often|what time|schedule\w*|next run|wann|wie oft|quand|à quelle fréquence|cuándo|cuando|cada cuánto|quando|com que frequência)\b"
)
_SENT = re.compile(
    r"(?i)\b(?:sent|sends?|goes|passed|given|shared|sees?|geschickt|gesendet|geht|sieht|envoyée?s?|transmis\w*|envía\w*|manda\w*|enviad\w*)\b"
)
_STARTS = re.compile(
    r"(?i)\b(?:what|which|who|how) (?:\w+ )?(?:triggers?|starts?|kicks? off|launches|fires)\b|\b(?:run|start|fire|execute)\w* (?:\w+ ){0,3}(?:weekends?|weekdays?|saturdays?|sundays?|mondays?|"
    r"holidays?|night|every day|daily)\b|\b(?:wodurch|was) (?:\w+ )?(?:startet|löst)\b|\bläuft (?:er|es|das|der \w+) (?:auch )?(?:am|an|nachts|täglich)\b|"
    r"\bqu'est-ce qui (?:\w+ )?(?:déclenche|lance)\b|\bqué (?:lo )?(?:inicia|dispara|activa)\b|\bo que (?:inicia|dispara)\b"
)
_WHOLE = re.compile(
    r"(?i)\b(?:explain|describe|walk me through|summari[sz]e|what does (?:this|it|the workflow|that)|how does (?:this|it|the workflow)|what is this|what happens|"
    r"erklär\w*|erklaer\w*|was macht|beschreib\w*|expliqu\w*|que fait|explica\w*|qué hace|que hace|expliqu\w*|o que faz)\b"
)


_PASTED = re.compile(
    r"(?i)\b(?:says?|got|gets?|getting|returns?|throws?|shows?|sagt|meldet|zeigt|dice|muestra|dit|affiche|diz|mostra)\b|"
    r"[\"“'„«][^\"”'»]{8,}|\w_\w|\b[45]\d\d\b|\bE[A-Z]{6,}\b|error|exception"
)
"""What an error looks like that somebody copied into the question."""
_MISSING = re.compile(
    r"(?i)\b(?:missing|forgot\w*|left to do|still (?:need|have) to|complete|ready|fill (?:in|out)|(?:must|to|i) enter|what'?s next|what (?:next|now)|and now|set ?up|fehlt|vergessen|"
    r"bereit|fertig|manque|oublié|prêt|falta|olvidado|listo|esquec\w*|pronto)\b"
)
_EFFECTS = re.compile(
    r"(?i)\b(?:change|changes|modif\w*|delete\w*|overwrite\w*|touch\w*|write\w*|read\w*|access\w*|send|sends|data|private|"
    r"ändert|löscht|schreibt|liest|daten|modifie|supprime|lit|données|cambia|borra|escribe|lee|datos|altera|apaga|dados)\b"
)
_DOES = re.compile(
    r"(?i)^(?:\W*)(?:does|do|will|would|can|could|what|which|ändert|löscht|was|welche|est-ce|que|quelles?|qué|o que|quais)\b"
)
_RUNS = re.compile(
    r"(?i)\b(?:runs?|executions?|times|läufe|ausführungen|exécutions|ejecuciones|execuções)\b.*\b(?:month|day|week|year|monat|tag|woche|mois|"
    r"jour|mes|día|semana|mês|dia)\b|\bhow many (?:runs|executions|times)\b|\b(?:wie viele|combien d'|cuántas|quantas) (?:läufe|ausführungen|exécutions|ejecuciones|execuções)\b"
)


def answer_about(message: str, workflow: Workflow, catalog: Catalog, services: Services) -> str | None:
    """The answer in Markdown; None when the question is not about this workflow."""
    scene = Scene(message[:4000], Canvas(workflow, catalog, services))
    for asked in (risks_asked, activity_asked, costs_asked, repeats_asked):
        if (told := asked(scene)) is not None:
            return told
    if (way := outcome_asked(scene, catalog) or places_asked(scene, catalog)) is not None:
        return way
    if is_about_silence(scene.flat) and not has_known_cause(message, workflow):
        return what_to_look_at(workflow, catalog)
    if _tells_failure(message, workflow) and not _speaks_of_bound(scene):
        return why(message, workflow, catalog)
    if _RUNS.search(message):
        return runs_told(workflow)
    if _CREDENTIALS.search(message) and _WHERE_FROM.search(message) and (told := connecting(scene, catalog)):
        return told
    if _CREDENTIALS.search(message):
        return credentials_needed(workflow, catalog) or say(
            "Nothing has to be connected: no node of it needs credentials."
        )
    if (_WHEN.search(message) or _STARTS.search(message)) and (told := _starts(workflow, catalog)):
        return told
    if (settings := settings_asked(scene)) is not None:
        return settings
    if _speaks_of_bound(scene):
        testing = [node for node in scene.canvas.nodes if compared(node)]
        return "\n".join(
            f"**{node.name}** {describe(node, workflow, catalog)}.{_place(node.name, workflow)}"
            for node in testing
        )
    found = nodes_meant(scene)
    named = [each.node for each in found if each.score >= 1.6 and each.score >= found[0].score - 0.05]
    if _SENT.search(message):
        # What goes to a model is the prompt of the step that it thinks for.
        roots = [
            link.target
            for node in named
            for link in workflow.graph.outgoing(node.name)
            if link.source_type == "ai_languageModel"
        ]
        named = [workflow.get(name) for name in roots] or named
    if named and len(named) < len(scene.canvas.nodes):
        shows = _TEXT.search(message) is not None
        lines = [
            f"**{node.name}** {describe(node, workflow, catalog)}.{_place(node.name, workflow)}"
            + (_said(node) if shows else "")
            for node in named
        ]
        return "\n\n".join(lines)
    if (branch := branch_meant(scene)) is not None and _WHOLE.search(message):
        ahead = [workflow.get(link.target) for link in scene.canvas.leaving(branch.way)]
        lines = [
            f"- **{node.name}** {describe(node, workflow, catalog)}.{_place(node.name, workflow)}"
            for node in ahead
        ]
        if lines:
            return "\n".join(lines)
    if _MISSING.search(message):
        return left_to_do(workflow, catalog) or say("I see nothing that is missing.")
    if _DOES.search(message) and _EFFECTS.search(message):
        return _effects(scene, workflow, catalog, services)
    return explain(workflow, catalog) if _WHOLE.search(message) else None


def _speaks_of_bound(scene: Scene) -> bool:
    """“when the amount is exactly 500”: a number that is compared with here, no status of a failure."""
    numbers = {number for token in scene.u.tokens if (number := parse_number(token)) is not None}
    bounds = {
        float(test.right)
        for node in scene.canvas.nodes
        for test in compared(node)
        if isinstance(test.right, int | float) and not isinstance(test.right, bool)
    }
    return bool(numbers & bounds) and re.search(r"error|status|http|code|fail|fehler", scene.flat) is None


def knows_answer(message: str, workflow: Workflow) -> bool:
    """False for a failure whose cause is not known: the answer says then what would help to know."""
    return not _tells_failure(message, workflow) or has_known_cause(message, workflow)


_WHERE_FROM = re.compile(
    r"(?i)\b(?:where|how) (?:do|can|to)\b|\b(?:get|find|create|make)\b|\bwo\b|\bwoher\b|\boù\b|\bdónde\b|\bonde\b|\bcómo\b"
)


def _tells_failure(message: str, workflow: Workflow) -> bool:
    pasted = _PASTED.search(message) is not None and has_known_cause(message, workflow)
    return pasted or _FAILS.search(message) is not None


def _effects(scene: Scene, workflow: Workflow, catalog: Catalog, services: Services) -> str:
    """What its steps do outside of n8n; those of the service that is named, if there are any."""
    effects = effects_of(workflow, catalog, services)
    named = {services.get(hit.key).name for hit in scene.u.services}
    chosen = [each for each in effects if each.service in named] or list(effects)
    if _DELETING.search(scene.flat):
        deleting = [each for each in effects if each.kind == "deletes"]
        if not deleting:
            return say("No step deletes anything.")
        chosen = deleting
    if not chosen:
        return say("It changes and reads nothing outside of n8n.")
    lines = [f"- **{each.node}** {each.what}." for each in chosen]
    return "\n".join((say("This is what it does outside of n8n:"), "", *lines))


_DELETING = re.compile(
    r"\b(?:delete\w*|remove\w*|erase\w*|losch\w*|supprim\w*|efface\w*|borr\w*|elimin\w*|apag\w*)\b"
)


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


_TEXT = re.compile(
    r"(?i)\b(?:what (?:exactly )?(?:is|gets|does) .{0,40}\b(?:sent|posted|written|say|says|told)|(?:text|wording|content) of|was (?:wird|steht)|que dit|qu[eé] dice|o que diz)\b"
)
_LONGEST_TEXT = 600


def _said(node: Node) -> str:
    """What the step tells, as it stands in its parameter."""
    told = [
        held.removeprefix("=")
        for name, held in node.parameters.items()
        if slot_of(name) in {"message", "body"} and isinstance(held, str) and held
    ]
    return "".join(f"\n\n```\n{text[:_LONGEST_TEXT]}\n```" for text in told[:1])


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
