"""One of two things is denied: "not OLD, NEW", "lieber NEW als OLD", "drop OLD, NEW is enough"."""

from __future__ import annotations

import re

from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swaps import Swap, sentence_end, trimmed
from nodepilot.composer.language.tokens import Kind


def not_but(scene: Scene) -> Swap | None:
    """“don't use OLD any more but NEW”, “stop mailing the boss, use NEW”."""
    match = scene.says("stop_doing")
    if match is None or re.search(r"\w", cue("polite").sub("", scene.flat[: match.start()])):
        return None
    for link in cue("but_use").finditer(scene.flat, match.end()):
        old, new = (
            trimmed(scene, match.end(), link.start()),
            trimmed(scene, link.end(), sentence_end(scene, link.end())),
        )
        if old and new and any(new[0] <= hit.mention.start < new[1] for hit in scene.u.services):
            return Swap(new, old)
    return None


def drop_and_use(scene: Scene) -> Swap | None:
    """“remove OLD and use NEW”."""
    match = scene.says("remove")
    if match is None or re.search(r"\w", cue("polite").sub("", scene.flat[: match.start()])):
        return None
    joint = re.compile(rf"[,;.]|(?<!\w){cue('and').pattern}").search(scene.flat, match.end())
    verb = cue("bare_use").search(scene.flat, joint.end()) if joint is not None else None
    if joint is not None and verb is None and scene.says("instead") is not None:
        verb = re.compile(r"\W*(?:and|und|et|y|e)?\W*").match(scene.flat, joint.end())
    if joint is None or verb is None or re.search(r"\w{4,}", scene.flat[joint.end() : verb.start()]):
        return None
    old = trimmed(scene, match.end(), joint.start())
    new = trimmed(scene, verb.end(), sentence_end(scene, verb.end()))
    return Swap(new, old) if old and new else None


_NO_USE = re.compile(
    r"\W*(?:please |bitte )?(?:no more|not|no|without|forget|kein\w*|nicht|pas de|sin|sem)\s+(?P<old>[\w .-]{2,40}?)\s*(?:,|;|-|–|\.| but| sondern| mais| sino)\s*(?:and |und |et |y |e )?"
    r"(?:use|take|try|go with|make it|do|nimm|nutze|prends|utilise|usa|toma|usar?)\s+(?P<new>[^,;]+?)\W*$"
)


def no_use(scene: Scene) -> Swap | None:
    """“no OLD, use NEW”."""
    match = _NO_USE.match(scene.flat)
    return Swap(match.span("new"), match.span("old")) if match is not None else None


_NOT_OLD = re.compile(
    r"\W*(?:no,? )?(?:please |bitte |but |aber )?(?:not|no|nicht|kein\w*|pas(?: de)?|nao|non)\s+(?:via |on |in |to |with |by |per |auf |sur |en |por |em |the |the )*(?P<old>[\w.-]+(?: [\w.-]+)?)\s*"
    r"(?:,|;|-|–|\.|:)?\s*(?:(?:but|sondern|mais|sino|mas)\s+)?(?!just |only |nur )(?:via |on |in |to |with |by |per |auf |sur |en |por |em |the )*(?P<new>[\w.-]+(?: [\w.-]+)?)"
    r"(?:,? (?:please|bitte|pls|instead|s'il (?:te|vous) plait|por favor))?\W*$"
)


def not_old(scene: Scene) -> Swap | None:
    """“not OLD, NEW please”: two names of services, or two values, and nothing else."""
    match = _NOT_OLD.match(scene.flat)
    return Swap(match.span("new"), match.span("old")) if match is not None else None


_NO_OLD_JUST = re.compile(
    r"\W*(?:please |bitte |no, )?(?:no|kein\w*|pas de|sin|sem|nao|kein) (?P<old>[\w.-]+(?: [\w.-]+)?)(?: at all| any ?more| please| mehr| bitte)?\s*[,;.-]\s*"
    r"(?:(?:just|only|but|rather|instead|nur|lieber|sondern|mais|seulement|solo|mejor|so|apenas) )?(?:(?:send|write|use|via|by|per|als|par|por) (?:me |us |it )?)?(?P<new>(?:an? |eine? |une? |una? |uma? )?[^,;.]*\w.*?)\W*$"
)


def no_old_just(scene: Scene) -> Swap | None:
    """“no OLD at all, just NEW”: where the new one is a service that is not there yet."""
    match = _NO_OLD_JUST.match(scene.flat)
    if match is None:
        return None
    start, end = match.span("new")
    hits = [hit for hit in scene.u.services if start <= hit.mention.start < end]
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    if not hits or any({each.service for each in hit.mention.candidates} & present for hit in hits):
        return None
    return Swap((start, end), match.span("old"))


