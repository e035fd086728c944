"""Sentences that say how things stand, before the wish: “Our shop runs on WooCommerce. Tell us about its orders.”"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, in_sentences, put_together
from nodepilot.kit.patterns import Pattern

_HAPPENS = Pattern(
    r"(?P<thing>(?!(?:i|we) (?:want|need|would)\b)[^,;:]{2,70}?) (?:(?:that|which|who) )?(?:come(?:s)?(?: in| into| to| through)?|arrives?|lands?|(?:is|are|gets?|get) (?:posted|sent|submitted|uploaded|delivered|forwarded|pushed|created|written)|posts?|sends?|uploads?|reach(?:es)?|leaves?|fills? (?:in|out)|signs? up|book(?:s)?|write(?:s)? (?:to|in)|subscribes?|registers?)\b[^;:]*",
    re.IGNORECASE | re.DOTALL,
)
_REMARK = Pattern(
    r"(?P<event>(?P<n>[^,;:]+?) (?:that|which|who) (?P<rel>[^,;:]+?)) (?:is|are|have|has) [^;:]*",
    re.IGNORECASE | re.DOTALL,
)
_HAVE = Pattern(
    r"(?:i|we|our (?:company|team|shop|store|business|club)|my (?:company|shop|store|business))(?: [a-z]+ly)? (?:use|uses|have|has|run|runs|sell|sells|work|works|take|takes|keep|keeps|manage|manages|get|gets|do|does|collect|collects|track|tracks|host|hosts|store|stores|organi[sz]e)\b(?P<what>[^;:]*?)(?P<place>(?:(?:an?|the|my|our) )?\ue000+(?: (?!with\b|for\b|of\b|that\b|which\b|and\b|to\b)[a-z]+){0,3})(?P<more>(?: (?:with|for|of|that|which|and|to)\b[^;:]*)?)",
    re.IGNORECASE | re.DOTALL,
)
_ITS = Pattern(
    r"\b(?:its|the|all its|our|new|any new|each new|every new|each|every) (?P<thing>(?:new )?[a-z-]+s?)\b",
    re.IGNORECASE,
)


_LIES = Pattern(
    r"(?P<thing>(?!(?:i|we|it|they|there)\b)[^,.;:]{2,40}?) (?:is|are|sit|sits|live|lives|lie|lies) in (?P<place>(?:an?|my|our|the) [^,.;:]*?\ue000+[^,.;:]*)\. +(?P<rest>(?:please )?(?P<verb>[a-z]+) .+)",
    re.IGNORECASE | re.DOTALL,
)


def lying_there(request: Words) -> Words | None:
    """“Customer reviews are in a Google Sheet. Have AI …”: they are read there first."""
    found = _LIES.fullmatch(request.masked)
    if found is None or not (is_order(found["verb"]) or found["verb"].lower() in {"have", "let", "please"}):
        return None
    thing = re.sub(r"^(?:the|my|our|all|all the|all my) ", "", found["thing"], flags=re.IGNORECASE)
    things = request[found.end("thing") - len(thing) : found.end("thing")].lowered()
    return put_together(
        "Get all", things, "from", request.group(found, "place"), ". ", request.group(found, "rest")
    )


def told_first(sentences: Sequence[Words]) -> Iterator[Words]:
    """The first sentence as what happens, or as the place of what is spoken of behind it."""
    if len(sentences) < 2:
        return
    first, rest = sentences[0], sentences[1:]
    opening = re.match(r"[a-z'-]+", first.masked, re.IGNORECASE)
    if opening is None or opening.group().lower() in {
        "when",
        "whenever",
        "if",
        "once",
        "every",
        "each",
        "for",
        "on",
        "at",
        "have",
        "let",
    }:
        return
    if (have := _HAVE.fullmatch(first.masked.strip(" .!?"))) is not None:
        yield from _placed(first.trimmed().group(have, "place"), rest)
        yield from _taken(first.trimmed(), have, rest)
    happens = _HAPPENS.fullmatch(first.masked.strip(" .!?"))
    if (remark := _REMARK.fullmatch(first.masked.strip(" .!?"))) is not None:
        thing, rel = first.trimmed().group(remark, "n"), first.trimmed().group(remark, "rel")
        yield in_sentences(
            (put_together("When", thing.lowered(), rel, ", ", rest[0].trimmed(" .").lowered()), *rest[1:])
        )
    elif happens is not None and not (is_order(opening.group()) and " " not in happens["thing"]):
        yield in_sentences(
            (
                put_together("When", first.trimmed(" .").lowered(), ", ", rest[0].trimmed(" .").lowered()),
                *rest[1:],
            )
        )


_THEM = Pattern(r"(?P<verb>[a-z]+) (?P<it>them|it|these)\b", re.IGNORECASE)


def _taken(first: Words, have: re.Match[str], rest: Sequence[Words]) -> Iterator[Words]:
    """“We keep our manuals in Dropbox. Put them into …”: take them from there."""
    what = first.group(have, "what").trimmed()
    if (
        re.search(r"(?:in|on|at)$", what.masked)
        and _THEM.match(rest[0].masked)
        and is_order(rest[0].masked.split()[0])
    ):
        taken = put_together(
            "get",
            what[: len(what.text) - 2].trimmed(),
            "from",
            first.group(have, "place"),
            "and",
            rest[0].lowered(),
        )
        yield in_sentences((taken, *rest[1:]))


def _placed(place: Words, rest: Sequence[Words]) -> Iterator[Words]:
    """The first thing behind, with its place."""
    found = _ITS.search(rest[0].masked)
    if found is None:
        return
    before, thing = rest[0][: found.start()], rest[0].group(found, "thing")
    behind = rest[0][found.end() :]
    if re.match("the|our", found.group(), re.IGNORECASE):
        yield in_sentences((put_together(before, "the", thing, "from", place, behind), *rest[1:]))
        return
    yield in_sentences(
        (put_together("When there is a new", thing, "in", place, ", ", before, "it", behind), *rest[1:])
    )
