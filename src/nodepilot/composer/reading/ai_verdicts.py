"""Verdicts that a language model gives: “let AI check if it is spam, if so delete it”, “only if GPT thinks it is urgent”.

They are read as sorting into what is asked and all else, with what is done for each (`data/ai_verdicts.json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_MODEL = "language_model"
_FURTHEST = 110
"""Letters of what a model is asked."""
_ARTICLE = Pattern(r"(?:\b(?:an|a|the|die|eine|der|la|una|una|une|uma)|l')\s*$", re.IGNORECASE)
_ENDS = Pattern(
    r"[,.;:?]|\s(?:-|–|->|→)\s|\s(?:and|und|y|et|e) (?=(?:only )?(?:if|when|in that case|falls|wenn|si|se)\b)",
    re.IGNORECASE,
)
_LIST_GOES_ON = Pattern(
    r",\s*(?:(?:an?|the|eine?|una?|une?|uma?)\s+)?[\w'-]+(?:\s[\w'-]+){0,3}?,?\s+(?:or|oder|o|u|ou)\s",
    re.IGNORECASE,
)
"""“…, a bug or a question”: more than one answer is offered."""
_OR_NOT = Pattern(r"\s+(?:or|oder|o|ou)\s+(?:not|nicht|no|non|não)\s*$", re.IGNORECASE)
_OR = Pattern(r"\s(?:or|oder|o|u|ou)\s", re.IGNORECASE)
_ASKING = Pattern(r"ask|frag|pregunt|pide|demand|pergunt|peça", re.IGNORECASE)
_IT = Pattern(r"(?:it|this|they|es|sie|ello|il|elle|ele|ela)\s+", re.IGNORECASE)
_NEGATED = Pattern(r"^(?:not|nicht|no|pas|não)\b", re.IGNORECASE)
_NAMES_IT = Pattern(
    r"\b(?:new|incoming|each|every|neue[rsn]?|jede[rsn]?|nuev[oa]|cada|nouve[la]\w*|chaque|nov[oa])\b",
    re.IGNORECASE,
)


def ai_verdicts(u: Utterance) -> Iterator[Rewording]:
    """The request with the first verdict said as categories; nothing where no model is asked for one."""
    words = verdict_words(u.language)
    if words is None or not words.asks.search(u.text):
        return
    for start, end in _models(u):
        pieces = (
            _judged(u, words, start, end) or _thought(u, words, start, end) or _passed(u, words, start, end)
        )
        if pieces is not None:
            yield joined(u.text, pieces)
            return


def _models(u: Utterance) -> Iterator[tuple[int, int]]:
    """Where models are named, in letters."""
    for index in range(len(u.tokens)):
        hit = u.service_at(index)
        if hit is not None and hit.first == index and _is_model(u, index):
            yield u.span(hit.first, hit.last)
        elif hit is None and u.has(index, "words", "ai"):
            yield u.span(index, index + 1)


def _is_model(u: Utterance, index: int) -> bool:
    from nodepilot.composer.language.model_names import PROVIDERS

    hit = u.service_at(index)
    return hit is not None and (hit.mention.need == _MODEL or hit.key in PROVIDERS)


@dataclass(frozen=True, slots=True)
class _Words:
    asks: Pattern
    lead: Pattern
    judging: Pattern
    using: Pattern | None
    whether: Pattern
    said: Pattern
    acting: Pattern
    yes: Pattern
    no: Pattern
    thinks: Pattern | None
    opening: Pattern | None
    passed: Pattern | None
    looks: Pattern | None
    looking: Pattern | None
    verdict: Pattern | None
    sort: str
    then: str
    rest: str


@cache
def verdict_words(language: str) -> _Words | None:
    """How a language says what a model is to decide."""
    data: dict[str, Any] = packaged_json("composer", "data", "ai_verdicts.json")
    found = data["languages"].get(language)
    if found is None:
        return None

    def pattern(text: str | None) -> Pattern | None:
        return Pattern(text, re.IGNORECASE) if text is not None else None

    def sure(text: str) -> Pattern:
        return Pattern(text, re.IGNORECASE)

    return _Words(
        asks=sure(rf"\b(?:{found['whether'].lstrip(',? ')}\b|{found.get('thinks', '(?!)')})"),
        lead=sure(rf"\b{found['leads']}\s*$"),
        judging=sure(rf"(?: model| agent| modell)?,?\s*(?:{found['judging']})\s*{found['whether']}\s*"),
        using=pattern(rf"\b{found['with']}\s*$") if "with" in found else None,
        whether=sure(rf",?\s*{found['whether']}\s+"),
        said=sure(found["is"]),
        acting=sure(rf"[\s,]+{found['acting']}" if "acting" in found else "(?!)"),
        yes=sure(rf"[\s,;.:–-]*{found['yes']}"),
        no=sure(rf"[\s,;.:–-]*{found['no']}"),
        thinks=pattern(rf"\s*{found['thinks']}") if "thinks" in found else None,
        opening=pattern(rf"[,;.]?\s*\b{found['if']}$") if "if" in found else None,
        passed=pattern(rf"(?:[,.;:]|\band|\bthen)?\s*\b{found['passed']}\s*$" if "passed" in found else None),
        looks=pattern(rf"(?:[,.;:]|\band|\bthen)?\s*\b{found['looks']}$" if "looks" in found else None),
        looking=pattern(found.get("looking")),
        verdict=pattern(found.get("verdict")),
        sort=found["sort"],
        then=found["then"],
        rest=found.get("rest", "other"),
    )


def _judged(u: Utterance, words: _Words, start: int, end: int) -> list[Piece] | None:
    """“use AI to check if it is spam, if so …”, “check with AI whether …; if not …”."""
    text = u.text
    before = _ARTICLE.sub("", text[:start])
    lead = words.lead.search(before)
    using = words.using.search(before) if words.using is not None else None
    asked = words.judging.match(text, end)
    plain = words.whether.match(text, end)
    if using is not None and plain is not None:
        lead, asked = using, plain
    elif asked is None and lead is not None and _ASKING.match(lead.group()):
        asked = plain
    if asked is None:
        return None
    begin = lead.start() if lead is not None else len(before)
    stop = _ENDS.search(text, asked.end())
    last = stop.start() if stop is not None else len(text)
    acting = words.acting.search(text[:last], asked.end()) or words.acting.match(text, last)
    last = acting.start() if acting is not None else last
    if last - asked.end() > _FURTHEST or _LIST_GOES_ON.match(text, last):
        return None
    told = _proposition(text, words, asked.end(), last)
    if told is None:
        return None
    yes, no = words.yes.match(text, last), words.no.match(text, last)
    answer = no or yes or acting
    if answer is None and not _is_said_again(text, told.label, last):
        return None
    label = text[slice(*told.label)]
    category = words.rest if no is not None else label
    rest = answer.end() if answer is not None else last
    opening: list[Piece] = [(words.then.format(a=category), (last, rest))] if answer is not None else []
    return [
        *_before(text, begin),
        *_sorted(words, told, (start, end), (asked.start(), last)),
        *opening,
        *_rest(text, rest, answered=answer is not None),
    ]


def _thought(u: Utterance, words: _Words, start: int, end: int) -> list[Piece] | None:
    """“only if AI thinks it is important send …”."""
    if words.thinks is None or words.opening is None:
        return None
    text = u.text
    opened = words.opening.search(text[:start]) or re.search(r",?\s*\band (?:the |an )?$", text[:start])
    ends = [
        t.start
        for i, t in enumerate(u.tokens)
        if t.start > end and (u.has(i, "verbs") or t.norm in {",", ".", ";", ":"})
    ]
    for last in ends:
        found = words.thinks.fullmatch(text, end, _stripped(text, last))
        if found is None or opened is None or not found.group("label").strip():
            continue
        label = found.span("label")
        told = _Told(label, None)
        first = (text[last] in ",:;" and last + 1) or last
        return [
            *_before(text, opened.start()),
            *_sorted(words, told, (start, end), (end, last)),
            words.then.format(a=text[slice(*label)]),
            *_rest(text, first, answered=True),
        ]
    return None


def _passed(u: Utterance, words: _Words, start: int, end: int) -> list[Piece] | None:
    """“every comment goes through AI, if it is spam …”, “let GPT read the mail, if it's angry …”: no field tells it."""
    if words.passed is None or words.looks is None or words.looking is None or words.verdict is None:
        return None
    text = u.text
    before = _ARTICLE.sub("", text[:start])
    opened = words.passed.search(before)
    told = end
    if opened is None:
        opened, looking = words.looks.search(before), words.looking.match(text, end)
        if opened is None or looking is None:
            return None
        told = looking.end()
    ends = [
        t.start for i, t in enumerate(u.tokens) if t.start > told and (u.has(i, "verbs") or t.norm == ",")
    ]
    for last in ends:
        found = words.verdict.fullmatch(text, told, _stripped(text, last))
        if found is None:
            continue
        label = found.span("label")
        if not _is_of_text(u, *label):
            return None
        return [
            *_before(text, opened.start()),
            *_sorted(words, _Told(label, None), (start, end), (opened.start(), told)),
            (words.then.format(a=text[slice(*label)]), (told, last)),
            *_rest(text, last, answered=True),
        ]
    return None


