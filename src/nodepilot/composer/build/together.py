"""Several things that were read one after the other, told in one text: “get A. Get B. Send me both in one mail”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.build import transforms
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import message_about
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.digests import EVERYTHING, ONE_TEXT
from nodepilot.composer.reading.story import Act, Item
from nodepilot.plan.model import Code, OriginKind, Ref, Text
from nodepilot.plan.shapes import assignment, assignments

_BASE = "n8n-nodes-base."
_READING = frozenset({"get", "search", "check", "watch", "download"})
_TELLING = frozenset({"send", "email", "message", "text", "post", "notify", "compose", "summarize", "create"})
_FEWEST = 2


def told_together(u: Utterance, items: Sequence[Item], index: int) -> int:
    """Where the act stands that tells what the acts from `index` on read, all of it; `index` if none does."""
    for place in range(index, len(items)):
        act = items[place]
        if not isinstance(act, Act):
            return index
        if place - index >= _FEWEST and _tells_all(u, act):
            return place
        if act.verb not in _READING or act.source is None or act.target is not None or act.ai:
            return index
    return index


def _tells_all(u: Utterance, act: Act) -> bool:
    said = act.argument("object")
    if act.verb not in _TELLING or said is None or act.source is not None:
        return False
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    return bool(words & EVERYTHING) or bool(ONE_TEXT & ({*said.nouns} | words))


def read_together(draft: Draft, flow: Flow, acts: Sequence[Act], do: Callable[[Flow, Act], None]) -> None:
    """Each thing read behind the one before, and a text of them all at hand; what is not there stops nothing."""
    parts: list[str | Ref | Code] = []
    start = flow.copy()
    for act in acts:
        before = set(draft.steps)
        branch = start.copy()
        branch.tails = flow.tails
        do(branch, act)
        data = branch.data
        if data is None or data is start.data or branch.tails == flow.tails:
            continue
        if data.many:
            _never_empty(draft, set(draft.steps) - before)
            transforms.digest(draft, branch)
        flow.tails = branch.tails
        flow.history += [output for output in branch.history if output not in flow.history]
        if branch.data is not None:
            parts += ["\n\n" if parts else "", *_told(branch.data, _headline(draft.utterance, act))]
    if not parts:
        return
    key = draft.add(
        _BASE + "set",
        {"assignments": assignments(assignment("text", Text(tuple(parts)))), "options": {}},
        name="All of it",
        key="all_of_it",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    flow.give(Output(key, {"sentence": Known("text"), "text": Known("text")}))


def _never_empty(draft: Draft, keys: set[str]) -> None:
    """A list without entries would end the run before the rest is told."""
    for key in keys:
        step = draft.steps[key]
        if not step.node_type.startswith(_BASE + "schedule"):
            draft.steps[key] = replace(step, settings={**step.settings, "alwaysOutputData": True})


def _headline(u: Utterance, act: Act) -> str:
    """“Open Jira issues”: what was read, in the request's own words."""
    said = act.argument("object")
    if said is None:
        return ""
    first = next(
        (i for i in range(said.first, said.last) if not u.has(i, "words", "det", "pronoun")), said.last
    )
    words = u.words(first, said.last)
    return words[:1].upper() + words[1:]


def _told(data: Output, headline: str) -> list[str | Ref | Code]:
    """The lines on one thing; what was read tells it by itself where it has a sentence for it."""
    if (known := data.roles.get("sentence")) is not None:
        return [_once(data.value(known))]
    if (known := data.roles.get("digest")) is not None:
        listed = _once(data.value(known)).source.replace(
            ".json.data.map(", ".json.data.filter(i => Object.keys(i).length).map("
        )
        return [f"{headline}:\n" if headline else "", Code(listed)]
    if len(data.fields) == 1:
        (figure,) = data.fields.values()
        return [f"{headline}: " if headline else "", _once(data.value(figure))]
    about = message_about(data, [])
    parts = about.parts if isinstance(about, Text) else (str(about),)
    return [f"{headline}:\n" if headline else "", *(p if isinstance(p, str) else _once(p) for p in parts)]


def _once(value: Ref | Code) -> Code:
    """The value of the step's only item: lists were put into one, so that no trace of items leads back."""
    return Code(javascript_of(value).replace(".item.json", ".first().json"))
