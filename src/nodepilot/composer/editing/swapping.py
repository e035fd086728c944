"""Two things set against each other: "Teams instead of Slack", "replace X with Y", "from 500 to 1000"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind

_TRIM = " \t\n.,;:!?"


@dataclass(frozen=True, slots=True)
class Swap:
    """`old` gives way to `new`; spans in the instruction. `old` None: it is only said what shall be now."""

    new: Span
    old: Span | None = None


def find_swap(scene: Scene) -> Swap | None:
    """What shall take whose place."""
    readers = (
        _not_but,
        _drop_and_use,
        _is_enough,
        _no_use,
        _out_and_in,
        _replace_with,
        _instead_of,
        _from_to,
        _moved_away,
        _use_for,
        _gone,
        _instead,
        _not,
        _not_literal,
        _not_there,
    )
    return next((swap for reader in readers if (swap := reader(scene)) is not None), None)


def _not_but(scene: Scene) -> Swap | None:
    """“don't use OLD any more but NEW”, “stop mailing the boss, use NEW”."""
    match = scene.says("stop_doing")
    if match is None or re.search(r"\w", cue("polite").sub("", scene.flat[: match.start()])):
        return None
    for link in cue("but_use").finditer(scene.flat, match.end()):
        old, new = (
            _trimmed(scene, match.end(), link.start()),
            _trimmed(scene, link.end(), _sentence_end(scene, link.end())),
        )
        if old and new and any(new[0] <= hit.mention.start < new[1] for hit in scene.u.services):
            return Swap(new, old)
    return None


def _drop_and_use(scene: Scene) -> Swap | None:
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
    old = _trimmed(scene, match.end(), joint.start())
    new = _trimmed(scene, verb.end(), _sentence_end(scene, verb.end()))
    return Swap(new, old) if old and new else None


_NO_USE = re.compile(
    r"\W*(?:please |bitte )?(?:no more|not|no|without|forget|kein\w*|nicht|pas de|sin|sem)\s+(?P<old>[\w .-]{2,40}?)\s*(?:,|;|-|–|\.| but| sondern| mais| sino)\s*(?:and |und |et |y |e )?"
    r"(?:use|take|try|go with|make it|do|nimm|nutze|prends|utilise|usa|toma|usar?)\s+(?P<new>[^,;]+?)\W*$"
)


def _no_use(scene: Scene) -> Swap | None:
    """“no OLD, use NEW”."""
    match = _NO_USE.match(scene.flat)
    return Swap(match.span("new"), match.span("old")) if match is not None else None


_OUT_IN = re.compile(
    r"\W*(?P<old>[\w .-]{2,40}?)\s+(?:out|raus|weg|dehors|fuera|fora)\s*[,;-]?\s*(?:and |und |et |y |e )?(?P<new>[\w .-]{2,40}?)\s+(?:in|rein|her|dedans|dentro)\W*$"
)


def _out_and_in(scene: Scene) -> Swap | None:
    """“OLD out, NEW in”."""
    match = _OUT_IN.match(scene.flat)
    return Swap(match.span("new"), match.span("old")) if match is not None else None


def _is_enough(scene: Scene) -> Swap | None:
    """“drop OLD, NEW is enough”."""
    match = scene.says("remove")
    enough = scene.says("enough")
    if match is None or enough is None or enough.start() < match.end():
        return None
    comma = re.compile(r"[,;.]").search(scene.flat, match.end(), enough.start())
    if comma is None:
        return None
    old = _trimmed(scene, match.end(), comma.start())
    new = _trimmed(scene, comma.end(), enough.start())
    return Swap(new, old) if old and new else None


def _replace_with(scene: Scene) -> Swap | None:
    """“replace OLD with NEW”."""
    match = scene.says("replace")
    if match is None:
        return None
    rest = scene.flat[match.end() :]
    for link in cue("replace_with").finditer(rest):
        old = _trimmed(scene, match.end(), match.end() + link.start())
        new = _trimmed(scene, match.end() + link.end(), _sentence_end(scene, match.end() + link.end()))
        if old and new:
            return Swap(new, old)
    return None


