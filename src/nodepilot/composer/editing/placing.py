"""Where new steps go: what an instruction says about it, and where they make sense otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.editing.borrowing import is_message
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import BASE, FORKS, Way
from nodepilot.composer.editing.data_places import above_files, behind_data, behind_file
from nodepilot.composer.editing.finding import ENOUGH, nodes_meant
from nodepilot.composer.editing.named_places import Named
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Connection, Node

TELLING = frozenset({"send", "notify", "post", "message", "email", "text", "publish", "reply"})
_MARKING = frozenset(
    {"tweet", "label", "assign", "move", "archive", "close", "complete", "invite", "subscribe", "forward"}
)
_CALLING = frozenset({"call", "run"})
_RESHAPING = frozenset({"shape", "format", "rename", "calculate"})
"""Verbs that make other values of those at hand: they belong where the data comes in."""
_REWRITING = frozenset({"translate", "summarize", "write"})
_ON_FILES = frozenset({"zip", "unzip", "resize", "crop", "rotate", "blur", "watermark"})
"""Verbs that want a file: they belong behind what brings or makes it."""
_ON_LISTS = frozenset({"sort", "limit", "dedupe", "filter"})
_TURNING = frozenset({"deepL", "googleTranslate", "lingvaNex", "apiTemplateIo", "htmlCssToImage"})
"""Services that give back something else made of what they get."""
_CHANGING = frozenset({"create", "add", "update", "upload", "delete", "copy"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where new steps go: behind outputs, or in the middle of connections."""

    ways: tuple[Way, ...] = ()
    links: Sequence[Connection] = ()


def sensible_place(scene: Scene, named: Named, way: Way | None, acts: Sequence[Act]) -> Place:
    """The place that is named, else on the branch that is meant, else where such steps usually stand."""
    canvas = scene.canvas
    inline = not any(is_side_effect(scene, act) for act in acts)
    calls = any(act.verb in _CALLING or any(each.kind is Kind.URL for each in act.literals) for act in acts)
    if calls and (scene.says("also") is not None or (way is not None and not _comes_first(scene))):
        # "also call https://…", "when it is down call https://…": a request that nothing waits for.
        inline = False
    if named.beside and acts and all(act.verb in _ON_FILES for act in acts) and (made := behind_file(canvas)):
        return Place(links=made)
    if named.beside and all(act.verb in _ON_LISTS for act in acts):
        return _usual_place(scene, acts, inline=inline)
    if named.beside and acts and all(act.ai or act.verb in _REWRITING for act in acts):
        # "translate the titles first": for what is written, not for what compares and sorts before.
        writing = next((n for n in canvas.steps if canvas.is_writing(n) and canvas.links(n.name)), None)
        if writing is not None:
            return Place(links=canvas.links(writing.name))
    if named.links:
        if named.beside and not inline:
            return Place(tuple(dict.fromkeys(Way(link.source, link.source_index) for link in named.links)))
        return Place(links=named.links)
    twin = _told_before(scene, acts) if way is None else None
    twin = twin or _twin(scene, acts)
    if (
        twin is not None
        and way is not None
        and way not in [Way(link.source, link.source_index) for link in canvas.links(twin.name)]
    ):
        # "also send a message when it is up again": another case than that of the message which is there.
        twin = None
    if twin is not None and named.before is None and named.after is None:
        links = canvas.links(twin.name)
        return Place(tuple(dict.fromkeys(Way(link.source, link.source_index) for link in links)))
    on_files = bool(acts) and all(act.verb in _ON_FILES for act in acts)
    if on_files and named.before is None and (made := behind_file(canvas)):
        return Place(links=made)
    if named.before is not None:
        before = _with_siblings(scene, canvas.links(named.before.name))
        on_values = bool(acts) and all(act.verb in _ON_LISTS | _RESHAPING for act in acts)
        return Place(links=above_files(scene, before, acts) if on_values else before)
    if named.after is not None:
        leaving = canvas.leaving(Way(named.after.name))
        return Place(links=leaving) if inline and leaving else Place((Way(named.after.name),))
    if way is not None:
        leaving = canvas.leaving(way)
        return Place(links=leaving) if inline and leaving else Place((way,))
    return _usual_place(scene, acts, inline=inline)


def _is_put_together(scene: Scene, end: Node) -> bool:
    """Several items became one on the way to that step; a model alone answers for each."""
    canvas = scene.canvas
    return any(
        canvas.workflow.get(name).type in {BASE + "aggregate", BASE + "summarize", BASE + "limit"}
        for name in canvas.workflow.graph.ancestors(end.name)
    )


def _comes_first(scene: Scene) -> bool:
    return (
        any(scene.says(each) is not None for each in ("before", "at_start")) or "first" in scene.flat.split()
    )


