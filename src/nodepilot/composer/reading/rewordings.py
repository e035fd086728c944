"""Other ways to say a request, for where it was not read surely as it stands.

"Somebody paid me with PayPal? Then tell me on Slack" is read as "When somebody paid me with PayPal, tell me on Slack".
The rules are `data/rewordings.json` and those that `_GROUPED` names; whether another wording is read more surely is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import quote_plus

from nodepilot.composer.language.inflection import base_form
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import ListGrammar, Piece, case_list
from nodepilot.composer.reading.role_words import TABLE_STORES
from nodepilot.kit.packaged import packaged_json
from nodepilot.sentences import say

SERVICE, LITERAL, ADDRESS = "\ue000", "\ue001", "\ue002"
"""What stands for each letter of a service's name, of a value that is no word, and of a web address, while rules are tried."""
_GROUPED = ("watching.json", "form_pages.json", "branch_wordings.json")
"""Rules that few requests have anything to do with: each group says how one can tell."""
_VERBS = "verbs"
_TASKS = frozenset({"sentimentAnalysis", "textClassifier", "informationExtractor", "chainSummarization"})
"""What a model does, though a node bears its name."""
_TOLD_BY_THINGS = frozenset({"coinGecko"})
"""Services that are meant when only what they know is named ("bitcoin")."""
_PARTICIPLE = "(?!checked\\b|ticked\\b|paid\\b|approved\\b|rejected\\b|sent\\b|open\\b|needed\\b|urgent\\b)[a-z]+(?:ed|en|nt|ut|pt|ft|ost|ade|old|own|one|ead|aid|ught)"


