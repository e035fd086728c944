"""“Add a category 'newsletter' and archive those”: one more output of a step that sorts by meaning."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.branches import case_labels
from nodepilot.composer.editing.canvas import LANGCHAIN, Canvas, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.named_cases import EVERYDAY
from nodepilot.composer.editing.placing import TELLING
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetParameter, apply
from nodepilot.workflow.model import Connection, Node

_LINKING = frozenset(
    'called named for : is of ( " namens fur llamada para nommee pour chamada the a an der die das el la le'.split()
)


def categorise(scene: Scene) -> Step | None:
    """The category, and what is done with what falls into it."""
    sorters = [node for node in scene.canvas.nodes if node.type == LANGCHAIN + "textClassifier"]
    asked = scene.says("add_verb") is not None and scene.says("cat_word") is not None
    if len(sorters) != 1:
        return None
    told = asked or scene.says("classify_as") is not None
    found = _label(scene) if told else _subject(scene)
    if found is None:
        return None
    label, span = found
    node = sorters[0]
    known = case_labels(node)
    if any(label.lower() == name.lower() for names in known for name in names):
        return None
    opened = _opened(scene.canvas, node, label, len(known))
    canvas = scene.canvas
    ready = canvas.with_workflow(apply(canvas.workflow, opened))
    rest = replace(scene, canvas=ready).without(span)
    acts = [
        act for act in rest.acts() if (act.verb or act.target) and act.first >= rest.tokens_in(0, span[1])[1]
    ]
    address = next((t.text for t in rest.u.tokens if t.kind is Kind.EMAIL), None)
    if address is not None and not any(act.verb in TELLING for act in acts):
        # "… that goes to sales@x.de": an address says what is done.
        rest = replace(rest, text=f"email it to {address}", blanked=())
        acts = rest.acts()
    made = grow(rest, [Way(node.name, len(known))], building(acts), sure=0.85) if acts else None
    if made is None:
        return Step(opened, 0.85)
    return Step((*opened, *made.edits), made.sure, made.notes, made.setup)


_SUBJECT = re.compile(
    r"\W*(?:and |also |please )*(?:the |all |all the )?(?P<label>[a-z][\w-]{3,}?)s?(?: (?:ones|e?-?mails?|messages?|tickets?|requests?))? (?:(?:go|goes|should go|belong) (?=(?:to|into|in) )|(?:should|must) be (?=\w+ed))"
)


def _subject(scene: Scene) -> tuple[str, Span] | None:
    """“refunds go to #refunds”: a word that names no step and no kind of things is a category."""
    match = _SUBJECT.match(scene.flat)
    if match is None or match["label"] in EVERYDAY or nodes_meant(scene, match.span("label")):
        return None
    return scene.text[slice(*match.span("label"))], (0, match.end())


def _opened(canvas: Canvas, node: Node, label: str, place: int) -> tuple[Edit, ...]:
    """The category in the list; the output for the rest moves on by one."""
    held = list((node.parameters.get("categories") or {}).get("categories") or [])
    new = {"category": label, "description": f"The text is about {label}."}
    edits: list[Edit] = [SetParameter(node.name, "categories.categories", [*held, new])]
    rest = canvas.leaving(Way(node.name, place))
    edits += [Disconnect(link) for link in rest]
    edits += [
        Connect(Connection(link.source, link.target, source_index=place + 1, target_index=link.target_index))
        for link in rest
    ]
    return tuple(edits)


def _label(scene: Scene) -> tuple[str, Span] | None:
    """The category's name behind the word for it, or right before ("a newsletter category")."""
    u = scene.u
    for match in (*cue("classify_as").finditer(scene.flat), *cue("cat_word").finditer(scene.flat)):
        place = next((i for i, token in enumerate(u.tokens) if token.start >= match.end()), len(u.tokens))
        while place < len(u.tokens) and u.tokens[place].norm in _LINKING:
            place += 1
        if place < len(u.tokens) and (
            u.tokens[place].kind is Kind.QUOTED
            or (
                u.tokens[place].kind in {Kind.WORD, Kind.SLUG}
                and (not u.has(place, "words") or u.has(place, "words", "adj"))
            )
        ):
            token = u.tokens[place]
            text = token.text[1:-1] if token.kind is Kind.QUOTED else token.text
            return text, (0, token.end)
        before = [token for token in u.tokens if token.end <= match.start()][-1:]
        if (quoted := _in_quotation(scene, match.start())) is not None:
            return quoted
        if before and not re.fullmatch(
            r"(?:new|another|further|\w+th|third|second|neue|nueva|nova|nouvelle)", before[0].norm
        ):
            index = u.tokens.index(before[0])
            if before[0].kind is Kind.QUOTED or not (u.has(index, "words") or u.has(index, "verbs")):
                return before[0].text.strip("'\"“”"), (0, match.end())
    return None


def _in_quotation(scene: Scene, end: int) -> tuple[str, Span] | None:
    """“add "spam" as a category”: the one quotation before the word for it."""
    quoted = [token for token in scene.u.tokens if token.kind is Kind.QUOTED and token.end <= end]
    return (quoted[0].text[1:-1], (0, end)) if len(quoted) == 1 else None