def _usual_place(scene: Scene, acts: Sequence[Act], *, inline: bool) -> Place:
    canvas = scene.canvas
    ends = canvas.ends
    if not ends:
        return Place(tuple(Way(node.name) for node in canvas.triggers))
    if acts and all(_answers(scene, act) for act in acts):
        # Whichever way a request went, it wants an answer.
        return Place(tuple(Way(node.name) for node in ends))
    if inline and acts and all(act.verb in _RESHAPING for act in acts) and (incoming := behind_data(scene)):
        return Place(links=incoming)
    if (
        inline
        and all(act.verb in _ON_LISTS for act in acts)
        and (listed := behind_data(scene, above_code=True))
    ):
        return Place(links=listed)
    if scene.says("then") is not None or not all(canvas.is_writing(node) for node in ends):
        joined = canvas.before_joining(ends[-1])
        if (
            not inline
            and not any(act.verb in TELLING for act in acts)
            and joined != canvas.links(ends[-1].name)
            and _is_put_together(scene, ends[-1])
        ):
            # "mark the row": each of them, where the items are not yet put together.
            return Place(tuple(dict.fromkeys(Way(link.source, link.source_index) for link in joined)))
        return Place(tuple(Way(node.name) for node in ends[-1:]))
    if inline:
        return Place(links=canvas.links(ends[-1].name))
    links: Sequence[Connection] = canvas.links(ends[-1].name)
    if _is_one_of_cases(scene, ends):
        # No case is named: it is for all of them.
        links = canvas.above_forks(links)
    if for_all(scene) or scene.says("both") is not None:
        links = canvas.above_forks(links)
    if _BACK.search(scene.flat) is not None and any(act.verb in _CHANGING for act in acts):
        # "write the status back to the sheet": of all of them, not of those that go on alone.
        while links and all(canvas.workflow.get(link.source).type in FORKS | _GATES for link in links):
            links = [above for link in links for above in canvas.links(link.source)]
    links = above_files(scene, links, acts)
    return Place(tuple(Way(link.source, link.source_index) for link in links) or (Way(ends[-1].name),))


_BACK = re.compile(r"(?<!\w)(?:back|zuruck)(?= (?:in)?to| in| ins?(?!\w))")
_GATES = frozenset({BASE + "filter"})
_THESE = re.compile(
    r"\s+(?:one )?(?:of |von |d[ei] )?(?:these|those|them|such|dies\w*|davon|solch\w*|ces|ceux|est[oa]s|es[oa]s|esses|essas)(?!\w)"
)


def for_all(scene: Scene) -> bool:
    """Whatever the case is; “each of those” speaks of the ones that came through."""
    match = scene.says("every")
    return match is not None and _THESE.match(scene.flat, match.end()) is None


def _is_one_of_cases(scene: Scene, ends: Sequence[Node]) -> bool:
    """Every end lies behind another output of one branching step."""
    canvas = scene.canvas
    links = [link for node in ends for link in canvas.links(node.name)]
    sources = {link.source for link in links}
    outputs = {link.source_index for link in links}
    return len(sources) == 1 and len(outputs) > 1 and canvas.workflow.get(links[0].source).type in FORKS


def _twin(scene: Scene, acts: Sequence[Act]) -> Node | None:
    """“also post the escalation to Slack”: the step that tells or stores that already."""
    if scene.says("also") is None or not any(act.verb in TELLING for act in acts):
        return None
    if for_all(scene):
        # "a copy of every expense": whatever the case is.
        return None
    named = [(hit.mention.start, hit.mention.end) for hit in scene.u.services if not hit.is_generic]
    rest = scene.without(*named)
    found = [each for each in nodes_meant(rest) if scene.canvas.is_writing(each.node)]
    least = ENOUGH if branch_meant(rest) is None else _BETTER
    found = [each for each in found if each.score >= least and scene.canvas.links(each.node.name)]
    return found[0].node if found and (len(found) == 1 or found[0].score > found[1].score) else None


def _told_before(scene: Scene, acts: Sequence[Act]) -> Node | None:
    """“post it on LinkedIn, too”, where the one step that tells something is not the last: beside it."""
    canvas = scene.canvas
    if scene.says("also") is None or not acts or any(act.verb not in TELLING | {"share"} for act in acts):
        return None
    if scene.says("then") is not None or scene.says("when_done") is not None:
        return None
    telling = [node for node in canvas.nodes if canvas.is_writing(node) and is_message(canvas, node.type)]
    follows = len(telling) == 1 and canvas.leaving(Way(telling[0].name))
    return telling[0] if follows and canvas.links(telling[0].name) else None


_BETTER = 1.6
"""How well a step has to fit to be spoken of rather than a branch."""


def _answers(scene: Scene, act: Act) -> bool:
    """“respond with 200”: an answer to the webhook that starts the workflow."""
    if act.verb not in {"reply", "respond", "return"} or (
        act.target is not None and not act.target.is_generic
    ):
        return (
            act.verb == "reply"
            and act.target is not None
            and act.target.key in {"webhook", "respondToWebhook"}
        )
    return any(node.type == BASE + "webhook" for node in scene.canvas.triggers)


def _with_siblings(scene: Scene, links: Sequence[Connection]) -> Sequence[Connection]:
    """“in both posts”: the other ways from the same output, too."""
    if scene.says("both") is None:
        return links
    ways = dict.fromkeys(Way(link.source, link.source_index) for link in links)
    return [link for way in ways for link in scene.canvas.leaving(way)]


def is_side_effect(scene: Scene, act: Act) -> bool:
    """It tells somebody or writes somewhere, so that what follows needs none of its items."""
    if act.verb in _RESHAPING or (act.target is None and {"column", "field"} & set(act.nouns)):
        return False
    if act.target is not None and act.target.key in _TURNING:
        return False
    if act.target is not None and scene.roles.is_app(act.target):
        return True
    if act.target is None and any(each.kind is Kind.CHANNEL for each in act.literals):
        # "should also go to #support"
        return True
    return act.verb in TELLING | _MARKING or (act.verb in _CHANGING and not act.ai)
