"""“Remove the Slack step”, “we don't need the sheet any more”."""

from __future__ import annotations

import json
import re

from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.data_places import GIVING_NOTHING
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import ENOUGH, nodes_meant, of_named_service
from nodepilot.composer.editing.gate_times import hours, weekdays
from nodepilot.composer.editing.gate_words import domain_said, read_gate
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.including import take_out_value
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.sentences import say
from nodepilot.workflow.edits import Connect, Edit, RemoveNode, SetParameter
from nodepilot.workflow.model import Connection, Node


def remove(scene: Scene) -> Step | None:
    """Nodes taken out, their neighbours joined; or a field taken out of a form."""
    if (skipped := _skipped(scene)) is not None:
        return _taken_out(scene, [skipped])
    if _THINGS_GO.search(scene.flat):
        return None
    if _ELSE_NOTHING.match(scene.flat) is not None and (others := _otherwise_done(scene)):
        return _taken_out(scene, others)
    if _MISSED.match(scene.flat):
        return None
    match = scene.says("remove") or scene.says("stop_doing")
    if match is not None and _TO_BE.match(scene.flat, match.end()):
        # "orders under 30 don't need to be logged": some of them.
        return None
    if (
        match is not None
        and (scene.says("then") is not None or _LATER.search(scene.flat))
        and _THING.match(scene.flat, match.end())
    ):
        # "delete the file afterwards": one more thing to do, and no step that goes.
        return None
    if (behind := _named_before(scene, match)) is not None:
        return behind
    if match is None:
        return None
    if scene.says("number_up") is not None and any(t.kind is Kind.NUMBER for t in scene.u.tokens):
        # "stop after 200 rows": fewer of them, rather than none.
        return None
    if match.re is cue("stop_doing") and (
        any(cue(name).search(scene.flat[: match.start()]) for name in ("only_when", "when"))
    ):
        # "if there are none, do not send anything"
        return None
    if match.re is cue("stop_doing") and _AT_MOST.search(scene.flat, match.end()):
        return None
    if match.re is cue("stop_doing") and (_in_some_cases(scene, match.end()) or scene.says("instead")):
        return None
    end = _end(scene, match.end())
    if (field := _form_field(scene, match.end(), end)) is not None:
        return field
    if cue("skip").search(scene.flat[: match.start()]):
        return None
    if (
        scene.says("twice") or scene.says("already_seen") or any(act.verb == "dedupe" for act in scene.acts())
    ) and not cue("step").search(scene.flat):
        return None
    found = of_named_service(scene, nodes_meant(scene, (match.end(), end)), (match.end(), end))
    # What starts the workflow goes only when more than a word of kin speaks for it.
    found = [each for each in found if each.score > ENOUGH or not scene.canvas.is_trigger(each.node)]
    if match.re is cue("stop_doing"):
        if _FORBIDS.match(match.group()):
            # "denied users should not get a message": the subject tells which.
            found = nodes_meant(scene, (0, match.start())) or found
        found = [each for each in found or nodes_meant(scene) if not _is_needed(scene, each.node)]
    if not found and (both := _both(scene, match.end(), end)):
        return _taken_out(scene, both)
    if not found:
        return take_out_value(scene, (match.end(), end)) or _not_there(scene, match)
    if match.re is cue("remove") and (several := _listed(scene, match.end(), end)):
        return _taken_out(scene, several)
    stays = frozenset(each.node.name for each in nodes_meant(scene, (end, len(scene.text))))
    best = [each.node for each in found if each.score >= found[0].score - 0.05]
    if len(best) > 1 and not _all_meant(scene, end):
        best = best[-1:]
    return _taken_out(scene, best, stays=stays)


_ELSE_NOTHING = re.compile(
    r"\W*(?:and |but |please )?(?:everything else|anything else|all others?|all the others|the others|the rest|alles andere|die anderen|tout le reste|le reste|todo lo demas|lo demas|o resto|todo o resto) "
    r"(?:should|can|must|may|soll|kann|doit|peut|debe|puede|deve|pode|is|are|wird|to) ?(?:be |etre |ser )?(?:ignored|skipped|dropped|discarded|left alone|ignoriert(?: werden)?|verworfen(?: werden)?|ignore|ignorado)\W*$"
)


