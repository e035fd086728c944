"""“If something breaks tell me in Slack”, “retry three times”: what happens when a step fails."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.retrying import LONGEST_PAUSE, MOST_TRIES
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import BASE, PASSING, Way
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Growth, grow
from nodepilot.composer.editing.parameters import converted, unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.composer.reading.story import Act, Start
from nodepilot.sentences import say
from nodepilot.workflow.edits import Edit, SetNodeKey
from nodepilot.workflow.model import Node


def handle_errors(scene: Scene) -> Step | None:
    """Retries, going on, or somebody told, as the instruction has it."""
    retry = scene.says("retry")
    match = scene.says("errors")
    if (_CERTAIN.search(scene.flat) or _NOT_IF.match(scene.flat)) and any(
        n.type == BASE + "errorTrigger" for n in scene.canvas.triggers
    ):
        # Where errors are what comes in, some of them are left out.
        return None
    if retry is None and match is None:
        told = _named_failure(scene)
        if told is not None:
            return told
        goes_on = scene.says("go_on") is not None and scene.says("fails") is not None
        return _go_on(scene) if goes_on else None
    if retry is not None:
        return _retry(scene)
    assert match is not None  # noqa: S101
    rest = _without_errors(scene)
    acts = [act for act in rest.acts() if _tells(rest, act)]
    if not acts and any(token.is_literal for token in rest.u.tokens):
        # "add error handling with a mail to …": whom to tell is said, not that they are told.
        rest = replace(rest, text=f"send {rest.seen.strip()}", blanked=())
        acts = [act for act in rest.acts() if _tells(rest, act)]
    if acts:
        return _tell(rest, acts)
    if scene.says("go_on") is not None:
        return _go_on(scene)
    return _retry(
        scene,
        (
            say(
                "Steps that call a service are tried again when they fail; say where to tell you about "
                "errors, for example “if it fails, message me in Slack”."
            ),
        ),
    )


_CERTAIN = re.compile(
    r"(?<!\w)(?:ignore|skip|leave out|exclude|omit|drop|only)\s+(?:the |all |any )?(?:errors?|failures?|alerts?)\s+"
    r"(?:from|of|in|by|with|that|which|containing|where|when|about|for)(?!\w)"
)
_NOT_IF = re.compile(
    r"\W*(?:please )?(?:do not|don'?t|never|no need to|only) (?:alert|notify|post|send|message|tell|mail|text|ping)(?!\w).*(?<!\w)(?:if|when|where|unless)(?!\w)"
)
"""“ignore errors from the workflow Test”: not whichever happens, but certain ones."""


def _named_failure(scene: Scene) -> Step | None:
    """“add a Slack message if the request fails”: the step that may fail is named."""
    if branch_meant(scene) is not None:
        # "when the site is down": a case that the workflow looks for itself.
        return None
    for when in cue("when").finditer(scene.flat):
        end = _failure_end(scene, when.end())
        if end is None or not (nodes_meant(scene, (when.end(), end)) or _is_all(scene, when.end(), end)):
            continue
        rest = scene.without((when.start(), end))
        acts = [act for act in rest.acts() if _tells(rest, act)]
        if acts:
            return _tell(rest, acts)
    return None


def _is_all(scene: Scene, start: int, end: int) -> bool:
    """“if the sync fails”: the workflow as a whole, by what it is called or by a word for such a thing."""
    words = set(re.findall(r"[^\W\d_]{3,}", scene.flat[start:end]))
    name = set(re.findall(r"[^\W\d_]{4,}", flat(scene.canvas.workflow.name or "")))
    return bool(words & (_WHOLE | name))


_WHOLE = frozenset(
    "workflow flow automation run job process sync import export backup anything something everything whole ablauf lauf import "
    "synchronisation sicherung etwas flux tache execution flujo proceso ejecucion algo fluxo processo execucao".split()
)


def _failure_end(scene: Scene, start: int) -> int | None:
    """Where the words end that tell of a failure, within the clause that begins at `start`."""
    comma = scene.flat.find(",", start)
    stop = comma if comma >= 0 else len(scene.flat)
    fails = cue("fails").search(scene.flat, start, stop)
    if fails is not None:
        return fails.end()
    first, last = scene.tokens_in(start, stop)
    for index in range(first, min(last, first + _CLAUSE)):
        length = max(scene.u.has(index, "conditions", "failing"), scene.u.has(index, "events", "failed"))
        if length:
            return scene.u.tokens[index + length - 1].end
    return None


_CLAUSE = 6
"""Words in which a clause tells what fails."""


def _without_errors(scene: Scene) -> Scene:
    """The scene without the words for errors, and without "add error handling"."""
    spans = [match.span() for match in cue("errors").finditer(scene.flat)]
    for match in cue("add_verb").finditer(scene.flat):
        if any(0 <= start - match.end() <= 8 for start, _ in spans):
            spans.append(match.span())
    return scene.without(*spans)


def _tells(scene: Scene, act: Act) -> bool:
    if act.target is not None and scene.roles.is_app(act.target):
        return True
    return act.verb in {"send", "notify", "message", "email", "text", "post", "call"}


def _tell(scene: Scene, acts: list[Act]) -> Step | None:
    present = next((node for node in scene.canvas.nodes if node.type == BASE + "errorTrigger"), None)
    if present is not None:
        return grow(scene, [Way(present.name)], building(acts))
    growth = Growth(scene)
    flow: Flow = add_start(growth.draft, Start("error"))
    draft: Draft = growth.draft
    draft.assumptions.clear()
    building(acts)(draft, flow)
    return growth.finish(
        sure=0.9,
        notes=(
            say(
                "n8n runs an Error Trigger's steps when any run of this workflow fails, once the "
                "workflow is active."
            ),
        ),
    )


def calling_steps(scene: Scene) -> list[Node]:
    """Nodes that can fail for reasons outside: what calls a service."""
    canvas = scene.canvas
    found = []
    for node in canvas.nodes:
        service = canvas.service(node)
        if canvas.is_trigger(node) or canvas.is_sub_node(node) or node.type in PASSING or service is None:
            continue
        version = canvas.version(node)
        if version is not None and (version.credentials or node.type == BASE + "httpRequest"):
            found.append(node)
    return found


def _retry(scene: Scene, notes: tuple[str, ...] = ()) -> Step | None:
    numbers = [(t, n) for t in scene.u.tokens if (n := parse_number(t)) is not None]
    pauses = [(n, unit) for t, n in numbers if (unit := unit_said(scene.flat, t.end)) is not None]
    tries = next((int(n) for t, n in numbers if unit_said(scene.flat, t.end) is None), None)
    words = {
        # The first try counts, too.
        "once": 2,
        "twice": 2,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "zweimal": 2,
        "dreimal": 3,
        "trois": 3,
        "tres": 3,
    }
    tries = tries or next((words[t.norm] for t in scene.u.tokens if t.norm in words), None)
    if tries is not None and re.search(r"(?<!\w)(?:more|again|weitere|mehr|mas|plus|mais)(?!\w)", scene.flat):
        # The first try counts, too.
        tries += 1
    calling = calling_steps(scene)
    meant = [each.node for each in nodes_meant(scene) if each.node in calling]
    if not meant and re.search(
        r"(?<!\w)(?:check|request|call|fetch|abruf|anfrage|appel|llamada)(?!\w)", scene.flat
    ):
        meant = [node for node in calling if node.type == BASE + "httpRequest"]
    nodes = meant[:1] or calling
    if scene.says("before") is not None:
        # "try three times before alerting": what comes before.
        nodes = [node for node in calling if not scene.canvas.is_writing(node)] or nodes
        nodes = [node for node in nodes if node.type == BASE + "httpRequest"] or nodes
    edits: list[Edit] = []
    for node in nodes:
        if node.raw.get("retryOnFail") is not True:
            edits.append(SetNodeKey(node.name, "retryOnFail", True))
        if tries is not None:
            edits.append(SetNodeKey(node.name, "maxTries", max(2, min(tries, MOST_TRIES))))
        if pauses:
            wait = min(LONGEST_PAUSE, converted(*pauses[0], "milliseconds"))
            edits.append(SetNodeKey(node.name, "waitBetweenTries", int(wait)))
    if tries is not None and tries > MOST_TRIES:
        notes = (*notes, say("n8n tries a step {count} times at most.", count=MOST_TRIES))
    return Step(tuple(edits), 0.85, notes) if edits else None


def _go_on(scene: Scene) -> Step | None:
    calling = calling_steps(scene)
    meant = [each.node for each in nodes_meant(scene) if each.node in calling]
    nodes = meant[:1] or calling
    edits = tuple(SetNodeKey(node.name, "onError", "continueRegularOutput") for node in nodes)
    return Step(edits, 0.85) if edits else None
