"""What a thing is said to have: “with priority urgent”, “with the label bug”, “with a budget above 10k”."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.moods import from_country, of_mood
from nodepilot.composer.reading.reactions import reaction_at
from nodepilot.composer.reading.said_fields import told_field
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs

_HOSTS = frozenset({Kind.HANDLE, Kind.DOTTED})
_EQUALS = frozenset({"=", ":", "of", "is"})
_HOLDING = ("label", "status", "category", "key")
_GETTING = frozenset("gets get got receives has".split())
_TYPES = frozenset("type kind category typ tipo".split())
_WORDS = frozenset({"word", "words", "keyword", "phrase", "term", "text", "hashtag"})
_GRAVE = frozenset(
    "urgent critical blocker p0 p1 p2 dringend dringende dringendes kritische urgente urgentes crítico".split()
)
"""Degrees that are said of nothing but how soon a thing has to be dealt with, unlike “high” and “low”."""
_LONGEST_GAP = 4
_NAMING = frozenset(
    "field fields column columns property parameter header feld spalte campo champ coluna".split()
)


def _is_key(text: str) -> bool:
    """Whether a word is written as keys are: `userId`, `user_id`."""
    return re.fullmatch(r"[a-z]+(?:[A-Z][a-z0-9]*)+|[a-z]+(?:_[a-z0-9]+)+", text) is not None


class AttributeReader:
    """Finds attributes of things in one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs
        self._conditions = ConditionReader(utterance, verbs)

    def read(self, first: int, last: int) -> tuple[Condition, int] | None:
        """The first attribute in tokens `first` to `last`, and where it ends."""
        for place in range(first, last - 1):
            if (found := self._sender(place, last) or self._lacking(place, last)) is not None:
                return found
            if (found := self._graded(place, last) or of_mood(self._u, place, last)) is not None:
                return found
            if (found := self._rated(place, last) or self._gets(place, last)) is not None:
                return found
            if (found := from_country(self._u, place, last)) is not None:
                return found
            if (found := self._of_type(place, last) or self._worded(place, last)) is not None:
                return found
            if self._u.has(place, "words", "with") and not self._u.is_scheduled(place):
                found = reaction_at(self._u, place, last) or self.after(
                    place + self._u.has(place, "words", "with"), last
                )
                if found is not None:
                    return found
            if (told := told_field(self._u, place, last)) is not None:
                return Condition((told[0],)), told[1]
        return None

    def sender(self, first: int, last: int) -> tuple[Condition, int] | None:
        """“a mail from ceo@acme.com”: who sent it, a single address too."""
        hosts = _HOSTS | {Kind.EMAIL}
        found = (self._sender(place, last, hosts) for place in range(first, last - 1))
        return next((each for each in found if each is not None), None)

    def _sender(self, place: int, last: int, hosts: frozenset[Kind] = _HOSTS) -> tuple[Condition, int] | None:
        """“from an address at @bigclient.com”, “from anyone at acme.com”: who sent it."""
        u = self._u
        length = u.has(place, "words", "from")
        if not length:
            return None
        at = place + length
        while at < last and at - place < 6 and u.tokens[at].kind not in hosts:
            at += 1
        if at >= last or u.tokens[at].kind not in hosts or u.service_at(at) is not None:
            return None
        if "/" in u.tokens[at].text:
            # "posts from r/selfhosted": where they are.
            return None
        span = u.span(place, at + 1)
        return Condition((Test("sender", "contains", u.tokens[at].text, "string", span),)), at + 1

    def is_graded(self, first: int, last: int, service: str) -> bool:
        """Whether things of that service are told by a degree or a mood before their name: “critical Jira bugs”."""
        for place in range(first, last - 1):
            found = self._graded(place, last) or of_mood(self._u, place, last)
            if found is not None:
                hits = [self._u.service_at(i) for i in range(place, found[1] + 1)]
                return any(hit is not None and hit.key == service for hit in hits)
        return False

    def _graded(self, place: int, last: int) -> tuple[Condition, int] | None:
        """“urgent tickets”, “a high priority Zendesk ticket”: the value stands before the thing."""
        u = self._u
        value = u.tokens[place].norm
        if role_of_value(value) != "priority" or u.tokens[place].is_literal:
            return None
        named = u.has(place + 1, "fields", "priority")
        thing = place + 1 + named
        while thing < last and u.service_at(thing) is not None and not u.has(thing, "nouns"):
            thing += 1
        if thing >= last or not u.has(thing, "nouns") or not (named or value in _GRAVE):
            return None
        name = u.words(place + 1, place + 1 + named) if named else ""
        return Condition((Test(name, "eq", value, "string", u.span(place, thing)),)), thing

    def _rated(self, place: int, last: int) -> tuple[Condition, int] | None:
        """“leaves a rating of 1 or 2”: a figure's name, and its value."""
        u = self._u
        length = u.has(place, "fields", "score", "amount", "quantity")
        of = place + length
        if (
            not length
            or of + 1 >= last
            or not u.has(of, "words", "of")
            or parse_number(u.tokens[of + 1]) is None
        ):
            return None
        return self._value(place, of, last) if not u.has(of + 2, "conditions", "gte", "lte") else None

    def _gets(self, place: int, last: int) -> tuple[Condition, int] | None:
        """“gets the status 'send'”: a field and its new value."""
        u = self._u
        if u.tokens[place].norm not in _GETTING:
            return None
        first = place + 1 + u.has(place + 1, "words", "det")
        length = u.has(first, "fields", "status", "priority", "category", "language") if first < last else 0
        value = first + length
        if not length or value >= last:
            return None
        named = u.tokens[value].text[:1].isupper() and u.service_at(value) is None
        return self._value(first, value, last) if named or u.tokens[value].kind is Kind.QUOTED else None

    def _of_type(self, place: int, last: int) -> tuple[Condition, int] | None:
        """“books for the event type Demo”, “an issue of type bug”: a kind by its name."""
        u = self._u
        if not u.has(place, "words", "for", "of"):
            return None
        first = place + 1
        while first < last and u.has(first, "words", "det"):
            first += 1
        end = next((i + 1 for i in range(first, min(first + 3, last)) if u.tokens[i].norm in _TYPES), None)
        if end is None or end >= last or u.has(end, "words") or u.has(end, "verbs", "be", "go"):
            return None
        token = u.tokens[end]
        if not (
            token.kind is Kind.QUOTED
            or token.text[:1].isupper()
            or (end + 1 == last and token.kind is Kind.WORD)
        ):
            return None
        span = u.span(first, end + 1)
        value = token.text.strip("'\"“”„«»‘’`")
        return Condition((Test(u.words(first, end), "eq", value, "string", span),)), end + 1

    def _worded(self, place: int, last: int) -> tuple[Condition, int] | None:
        """“with the word urgent”, “containing the word 'refund'”, “with 'invoice' in the subject”: what the text says."""
        u = self._u
        length = max(u.has(place, "words", "with"), u.has(place, "conditions", "contains"))
        value = place + length
        while place < value < last and u.has(value, "words", "det"):
            value += 1
        named = length and u.tokens[value - 1].norm in _WORDS
        if length and not named and value + 1 < last and u.tokens[value].norm in _WORDS:
            named, value = True, value + 1
        if not length or value >= last:
            return None
        token = u.tokens[value]
        field, end = "", value + 1
        if end + 1 < last and u.has(end, "words", "in"):
            first = end + 1
            while first < last and u.has(first, "words", "det"):
                first += 1
            if named_field := u.has(first, "fields") if first < last else 0:
                field, end = u.words(first, first + named_field), first + named_field
        # "with 'invoice' in the subject", "w/ refund in the subject".
        plain = token.kind is Kind.WORD and not (u.has(value, "words") or u.has(value, "fields"))
        if not named and not (field and (plain or token.kind is Kind.QUOTED)):
            return None
        if token.kind not in {Kind.QUOTED, Kind.WORD}:
            return None
        text = token.text.strip("'\"“”„«»‘’`")
        return Condition((Test(field, "contains", text, "string", u.span(place, end)),)), end

    def _lacking(self, place: int, last: int) -> tuple[Condition, int] | None:
        """“created without a phone number”: a field that is left empty."""
        u = self._u
        first = place + u.has(place, "words", "without")
        while place < first < last and u.has(first, "words", "det"):
            first += 1
        length = u.has(first, "fields") if place < first < last else 0
        if not length or u.has(first, "nouns", "file", "media"):
            return None
        name = u.words(first, first + length)
        test = Test(name, "empty", None, "string", u.span(place, first + length))
        return Condition((test,)), first + length

    def after(self, first: int, last: int) -> tuple[Condition, int] | None:
        """`priority urgent`, `a budget above 10k`, `fewer than 3 stars`: what stands behind “with”."""
        u = self._u
        while first < last and u.has(first, "words", "det") and not u.has(first, "conditions"):
            first += 1
        if first + 2 < last and u.tokens[first].kind is Kind.WORD and self._equals(first + 1):
            # "with active = true", "with paid set to true": whatever stands before it is a field's name.
            return self._conditions.read(first, last)
        length = max(u.has(first, "fields"), u.has(first, "nouns", *_HOLDING)) if first < last else 0
        if not length and first + 1 < last and _is_key(u.tokens[first].text):
            # "with userId 1": a key's own name.
            length = 1 if u.tokens[first + 1].kind in {Kind.NUMBER, Kind.QUOTED} else 0
        near = range(first, min(first + max(length, 1) + _LONGEST_GAP, last))
        if any(u.has(i, "conditions", "gt", "gte", "lt", "lte", "between") for i in near) and any(
            parse_number(u.tokens[i]) is not None for i in near
        ):
            return self._conditions.read(first, last)
        if not length or first + length >= last or u.service_at(first) is not None:
            return None
        return self._value(first, first + length, last)

    def _equals(self, index: int) -> bool:
        """“=”, “set to”, “equal to”: a sign that a value follows."""
        said = any(s.concept == "eq" and s.length > 1 for s in self._u.concepts(index, "conditions"))
        return said or self._u.tokens[index].norm in {"=", "=="}

    def _value(self, first: int, place: int, last: int) -> tuple[Condition, int] | None:
        """A value right behind a field's name; no other field, no word of grammar."""
        u = self._u
        name = u.words(first, place)
        if u.tokens[place].norm in _EQUALS and place + 1 < last:
            place += 1
        if u.has(place, "conditions") and not u.has(place, "words", "adj"):
            return None
        token = u.tokens[place]
        if token.norm in _NAMING:
            # "with a country field": what it is called, no value.
            return None
        plain = token.kind is Kind.WORD and not (
            u.has(
                place, "words", "and", "or", "in", "to", "from", "via", "for", "with", "that", "det", "modal"
            )
            or u.has(place, "fields")
            or u.has(place, "verbs", "be", "go")
            or u.service_at(place) is not None
            or token.text.lower() == u.tokens[first].norm
        )
        if not (plain or token.kind in {Kind.QUOTED, Kind.NUMBER, Kind.MONEY, Kind.SLUG}):
            return None
        if plain and u.has(place, "nouns") and not token.text[:1].isupper() and place + 1 < last:
            return None
        if plain and self._verbs.is_verb(place):
            return None
        behind = place + 1 == last or u.has(place + 1, "words", "in", "to", "from", "via")
        if plain and u.has(place, "events", "created", "received", "submitted") and behind:
            # "a webhook with a new user arrives", "a message with a photo arrives in Telegram": what happens.
            return None
        span = u.span(first, place + 1)
        number = parse_number(token)
        if number is not None:
            tests, end = [Test(name, "eq", number, "number", span)], place + 1
            while end + 1 < last and u.has(end, "words", "or"):
                other = parse_number(u.tokens[end + 1])
                if other is None:
                    break
                tests.append(Test(name, "eq", other, "number", u.span(first, end + 2)))
                end += 2
            return Condition(tuple(tests), any_of=len(tests) > 1), end
        several = u.has(first, "nouns", "label") or u.has(first, "fields", "labels")
        value = token.text.strip("'\"“”„«»‘’`#")
        test = Test("labels" if several else name, "contains" if several else "eq", value, "string", span)
        more = self._further(test, place + 1, last)
        return Condition(tuple(more), any_of=len(more) > 1), place + 1 + 2 * (len(more) - 1)

    def _further(self, test: Test, place: int, last: int) -> list[Test]:
        """“high or urgent”: other values of the same field."""
        u, found = self._u, [test]
        while (
            place + 1 < last
            and u.has(place, "words", "or")
            and u.tokens[place + 1].kind in {Kind.WORD, Kind.QUOTED}
            and not u.has(place + 1, "verbs")
        ):
            found.append(replace(test, right=u.tokens[place + 1].text.strip("'\"“”„«»‘’`#")))
            place += 2
        return found