def _otherwise_done(scene: Scene) -> list[Node]:
    """What the only If does with all that does not fulfil its condition."""
    forks = [node for node in scene.canvas.nodes if node.type == BASE + "if"]
    if len(forks) != 1:
        return []
    targets = [link.target for link in scene.canvas.leaving(Way(forks[0].name, 1))]
    graph = scene.canvas.workflow.graph
    return [
        scene.canvas.workflow.get(name) for name in targets if graph.predecessors(name) == (forks[0].name,)
    ]


def _listed(scene: Scene, start: int, end: int) -> list[Node]:
    """“the pause and the Slack message”: one step for each part; none where a part names no step."""
    joints = [match.span() for match in cue("and").finditer(scene.flat, start, end)]
    starts = [start, *(last for _, last in joints)]
    ends = [*(first for first, _ in joints), end]
    parts = [nodes_meant(scene, part) for part in zip(starts, ends, strict=True)]
    if len(parts) < _PAIR or not all(parts):
        return []
    return list({part[0].node.name: part[0].node for part in parts}.values())


def _both(scene: Scene, start: int, end: int) -> list[Node]:
    """“remove both”: the two that do something, or all of them."""
    words = scene.flat[start:end].strip(" .!")
    doing = [node for node in scene.canvas.nodes if scene.canvas.is_writing(node)]
    if re.fullmatch(
        r"(?:them |die |les |las |los |os |as )?(?:both|beide|deux|ambos|ambas)(?: of them)?", words
    ):
        return doing if len(doing) == _PAIR else []
    return doing if re.fullmatch(r"(?:all of them|them all|alle|todos|tous)", words) else []


_MISSED = re.compile(
    r"\W*(?:but |and )?(?:i|we|they|nobody|ich|wir|je|on|yo) (?:(?:do not|don'?t|did not|didn'?t|never|ne) )?(?:gets?|receives?|see|got|bekomme|kriege|recois|recibo)(?!\w)"
)
"""“I don't get any mail”: a complaint, and no order to send none."""
_ONE_THING = re.compile(
    r"\s+(?:the|that|this|den|die|das|le|la|el|o|a) [a-z]+(?<!s)(?: (?:step|part|node|message|notification))?\W*$"
)
"""“skip the email”: one of the steps, rather than some of the things."""
_TO_BE = re.compile(r"\s+(?:need |have )?to be \w")
_LATER = re.compile(r"(?<!\w)(?:after|once|when) (?:\w+ing|it|that|they|we|you)(?!\w)")
_THING = re.compile(
    r"\s*(?:the |that |this |its |original |uploaded |old |source |die |das |den |le |la |el |o )*(?:file|row|e?-?mail|message|record|entry|event|task|item|document|folder|"
    r"ticket|card|page|attachment|image|datei|zeile|fichier|ligne|archivo|fila|arquivo|linha)s?(?!\w)(?! (?:step|node|field))"
)


_THINGS_GO = re.compile(
    r"(?<!\w)(?:e-?mails?|mails|messages|rows|files|entries|records|orders|leads|contacts|tickets|items|nachrichten|zeilen|dateien|lignes|fichiers|filas|archivos|linhas|arquivos) (?:should|must|shall|can|sollen|doivent|deben|devem) (?:be |etre |ser )?(?:deleted|removed|geloscht|supprimes|borrad\w+|apagad\w+)"
)
"""“spam mails should be deleted”: one more thing to do."""
_AT_MOST = re.compile(
    r"(?<!\w)(?:more than|mehr als|plus de|plus d'|mas de|mais de)\s+(?:one|\d+|eine?|une?|una?|uma?)(?!\w)"
)
"""“do not send more than one sms per hour”: fewer of them, rather than none."""
_PAIR = 2
_FEW = 4
"""Words that name a step and nothing about it."""


