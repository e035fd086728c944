"""“No more than 10 contacts a minute”, “only one alert per hour”: how fast a step may go, or how often it may tell.

What works through a list is slowed down: nothing of it is lost. What tells of single events says it less often: the
state that n8n keeps between runs knows when it was told last.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from nodepilot.composer.editing.canvas import BASE, LANGCHAIN, Way
from nodepilot.composer.editing.copies import waiting
from nodepilot.composer.editing.cues import table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import free_name
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.composer.time_words import NUMBER_WORDS
from nodepilot.sentences import say
from nodepilot.workflow.edits import AddNode, Connect, Disconnect, Edit, SetParameter
from nodepilot.workflow.model import Connection, Node

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_LIMIT = (
    r"(?:at (?:the )?most|(?:not|no|never) more than|(?:don'?t|do not|never|should ?n'?t|must ?n'?t) [\w ]{0,25}?more than|(?:nicht|keine?) (?:\w+ )?mehr als|"
    r"(?:a )?max(?:imum)?(?: of)?|maximal|hochstens|up to|only|just|nur|"
    r"(?:limit|limited|throttle|throttled|restrict|restricted|slow|cap|capped)(?: it| them| this| that| the \w+| \w+)?(?: down)? (?:to|at)|rate limit(?: of| is|:)?|"
    r"au (?:plus|maximum)|pas plus de|como (?:mucho|maximo)|no mas de|(?:un )?maximo(?: de)?|no maximo|nao mais (?:de|que)|begrenze\w*(?: \w+)? auf|limite[rz]?(?: \w+)? a|limita(?:r)?(?: \w+)? a)"
)
_COUNT = rf"(?P<count>\d{{1,5}}|an?|a single|einer?|eine[nms]?|une?|una?|uma?|{'|'.join(NUMBER_WORDS)})"
_PER = r"(?:per|an?|each|every|in (?:one|a|any)|within (?:one|an?)|pro|je|in der|par|por|a la|al|ao|/|every single)"
_BETWEEN = r"(?: (?!times?\b|mal\b|fois\b|veces\b|vezes\b)[\w-]+){0,3}?"


class _Rate(NamedTuple):
    """So many in one such span of time, and where the text says it."""

    many: int
    unit: str
    start: int
    end: int


def throttle(scene: Scene) -> Step | None:
    """A bound on how many in a second, minute, hour or day."""
    rate = _rate(scene) or _told_once(scene)
    if rate is None or scene.is_conditional:
        return None
    rest = scene.without((rate.start, rate.end))
    telling = _telling(scene, rest)
    if telling is not None and (rate.unit in {"hours", "days"} or not _works_on_list(scene, telling)):
        return _seldom(scene, telling, rate)
    node = _worked(scene, rest)
    return (
        _slowly(scene, node, rate)
        if node is not None and rate.unit in {"seconds", "minutes", "hours"}
        else None
    )


def _rate(scene: Scene) -> _Rate | None:
    for unit in _SECONDS:
        words = table("units")[unit]
        for pattern in (
            rf"(?<!\w){_LIMIT} {_COUNT}{_BETWEEN} ?{_PER} ?(?:{words})(?!\w)",
            rf"(?<!\w){_COUNT}{_BETWEEN} ?{_PER} ?(?:{words}) (?:at most|max\w*|tops|is the (?:limit|maximum)|hochstens|maximal|au plus|no maximo|como maximo)(?!\w)",
            rf"(?<!\w)(?:allows?|accepts?|takes?|permits?|handles?)(?: us| only| just)* {_COUNT}{_BETWEEN} ?{_PER} ?(?:{words})(?!\w)",
        ):
            match = re.search(pattern, scene.flat)
            if match is None:
                continue
            said = match["count"]
            count = int(said) if said.isdigit() else NUMBER_WORDS.get(said, 1)
            return _Rate(count, unit, *match.span()) if count else None
    return None


_ONCE = re.compile(
    r"(?<!\w)(?:alert|warn|notify|ping|bother|tell|text|mail|e-?mail|message|call|warne|melde|informiere|alerte|avisa|avise)\w*(?: (?:me|us|them|mich|uns|nous|nos))?,? (?:only|just|at most|not more than|no more than|max(?:imum)?|nur|hochstens|seulement|solo|apenas|so)? ?"
    r"(?P<count>once|twice|one time|einmal|zweimal|une fois|una vez|uma vez) (?:per|an?|each|every|in (?:one|an?)|pro|am|je|par|por|al|ao) (?:(?P<day>day|tag|jour|dia)|(?P<hour>hour|stunde|heure|hora))(?!\w)"
)


def _told_once(scene: Scene) -> _Rate | None:
    """“alert only once a day”, where a check decides whether there is something to tell."""
    match = _ONCE.search(scene.flat)
    gates = {BASE + "if", BASE + "filter", BASE + "switch"}
    if match is None or not any(node.type in gates for node in scene.canvas.nodes):
        return None
    many = 2 if match["count"] in {"twice", "zweimal"} else 1
    return _Rate(many, "days" if match["day"] else "hours", *match.span())


_ALERTS = re.compile(
    r"(?<!\w)(?:alert(?:s|ed|ing)?|alarms?|messages?|notifications?|texts?|sms|e-?mails?|mails?|posts?|pings?|warnings?|reminders?|nachrichten?|meldung(?:en)?|benachrichtigung(?:en)?|alertes?|mensajes?|avisos?|"
    r"mensagens?|alertas?|(?:tell|notify|ping|alert|bother|warn|message|text|mail|email|post) (?:me|us|them|him|her|it)?)(?!\w)"
)


def _telling(scene: Scene, rest: Scene) -> Node | None:
    """The step that tells somebody, where what is counted are messages."""
    if _ALERTS.search(scene.flat) is None:
        return None
    known = [
        node
        for node in scene.canvas.steps
        if scene.canvas.is_writing(node)
        and (service := scene.canvas.service(node)) is not None
        and service.needs & MESSAGING
    ]
    meant = [each.node for each in (nodes_meant(rest) or nodes_meant(scene)) if each.node in known]
    return next(iter(meant or known[-1:]), None)


def _works_on_list(scene: Scene, node: Node) -> bool:
    """Many items reach it in one run, one after the other."""
    many = False
    for above in scene.canvas.above([node.name]):
        if above.name == node.name or scene.canvas.is_sub_node(above):
            continue
        if above.type in {BASE + "aggregate", BASE + "summarize"} or (
            above.type == BASE + "limit" and not many
        ):
            many = False
        elif scene.canvas.output(above).many or above.type == BASE + "splitOut":
            many = True
    return many


def _worked(scene: Scene, rest: Scene) -> Node | None:
    """What goes too fast: the step that is named, else what asks an address, else what writes last of a list."""
    canvas = scene.canvas
    able = [
        node
        for node in canvas.steps
        if not canvas.is_trigger(node)
        and canvas.links(node.name)
        and (canvas.is_writing(node) or node.type in {BASE + "httpRequest", *_BATCHING})
    ]
    meant = [each.node for each in nodes_meant(rest) if each.node in able]
    if meant:
        return meant[0]
    asking = [node for node in able if node.type == BASE + "httpRequest"]
    if asking:
        return asking[-1]
    fed = [node for node in able if _works_on_list(scene, node)]
    return next(iter(fed or able), None)


_BATCHING = frozenset(LANGCHAIN + each for each in ("chainLlm", "agent"))
"""Root nodes that can ask their model for some items at a time."""


def _slowly(scene: Scene, node: Node, rate: _Rate) -> Step | None:
    """So many of the items, then a wait, then the next ones."""
    milliseconds = _SECONDS[rate.unit] * 1000
    loop = _loop_around(scene, node)
    if loop is not None:
        return _in_loop(scene, loop, rate)
    if node.type == BASE + "httpRequest":
        held = {"batch": {"batchSize": rate.many, "batchInterval": milliseconds}}
        return Step((SetParameter(node.name, "options.batching", held),), 0.9)
    version = scene.canvas.version(node)
    if node.type in _BATCHING and version is not None:
        batching = {"batchSize": rate.many, "delayBetweenBatches": milliseconds}
        if version.property("batching") is not None:
            return Step((SetParameter(node.name, "batching", batching),), 0.9)
        return Step((SetParameter(node.name, "options.batching", batching),), 0.85)
    return _looped(scene, node, rate)


def _loop_around(scene: Scene, node: Node) -> Node | None:
    """The loop over batches in which the step stands already."""
    graph = scene.canvas.workflow.graph
    return next(
        (
            each
            for each in scene.canvas.nodes
            if each.type == BASE + "splitInBatches"
            and graph.reaches(each.name, node.name)
            and graph.reaches(node.name, each.name)
        ),
        None,
    )


def _in_loop(scene: Scene, loop: Node, rate: _Rate) -> Step:
    """The loop's own size and pause; a pause is added where it has none."""
    canvas = scene.canvas
    graph = canvas.workflow.graph
    edits: list[Edit] = [SetParameter(loop.name, "batchSize", rate.many)]
    waits = [
        each
        for each in canvas.nodes
        if each.type == BASE + "wait"
        and graph.reaches(loop.name, each.name)
        and graph.reaches(each.name, loop.name)
    ]
    if waits:
        edits += [
            SetParameter(waits[0].name, "amount", 1),
            SetParameter(waits[0].name, "unit", rate.unit),
        ]
        return Step(tuple(edits), 0.9)
    back = [link for link in canvas.links(loop.name) if graph.reaches(loop.name, link.source)]
    name, added = _wait(scene, rate)
    edits += [added, *(Disconnect(link) for link in back)]
    edits += [Connect(Connection(link.source, name, source_index=link.source_index)) for link in back]
    edits.append(Connect(Connection(name, loop.name)))
    return Step(tuple(edits), 0.9)


