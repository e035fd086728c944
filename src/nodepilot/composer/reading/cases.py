"""Lists of cases: what is done in each stands behind a mark.

order -> …, return -> …, any other type -> …          'Done' = …, 'Stuck' = …
Above 30: …. Below 18: …. In between: nothing.         9-10 → …, 7-8 → nothing, 0-6 → … and …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.compared_names import WHOSE
from nodepilot.composer.reading.found import found_condition
from nodepilot.composer.reading.guard_start import starts_guard
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_LONGEST_LABEL = 7
_LONGEST_COMPARISON = 12
_STOPS = frozenset({",", ";", ".", "!", "?", "|", "(", ")"})
_KINDS = ("arrow", "=", ":", "?")
_LONGEST_QUESTION = 3
_CALLED = frozenset({"formTrigger", "webhook"})
_MEANS = frozenset({"payPal", "stripe"})
"""Services that are ways to pay, too."""
_ADDRESSES = frozenset({Kind.CHANNEL, Kind.EMAIL, Kind.URL, Kind.HANDLE, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The label of one case: tokens `first` to `last`, and the mark behind it.

    `listed` numbers the list that the case belongs to; `until` is the label of the list's last case.
    """

    first: int
    last: int
    mark: int
    listed: int
    until: int


def find_cases(utterance: Utterance, verbs: Verbs) -> list[CaseHead]:
    """The labels of all cases that are listed, in order."""
    return list(_Finder(utterance, verbs).heads())