def _skipped(scene: Scene) -> Node | None:
    """“skip the waiting”: a step that is left out, rather than items for which something holds."""
    text = cue("polite").sub(lambda match: " " * len(match.group()), scene.flat)
    start = len(text) - len(text.lstrip(" ,"))
    match = cue("skip").match(text, start)
    if match is None:
        return None
    end = next((m.start() for m in re.finditer(r"[,;.](?=\s|$)", text) if m.start() > match.end()), len(text))
    words = re.findall(r"[^\W_]+", text[match.end() : end])
    if not 0 < len(words) <= _FEW or any(word.isdigit() for word in words):
        return None
    one_thing = _ONE_THING.match(text, match.end()) is not None
    if end == len(text) and not one_thing and read_gate(scene) is not None:
        return None
    found = nodes_meant(scene, (match.end(), end))
    found = [each for each in found if not scene.canvas.is_trigger(each.node)]
    one = len(found) == 1 or (len(found) > 1 and found[0].score > found[1].score + 0.5)
    return found[0].node if one else None


def _named_before(scene: Scene, match: re.Match[str] | None) -> Step | None:
    """“den Filter bitte raus”, “the filter can go”: what is removed stands before the words for it."""
    behind = scene.says("remove_behind")
    if behind is None or re.search(r"\w", cue("polite").sub("", scene.flat[behind.end() :])):
        return None
    if match is not None and match.start() < behind.start():
        return None
    if re.search(r"(?<!\w)(?:noch|auch|soll\w*|eine?[rn]?|also|too)(?!\w)", scene.flat[: behind.start()]):
        # "… soll noch eine Mail raus": it goes out, it does not go away.
        return None
    found = nodes_meant(scene, (0, behind.start()))
    best = [each.node for each in found if each.score >= found[0].score - 0.05]
    if len(best) > 1 and not _all_meant(scene, behind.start()):
        best = best[-1:]
    return _taken_out(scene, best) if best else None


def _taken_out(scene: Scene, nodes: list[Node], *, stays: frozenset[str] = frozenset()) -> Step:
    """Without these nodes; those of the names `stays` are spoken of as what is still done."""
    edits: list[Edit] = []
    notes: list[str] = []
    for node in nodes:
        edits += _edits(scene, node, stays)
        if scene.canvas.is_trigger(node) and len(scene.canvas.triggers) == 1:
            notes.append(
                say("Nothing starts the workflow now that `{node}` is gone: add a trigger.", node=node.name)
            )
    return Step(tuple(edits), 0.9, tuple(notes))


def _is_needed(scene: Scene, node: Node) -> bool:
    """What starts the workflow, and a model that something thinks with: "never …" does not speak of them."""
    kinds = {link.source_type for link in scene.canvas.workflow.graph.outgoing(node.name)}
    return scene.canvas.is_trigger(node) or "ai_languageModel" in kinds


_FORBIDS = re.compile(r"should|must|soll|ne |no |nao ")


def _in_some_cases(scene: Scene, start: int) -> bool:
    """“don't post at night, only between 8 and 20h”: it goes on, under a condition."""
    rest = scene.flat[start:]
    held = json.dumps([dict(node.parameters) for node in scene.canvas.nodes])
    if any(
        token.kind is Kind.EMAIL and token.start >= start and token.text not in held
        for token in scene.u.tokens
    ):
        # "don't send the mail to test@x.de": to others it goes.
        return True
    if any(cue(name).search(rest) for name in ("only_when", "unless", "when")):
        return True
    if (
        hours(scene, start) is not None
        or weekdays(scene) is not None
        or domain_said(scene, start) is not None
    ):
        return True
    if not any(cue(name).search(rest) for name in ("for", "where")):
        return False
    return read_gate(scene) is not None


