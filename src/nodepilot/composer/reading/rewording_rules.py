"""The rules by which requests are worded anew: `data/rewordings.json`, and the files of groups that few have to do with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from nodepilot.composer.language.inflection import base_form
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.addressed import is_api
from nodepilot.composer.reading.case_lists import ListGrammar
from nodepilot.composer.reading.masks import ADDRESS, LITERAL, SERVICE
from nodepilot.composer.reading.rewording import Rewording, stretched
from nodepilot.composer.reading.role_words import FILE_STORES, TABLE_STORES
from nodepilot.kit.needs import known_needs
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass
from nodepilot.kit.sieve import Sieve, Words, folded_text, has_needed
from nodepilot.sentences import say

_GROUPED = (
    "repeated_wordings.json",
    "watching.json",
    "form_pages.json",
    "branch_wordings.json",
    "data_wordings.json",
    "terse_wordings.json",
    "everyday_wordings.json",
)
"""Rules that few requests have anything to do with: each group says how one can tell."""
_PEOPLE_STORES = TABLE_STORES | {
    "hubspot",
    "googleContacts",
    "pipedrive",
    "salesforce",
    "mailchimp",
    "stripe",
}
"""Where people keep those whom they write to."""
_VERBS = "verbs"
_MAILS = re.compile(r"e-?mails?|mails?", re.IGNORECASE)
"""The verb, where a stand-in may as well be a service."""
_PARTICIPLE = "(?!checked\\b|ticked\\b|paid\\b|approved\\b|rejected\\b|sent\\b|open\\b|needed\\b|urgent\\b)[a-z]+(?:ed|en|nt|ut|pt|ft|ost|ade|old|own|one|ead|aid|ught)"


@dataclass(frozen=True, slots=True)
class Rule:
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
    not_apis: bool
    of_files: bool
    of_tables: bool
    mailed: bool

    @property
    def first(self) -> re.Pattern[str] | None:
        """What it begins with."""
        return _pattern(self.says_first)

    @property
    def whole(self) -> re.Pattern[str] | None:
        """All of it."""
        return _pattern(self.says_whole)

    @property
    def needs(self) -> tuple[Words, ...]:
        """What a request has to say for it."""
        return () if self.says_first and self.says_whole else _needs(self.says)

    @property
    def says(self) -> str:
        """The pattern that it is known by."""
        return self.says_first or self.says_whole or ""

    def fits_address(self, u: Utterance) -> bool:
        """Whether it is for addresses of that kind: what an API gives has its fields already."""
        return not (self.not_apis and any(t.kind is Kind.URL and is_api(t.text) for t in u.tokens))

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
        if self.no_verb and u.has(0, _VERBS):
            return False
        if self.not_tables and any(
            hit.key in TABLE_STORES and u.span(hit.first, hit.last)[1] <= rest for hit in u.services
        ):
            return False
        unless = _pattern(self.says_not)
        return unless is None or unless.match(u.text, rest) is None

    def allows_whole(self, u: Utterance, found: re.Match[str]) -> bool:
        """The same where it matches all of it. “for each customer in my sheet”: those that are there, where new ones would
        be made of them."""
        if self.no_verb and u.has(0, _VERBS):
            return False
        if self.mailed and _MAILS.fullmatch(u.text, *found.span("v")) is None:
            return False
        if not (self.not_tables or self.of_files or self.of_tables):
            return True
        start, end = found.span("a")
        named = {hit.key for hit in u.services if start <= u.tokens[hit.first].start < end}
        if self.of_files or self.of_tables:
            return bool(named & (FILE_STORES if self.of_files else _PEOPLE_STORES))
        return not named & TABLE_STORES

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
                    joint = said.pop()
                    del places[len(places) - len(joint) :]
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


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged_json("composer", "data", "rewordings.json")
    return data


def rules_for(masked: str, *, at_once: bool, cases_only: bool) -> Iterator[Rule]:
    """Those to try: that count in any case or those that do not, `cases_only` of them that part cases."""
    folded = folded_text(masked)
    for only, rules in _groups(at_once, cases_only):
        if has_needed(_needs(only), folded) and _sure(only).search(masked) is not None:
            yield from (rule for rule in rules if has_needed(rule.needs, folded))
    rules, sieve = _rules(at_once, cases_only)
    yield from (rules[number] for number in sieve.passing(folded))


@cache
def _rules(at_once: bool, cases_only: bool) -> tuple[tuple[Rule, ...], Sieve]:
    rules = _wanted(map(_rule, _data()["rules"]), at_once, cases_only)
    return rules, Sieve(rule.needs for rule in rules)


def _wanted(rules: Iterable[Rule], at_once: bool, cases_only: bool) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.at_once is at_once and (rule.parts_cases or not cases_only))


def _rule(rule: dict[str, Any]) -> Rule:
    return Rule(
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
        not_apis=rule.get("not_apis", False),
        of_files=rule.get("of_files", False),
        of_tables=rule.get("of_tables", False),
        mailed=rule.get("mailed", False),
    )


@cache
def _groups(at_once: bool, cases_only: bool) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
    groups: list[tuple[str, tuple[Rule, ...]]] = []
    for name in _GROUPED:
        data: dict[str, Any] = packaged_json("composer", "data", name)
        for said, part in data["parts"].items():
            for group in data["groups"]:
                group["only"] = group["only"].replace(f"<{said}>", part)
                for rule in group["rules"]:
                    rule["whole"] = rule["whole"].replace(f"<{said}>", part)
        groups += [
            (group["only"], _wanted(map(_rule, group["rules"]), at_once, cases_only))
            for group in data["groups"]
        ]
    return tuple(group for group in groups if group[1])


def rule_shapes() -> set[str]:
    """The patterns by which one can tell that a rule, or a group of them, has to do with a request."""
    said = {rule.says for at_once in (False, True) for rule in _rules(at_once, False)[0]}
    for only, rules in (group for at_once in (False, True) for group in _groups(at_once, False)):
        said |= {only, *(rule.says for rule in rules)}
    return set(map(_shape, said))


@cache
def list_grammar() -> ListGrammar:
    """How lists of cases are written."""
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
    written = _named_signs(text).replace("<ORDER>", f"(?:{orders})").replace("<WHEN>", _data()["starts"])
    return re.compile(written, re.IGNORECASE | re.DOTALL)


@cache
def _needs(text: str) -> tuple[Words, ...]:
    """What a request has to say for the pattern to match."""
    return known_needs(_shape(text))


def _shape(text: str) -> str:
    """A pattern with the long lists of words left open."""
    return re.sub("<ORDER>|<WHEN>", ".+", _named_signs(text))


def _named_signs(text: str) -> str:
    return (
        text.removeprefix("<V>")
        .replace("<S>", f"{SERVICE}+")
        .replace("<L>", f"[{LITERAL}{ADDRESS}]+")
        .replace("<U>", f"{ADDRESS}+")
        .replace("<S1>", SERVICE)
        .replace("<L1>", LITERAL + ADDRESS)
    )