def _wait(scene: Scene, rate: _Rate) -> tuple[str, AddNode]:
    node = waiting(scene, 1, rate.unit, f"{rate}")
    return str(node["name"]), AddNode(node)


def _looped(scene: Scene, node: Node, rate: _Rate) -> Step:
    """A loop around the one step; what follows it goes on when all are done."""
    canvas = scene.canvas
    name = free_name(canvas.workflow, f"{rate.many} at a time" if rate.many > 1 else "One by one")
    size = {"batchSize": rate.many} if rate.many > 1 else {}
    pause, waiting = _wait(scene, rate)
    edits: list[Edit] = [
        AddNode(
            {
                "id": str(uuid5(NAMESPACE_OID, f"{name}:{rate}")),
                "name": name,
                "type": BASE + "splitInBatches",
                "typeVersion": canvas.catalog.get(BASE + "splitInBatches").latest.version,
                "parameters": {**size, "options": {}},
            }
        ),
        waiting,
    ]
    incoming, leaving = canvas.links(node.name), canvas.leaving(Way(node.name))
    edits += [Disconnect(link) for link in (*incoming, *leaving)]
    edits += [Connect(Connection(each.source, name, source_index=each.source_index)) for each in incoming]
    edits += [
        Connect(Connection(name, node.name, source_index=1)),
        Connect(Connection(node.name, pause)),
        Connect(Connection(pause, name)),
    ]
    edits += [Connect(Connection(name, each.target, target_index=each.target_index)) for each in leaving]
    return Step(tuple(edits), 0.85)