def _not_there(scene: Scene, match: re.Match[str]) -> Step | None:
    """An order to remove something that is not there is understood, and nothing is made of it."""
    if (
        match.re is not cue("remove")
        or _LACK.match(match.group())
        or re.sub(r"[\W_]+", "", cue("polite").sub("", scene.flat[: match.start()]))
    ):
        return None
    names = ", ".join(f"`{node.name}`" for node in scene.canvas.nodes)
    return Step(
        (), 0.4, (say("I found nothing of that name to remove. The steps are {names}.", names=names),)
    )


_LACK = re.compile(r"(?:no|kein\w*|sin|sem|sans|pas de|without|ohne)(?!\w)")
"""“no emojis”: an order that may be about something else than a step."""


def _end(scene: Scene, start: int) -> int:
    """What is removed ends at a comma, at "and then …" or at "from …"."""
    ends = [len(scene.text)]
    for stop in (",", ";", "."):
        place = scene.flat.find(stop, start)
        if place >= 0:
            ends.append(place)
    return min(ends)


def _all_meant(scene: Scene, end: int) -> bool:
    return any(
        word in scene.flat[:end].split()
        for word in ("all", "both", "every", "alle", "beide", "todos", "tous")
    )


def _edits(scene: Scene, node: Node, stays: frozenset[str]) -> list[Edit]:
    """The node, with the sub-nodes that served it alone; what follows is joined to what came before."""
    graph = scene.canvas.workflow.graph
    alone = [name for name in graph.sub_nodes(node.name) if graph.parents_of_sub_node(name) == (node.name,)]
    edits: list[Edit] = [RemoveNode(name) for name in alone]
    # One source less of what is put together: what starts the workflow has nothing to put in its place.
    feeding = [scene.canvas.workflow.get(name).type for name in graph.successors(node.name)]
    idle = [scene.canvas.workflow.get(name).type in GIVING_NOTHING for name in graph.predecessors(node.name)]
    is_source = bool(feeding) and set(feeding) == {BASE + "merge"} and bool(idle) and all(idle)
    edits.append(RemoveNode(node.name, reconnect=not is_source and not scene.canvas.is_sub_node(node)))
    if node.type in {BASE + "if", BASE + "switch"}:
        edits += _without_fork(scene, node, stays)
    return edits


def _without_fork(scene: Scene, node: Node, stays: frozenset[str]) -> list[Edit]:
    """What was done in one case alone: without the case it goes, unless it is spoken of; what a Switch sorted is all done."""
    graph = scene.canvas.workflow.graph
    every = scene.says("both") is not None or (node.type == BASE + "switch" and not stays)
    first = {link.target: link for link in scene.canvas.leaving(Way(node.name, 0))}
    others = {link.target: link for link in graph.outgoing(node.name) if link.target not in first}
    # "…, everything to the Trello list": one thing is still done, and the other way is none any more.
    one_alone = len(stays & {*first, *others}) == 1 and len(scene.acts()) <= _PAIR
    edits: list[Edit] = []
    for name, below in {**first, **others}.items():
        is_kept = every or name in stays
        if is_kept and name in others:
            edits += [
                Connect(
                    Connection(
                        link.source, name, source_index=link.source_index, target_index=below.target_index
                    )
                )
                for link in scene.canvas.links(node.name)
            ]
        alone = graph.predecessors(name) == (node.name,) and not graph.successors(name)
        if not is_kept and alone and (name in others or (one_alone and stays & others.keys())):
            # Only the condition led there.
            edits.append(RemoveNode(name))
    return edits


def _form_field(scene: Scene, start: int, end: int) -> Step | None:
    part = scene.flat[start:end]
    for node in scene.canvas.nodes:
        if node.type != BASE + "formTrigger":
            continue
        fields = form_fields(node)
        for index, field in enumerate(fields):
            label = flat(str(field.get("fieldLabel", "")))
            if label and label in part and (cue("form_field").search(part) or cue("form").search(scene.flat)):
                rest = [each for place, each in enumerate(fields) if place != index]
                return Step((SetParameter(node.name, "formFields.values", rest),), 0.9)
    return None
