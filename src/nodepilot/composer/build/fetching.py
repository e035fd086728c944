"""What an act changes is read first, where the act itself says where that is: "hash the email of each HubSpot contact"."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build import http
from nodepilot.composer.build.disk import handed_on_from, read_from_disk, read_path
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_changes import change_of
from nodepilot.composer.build.field_dates import is_about_dates
from nodepilot.composer.build.field_texts import says_text_change
from nodepilot.composer.build.files import format_of
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.reads import read, source_of
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.arguments import Argument, parse_arguments
from nodepilot.composer.reading.role_words import NO_APPS
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.composer.reading.wholes import WHOLE

_IMAGES = frozenset({"blur", "crop", "rotate", "resize", "watermark"})
_CHANGES = frozenset({"calculate", "split", "filter", "merge", "delete"})
"""Verbs that say what happens to fields, beside much else."""
_RESHAPES = _IMAGES | {"format", "shape", "rename", "convert", "zip", "unzip"}
"""What changes the thing where it is, so that every place named beside it is one to read from."""
_FORMATS = frozenset({"csv", "json", "xml", "excel", "html", "text", "pdf", "image", "file"})
_WRITTEN = frozenset({"markdown", "jpeg", "jpg", "png", "webp", "gif", "xlsx", "base64", "rows"})
_WHERE = ("of", "in", "from", "for", "every")
"""What stands between a thing and where it is."""
_FURTHEST = 5


def fetch_first(draft: Draft, flow: Flow, act: Act) -> Act:
    """Reads the place of what is given another form ("blur every photo in the bucket faces"); else the act as it is."""
    if act.ai:
        return act
    if (path := handed_on_from(draft, flow, act)) is not None:
        read_path(draft, flow, path, format_of(draft, act.first, act.last), act)
        return without_places(draft, act, path)
    if says_text_change(draft.utterance, act) and (act.source is not None or act.target is not None):
        # "turn all names in my sheet into uppercase": nothing is made there.
        return fetch(draft, flow, act)
    if (act.verb in _CHANGES or _drops_fields(draft, act)) and (hit := act.source or act.target) is not None:
        alone = without_places(draft, act, hit)
        return fetch(draft, flow, act) if change_of(draft.utterance, alone, Output("", open=True)) else act
    if (
        (act.verb in WHOLE | {"filter"} or _drops_fields(draft, act))
        and http.url_of(act) is not None
        and (flow.data is None or flow.data.empty)
    ):
        return fetch(draft, flow, act)
    if not (act.verb in _RESHAPES or is_about_dates(draft.utterance, act)):
        return act
    if act.verb in {"zip", "unzip", "convert"}:
        if _named(draft, act) is None and read_from_disk(draft, flow, replace(act, source=None, target=None)):
            return act
        if act.verb != "convert" or not _to_format(draft, act):
            return act
    places = [
        a
        for a in act.arguments
        if any(map(_is_place, a.services)) and (a.role != "to" or act.verb not in {"convert", *_IMAGES})
    ]
    if not places and (http.url_of(act) is None or act.verb in _IMAGES):
        return act
    return fetch(draft, flow, act)


def _drops_fields(draft: Draft, act: Act) -> bool:
    """“remove the columns a and b from my sheet and save the rest to …”: the sheet stays as it is."""
    u = draft.utterance
    said = act.argument("object")
    more = any(u.has(i, "verbs") for i in range(act.last, len(u.tokens)))
    return act.verb == "delete" and said is not None and "field" in said.nouns and more


def _to_format(draft: Draft, act: Act) -> bool:
    """“into an HTML table”, “to JPEG”: a form, no place."""
    wanted = act.argument("to", "as")
    if wanted is None or any(hit.key not in NO_APPS for hit in wanted.services):
        return False
    u = draft.utterance
    return bool(
        _FORMATS & set(wanted.nouns)
        or any(u.tokens[i].norm == "format" for i in range(wanted.first, wanted.last))
        or any(u.tokens[i].norm in _WRITTEN for i in range(wanted.first, wanted.last))
    )


def fetch(draft: Draft, flow: Flow, act: Act) -> Act:
    """Reads what the act names as its place, and gives the act without it."""
    if (flow.data is None or flow.data.empty) and act.source is not None and act.source.key == "rssFeedRead":
        read(draft, flow, replace(act, verb="get", target=None, condition=None), act.source.key)
        return without_places(draft, act, None)
    if (flow.data is None or flow.data.empty) and http.url_of(act) is not None:
        # "convert the JSON from https://… to XML": what it shall become says nothing of what comes.
        come = [a for a in act.arguments if act.verb != "convert" or a.role not in {"to", "as"}]
        http.call(draft, flow, replace(act, verb="get", target=None, source=None, arguments=come))
        return without_places(draft, act, None)
    hit = next((h for h in (act.source, act.target) if h is not None and _is_place(h)), None) or _named(
        draft, act
    )
    if hit is None:
        return act
    asked = _place(draft, act, hit)
    key = source_of(draft, flow, asked)
    if key is not None:
        read(draft, flow, asked, key)
    return without_places(draft, act, hit)


def _place(draft: Draft, act: Act, hit: ServiceHit) -> Act:
    """What is said of the place alone: “each HubSpot contact”, “every photo in S3 bucket faces”."""
    reading = replace(act, verb="get", source=hit, target=None, condition=None)
    argument = next((a for a in act.arguments if hit in a.services), None)
    if argument is None:
        return reading
    thing = act.argument("object")
    if argument.role in {"in", "from", "for"} and thing is not None and thing.first < argument.first:
        arguments = [argument] if act.verb not in _IMAGES | {"convert"} else [thing, argument]
        return replace(
            reading,
            arguments=arguments,
            first=arguments[0].first,
            last=argument.last,
            verb_at=arguments[0].first - 1,
        )
    cut = _cut(draft, argument, hit)
    first = cut.last if cut is not None and cut.last < argument.last else argument.first
    whole = parse_arguments(draft.utterance, Verbs(draft.utterance), first, argument.last)
    return replace(reading, arguments=whole, first=first, last=argument.last, verb_at=first - 1)


def _is_place(hit: ServiceHit) -> bool:
    """“The email” beside what is done to values is one of them."""
    return hit.key not in NO_APPS and not (hit.is_generic and hit.mention.need == "email")


def _named(draft: Draft, act: Act) -> ServiceHit | None:
    return next(
        (
            hit
            for argument in act.arguments
            for hit in argument.services
            if _is_place(hit) and draft.services.get(hit.key).action_types
        ),
        None,
    )


def without_places(draft: Draft, act: Act, place: ServiceHit | Token | None) -> Act:
    """The act without that place; None stands for every address in it."""
    kept = [
        cut
        for argument in act.arguments
        if (cut := _cut(draft, argument, place)) is not None and cut.first < cut.last
    ]
    if isinstance(place, Token):
        return replace(act, arguments=kept)
    return replace(act, arguments=kept, source=None, target=None)


def _cut(draft: Draft, argument: Argument, place: ServiceHit | Token | None) -> Argument | None:
    """The argument up to where the place begins; None where nothing is left."""
    u = draft.utterance
    gone = [t for t in argument.literals if t is place or (place is None and t.kind is Kind.URL)]
    literals = [t for t in argument.literals if t not in gone]
    if isinstance(place, ServiceHit) and place in argument.services:
        at, services = place.first, []
    elif gone:
        at, services = (
            next(i for i in range(argument.first, argument.last) if u.tokens[i] is gone[0]),
            argument.services,
        )
    else:
        return argument
    if argument.role in {"in", "from", "for"}:
        return None
    for index in range(at - 1, max(argument.first, at - _FURTHEST) - 1, -1):
        if u.has(index, "words", *_WHERE):
            first = index
            while first - 1 > argument.first and u.has(first - 1, "words", *_WHERE):
                first -= 1
            return replace(argument, last=first, services=services, literals=literals)
    return None if at == argument.first else replace(argument, services=services, literals=literals)