@dataclass(frozen=True, slots=True)
class Rewording:
    """The new wording, and for each of its letters where it stood in the request (None: it is new).

    `assumed` are sentences on what it says and the request does not.
    """

    text: str
    places: tuple[int | None, ...]
    assumed: tuple[str, ...] = ()
    parts_cases: bool = False
    """A list of cases in other words: what branches more is meant, also where the request was read surely."""
    least_gain: float | None = None
    """How much surer it has to be read to be taken, where that is not as for most; below 0 for what says surely the same."""

    def keeps(self, position: int) -> bool:
        """Whether the letter at that place of the request is still said."""
        return position in self.places

    def original(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The part of the request behind a part of the new wording; None where all of it is new."""
        found = [place for place in self.places[slice(*span)] if place is not None]
        return (min(found), max(found) + 1) if found else None

    def after(self, first: Rewording) -> Rewording:
        """This wording of another wording, as one of the request."""
        places = (None if place is None else first.places[place] for place in self.places)
        return replace(self, places=tuple(places), assumed=first.assumed + self.assumed)


def rewordings(u: Utterance, *, at_once: bool = False, cases_only: bool = False) -> Iterator[Rewording]:
    """Each rule that fits gives one; only those that count in any case with `at_once`, that part cases with `cases_only`."""
    masked = masked_text(u)
    if not at_once and (pieces := case_list(u.text, masked, _lists())) is not None:
        yield replace(joined(u.text, pieces), parts_cases=True)
    beginnings: list[tuple[int, str]] | None = None
    for rule in chain(_grouped(masked), _rules()):
        if rule.at_once is not at_once or (cases_only and not rule.parts_cases) or not rule.fits_time(u):
            continue
        if (whole := rule.whole) is not None:
            found = whole.fullmatch(masked)
            if found is not None and not (rule.no_verb and _is_verb(u, 0)) and not rule.is_of_table(u, found):
                yield rule.say(u, found, len(u.text))
        if (first := rule.first) is None:
            continue
        if beginnings is None:
            beginnings = [(at, masked[:at].rstrip()) for at in sorted(_breaks(u))]
        for at, beginning in beginnings:
            found = first.fullmatch(beginning)
            if found is not None and rule.allows(u, at) and not (rule.starts and _is_called(u, at)):
                yield rule.say(u, found, at)
                break


def _is_called(u: Utterance, end: int) -> bool:
    """“Zoom recording webhook: …”: what starts it is said, and calls by itself."""
    return any(hit.key == "webhook" and u.span(hit.first, hit.last)[1] <= end for hit in u.services)


def stretched(said: str, start: int, end: int) -> Iterator[int]:
    """For each letter of what is said instead, a place of the words that it stands for."""
    return (min(start + offset, max(start, end - 1)) for offset in range(len(said)))


def joined(text: str, pieces: Iterable[Piece], assumed: tuple[str, ...] = ()) -> Rewording:
    """The wording that these pieces of the request, and of what is said instead, make one after the other."""
    said: list[str] = []
    places: list[int | None] = []
    for piece in pieces:
        if isinstance(piece, str):
            said.append(piece)
            places += [None] * len(piece)
        elif isinstance(piece[0], str):
            said.append(piece[0])
            places += stretched(piece[0], *piece[1])
        else:
            said.append(text[slice(*piece)])
            places += range(*piece)
    return Rewording("".join(said), tuple(places), assumed)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Patterns as they are written: most requests need a few of them, and compiling all takes a tenth of a second."""

    says_first: str | None
    says_whole: str | None
    template: str
    no_verb: bool
    at_once: bool
    unscheduled: bool
    scheduled: bool
    parts_cases: bool
    says_not: str | None
    often: str
    not_tables: bool

    @property
    def first(self) -> re.Pattern[str] | None:
        """What it begins with."""
        return _pattern(self.says_first)

    @property
    def whole(self) -> re.Pattern[str] | None:
        """All of it."""
        return _pattern(self.says_whole)

    def fits_time(self, u: Utterance) -> bool:
        """Whether it is for requests that name a time, or for those that name none."""
        return not (self.unscheduled and u.schedule is not None) and not (
            self.scheduled and u.schedule is None
        )

    @property
    def starts(self) -> bool:
        """Whether it makes an event of what it matches."""
        return self.template.startswith("When ")

    def allows(self, u: Utterance, rest: int) -> bool:
        """Whether what stands at its beginning, and what follows, speak against it."""
        if self.no_verb and _is_verb(u, 0):
            return False
        if self.not_tables and any(
            hit.key in TABLE_STORES and u.span(hit.first, hit.last)[1] <= rest for hit in u.services
        ):
            return False
        unless = _pattern(self.says_not)
        return unless is None or unless.match(u.text, rest) is None

    def is_of_table(self, u: Utterance, found: re.Match[str]) -> bool:
        """“for each customer in my sheet”: those that are there, where new ones would be made of them."""
        if not self.not_tables:
            return False
        start, end = found.span("a")
        return any(hit.key in TABLE_STORES and start <= u.tokens[hit.first].start < end for hit in u.services)

    def say(self, u: Utterance, found: re.Match[str], rest: int) -> Rewording:
        said: list[str] = []
        places: list[int | None] = []
        for part in re.split(r"(\{[^}]+\})", self.template):
            name, _, how = part.strip("{}").partition(":")
            start: int | None = None
            end = 0
            text = part
            if part.startswith("{"):
                start, end = (rest, len(u.text)) if name == "rest" else found.span(name)
                if start < 0:
                    # A part that the request does not have, and what joins it to the others.
                    said[-1:], places[-len(said[-1]) :] = [], []
                    continue
                text = u.text[start:end]
            if how == "lower" and len(text.lower()) == len(text):
                text = text.lower()
            if how == "order":
                text = _order(text.lower())
            if how == "query":
                text = quote_plus(text.strip(" .\"'“”"))
            said.append(text)
            places += [None] * len(text) if start is None else stretched(text, start, end)
        often = say("Nothing was said about how often to look: I took “{often}”.", often=self.often)
        assumed = (often,) if self.often else ()
        return Rewording("".join(said), tuple(places), assumed, parts_cases=self.parts_cases)


def _order(said: str) -> str:
    """A verb as one tells somebody to do it: "goes to" is "send it to", "is stored" is "store it"."""
    data = _data()
    if said in data["orders"]:
        return str(data["orders"][said])
    for helper in sorted(data["helpers"], key=len, reverse=True):
        if said.startswith(f"{helper} "):
            return f"{_base(said.removeprefix(f'{helper} '))} it"
    return _base(said)


def _base(word: str) -> str:
    lexicon = load_lexicon("en")
    return base_form(word, lambda verb: any(category == _VERBS for category, _ in lexicon.senses(verb)))


def masked_text(u: Utterance, *, kinds: bool = True) -> str:
    """As long as the request; letters of services, values and addresses are stand-ins.

    Without `kinds` words for a kind of service ("mail", "form") stay.
    """
    letters = list(u.text)
    for token in u.tokens:
        if token.is_literal and token.kind not in {Kind.PATH, Kind.SLUG, Kind.DOTTED}:
            stands = ADDRESS if token.kind is Kind.URL else LITERAL
            letters[token.start : token.end] = stands * (token.end - token.start)
    for hit in u.services:
        if hit.is_generic and not kinds:
            continue
        if hit.key in _TASKS or (hit.key in _TOLD_BY_THINGS and hit.mention.text.lower() != hit.key.lower()):
            continue
        start, end = u.span(hit.first, hit.last)
        letters[start:end] = SERVICE * (end - start)
    return "".join(letters)


def _breaks(u: Utterance) -> Iterator[int]:
    """Where something new may begin: behind a comma, colon or question mark, or before a verb."""
    for index, token in enumerate(u.tokens[1:], 1):
        if _is_verb(u, index) or u.tokens[index - 1].text in {",", ":", "?", "!"}:
            yield token.start


def _is_verb(u: Utterance, index: int) -> bool:
    return bool(u.has(index, _VERBS))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged_json("composer", "data", "rewordings.json")
    return data


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(rule) for rule in _data()["rules"])