class _Finder:
    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs

    def heads(self) -> Iterator[CaseHead]:
        found: list[CaseHead] = []
        for kind in _KINDS:
            for labels in self._runs(self._labels(kind)):
                if not any(labels[0][0] <= head.first <= labels[-1][2] for head in found):
                    number = len({head.listed for head in found})
                    found += [CaseHead(*label, number, labels[-1][0]) for label in labels]
        return iter(sorted(found, key=lambda head: head.first))

    def _runs(self, labels: Sequence[tuple[int, int, int]]) -> Iterator[Sequence[tuple[int, int, int]]]:
        """Labels that belong together: two at least, none of which breaks the list off."""
        if len(labels) > 1 and any(not self._is_rest(first) for first, _, _ in labels):
            yield labels

    def _labels(self, kind: str) -> list[tuple[int, int, int]]:
        """(first, last, mark) of everything that could be a case's label before a mark of this kind."""
        marks = [i for i in range(len(self._u.tokens)) if self._mark(i) == kind]
        found: list[tuple[int, int, int]] = []
        previous = -1
        told: tuple[int, int] | None = None
        for number, mark in enumerate(marks):
            end = marks[number + 1] if number + 1 < len(marks) else len(self._u.tokens)
            first = self._begin(mark, previous)
            if first is not None and self._is_body(mark + 1, end):
                if self._is_label(first, mark) or (found and self._is_means(first, mark)):
                    found.append((first, mark, mark))
                elif not found:
                    told = (first, mark)
            previous = mark
        if told is not None and found and (shared := self._shared_word(told, found)) is not None:
            found.insert(0, (shared, told[1], told[1]))
        if kind == "=" and len({self._u.words(first, last).lower() for first, last, _ in found}) < len(found):
            # "Stage = Won creates …, Stage = Lost …": a field and its values.
            return []
        if found and all(last - first == 1 or self._is_rest(first) for first, last, _ in found):
            return found
        return [
            label
            for label in found
            if self._is_alike(label, found)
            or any(self._u.tokens[i].norm == "=" for i in range(label[0] + 1, label[1] - 1))
            or not self._orders(label[0], label[1])
        ]

    def _shared_word(self, segment: tuple[int, int], labels: Sequence[tuple[int, int, int]]) -> int | None:
        """“Jira ticket | moved to Done -> …, moved to Blocked -> …”: what happens stands before the first label."""
        tokens = self._u.tokens
        words = {tokens[label[0]].norm for label in labels if label[1] - label[0] > 1}
        last = segment[1] - 1
        if all(label[1] - label[0] == 1 or self._is_rest(label[0]) for label in labels) and self._u.has(
            last, "events"
        ):
            # "Airtable record | approved -> …, rejected -> …".
            return last if any(self._u.has(label[0], "events") for label in labels) else None
        places = [i for i in range(segment[0] + 1, segment[1] - 1) if tokens[i].norm in words]
        return places[-1] if places and self._is_label(places[-1], segment[1]) else None

    def _is_alike(self, label: tuple[int, int, int], labels: Sequence[tuple[int, int, int]]) -> bool:
        """`label bug -> …, label feature -> …`: labels that open with the same word name what they are about."""
        tokens = self._u.tokens
        first, last, _ = label
        if any(
            self._u.has(other[0], "words", "not") and tokens[other[1] - 1].norm == tokens[last - 1].norm
            for other in labels
            if other[0] != first
        ):
            # `ticked: …, not ticked: …`
            return True
        return last - first > 1 and any(
            other[0] != first
            and other[1] - other[0] == last - first
            and tokens[other[0]].norm == tokens[first].norm
            for other in labels
        )

    def _mark(self, index: int) -> str:
        token = self._u.tokens[index]
        if token.kind is Kind.ARROW:
            return "arrow"
        if token.norm == "=" and index and self._u.tokens[index - 1].norm in {"<", ">", "!"}:
            # A bound such as “at most 100”, written with signs.
            return ""
        return token.norm if token.norm in {"=", ":", "?"} and token.kind is Kind.PUNCT else ""

    def _begin(self, mark: int, previous: int) -> int | None:
        """Where the label before a mark begins: behind the last stop, or behind another mark."""
        u = self._u
        place = mark
        while place > 0 and place - 1 > previous and not self._stops(place - 1):
            place -= 1
        if place - 1 == previous and previous >= 0:
            # A chain ("form -> sheet -> mail") has no cases, unless a comparison stands in it.
            return place if self._compares(place) or u.has(place, "words", "if") else None
        if u.tokens[mark].norm == "=" and u.has(place, "words", "if", "when"):
            # "if action = approve …": a comparison, no mark behind a label.
            return None
        if (quoted := self._quoted(place, mark)) is not None:
            return quoted
        place = self._behind_where(place, mark)
        while place < mark and (
            u.has(place, "words", "and", "but", "then", "polite") and not u.has(place, "words", "rest")
        ):
            place += 1
        return place if place < mark else None

    def _behind_where(self, first: int, mark: int) -> int:
        """“New record where | Country = DE ->”: what happens stands before the first case."""
        for place in reversed(range(first + 1, mark - 1)):
            if self._u.tokens[place].norm in WHOSE or self._u.has(place, "words", "if"):
                return place + 1
        return first

    def _quoted(self, first: int, mark: int) -> int | None:
        """“a customer replies with | 'yes' or 'ok' →”: quoted values right before the mark are the label."""
        u = self._u
        place = mark
        while place > first and (
            u.tokens[place - 1].kind is Kind.QUOTED or (place < mark and u.has(place - 1, "words", "or"))
        ):
            place -= 1
        if any(u.has(i, "conditions", "starts", "ends", "not_contains", "neq") for i in range(first, place)):
            # "subject starts with 'x' →": the whole comparison is the label.
            return None
        before = u.has(place - 1, "words", "with", "in", "via") if place > first else 0
        if before and place - 1 == first and u.has(first, "conditions", "contains"):
            return None
        return place if before and place < mark else None

    def _stops(self, index: int) -> bool:
        token = self._u.tokens[index]
        return (
            token.kind is Kind.NEWLINE
            or token.norm in _STOPS
            or self._is_dash(index)
            or bool(self._mark(index) and token.norm != "=")
        )

    def _is_dash(self, index: int) -> bool:
        """“new charge | - amount over 100 -> …”: a dash between spaces."""
        tokens = self._u.tokens
        return (
            tokens[index].norm in {"-", "–", "—"}
            and 0 < index < len(tokens) - 1
            and tokens[index - 1].end < tokens[index].start
            and tokens[index].end < tokens[index + 1].start
        )

    def _compares(self, index: int) -> bool:
        return self._is_rest(index) or starts_guard(self._u, index)

    def _is_rest(self, index: int) -> bool:
        return bool(self._u.has(index, "words", "rest", "otherwise"))

    def _is_label(self, first: int, last: int) -> bool:
        u = self._u
        longest = (
            _LONGEST_COMPARISON if any(u.has(i, "conditions") for i in range(first, last)) else _LONGEST_LABEL
        )
        if last - first > longest or any(u.is_scheduled(i) for i in range(first, last)):
            return False
        if any(
            (hit := u.service_at(i)) is not None
            and not hit.is_generic
            and not self._shouted(i)
            and u.tokens[i].norm != "docs"
            and not u.has(i, "words", "if")
            for i in range(first, last)
            if not any(u.tokens[j].norm == "=" for j in range(first + 1, i))
        ):
            return False
        if u.has(first, "words", "whichever"):
            return False
        if not first and any(
            (hit := u.service_at(i)) is not None and hit.key in _CALLED for i in range(last)
        ):
            # "contact form -> if …": what starts it.
            return False
        if not first and u.tokens[last - 1].kind is Kind.PATH:
            # "POST to /deploy: …": what is called.
            return False
        if u.tokens[last].norm == "?" and (last - first > _LONGEST_QUESTION or self._asks(first, last)):
            return False
        if u.has(first, "words", "when", "modal", "pronoun") and not u.has(first, "words", "det"):
            return False
        return not any(
            u.tokens[i].kind in {Kind.URL, Kind.EMAIL, Kind.CHANNEL} and not u.has(i - 1, "words", "in")
            for i in range(first, last)
        )

    def _is_message(self, place: int) -> bool:
        """“-> thank-you | email”, “-> apology | sms”: a message of that kind, and nothing behind it."""
        u = self._u
        kind_said = u.tokens[place - 1].kind is Kind.WORD and not (
            u.has(place - 1, "nouns") or u.has(place - 1, "fields")
        )
        ends = place + 1 >= len(u.tokens) or self._stops(place + 1)
        return kind_said and ends and bool(u.has(place, "nouns", "email", "message", "sms"))

    def _is_means(self, first: int, last: int) -> bool:
        """“payment method invoice -> …, PayPal -> …”: a service alone, as a value beside others."""
        hit = self._u.service_at(first)
        return hit is not None and hit.first == first and hit.last == last and hit.key in _MEANS

    def _asks(self, first: int, last: int) -> bool:
        """“is it open?”: a question of its own, where “bug? …, feature? …” names cases."""
        u = self._u
        return any(
            u.has(i, "verbs", "be", "go", "want", "let") or u.has(i, "conditions") or u.service_at(i)
            for i in range(first, last)
        )

    def _shouted(self, index: int) -> bool:
        return self._u.tokens[index].text.isupper()

    def _orders(self, first: int, last: int) -> bool:
        """Whether the words before the mark order something themselves (`post to both: …`)."""
        u = self._u
        if u.tokens[first].is_literal or self._shouted(first):
            return False
        if u.language == "de" and first and u.tokens[first].text[:1].isupper():
            # "Zahlungsart Rechnung ->": a noun.
            return False
        if (found := found_condition(u, first, last)) is not None and found[1] >= last:
            return False
        if (
            first + 1 < last
            and u.tokens[first + 1].kind is Kind.NUMBER
            and (u.has(first, "nouns") or u.has(first, "fields"))
        ):
            # "Note 1 or 2 -> …": what is counted, though the word could order something.
            return False
        if u.has(first, "conditions", "contains", "not_contains") and last - first == 2:
            return False
        if first + 2 < last and u.has(first + 1, "fields"):
            # "shipping country CH -> …": a field by its full name.
            return False
        return self._verbs.is_verb(first) and not self._compares(first) and not u.has(first, "words", "adj")

    def _is_body(self, first: int, last: int) -> bool:
        """Whether something is ordered behind a mark: a verb, a service, an address, or nothing at all."""
        u = self._u
        if first < last and u.has(first, "words", "nothing"):
            return True
        for place in range(first, last):
            if place > first and self._stops(place):
                return False
            if self._verbs.score(place) >= 1.5 or u.service_at(place) is not None:
                return True
            if place == first and u.has(place, "nouns", "sheet", "table", "folder", "channel", "list"):
                # "US → tab US": a part of a place.
                return True
            if (
                u.has(place, "nouns", "comment")
                and u.tokens[place + 1 : place + 2]
                and u.tokens[place + 1].norm == "on"
            ):
                # "comment on the issue".
                return True
            if u.tokens[place].kind in _ADDRESSES or (place > first and self._is_message(place)):
                return True
            if place > first and u.has(place, "words", "nothing"):
                return True
        return False
