"""Signs that a clause begins or ends at a place."""

from __future__ import annotations

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.deliveries import delivered_before, delivery
from nodepilot.composer.reading.guard_start import counted_at, rated, starts_guard
from nodepilot.composer.reading.happening import depends_at, fields_of_last_verb
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.predicates import Predicates
from nodepilot.composer.reading.reactions import reaction_at
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.patterns import Pattern

_ENDS = frozenset({".", "!", "?", ";", "..."})
_ALL = frozenset("both all beide alle ambos todos tous".split())
_LONGEST_TOLD = 6
_LONGEST_PLACE = 8

_DENIAL = Pattern(
    r"(?P<denied>if (?:(?:it|they|that|this|he|she|there)(?: (?:is|are|was|were|does|do|did|has|have)n't"
    r"| (?:is|are|was|were|does|do|did|has|have) not|'(?:s|re) not)(?: (?:the case|so|true))?))(?= |$)"
)


_LETTERS = frozenset("abcdef")
"""What the steps of a list may be told apart by."""


class CutSigns:
    """Asks for signs in one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs
        self._predicates = Predicates(utterance, verbs)
        self._conditions = ConditionReader(utterance, verbs)
        self._options: tuple[tuple[int, str], ...] | None = None

    def _compared_last(self, start: int, index: int) -> bool:
        """“wenn der Betreff 'x' enthält | den Anhang …”: German ends the condition with its verb; no comma has to follow."""
        u = self._u
        if u.language != "de" or index - start < 3 or u.has(index, "words", "and", "or"):
            return False
        read = self._conditions.read_final(start, index)
        return read is not None and (
            u.tokens[index - 2].is_literal or bool(u.has(index, "words", "det", "in", "to"))
        )

    def _offers_choices(self, index: int) -> bool:
        """“(name, email and) plan (Free, Pro or Team)”: a field with its choices, though its name could order something."""
        u = self._u
        if (
            index + 3 >= len(u.tokens)
            or u.tokens[index + 1].norm != "("
            or u.tokens[index].kind is not Kind.WORD
        ):
            return False
        end = next(
            (i for i in range(index + 2, min(index + 14, len(u.tokens))) if u.tokens[i].norm == ")"), 0
        )
        return any(
            u.tokens[i].norm in {",", "/", "|"} or u.has(i, "words", "or") for i in range(index + 2, end)
        )

    def _orders_to_me(self, start: int, index: int) -> bool:
        """“(gets the label urgent) | text me …”: an order to tell me, behind a value."""
        u = self._u
        before = index - 1
        plain = not (u.has(before, "nouns") or u.has(before, "words") or u.has(before, "verbs"))
        valued = u.has(before, "words", "adj") or u.tokens[before].is_literal or plain
        if u.has(index, "verbs") and index + 2 < len(u.tokens) and index > start + 2:
            # "is missing | comment on it".
            on_it = u.has(index + 1, "words", "in", "about", "to") or u.tokens[index + 1].norm == "on"
            if on_it and u.tokens[index + 2].norm in {"it", "them"} and u.has(before, "conditions"):
                return True
        bare = not u.tokens[index].norm.endswith(("s", "ed", "ing"))
        return (
            index > start + 2
            and bool(valued)
            and bare
            and bool(u.has(index, "verbs", "text", "notify", "email", "message", "send", "call"))
            and bool(u.has(index + 1, "words", "me"))
        )

    def _repeats(self, start: int, following: int) -> bool:
        """“currency EUR goes to …, | currency USD to …”: the field that the clause opened with, and another value."""
        u = self._u
        if following + 2 >= len(u.tokens) or u.tokens[following].norm != u.tokens[start].norm:
            return False
        if u.tokens[start].norm in {"on", "for", "at", "bei"}:
            # "on status ok …, on status error …".
            start, following = start + 1, following + 1
            if following + 2 >= len(u.tokens) or u.tokens[following].norm != u.tokens[start].norm:
                return False
        named = not u.has(start, "words") and not self._verbs.is_verb(start)
        alike = 1
        while (
            alike < 3
            and following + alike + 1 < len(u.tokens)
            and u.tokens[start + alike].norm == u.tokens[following + alike].norm
        ):
            alike += 1
        differ = u.tokens[start + alike].norm != u.tokens[following + alike].norm
        return named and differ and not self._verbs.is_verb(following + alike)

    def _takes_option(self, index: int) -> bool:
        """“(Critical calls …,) | medium and low create …”: values that the sentence before offered, and what is done."""
        u = self._u
        offered = self._offered_before(index)
        place = index
        while place < len(u.tokens) - 1 and (
            (singular(u.tokens[place].norm) in offered and u.tokens[place].text != "it")
            or (place > index and u.has(place, "words", "and", "or"))
        ):
            place += 1
        return place > index and (
            bool(u.has(place, "verbs")) or bool(u.has(place, "words", "to", "in", "modal", "det", "only"))
        )

    def _are_options(self, one: int, other: int) -> bool:
        """Whether both words are values that a sentence before offers."""
        u = self._u
        if one < 0 or other >= len(u.tokens):
            return False
        offered = self._offered_before(one)
        return singular(u.tokens[one].norm) in offered and singular(u.tokens[other].norm) in offered

    def _offered_before(self, index: int) -> frozenset[str]:
        """The first words of the values that sentences before this one offer."""
        if self._options is None:
            u, first = self._u, 0
            found: list[tuple[int, str]] = []
            for end, token in enumerate(u.tokens):
                if token.norm in _ENDS:
                    found += [(end, option) for option in offered_options(u, first, end)]
                    first = end + 1
            self._options = tuple(found)
        return frozenset(singular(fold(o).split(" ")[0]) for end, o in self._options if end < index)

    def _joins_numbers(self, start: int, index: int) -> bool:
        """“ou | plus”, “4 | and above”, “50 | +”, “between 0 | and 6”, “9 | and 10 get …”: the sign stands inside a bound."""
        u = self._u
        if any(index - back >= start and u.has(index - back, "conditions") > back for back in (1, 2)):
            return True
        if index == start + 1 and u.tokens[start].norm in _ALL:
            # "both | also go to …"
            return True
        if index == start or u.tokens[index - 1].kind is not Kind.NUMBER:
            return False
        if u.has(index, "conditions") > 1 or u.tokens[index].norm == "+":
            return True
        if any(u.has(i, "conditions", "between") for i in range(max(start, index - 3), index)):
            return True
        return bool(rated(u, index - 1) or counted_at(u, start))

    def _lists_values(self, start: int, index: int, following: int) -> bool:
        """“customers from Germany | and Austria get …”, “critical | and high ones …”: several values of one case."""
        u = self._u
        if index <= start or following >= len(u.tokens):
            return False
        one, other = u.tokens[index - 1], u.tokens[following]
        told = u.has(index - 2, "words", "from", "in", "with") and index - 2 > start
        named = one.text[:1].isupper() and other.text[:1].isupper() and u.service_at(following) is None
        role = role_of_value(one.text) if index - 1 == start or told else None
        if fields_of_last_verb(u, self._verbs, start, index, following):
            return True
        return bool(told and named) or (role is not None and role == role_of_value(other.text))

    def _compares_worded(self, index: int) -> bool:
        """`starts with "HR:" …`: a comparison of what the case before compared."""
        u = self._u
        length = u.has(index, "conditions", "starts", "ends", "contains", "not_contains") or u.has(
            index, "words", "about"
        )
        return (
            bool(length) and index + length < len(u.tokens) and u.tokens[index + length].kind is Kind.QUOTED
        )

    def _with_another(self, index: int) -> bool:
        """“(has the tag billing …,) | with tag onboarding send …”: another value of what a case before named."""
        u = self._u
        if not u.has(index, "words", "with"):
            return False
        if reaction_at(u, index, len(u.tokens)) is not None:
            return True
        named = index + 1 + u.has(index + 1, "words", "det")
        if u.tokens[min(named, len(u.tokens) - 1)].norm in {
            "word",
            "wort",
            "palabra",
            "mot",
            "palavra",
            "keyword",
        }:
            # "with the word bug …, | with the word idea …".
            return named + 2 < len(u.tokens) and self._verbs.score(named + 2) >= 1.0
        if not (u.has(named, "fields") or u.has(named, "nouns", "label", "status")) or named + 2 >= len(
            u.tokens
        ):
            return False
        said = any(u.tokens[i].norm == u.tokens[named].norm for i in range(index))
        return said and self._verbs.score(named + 2) >= 1.0

    def _nothing_else(self, index: int) -> bool:
        """“…, nothing else”, “…, both also go to …”: said for itself, of no case before."""
        u = self._u
        told = index + 1 + u.has(index + 1, "words", "adv", "and") if index + 1 < len(u.tokens) else index
        if u.tokens[min(index, len(u.tokens) - 1)].norm in _ALL and u.has(told, "verbs", "get", "be", "go"):
            return True
        return index + 2 <= len(self._u.tokens) and [t.norm for t in self._u.tokens[index : index + 2]] in (
            ["nothing", "else"],
            ["nobody", "else"],
        )

    def _denies(self, index: int) -> int:
        """Tokens of “if it isn't”, “if that's not the case” with an order behind: what was asked before is not so."""
        u = self._u
        found = _DENIAL.match(" ".join(token.norm for token in u.tokens[index : index + 8]))
        asked = any(u.has(i, "words", "if", "when") for i in range(index))
        if found is None or not asked:
            return 0
        behind = index + len(found["denied"].split())
        if behind < len(u.tokens) and u.tokens[behind].norm in {",", ":"}:
            return behind + 1 - index
        ordered = behind < len(u.tokens) and self._verbs.is_verb(behind)
        told = (
            u.has(behind, "words", "adj") or u.has(behind, "events") or u.tokens[behind].norm.endswith("ed")
        )
        return behind - index if ordered and not told else 0

    def _chooses(self, index: int) -> bool:
        """“depending on the status …”, “whichever …” begin here."""
        return bool(depends_at(self._u, index) or self._u.has(index, "words", "whichever"))

    def _lists_names(self, start: int, index: int, lead: str) -> bool:
        """“if the name, email | or amount is missing”, “check that name | and email are given”: one predicate for all."""
        u = self._u
        if u.tokens[index].norm != "," and not u.has(index, "words", "and", "or"):
            return False
        if lead not in {"if", "unless"}:
            opened = next(
                (
                    i
                    for i in range(start, index)
                    if u.has(i, "words", "that", "if") or u.tokens[i].norm == "whether"
                ),
                None,
            )
            if opened is None or not any(
                u.has(i, "verbs", "check", "validate") for i in range(start, opened)
            ):
                return False
            start = opened + 1
        if not self._names_only(start, index):
            return False
        size = len(u.tokens)
        end = next((i for i in range(index, size) if u.has(i, "conditions")), size)
        return bool(u.has(end, "conditions", "empty", "not_empty")) and self._names_only(index + 1, end)

    def _names_only(self, first: int, last: int) -> bool:
        u = self._u
        named = [i for i in range(first, last) if u.has(i, "fields") or u.has(i, "nouns")]
        plain = (
            u.has(i, "words", "det", "and", "or", "adv") or u.tokens[i].norm in {",", "both", "either"}
            for i in range(first, last)
            if i not in named
        )
        return bool(named) and all(plain)

    def _gapped(self, start: int, index: int, following: int) -> bool:
        """“put PDFs in Dropbox | and images in S3”: the verb goes for both, each thing has a place of its own."""
        u = self._u
        verb = next((i for i in range(start, index) if self._verbs.is_verb(i)), None)
        if verb is None or not self._placed(verb + 1, index):
            return False
        end = following
        while (
            end < len(u.tokens)
            and u.tokens[end].norm not in {",", ".", ";", ":", "\n"}
            and not u.has(end, "words", "and")
        ):
            if self._verbs.is_verb(end):
                return False
            end += 1
        return self._placed(following, end)

    def _placed(self, first: int, last: int) -> bool:
        """A thing of one or two plain words, and right behind it where it goes."""
        u = self._u
        place = first
        while place < last and place - first < 3 and not u.has(place, "words", "in", "to"):
            if u.has(place, "words") and not u.has(place, "words", "adj"):
                return False
            place += 1
        behind = place + u.has(place, "words", "in", "to") if place < last else last
        if place == first or behind >= last or behind == place:
            return False
        hit = u.service_at(behind)
        return (hit is not None and hit.last >= last - 1) or (
            u.tokens[behind].is_literal and behind + 1 >= last
        )

    def _told_after(self, index: int) -> bool:
        """“After a signup wait 2 days”: what happened is a noun, and an order follows it."""
        u = self._u
        if index >= len(u.tokens) or u.tokens[index].kind is Kind.NUMBER or u.is_scheduled(index):
            return False
        return any(
            self._verbs.is_verb(place) and (u.has(place - 1, "nouns") or u.service_at(place - 1) is not None)
            for place in range(index + 1, min(index + _LONGEST_TOLD, len(u.tokens)))
        )

    def _numbered(self, index: int) -> bool:
        """`2) …`, `b) …`: the next step of a numbered list."""
        tokens = self._u.tokens
        lettered = tokens[index].kind is Kind.WORD and tokens[index].norm in _LETTERS
        return (
            (tokens[index].kind is Kind.NUMBER or lettered)
            and len(tokens[index].text) <= 2
            and index + 2 < len(tokens)
            and tokens[index + 1].norm == ")"
            and (index == 0 or tokens[index - 1].norm != "(")
        )

    def _place_before_else(self, index: int) -> bool:
        """“…, Slack #vip, otherwise …”: only a place, and what else is done behind it."""
        u = self._u
        hit = u.service_at(index)
        if hit is None or hit.is_generic or self._inside_name(index):
            return False
        for place in range(index + 1, min(index + _LONGEST_PLACE, len(u.tokens))):
            if u.has(place, "words", "otherwise"):
                return True
            if self._verbs.is_verb(place) or u.tokens[place].norm in _ENDS:
                return False
        return False

    def _labels(self, index: int) -> bool:
        """A short label before an arrow or colon begins here ("…, questions -> Freshdesk")."""
        if self._u.has(index, "fields") and self._u.has(index - 2, "fields"):
            # "A form with name, phone -> …": the list goes on.
            return False
        for place in range(index + 1, min(index + 4, len(self._u.tokens))):
            if self._u.tokens[place].kind is Kind.ARROW:
                return True
            if self._u.tokens[place].norm in {",", "."}:
                return False
            if (
                place <= index + 2
                and self._u.tokens[place].norm in {"to", "into", "nach", "a", "para"}
                and place + 1 < len(self._u.tokens)
                and (
                    self._u.service_at(place + 1) is not None
                    or self._u.tokens[place + 1].kind in {Kind.CHANNEL, Kind.EMAIL}
                    or (
                        self._u.has(place + 1, "words", "det")
                        and self._u.has(place + 2, "nouns", "folder", "sheet", "table", "list", "channel")
                    )
                )
                and self._u.service_at(index) is None
                and not self._u.has(index, "words")
            ):
                return True
        return False

    def _inside_name(self, index: int) -> bool:
        hit = self._u.service_at(index)
        return hit is not None and hit.first < index

    def _predicate(self, index: int) -> bool:
        if not 0 <= index < len(self._u.tokens):
            return False
        return (
            self._verbs.is_verb(index) or starts_guard(self._u, index) or self._predicates.subject_verb(index)
        )

    def _names_next(self, index: int) -> bool:
        """A service on both sides."""
        u = self._u
        near = range(max(0, index - 3), index)
        return u.service_at(index + 1) is not None and any(u.service_at(i) is not None for i in near)

    def _delivers_more(self, start: int, index: int) -> bool:
        """“(send) a Slack ping | and a row in Sheets”, “row in Sheets | + Telegram message”: each is sent for itself."""
        u = self._u
        if not (u.tokens[index].norm in {",", "+"} or u.has(index, "words", "and")):
            return False
        following = index + 1
        while u.has(following, "words", "and"):
            following += 1
        return bool(delivery(u, self._verbs, following)) and delivered_before(u, self._verbs, start, index)