_SELDOM = """// Lets {many} through in {span}, whatever the number of runs; what is above that is dropped.
const state = $getWorkflowStaticData('global');
const now = Date.now();
const recent = (state[{key}] ?? []).filter((at) => now - at < {milliseconds});
const passing = $input.all().slice(0, Math.max(0, {count} - recent.length));
state[{key}] = [...recent, ...passing.map(() => now)];
return passing.map((item, index) => ({{ ...item, pairedItem: {{ item: index }} }}));"""


def _seldom(scene: Scene, node: Node, rate: _Rate) -> Step | None:
    """A step in front of the message that lets only so many through, over all runs."""
    canvas = scene.canvas
    links = canvas.links(node.name)
    if not links:
        return None
    unit = rate.unit.removesuffix("s")
    span = f"an {unit}" if unit == "hour" else f"a {unit}"
    name = free_name(canvas.workflow, f"At most {rate.many} {span}")
    code = _SELDOM.format(
        many=rate.many,
        span=span,
        key=repr(f"told:{node.name}").replace('"', "'"),
        milliseconds=_SECONDS[rate.unit] * 1000,
        count=rate.many,
    )
    edits: list[Edit] = [
        AddNode(
            {
                "id": str(uuid5(NAMESPACE_OID, f"{name}:{node.name}")),
                "name": name,
                "type": BASE + "code",
                "typeVersion": canvas.catalog.get(BASE + "code").latest.version,
                "parameters": {"jsCode": code},
            }
        ),
        *(Disconnect(link) for link in links),
        *(Connect(Connection(each.source, name, source_index=each.source_index)) for each in links),
        Connect(Connection(name, node.name)),
    ]
    note = say(
        "What goes beyond that is dropped, and n8n counts only while the workflow is active: runs by hand keep nothing."
    )
    return Step(tuple(edits), 0.85, (note,))