_RATHER_THAN = re.compile(
    r"(?:rather|better|preferably|lieber|besser|eher|plutot|mejor|melhor)\s+(?P<new>[^,;]{2,60}?),?\s+(?:than|als|que|do que|anstatt)\s+(?P<old>[^,;]{2,40}?)\W*$"
)


def rather_than(scene: Scene) -> Swap | None:
    """“lieber NEW als OLD”."""
    match = _RATHER_THAN.search(scene.flat)
    return Swap(match.span("new"), match.span("old")) if match is not None else None


_OUT_IN = re.compile(
    r"\W*(?P<old>[\w .-]{2,40}?)\s+(?:out|raus|weg|dehors|fuera|fora)\s*[,;-]?\s*(?:and |und |et |y |e )?(?P<new>[\w .-]{2,40}?)\s+(?:in|rein|her|dedans|dentro)\W*$"
)


def out_and_in(scene: Scene) -> Swap | None:
    """“OLD out, NEW in”."""
    match = _OUT_IN.match(scene.flat)
    return Swap(match.span("new"), match.span("old")) if match is not None else None


def is_enough(scene: Scene) -> Swap | None:
    """“drop OLD, NEW is enough”."""
    match = scene.says("remove")
    enough = scene.says("enough")
    if match is None or enough is None or enough.start() < match.end():
        return None
    comma = re.compile(r"[,;.]").search(scene.flat, match.end(), enough.start())
    if comma is None:
        return None
    old = trimmed(scene, match.end(), comma.start())
    new = trimmed(scene, comma.end(), enough.start())
    return Swap(new, old) if old and new else None


_JUST = re.compile(r"(?<!\w)(?:just|only|nur|seulement|solo|so|apenas)\s+(?:the |use |keep )*$")


def not_one(scene: Scene) -> Swap | None:
    """“we use NEW now, not OLD”: two services, and a "not" before one of them."""
    hits = [hit.mention for hit in scene.u.services if not hit.is_generic]
    if len(hits) == 1:
        # "by email, not on Telegram": what is only told by its kind takes the place of a service that is named.
        hits = [hit.mention for hit in scene.u.services]
    if len(hits) != 2:
        return None
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    for old, new in ((hits[1], hits[0]), (hits[0], hits[1])):
        if _JUST.search(scene.flat[: new.start]) and {each.service for each in new.candidates} & present:
            # "no PagerDuty, just Slack": what is there already takes nobody's place.
            continue
        if re.search(
            r"(?<!\w)(?:not|no longer|nicht(?: mehr)?|pas|no|nao|kein)\s+(?:(?:to|in|on|via|with|by|through|over|an|auf|uber|per|mit|a|en|par|sur|por|em)\s+)?$",
            scene.flat[: old.start],
        ):
            return Swap((new.start, new.end), (old.start, old.end))
    return None


_DENIED = re.compile(
    r"(?<!\w)(?:not|no longer|never|nicht(?: mehr)?|pas|plus|no|nao|kein\w*)\s+(?:with |to |by |on |mit |an |a |con |com )?$"
)


def not_literal(scene: Scene) -> Swap | None:
    """“compare with "gold" and not "silver"”: two values of one kind, and a "not" before one of them."""
    held = [token for token in scene.u.tokens if token.is_literal or token.kind in {Kind.NUMBER, Kind.MONEY}]
    if len(held) != 2 or held[0].kind is not held[1].kind:
        return None
    for old, new in ((held[1], held[0]), (held[0], held[1])):
        if _DENIED.search(scene.flat[: old.start]):
            return Swap((new.start, new.end), (old.start, old.end))
    return None


_ELSEWHERE = re.compile(
    r"(?:,|;|(?<!\w)(?:and|but|und|et|y|e))\s*(?:not|no longer|nicht(?: mehr)?|pas|plus|no|ya no|nao|kein\w*)\s+"
    r"(?:to|in|on|via|with|by|from|at|an|auf|uber|im|ins|dans|sur|en|a|em|no|na|the|der|die|das|den|dem|el|la|le|o)\s"
)


def not_there(scene: Scene) -> Swap | None:
    """“orders live in NEW now, not in the sheet”: what gives way is told by what it is."""
    hits = [hit.mention for hit in scene.u.services if not hit.is_generic]
    match = _ELSEWHERE.search(scene.flat)
    if match is None or not hits or hits[0].start > match.start():
        return None
    old = trimmed(scene, match.end(), sentence_end(scene, match.end()))
    named = [hit for hit in hits if hit.start < match.start()]
    if old is None or len(named) != 1 or not nodes_meant(scene, old):
        return None
    return Swap((named[0].start, named[0].end), old)
