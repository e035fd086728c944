"""Orders that sound like new steps and ask for none: what is there already, what only speaks of a step, what shall go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act


def only_mentions(scene: Scene, act: Act) -> bool:
    """“the Slack message should have …”: it speaks of what is there, and orders nothing to be read from it."""
    if act.verb == "call" and act.target is None and act.source is None and not _has_address(scene):
        # "the field is called …": nobody said what to call.
        return True
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    if (
        act.target is not None
        and act.verb in {"", "be"}
        and _NONE_OF.search(scene.flat[: act.target.mention.start]) is not None
    ):
        # "a company address, no gmail"
        return True
    if act.target is not None and act.verb in {"", "be"} and not act.literals and act.source is None:
        return act.target.key in present and _ITS.match(scene.flat) is not None
    if act.target is not None or act.source is None or act.literals or act.source.is_generic:
        return False
    said = (
        act.verb not in {"be", "let", "want"} and act.verb_at >= 0 and scene.u.has(act.verb_at, "verbs") > 0
    )
    return act.source.key in present and not said


_ITS = re.compile(r"\W*(?:the|our|my|that|this|der|die|das|le|la|el|los|las|o|os|as)\s")


_NONE_OF = re.compile(
    r"(?<!\w)(?:no|not|without|nicht|kein\w*|ohne|pas(?: de)?|sans|sin|sem|nao)\s+(?:an? |the )?$"
)
_PHONE = re.compile(r"(?<![\w/.])\+\d[\d ()-]{6,}\d(?!\w)")


def _has_address(scene: Scene) -> bool:
    if _PHONE.search(scene.text):
        return True
    return any(token.kind is Kind.URL for token in scene.u.tokens) or any(
        scene.u.has(index, "nouns", "url", "api", "webhook", "phone") for index in range(len(scene.u.tokens))
    )


def is_answered(scene: Scene, acts: Sequence[Act]) -> bool:
    """“answer right away”: one request gets one answer, and it has one."""
    has_answer = any(node.type == BASE + "respondToWebhook" for node in scene.canvas.nodes)
    return has_answer and all(act.verb in {"respond", "return"} and act.target is None for act in acts)


def sets_something(scene: Scene) -> bool:
    """“set the due date to tomorrow”: a value of a step that is there, even where it is not known which."""
    if cue("setting").match(cue("polite").sub("", scene.flat).lstrip(" ,")) is None:
        return False
    present = {
        service.key for node in scene.canvas.nodes if (service := scene.canvas.service(node)) is not None
    }
    return {hit.key for hit in scene.u.services if not hit.is_generic} <= present


def gives_way_alone(scene: Scene) -> bool:
    """“… instead of Slack”, where nothing else is named: what shall go is no order to do it once more."""
    swap = find_swap(scene)
    if swap is None or swap.old is None or not scene.u.services:
        return False
    start, end = swap.old
    return all(start <= hit.mention.start < end for hit in scene.u.services) and not any(
        token.is_literal for token in scene.u.tokens
    )


INTO_THAT = re.compile(
    r"(?<!\w)(?:add|put|include|insert|write|mention|show) (?:the|their|its|his|her) [\w' ]{3,40}? (?:to|in|into|on) (?:the|that|this|our) (?:[\w-]+ )?(?:page|ticket|card|issue|task|message|e?-?mail|post|event|deal|reply|answer|subject|title)\W*$"
)
"""“add the deal stage to the Notion page”: about what is made already, even where the value is not known."""


_JUST = re.compile(
    r"\W*(?:and |but )?(?:just|only|nur|solo|seulement|so|apenas) (?:the |use |keep )*(?P<what>[\w. -]+?)(?: please)?\W*$"
)


def is_there_alone(scene: Scene) -> bool:
    """“(no PagerDuty,) just Slack”: what is there stays."""
    match = _JUST.match(scene.flat)
    hits = [hit for hit in scene.u.services if not hit.is_generic]
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    return (
        match is not None
        and len(hits) == 1
        and hits[0].key in present
        and match.span("what") == (hits[0].mention.start, hits[0].mention.end)
    )
