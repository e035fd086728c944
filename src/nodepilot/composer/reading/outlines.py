"""Headings: a purpose and the tools for it, but no sentence, as in "Quote requests with Tally, Airtable and Slack".

Each service gets the clause that is usual for its kind (`data/outlines.json`): what starts, what a model does, what is kept
where and who is told. Whether the sentence that comes out is read more surely than the request is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.composer.reading.role_words import AI_ALWAYS, MESSAGING
from nodepilot.kit.packaged import packaged_json
from nodepilot.knowledge.model import Service
from nodepilot.knowledge.services import Services
from nodepilot.sentences import say

LONGEST = 30
"""Tokens; whoever writes more says sentences."""
_SENTENCE_WORDS = ("when", "if", "unless", "then", "otherwise", "every", "until", "after", "before")
_SENTENCE_SIGNS = frozenset({".", "?", "!", ";", ":", "->", "→"})
_LISTED = frozenset({",", "&", "+", "/"})
_OURSELVES = "n8n"
"""Named as what the workflow is for, not as one of its tools."""
_MODEL = "ai_languageModel"


def outlines(u: Utterance, services: Services) -> Iterator[Rewording]:
    """The sentence behind a heading; nothing where sentences are said already."""
    if u.language != "en" or not 2 < len(u.tokens) <= LONGEST or _says_sentences(u):
        return
    named = [hit for hit in u.services if not hit.is_generic or _is_listed(u, hit) or _is_told(u, hit)]
    named = [hit for hit in named if hit.key != _OURSELVES]
    tools = [(hit, services.get(hit.key)) for hit in _once(named)]
    models = [hit for hit, service in tools if _MODEL in service.roles]
    doing = [(hit, service) for hit, service in tools if _MODEL not in service.roles]
    start = _start(u, doing)
    if start is None and u.schedule is None and len(doing) < 2:
        return
    rest = [
        *_ai(u, models),
        *(part for hit, service in doing if hit is not start for part in _clause(u, hit, service)),
    ]
    if rest:
        wording = joined(u.text, _without_comma([*_beginning(u, start), *rest]))
        guess = say("You named tools, not what each does. I took it as: “{wording}”.", wording=wording.text)
        yield replace(wording, assumed=(guess,))


def _without_comma(pieces: Sequence[Piece]) -> list[Piece]:
    """Nothing stands before the first clause where nothing starts it."""
    first, *rest = pieces
    return [first.removeprefix(", ") if isinstance(first, str) else first, *rest]


def _says_sentences(u: Utterance) -> bool:
    """Whether something is told: an order, a word that makes clauses, or more than one sentence."""
    said = [i for i in range(len(u.tokens)) if not u.is_scheduled(i)]
    if any(u.has(i, "words", *_SENTENCE_WORDS) for i in said):
        return True
    if any(token.text in _SENTENCE_SIGNS for token in u.tokens[:-1]):
        return True
    if any(
        u.has(i, "words", "and")
        and u.has(i + 1, "verbs")
        and u.has(i + 2, "words", "object_pronoun", "me", "det", "adv")
        for i in said
    ):
        # "sum up … and send it to me"
        return True
    first = next((i for i in said if not u.has(i, "words", "adv")), 0)
    orders = {sense.concept for sense in u.concepts(first, "verbs")}
    return bool(orders) and not orders & AI_ALWAYS and u.tokens[first].norm not in _data()["goals"]


def _is_listed(u: Utterance, hit: ServiceHit) -> bool:
    """“With email”, “Slack & email”."""
    before = hit.first - 1
    return before >= 0 and (
        u.has(before, "words", "with", "via", "and", "to") > 0 or u.tokens[before].text in _LISTED
    )


def _once(hits: Sequence[ServiceHit]) -> list[ServiceHit]:
    return list({hit.key: hit for hit in reversed(hits)}.values())[::-1]


def _start(u: Utterance, tools: Sequence[tuple[ServiceHit, Service]]) -> ServiceHit | None:
    """What the data comes from: what can do nothing else, what is said to be, or the first that is not told something."""
    able = [(hit, service) for hit, service in tools if not _is_told(u, hit)]
    for hit, service in able:
        if not service.action_types or not service.needs.isdisjoint(_data()["sources"]):
            return hit
    for hit, _ in able:
        if u.has(hit.first - 1, "words", "from") or u.has(hit.last, "words", "to"):
            return hit
    if u.schedule is not None:
        return None
    waiting = [(hit, service) for hit, service in able if service.trigger_types]
    quiet = [hit for hit, service in (*waiting, *able) if not service.needs & MESSAGING]
    return next(iter((*quiet, *(hit for hit, _ in (*waiting, *able) if len(tools) > 1))), None)


def _is_told(u: Utterance, hit: ServiceHit) -> bool:
    """“Slack alerts”, “Gmail replies”, “to Telegram”."""
    return u.has(hit.first - 1, "words", "to") > 0 or any(
        index < len(u.tokens) and u.tokens[index].norm in _data()["told"]
        for index in (hit.last, hit.last + 1)
    )


def _beginning(u: Utterance, start: ServiceHit | None) -> Iterator[Piece]:
    if u.schedule is not None:
        first, last = min(u.schedule.taken), max(u.schedule.taken) + 1
        yield u.span(first, last)
        if start is not None:
            yield ", get everything from "
            yield u.span(start.first, start.last)
    elif start is not None:
        yield "When there is something new in "
        yield u.span(start.first, start.last)


def _ai(u: Utterance, models: Sequence[ServiceHit]) -> Iterator[Piece]:
    """What a model does: what is named, else a text where one is written, else it looks at the data."""
    places = range(len(u.tokens))
    told = [i for i in places if not u.has(i, "nouns")]
    verbs = [each.concept for i in told for each in u.concepts(i, "verbs") if each.concept in AI_ALWAYS]
    if not verbs and not models and not any(u.has(i, "words", "ai") for i in places):
        return
    nouns = (verb for i in places for verb, said in _data()["tasks"].items() if u.tokens[i].norm in said)
    verb = next(iter((*verbs, *nouns)), None)
    writes = any(u.tokens[i].norm in _data()["writing"] for i in places)
    task = f"{verb} it" if verb else "write a text about it" if writes else "analyze it"
    yield f", {task} with "
    if models:
        yield u.span(models[0].first, models[0].last)
    else:
        yield "AI"


def _clause(u: Utterance, hit: ServiceHit, service: Service) -> Iterator[Piece]:
    clauses: dict[str, str] = _data()["clauses"]
    text = next((clauses[need] for need in clauses if need in service.needs), _data()["else"])
    before, after = text.split("{service}")
    yield f", {before}"
    yield u.span(hit.first, hit.last)
    yield after


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged_json("composer", "data", "outlines.json")
    return data
