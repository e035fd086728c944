"""Bots that look something up and answer: “Slack bot: when mentioned it should look up tickets in Jira and reply”.

What they are is said in one form: “Slack bot that answers questions about tickets in Jira”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.plain.verbs import base_of
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.composer.reading.start_bots import BOTS
from nodepilot.kit.patterns import Pattern
from nodepilot.knowledge.services import Services

_LOOKING = frozenset("look search find check query fetch get read consult browse retrieve pull".split())
_ANSWERING = frozenset("answer reply respond".split())
_BEFORE_ANSWERS = frozenset("and to then , it bot that which should must can will & agent ai".split())
_KEEPING = ("add", "create", "update", "upload", "copy", "delete", "forward", "upsert", "post", "invite")
_SPOKEN_TO = re.compile(
    r"\b(?:mention|tag|ask|question|message|write|dm)(?:s|ed|es)?\b|\b(?:bot|chatbot|assistant)\b",
    re.IGNORECASE,
)
_TOPIC = Pattern(
    r"\bask(?:s|ed|ing)?(?: (?:me|us|it|the bot))? (?:about|for) (?P<topic>[^,.;:]+?)(?=,| and (?:it|the)\b|$)",
    re.IGNORECASE,
)
_HOW = re.compile(r"\b(?:in|with|on|via|by|using|briefly|there)\b", re.IGNORECASE)
_UNTOLD = frozenset("it them something answer answers information info data matching right that".split())
_SMALL = frozenset("it up into the a an our my in from on inside through within at for".split())


def bot_lookups(u: Utterance, services: Services) -> Iterator[Rewording]:
    """The request told as what the bot answers questions about; nothing where no bot looks anything up."""
    if u.language != "en" or u.schedule is not None:
        return
    messenger = next((hit for hit in u.services if hit.key in BOTS and not hit.is_generic), None)
    if messenger is None or not services.get(messenger.key).action_types:
        return
    made = _told(u, services, messenger)
    if made is not None:
        yield made


def _told(u: Utterance, services: Services, messenger: ServiceHit) -> Rewording | None:
    is_bot = any(u.has(i, "nouns", "chatbot", "bot") for i in range(len(u.tokens)))
    if not is_bot or _SPOKEN_TO.search(u.text) is None:
        return None
    found = _looked_up(u, services, messenger) or _answered_from(u, services, messenger)
    if found is None:
        return None
    looking, place, answering = found
    known = {messenger.key, place.key, "agent"}
    if any(h.key not in known and not (h.is_generic or _is_model(services, h)) for h in u.services):
        return None
    if any(_keeps(u, i) for i in range(place.last, len(u.tokens)) if i != answering):
        return None
    end = place.last
    while (later := _verb(u, max(answering + 1, end), _ANSWERING)) is not None:
        answering = later
    name = u.span(messenger.first, messenger.last)
    bot = "" if u.tokens[messenger.last - 1].norm == "bot" else " bot"
    made: list[Piece] = [name, f"{bot} that answers questions about ", *_thing(u, looking, place)]
    model = next((hit for hit in u.services if "language_model" in (hit.mention.need or "")), None)
    model = model or next((h for h in u.services if _is_model(services, h)), None)
    if model is not None:
        made += [" with ", u.span(model.first, model.last)]
    tail = (u.tokens[answering].end if answering > looking else len(u.text), len(u.text))
    if (how := _HOW.search(u.text, *tail)) is not None:
        made += [" and ", ("replies ", u.span(answering, answering + 1)), (how.start(), tail[1])]
    return replace(joined(u.text, made), around=((0, u.tokens[answering].end),))


def _looked_up(u: Utterance, services: Services, messenger: ServiceHit) -> tuple[int, ServiceHit, int] | None:
    """The verb that looks something up, where, and the first verb behind that answers."""
    looking = _verb(u, 0, _LOOKING)
    while looking is not None:
        place = _looked_in(u, services, looking, messenger)
        answering = None if place is None else _verb(u, place.last, _ANSWERING)
        if place is not None and answering is not None:
            return looking, place, answering
        looking = _verb(u, looking + 1, _LOOKING)
    return None


def _answered_from(
    u: Utterance, services: Services, messenger: ServiceHit
) -> tuple[int, ServiceHit, int] | None:
    """“when it gets a message it should answer from our SharePoint files”: the same in one verb."""
    answering = _verb(u, 0, _ANSWERING)
    told = any(u.has(i, "words", "when", "if") for i in range(answering or 0))
    if (
        answering is None
        or not told
        or u.words(answering + 1, answering + 2).lower() not in {"from", "using"}
    ):
        return None
    place = _looked_in(u, services, answering + 1, messenger)
    return (answering + 1, place, answering) if place is not None else None


def _keeps(u: Utterance, index: int) -> bool:
    """An order to write something somewhere: more than an answer is wanted."""
    return u.tokens[index - 1].norm in _BEFORE_ANSWERS and u.has(index, "verbs", *_KEEPING) > 0


def _is_model(services: Services, hit: ServiceHit) -> bool:
    service = services.get(hit.key)
    return "ai_languageModel" in service.roles and not (
        service.trigger_types or "ai_vectorStore" in service.roles
    )


def _verb(u: Utterance, first: int, verbs: frozenset[str]) -> int | None:
    """The first token from there on that is a form of one of the verbs."""
    for index in range(first, len(u.tokens)):
        if u.service_at(index) is None and _is_form(u, index, verbs):
            return index
    return None


def _is_form(u: Utterance, index: int, verbs: frozenset[str]) -> bool:
    norm = u.tokens[index].norm
    if not (norm in verbs or (base_of(norm) or "") in verbs):
        return False
    # "the matching answer": no verb.
    return verbs is not _ANSWERING or index == 0 or u.tokens[index - 1].norm in _BEFORE_ANSWERS


def _looked_in(u: Utterance, services: Services, looking: int, messenger: ServiceHit) -> ServiceHit | None:
    """The service behind the verb, before anything else is done."""
    end = next(
        (
            i
            for i in range(looking + 1, len(u.tokens))
            if u.tokens[i].norm in {",", ".", ";", "then"} or _is_form(u, i, _ANSWERING)
        ),
        len(u.tokens),
    )
    for hit in u.services:
        if (
            looking < hit.first < end
            and hit.key not in {messenger.key, "agent"}
            and services.get(hit.key).action_types
        ):
            return None if _is_model(services, hit) else hit
    return None


def _thing(u: Utterance, looking: int, place: ServiceHit) -> list[Piece]:
    """What is looked up, and where; what somebody asks about where the verb has only “it”."""
    first = next((i for i in range(looking + 1, place.first) if u.tokens[i].norm != "up"), place.first)
    last = place.last
    while last < len(u.tokens) and u.has(last, "nouns") and u.tokens[last].norm not in _ANSWERING:
        last += 1
    said = {u.tokens[i].norm for i in range(first, place.first)}
    if said - _SMALL - _UNTOLD and not said & _UNTOLD:
        return [u.span(first, last)]
    start = place.first
    while start > first and u.tokens[start - 1].norm in {"our", "my", "the"}:
        start -= 1
    topic = _TOPIC.search(u.text)
    if topic is None:
        return [u.span(start, last)]
    return [topic.span("topic"), " in ", u.span(start, last)]