def _rule(rule: dict[str, Any]) -> _Rule:
    return _Rule(
        says_first=rule.get("first"),
        says_whole=rule.get("whole"),
        template=rule["say"],
        no_verb=(rule.get("first") or rule["whole"]).startswith("<V>"),
        at_once=rule.get("at_once", False),
        unscheduled=rule.get("unscheduled", False),
        scheduled=rule.get("scheduled", False),
        parts_cases=rule.get("cases", False),
        says_not=rule.get("unless_rest"),
        often=rule.get("often", ""),
        not_tables=rule.get("not_tables", False),
    )


def _grouped(masked: str) -> Iterator[_Rule]:
    """The rules of those groups that have something to do with the request."""
    for only, rules in _groups():
        if only.search(masked) is not None:
            yield from rules


@cache
def _groups() -> tuple[tuple[re.Pattern[str], tuple[_Rule, ...]], ...]:
    groups: list[tuple[re.Pattern[str], tuple[_Rule, ...]]] = []
    for name in _GROUPED:
        data: dict[str, Any] = packaged_json("composer", "data", name)
        for rule in (rule for group in data["groups"] for rule in group["rules"]):
            for said, part in data["parts"].items():
                rule["whole"] = rule["whole"].replace(f"<{said}>", part)
        groups += [(_sure(group["only"]), tuple(map(_rule, group["rules"]))) for group in data["groups"]]
    return tuple(groups)


@cache
def _lists() -> ListGrammar:
    data = _data()["lists"]
    return ListGrammar(
        head=_sure(data["head"]),
        items=tuple((_sure(each["item"]), each["each"]) for each in data["items"]),
        rest=_sure(_data()["rest"]),
        tail=_sure(data["tail"]),
        no_case=_sure(data["not"]),
        is_verb=_is_known_verb,
        order=_order,
    )


def _sure(text: str) -> re.Pattern[str]:
    pattern = _pattern(text)
    assert pattern is not None  # noqa: S101
    return pattern


def _is_known_verb(word: str) -> bool:
    return any(category == _VERBS for category, _ in load_lexicon("en").senses(word.lower()))


@cache
def _pattern(text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    helpers = "|".join(_data()["helpers"])
    orders = "|".join([*_data()["orders"], rf"(?:{helpers}) {_PARTICIPLE}"])
    text = (
        text.removeprefix("<V>")
        .replace("<S>", f"{SERVICE}+")
        .replace("<L>", f"[{LITERAL}{ADDRESS}]+")
        .replace("<U>", f"{ADDRESS}+")
        .replace("<S1>", SERVICE)
        .replace("<L1>", LITERAL + ADDRESS)
        .replace("<ORDER>", f"(?:{orders})")
    )
    text = text.replace("<WHEN>", _data()["starts"])
    return re.compile(text, re.IGNORECASE | re.DOTALL)
