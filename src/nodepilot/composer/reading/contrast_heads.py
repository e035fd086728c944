"""What stands before the action of a clause, where the clause may be one of several that contrast.

tickets marked urgent | should page us          emails from boss@acme.com | are forwarded
"""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

ELSE = frozenset(
    {
        "else",
        "others",
        "elsewhere",
        "other",
        "anderen",
        "andere",
        "otros",
        "otras",
        "demas",
        "autres",
        "outros",
        "outras",
        "demais",
        "rest",
        "remaining",
        "ubrigen",
        "resto",
        "reste",
    }
)
_LONGEST_HEAD = 8
_ON = frozenset("on upon bei beim".split())
_ANY = frozenset("everything anything everyone anyone all those any".split())
TELLING = frozenset(
    "marked tagged labelled labeled flagged rated called named containing mentioning coming addressed concerning".split()
)
_LEADS = frozenset({"", "colon", "arrow", "then"})


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the action of a clause: its telling tokens, and where the action begins."""

    clause: int
    tokens: tuple[int, ...]
    action: int
    rest: bool
    said: bool = False
    """“Otherwise” says so: the clause needs no guard of its own."""


class HeadFinder:
    """Finds the heads of one utterance's clauses."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs

    def head(self, index: int, clauses: Sequence[Clause]) -> Head | None:
        """The clause's head; None where the clause begins with its action or nothing tells a case."""
        clause = clauses[index]
        if clause.lead == "otherwise":
            return Head(index, (), clause.first, rest=True, said=True)
        if clause.lead in _LEADS and self._gapped(index, clauses):
            return self._object_head(index, clause)
        orders = self._verbs.is_verb(clause.first) and not self._shouted(clause)
        if clause.lead not in _LEADS or (orders and not self._names_value(clause)):
            return None
        if index == 0 and any(
            self._u.has(i, "nouns", "form", "webhook", "bot") for i in range(clause.first, clause.last)
        ):
            # "A form asks for …": what starts it all.
            return None
        if index == 0 and len(clauses) > 1 and clauses[1].lead == "colon":
            # "New contact: Germany -> …": what happens, no case.
            return None
        if (
            index == 0
            and self._u.tokens[clause.last - 1].norm == ")"
            and self._u.has(clause.first, "nouns", "form")
        ):
            # "form (name, email) -> …": its fields.
            return None
        action = self._action(clause, clauses[index + 1] if index + 1 < len(clauses) else None)
        if action is None and (length := self._u.has(clause.first, "words", "rest")):
            # "…, the rest stays where it is".
            action = clause.first + length
        if action is None and index and self._opens_alike(clauses[index - 1], clause):
            # "plan pro gets a call, plan basic | just a welcome email".
            told = range(clause.first + 2, min(clause.first + 5, clause.last))
            action = next((i for i in told if self._u.has(i, "words", "det", "only", "adv")), None)
        if action is None or not 0 < action - clause.first <= _LONGEST_HEAD:
            return None
        opens = (
            self._u.has(clause.first, "words", "for", "with", "at")
            or self._u.tokens[clause.first].norm in _ON
        )
        begin = clause.first + (1 if opens and action - clause.first > 2 else 0)
        tokens = tuple(i for i in range(begin, action) if self._tells(i))
        rest = any(
            self._u.has(i, "words", "rest") or self._u.tokens[i].norm in ELSE
            for i in range(clause.first, action)
        ) or self._excludes(clause.first, action)
        return Head(index, tokens, action, rest) if tokens or rest else None

    def _opens_alike(self, before: Clause, clause: Clause) -> bool:
        """Whether both begin with the same word, and are of one sentence."""
        tokens = self._u.tokens
        return (
            before.sentence == clause.sentence
            and tokens[before.first].norm == tokens[clause.first].norm
            and not self._u.has(clause.first, "words")
        )

    def _excludes(self, first: int, last: int) -> bool:
        """“everything that is not a PDF”: all that the cases beside it are not about."""
        return self._u.tokens[first].norm in _ANY and any(
            self._u.has(i, "words", "not") for i in range(first + 1, last)
        )

    def _gapped(self, index: int, clauses: Sequence[Clause]) -> bool:
        """“put PDFs in Dropbox | and images in S3”: whether the next clause repeats the verb in silence."""
        u, clause = self._u, clauses[index]
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        if following is None or following.lead or following.sentence != clause.sentence:
            return False
        joined = any(u.has(i, "words", "and") for i in range(clause.last, following.first))
        silent = not any(self._verbs.is_verb(i) for i in range(following.first, following.last))
        place = next((i for i in range(following.first, following.last) if u.has(i, "words", "in", "to")), 0)
        return joined and silent and self._verbs.is_verb(clause.first) and 0 < place - following.first <= 3

    def _object_head(self, index: int, clause: Clause) -> Head | None:
        """What is put somewhere; all of the clause is what is done with it."""
        u = self._u
        end = next((i for i in range(clause.first, clause.last) if u.has(i, "words", "in", "to")), 0)
        tokens = tuple(i for i in range(clause.first + 1, end) if self._tells(i))
        return Head(index, tokens, clause.first, rest=False) if tokens else None

    def _names_value(self, clause: Clause) -> bool:
        """`label bug | goes to …`, `tagged refund | go to …`: a name that could order something, and its value."""
        u, first = self._u, clause.first
        named = u.has(first, "fields") or u.has(first, "nouns", "label") or u.tokens[first].norm in TELLING
        if self._is_told_of(clause):
            return True
        if u.has(first + 1, "words", "me", "object_pronoun"):
            # "email me the list" orders something.
            return False
        quoted = first + 1 < clause.last and u.tokens[first + 1].kind is Kind.QUOTED
        return bool(named) and any(
            u.has(place, "verbs", "go", "be", "get") or (quoted and self._verbs.score(place) >= 1.5)
            for place in range(first + 2, min(first + 4, clause.last))
        )

    def _is_told_of(self, clause: Clause) -> bool:
        """`answers with a score under 3 | open a ticket`: things in the plural, and which of them."""
        u, first = self._u, clause.first
        if not u.tokens[first].norm.endswith("s") or first + 2 >= clause.last:
            return False
        which = u.has(first + 1, "words", "with", "from", "without", "that", "about") or u.has(
            first + 1, "conditions", "gt", "gte", "lt", "lte"
        )
        return bool(which) and self._acts_behind(first + 1, clause.last)

    def _shouted(self, clause: Clause) -> bool:
        """`STOP -> …`: a word that is received, in capitals."""
        token = self._u.tokens[clause.first]
        return clause.last == clause.first + 1 and len(token.text) > 1 and token.text.isupper()

    def _tells(self, index: int) -> bool:
        u = self._u
        hit = u.service_at(index)
        if u.has(index, "words", "pronoun") and not u.has(index, "words", "det"):
            return False
        return (
            not u.has(index, "words", "det", "polite", "modal", "adv")
            and u.tokens[index].norm not in {",", ":", "new", "incoming", "(", ")"}
            and (hit is None or hit.is_generic)
        )

    def _action(self, clause: Clause, following: Clause | None) -> int | None:
        u = self._u
        relative, behind = False, 0
        for place in range(clause.first + 1, clause.last):
            token = u.tokens[place]
            if place < behind:
                continue
            if (end := self._bracketed(place, clause.last)) is not None:
                behind = end
                continue
            if u.has(place, "words", "that") and (u.has(place + 1, "verbs") or not u.has(place + 1, "nouns")):
                # "everything that is no PDF | goes to …": the first verb belongs to the subject.
                relative = True
                continue
            if relative and u.has(place, "verbs"):
                relative = False
                continue
            if (
                token.norm in TELLING
                or (place == clause.first + 1 and u.tokens[clause.first].norm in TELLING)
            ) and self._acts_behind(place, clause.last):
                continue
            if self._bound_for(place):
                # "orders shipping to Germany | go to …".
                continue
            if u.has(place, "words", "modal") and place + 1 < clause.last and token.kind is Kind.WORD:
                return place
            if self._acts_unknown(place, clause.last):
                return place
            if u.has(place, "verbs", "go", "be", "get") or self._verbs.score(place) >= 1.5:
                return None if token.norm == "to" else place
            if token.norm == "," and self._lists_values(place):
                # "people from Austria, Germany or Switzerland | get …".
                continue
            if token.norm in {",", "("} or (
                u.has(place, "words", "pronoun") and not u.has(place, "words", "det")
            ):
                return None
            if place > clause.first + 1 and self._posts_to(place, clause.last):
                return place
            at = place + 1
            while u.has(place, "words", "to", "in") and at < clause.last - 1 and u.has(at, "words", "det"):
                at += 1
            if (
                u.has(place, "words", "to", "in")
                and at < clause.last
                and (
                    u.service_at(at) is not None
                    or u.tokens[at].is_literal
                    or (at > place + 1 and u.has(at, "nouns", "folder", "sheet", "table", "list", "channel"))
                )
            ):
                return place
        return clause.last if following is not None and following.lead in {"colon", "arrow"} else None

    def _lists_values(self, place: int) -> bool:
        """“Austria | , | Germany or Switzerland”: a comma between values of one kind."""
        tokens = self._u.tokens
        if place + 1 >= len(tokens):
            return False
        one, other = tokens[place - 1].text, tokens[place + 1].text
        role = role_of_value(one)
        return role is not None and role == role_of_value(other)

    def _bound_for(self, place: int) -> bool:
        """`shipping to Germany`, `coming from Spain`: a participle that tells which country a thing is of."""
        u = self._u
        at = place + 1
        while at < len(u.tokens) and u.has(at, "words", "to", "from", "in", "det"):
            at += 1
        value = u.tokens[at].text if place + 1 < at < len(u.tokens) else ""
        return u.tokens[place].norm.endswith(("ing", "ed")) and role_of_value(value) == "country"

    def _posts_to(self, place: int, last: int) -> bool:
        """“priority high | posts in Slack”, “priority low | sends an SMS”: what is done, by what stands behind it."""
        u = self._u
        told = u.has(place, "verbs") and u.tokens[place].norm.endswith("s") and u.language == "en"
        if not told or place + 1 >= last:
            return False
        if u.has(place + 1, "words", "det", "object_pronoun", "me") or u.tokens[place + 1].is_literal:
            return not u.has(place, "nouns")
        at = place + 1 + u.has(place + 1, "words", "to", "in")
        return place + 1 < at < last and (u.tokens[at].is_literal or u.service_at(at) is not None)

    def _acts_unknown(self, place: int, last: int) -> bool:
        """“single press | toggles the lamp”: a verb that no word is known for, by its ending and its object."""
        u = self._u
        token = u.tokens[place]
        return (
            u.language == "en"
            and token.kind is Kind.WORD
            and not u.senses[place]
            and token.norm.endswith("s")
            and place + 1 < last
            and bool(u.has(place + 1, "words", "det"))
            and u.service_at(place) is None
        )

    def _acts_behind(self, place: int, last: int) -> bool:
        """“tickets marked urgent | go to …”: what the thing is said to be, before what is done with it."""
        u = self._u
        return place > 0 and any(
            u.has(i, "words", "modal") or u.has(i, "verbs", "go", "be", "get") or self._verbs.score(i) >= 1.5
            for i in range(place + 1, last)
        )

    def _bracketed(self, place: int, last: int) -> int | None:
        """Where the brackets end that open at a place: “our boss (boss@acme.com)”, “VIPs (field vip is true)”."""
        tokens = self._u.tokens
        if tokens[place].norm != "(":
            return None
        end = next((i for i in range(place, min(place + _LONGEST_HEAD, last)) if tokens[i].norm == ")"), None)
        return end + 1 if end is not None else None