_STATES = frozenset(
    "empty done finished ready complete completed approved declined rejected true false".split()
)


def _is_of_text(u: Utterance, start: int, end: int) -> bool:
    """Whether these words judge a text: no bound, no number, no state that data tells."""
    return not any(
        u.has(i, "conditions") or t.norm in _STATES or not t.norm.replace("-", "").isalpha()
        for i, t in enumerate(u.tokens)
        if start <= t.start < end
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Letters of the category, and of whom it is about where that is named."""

    label: tuple[int, int]
    about: tuple[int, int] | None


def _proposition(text: str, words: _Words, first: int, last: int) -> _Told | None:
    last = _stripped(text, last)
    if (idle := _OR_NOT.search(text, first, last)) is not None:
        last = idle.start()
    if _OR.search(text, first, last) is not None:
        # "whether it is a bug or a question": both are offered already.
        return None
    found = words.said.fullmatch(text, first, last)
    it = _IT.match(text, first, last)
    label, about = (it.end() if it is not None else first, last), None
    if found is not None:
        label = found.span("label")
        about = found.span("it") if _NAMES_IT.search(found.group("it")) else None
    if label[0] >= label[1] or _NEGATED.match(text[slice(*label)]):
        return None
    return _Told(label, (about[0], _stripped(text, about[1])) if about is not None else None)


def _is_said_again(text: str, label: tuple[int, int], last: int) -> bool:
    """Whether what is asked for is spoken of again: “…, angry ones go to #help”, “if it is spam …”."""
    word = text[slice(*label)].rsplit(maxsplit=1)[-1].lower()
    return len(word) > 2 and re.search(rf"\b{re.escape(word)}", text[last:].lower()) is not None


def _sorted(words: _Words, told: _Told, model: tuple[int, int], stands_for: tuple[int, int]) -> list[Piece]:
    """The order to sort; its letters stand for what was asked."""
    made: list[Piece] = []
    for part in re.split(r"(\{\w+\})", words.sort):
        if part == "{ai}":
            made.append(model)
        elif part == "{a}":
            made.append(told.label)
        elif part == "{it}":
            made.append(told.about if told.about is not None else "it")
        elif part:
            made.append((part, stands_for) if not made or part.startswith(" ") else part)
    return made


def _rest(text: str, first: int, *, answered: bool) -> list[Piece]:
    while first < len(text) and answered and text[first] in " ,":
        first += 1
    while first < len(text) and not answered and text[first] in " ,.;":
        first += 1
    return [(first, len(text))] if first < len(text) else []


def _before(text: str, end: int) -> list[Piece]:
    """What stands before the order, and a comma where the two would run into each other."""
    last = _stripped(text, end)
    before = text[:last]
    if not before:
        return []
    parted = before[-1] in ",.;:\n" or re.search(r"\b(?:and|then|und|dann|y|et|e)$", before)
    return [(0, last), " " if parted else ", "]


def _stripped(text: str, last: int) -> int:
    while last > 0 and text[last - 1].isspace():
        last -= 1
    return last