def _instead_of(scene: Scene) -> Swap | None:
    """“NEW instead of OLD”, and “instead of OLD use NEW”."""
    match = scene.says("instead_of")
    if match is None or match.group() == "not":
        return None
    end = _sentence_end(scene, match.end())
    comma = scene.flat.find(",", match.end(), end)
    if not re.search(r"\w", cue("polite").sub("", scene.flat[: match.start()])):
        verb = re.search(
            r"(?<!\w)(?:use|take|send|post|make|do|put|save|write|run|start|nimm|lass|starte|nutze|sende|schicke?|utilise|usa|envia|manda)(?!\w)",
            scene.flat[match.end() : end],
        )
        if verb is not None and (comma < 0 or match.end() + verb.start() < comma):
            comma = match.end() + verb.start() - 1
    if not re.search(r"\w", cue("polite").sub("", scene.flat[: match.start()])):
        if comma < 0:
            return _first_and_second(scene, match.end(), end)
        old, new = _trimmed(scene, match.end(), comma), _trimmed(scene, comma + 1, end)
    else:
        old = _trimmed(scene, match.end(), comma if comma >= 0 else end)
        new = _trimmed(scene, _sentence_start(scene, match.start()), match.start())
    return Swap(new, old) if old and new else None


def _first_and_second(scene: Scene, start: int, end: int) -> Swap | None:
    """“statt Slack bitte Teams nehmen”: the service named first gives way to the one named next."""
    hits = [hit.mention for hit in scene.u.services if start <= hit.mention.start < end]
    if len(hits) != 2:
        return None
    return Swap((hits[1].start, hits[1].end), (hits[0].start, hits[0].end))


def _use_for(scene: Scene) -> Swap | None:
    """“use NEW for the OLD step”, “use NEW as the model”."""
    verb = scene.says("use_for")
    if verb is None:
        return None
    link = next(iter(cue("use_link").finditer(scene.flat, verb.end())), None)
    if link is None:
        return None
    new = _trimmed(scene, verb.end(), link.start())
    old = _trimmed(scene, link.end(), _sentence_end(scene, link.end()))
    return Swap(new, old) if new and old else None


def _from_to(scene: Scene) -> Swap | None:
    """“from OLD to NEW”, “change OLD to NEW”."""
    verb = scene.says("from_to")
    if verb is None:
        return None
    rest_start = verb.end()
    source = next(iter(cue("from").finditer(scene.flat, rest_start)), None)
    if source is not None:
        target = next(iter(cue("to").finditer(scene.flat, source.end())), None)
        if target is not None:
            old = _trimmed(scene, source.end(), target.start())
            new = _trimmed(scene, target.end(), _sentence_end(scene, target.end()))
            return Swap(new, old) if old and new else None
    target = next(iter(cue("to").finditer(scene.flat, rest_start)), None)
    if target is not None:
        old = _trimmed(scene, rest_start, target.start())
        new = _trimmed(scene, target.end(), _sentence_end(scene, target.end()))
        return Swap(new, old) if old and new else None
    return None


def _moved_away(scene: Scene) -> Swap | None:
    """“we moved away from OLD, post it in NEW”."""
    match = scene.says("moved_from")
    if match is None:
        return None
    comma = re.search(r"[,;.]|(?<!\w)(?:so|und|and|et|y|e)(?!\w)", scene.flat[match.end() :])
    if comma is None:
        return None
    old = _trimmed(scene, match.end(), match.end() + comma.start())
    new = _trimmed(scene, match.end() + comma.end(), len(scene.text))
    return Swap(new, old) if old and new else None


def _instead(scene: Scene) -> Swap | None:
    """“use NEW instead”."""
    match = scene.says("instead")
    if match is None:
        return None
    new = _trimmed(scene, _sentence_start(scene, match.start()), match.start())
    return Swap(new) if new else None


