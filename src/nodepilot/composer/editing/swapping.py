"""Two things set against each other: "Teams instead of Slack", "replace X with Y", "from 500 to 1000"."""

from __future__ import annotations

import re

from nodepilot.composer.editing import swaps_denied as denied
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swaps import Swap, sentence_end, sentence_start, trimmed


def find_swap(scene: Scene) -> Swap | None:
    """What shall take whose place."""
    readers = (
        denied.not_but,
        denied.drop_and_use,
        denied.is_enough,
        denied.no_use,
        denied.not_old,
        denied.no_old_just,
        denied.rather_than,
        denied.out_and_in,
        _replace_with,
        _instead_of,
        _from_to,
        _moved_away,
        _use_for,
        _gone,
        _instead,
        denied.not_one,
        denied.not_literal,
        denied.not_there,
    )
    return next((swap for reader in readers if (swap := reader(scene)) is not None), None)


def _replace_with(scene: Scene) -> Swap | None:
    """“replace OLD with NEW”."""
    match = scene.says("replace")
    if match is None:
        return None
    rest = scene.flat[match.end() :]
    for link in cue("replace_with").finditer(rest):
        old = trimmed(scene, match.end(), match.end() + link.start())
        new = trimmed(scene, match.end() + link.end(), sentence_end(scene, match.end() + link.end()))
        if old and new:
            return Swap(new, old)
    return None


def _instead_of(scene: Scene) -> Swap | None:
    """“NEW instead of OLD”, and “instead of OLD use NEW”."""
    match = scene.says("instead_of")
    if match is None or match.group() == "not":
        return None
    end = sentence_end(scene, match.end())
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
        old, new = trimmed(scene, match.end(), comma), trimmed(scene, comma + 1, end)
    else:
        old = trimmed(scene, match.end(), comma if comma >= 0 else end)
        new = trimmed(scene, sentence_start(scene, match.start()), match.start())
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
    new = trimmed(scene, verb.end(), link.start())
    old = trimmed(scene, link.end(), sentence_end(scene, link.end()))
    if new and old and _POINTING.fullmatch(scene.flat[slice(*old)]):
        # "use NEW for this": whatever it is that NEW can do.
        return Swap(new)
    return Swap(new, old) if new and old else None


_POINTING = re.compile(
    r"(?:all (?:of )?)?(?:this|that|it|them|these|those|everything|das|dies|alles|ca|cela|tout|eso|esto|todo|isso|isto|tudo)"
)


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
            old = trimmed(scene, source.end(), target.start())
            new = trimmed(scene, target.end(), sentence_end(scene, target.end()))
            return Swap(new, old) if old and new else None
    target = next(iter(cue("to").finditer(scene.flat, rest_start)), None)
    if target is not None:
        old = trimmed(scene, rest_start, target.start())
        new = trimmed(scene, target.end(), sentence_end(scene, target.end()))
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
    old = trimmed(scene, match.end(), match.end() + comma.start())
    new = trimmed(scene, match.end() + comma.end(), len(scene.text))
    return Swap(new, old) if old and new else None


def _instead(scene: Scene) -> Swap | None:
    """“use NEW instead”."""
    match = scene.says("instead")
    if match is None:
        return None
    new = trimmed(scene, sentence_start(scene, match.start()), match.start())
    end = sentence_end(scene, match.end())
    hits = [hit.mention for hit in scene.u.services]
    if hits and all(match.end() <= hit.start < end for hit in hits):
        # "speichere es stattdessen in NEW"
        new = trimmed(scene, match.end(), end)
    return Swap(new) if new else None


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