def _not(scene: Scene) -> Swap | None:
    """“we use NEW now, not OLD”: two services, and a "not" before one of them."""
    hits = [hit.mention for hit in scene.u.services if not hit.is_generic]
    if len(hits) != 2:
        return None
    for old, new in ((hits[1], hits[0]), (hits[0], hits[1])):
        if re.search(
            r"(?<!\w)(?:not|no longer|nicht(?: mehr)?|pas|no|nao|kein)\s+(?:(?:to|in|on|via|with|an|auf|uber|a|en|por|em)\s+)?$",
            scene.flat[: old.start],
        ):
            return Swap((new.start, new.end), (old.start, old.end))
    return None


_DENIED = re.compile(
    r"(?<!\w)(?:not|no longer|never|nicht(?: mehr)?|pas|plus|no|nao|kein\w*)\s+(?:with |to |by |on |mit |an |a |con |com )?$"
)


def _not_literal(scene: Scene) -> Swap | None:
    """“compare with "gold" and not "silver"”: two values of one kind, and a "not" before one of them."""
    held = [token for token in scene.u.tokens if token.is_literal or token.kind in {Kind.NUMBER, Kind.MONEY}]
    if len(held) != 2 or held[0].kind is not held[1].kind:
        return None
    for old, new in ((held[1], held[0]), (held[0], held[1])):
        if _DENIED.search(scene.flat[: old.start]):
            return Swap((new.start, new.end), (old.start, old.end))
    return None


def _gone(scene: Scene) -> Swap | None:
    """“store it in NEW, OLD is gone”: two services, and of one of them it is told that it is no more."""
    hits = [hit.mention for hit in scene.u.services if not hit.is_generic]
    if len(hits) == 1 and scene.says("instead") is not None:
        hits = [hit.mention for hit in scene.u.services]
    if len(hits) != 2:
        return None
    for old, new in ((hits[1], hits[0]), (hits[0], hits[1])):
        behind, before = scene.flat[old.end :].lstrip(), scene.flat[: old.start].rstrip()
        if cue("is_gone").match(behind) or any(
            match.end() == len(before) for match in cue("gone_is").finditer(before)
        ):
            return Swap((new.start, new.end), (old.start, old.end))
    return None


_ELSEWHERE = re.compile(
    r"(?:,|;|(?<!\w)(?:and|but|und|et|y|e))\s*(?:not|no longer|nicht(?: mehr)?|pas|plus|no|ya no|nao|kein\w*)\s+"
    r"(?:to|in|on|via|with|by|from|at|an|auf|uber|im|ins|dans|sur|en|a|em|no|na|the|der|die|das|den|dem|el|la|le|o)\s"
)


def _not_there(scene: Scene) -> Swap | None:
    """“orders live in NEW now, not in the sheet”: what gives way is told by what it is."""
    hits = [hit.mention for hit in scene.u.services if not hit.is_generic]
    match = _ELSEWHERE.search(scene.flat)
    if match is None or not hits or hits[0].start > match.start():
        return None
    old = _trimmed(scene, match.end(), _sentence_end(scene, match.end()))
    named = [hit for hit in hits if hit.start < match.start()]
    if old is None or len(named) != 1 or not nodes_meant(scene, old):
        return None
    return Swap((named[0].start, named[0].end), old)


def _sentence_end(scene: Scene, start: int) -> int:
    match = re.compile(r"[;!?]|\.(?:\s|$)|\n").search(scene.flat, start)
    return match.start() if match is not None else len(scene.text)


def _sentence_start(scene: Scene, end: int) -> int:
    places = [match.end() for match in re.finditer(r"[;!?]\s|\.\s|\n", scene.flat[:end])]
    return places[-1] if places else 0


def _trimmed(scene: Scene, start: int, end: int) -> Span | None:
    part = scene.flat[start:end]
    left = len(part) - len(part.lstrip(_TRIM))
    part = part.strip(_TRIM)
    if not part:
        return None
    for pattern in ("instead", "now", "polite"):
        while (match := re.search(cue(pattern).pattern + r"\W*$", part)) is not None and match.start() > 0:
            part = part[: match.start()].rstrip(_TRIM)
    return (start + left, start + left + len(part)) if part else None
