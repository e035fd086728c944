"""A request cut into clauses: one predicate each, with the connector that introduced it.

"When a form is sent, save it and if the amount is over 5 tell me, otherwise stop"
# when | a form is sent; "" | save it; if | the amount is over 5; "" | tell me; otherwise | stop
"""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.asking import opens_condition
from nodepilot.composer.reading.bans import ban_at
from nodepilot.composer.reading.cases import CaseHead
from nodepilot.composer.reading.compared_names import WHOSE
from nodepilot.composer.reading.cut_signs import CutSigns
from nodepilot.composer.reading.deliveries import told_behind
from nodepilot.composer.reading.guard_start import ranged
from nodepilot.composer.reading.happening import ends_in_infinitive, event_follows, order_behind_bei, timed
from nodepilot.composer.reading.header_names import names_header
from nodepilot.composer.reading.placed_cases import placed_case
from nodepilot.composer.reading.told_things import things_told
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_ENDS = frozenset({".", "!", "?", ";", "..."})
_CONNECTORS = ("otherwise", "unless", "when", "if")
_CASES = frozenset({"when", "if", "unless"})
_PURPOSE = frozenset({"so", "because", "since", "um", "damit", "afin", "porque", "weil"})
_THEN = frozenset("then dann entonces alors entao".split())
_RELATIVE = frozenset("der die das den dem deren dessen wo".split())
_DECIDING = frozenset("decide determine judge decides entscheiden figure out".split())
_BEFORE_ELSE = frozenset(
    "or anywhere anyone anybody anything everything everywhere everyone somewhere "
    "someone something nobody nothing what where who".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (exclusive), without the connector.

    `lead` is `when`, `if`, `otherwise`, `unless`, `before`, `purpose`, `arrow`, `colon`, `then`, `case` or "".
    `sentence` counts the sentences of the request from 0.
    """

    first: int
    last: int
    lead: str
    sentence: int


class Cutter(CutSigns):
    """Cuts one utterance. `heads` are the labels of listed cases: a clause of its own each, with the lead `case`."""

    def __init__(self, utterance: Utterance, verbs: Verbs, heads: Sequence[CaseHead] = ()) -> None:
        super().__init__(utterance, verbs)
        self._heads = {head.first: head for head in heads}

    def cut(self) -> list[Clause]:
        """All clauses in order; time phrases at their edges are left out."""
        clauses: list[Clause] = []
        start, lead, sentence = 0, "", 0
        depth = 0
        skipped = self._skip_time(0)
        step, opened = self._opening(skipped)
        if opened:
            start, lead = skipped + step, opened
        index, size = start, len(self._u.tokens)
        while index < size:
            token = self._u.tokens[index]
            if (head := self._heads.get(index)) is not None:
                self._keep(clauses, start, index, lead, sentence)
                clauses.append(Clause(head.first, head.last, "case", sentence))
                start = index = head.mark + 1
                step, lead = self._opening(index)
                start, lead, index, depth = start + step, lead or "arrow", index + step, 0
                continue
            if (
                token.norm == "("
                and self._verbs.score(index + 1) >= 1.0
                and self._u.has(index + 1, "verbs", "reply")
                and index > start
            ):
                self._keep(clauses, start, index, lead, sentence)
                start, lead, index = index + 1, "", index + 1
                continue
            if token.norm in {"(", "["}:
                depth += 1
            elif token.norm in {")", "]"}:
                depth = max(0, depth - 1)
            found = self._boundary(index, start, lead) if not depth else None
            if found is None:
                index += 1
                continue
            length, next_lead, ends_sentence = found
            self._keep(clauses, start, index, lead, sentence)
            sentence += ends_sentence
            index += length
            start, lead = index, next_lead
            if index not in self._heads and (not next_lead or next_lead in {"colon", "arrow", "then"}):
                step, opened = self._opening(index)
                if opened:
                    start, lead, index = index + step, opened, index + step
        self._keep(clauses, start, size, lead, sentence)
        return clauses or []

    def _keep(self, clauses: list[Clause], first: int, last: int, lead: str, sentence: int) -> None:
        while first < last and (
            self._u.is_scheduled(first) or self._u.tokens[first].norm in {",", "and", "also"}
        ):
            first += 1
        while last > first and (
            self._u.is_scheduled(last - 1) or self._u.tokens[last - 1].norm in {",", "and", ".", "-"}
        ):
            last -= 1
        if first < last:
            clauses.append(Clause(first, last, lead, sentence))

    def _skip_time(self, index: int) -> int:
        while index < len(self._u.tokens) and (
            self._u.is_scheduled(index) or self._u.tokens[index].norm == ","
        ):
            index += 1
        return index

    def _opening(self, index: int) -> tuple[int, str]:
        """A connector at the beginning of a clause: (tokens, lead)."""
        u = self._u
        start = index
        while index < len(u.tokens) and (
            u.has(index, "words", "then", "and", "polite", "but")
            and not u.has(index, "words", "otherwise", "when", "if")
        ):
            if u.service_at(index) is not None or self._verbs.is_verb(index):
                break
            index += u.has(index, "words", "then", "and", "polite", "but")
            if index < len(u.tokens) and u.tokens[index].norm == ",":
                index += 1
        if (
            index + 1 < len(u.tokens)
            and u.tokens[index].norm in {"trigger", "ausloser", "disparador", "declencheur", "gatilho"}
            and u.tokens[index + 1].norm == ":"
        ):
            return index + 2 - start, "when"
        if u.has(index, "words", "only") and u.has(index + 1, "words", "if", "when"):
            index += 1
        if u.tokens[index].norm in WHOSE if index < len(u.tokens) else False:
            # "Where stock is below 10 …, where it is 0 …".
            return index + 1 - start, "if"
        if length := self._denies(index):
            return index + length - start, "otherwise"
        for concept in _CONNECTORS:
            length = u.has(index, "words", concept)
            if (
                concept == "otherwise"
                and length > 1
                and u.has(index + length - 1, "conditions_of_finding") > 1
            ):
                # "si no existe": what was not found, no "otherwise".
                continue
            if length and not u.is_scheduled(index):
                if (
                    concept == "otherwise"
                    and index + length < len(u.tokens)
                    and u.tokens[index + length].norm == ","
                ):
                    length += 1
                return index + length - start, concept
        if (length := u.has(index, "words", "after")) and (
            event_follows(self._u, index + length) or self._told_after(index + length)
        ):
            return index + length - start, "when"
        if opens_condition(u, index):
            return index - start, "if"
        if (
            index == 0
            and u.tokens
            and u.tokens[0].norm in {"on", "upon", "bei", "beim"}
            and not u.is_scheduled(0)
            and event_follows(self._u, 1)
        ):
            return 1, "when"
        return 0, ""

    def _boundary(self, index: int, start: int, lead: str) -> tuple[int, str, bool] | None:
        """A clause boundary at `index`: (tokens it takes, lead of what follows, sentence ends)."""
        u, token = self._u, self._u.tokens[index]
        if u.is_scheduled(index) and token.norm not in _ENDS:
            return None
        if any(each.first <= index < each.last for each in u.values):
            return None
        if token.kind is Kind.NEWLINE or token.norm in _ENDS:
            return 1, "", True
        if token.kind is Kind.ARROW:
            return (1, lead, False) if index == start and lead == "otherwise" else (1, "arrow", True)
        if self._numbered(index):
            return 2, "", True
        if token.norm == ":" and names_header(u, index - 1):
            return None
        if token.norm == ":":
            return (1, "colon", False) if index > start else (1, lead, False)
        if index == start or self._lists_names(start, index, lead) or self._offers_choices(index + 1):
            return None
        if token.norm in {"-", "–", ",", "("} and u.has(index + 1, "words", "correction"):
            return 1, "", False
        if u.has(index, "words", "correction") > 1:
            return 0, "", False
        if token.norm in {"-", "–"} and ranged(u, index - 1):
            # "NPS 9-10 …"
            return None
        if token.norm in {"-", "–"} and index + 1 < len(u.tokens) and self._predicate(index + 1):
            return 1, "", False
        if token.norm == "," and lead not in _CASES and self._delivers_more(start, index):
            return 1, "", False
        if token.norm == ",":
            final = u.language == "de" and not lead and index - start > 2
            if final and self._conditions.read_final(start, index) is not None:
                return 1, "", False
            return self._comma(index, start, lead)
        if index == start or self._inside_name(index):
            return None
        if (
            (length := u.has(index, "words", "otherwise"))
            and u.tokens[index - 1].norm not in _BEFORE_ELSE
            and u.has(index - 1, "words", "rest") < 2
        ):
            return length, "otherwise", False
        if token.norm in WHOSE and u.tokens[min(index + 1, len(u.tokens) - 1)].kind in {
            Kind.QUOTED,
            Kind.PATH,
        }:
            # "a bot where '/start' …": what it does in each case.
            return 1, "colon", False
        if (length := u.has(index, "words", "when")) and not (
            lead == "when" and token.norm == "bei" and u.service_at(index + 1) is not None
        ):
            # "wenn mir jemand bei Telegram schreibt": where it happens.
            return length, "when", False
        if (
            (length := u.has(index, "words", "after"))
            and not lead
            and index > start + 1
            and not timed(self._u, index)
            and event_follows(self._u, index + length)
        ):
            return length, "when", False
        if token.norm in {"when", "wenn"}:
            return 1, "when", False
        if u.tokens[index - 1].norm in _DECIDING and u.has(index, "words", "if"):
            return None
        if u.has(index, "words", "if") and not lead and self._predicates.checks(start, index):
            return None
        if (
            (length := u.has(index, "words", "if", "unless"))
            and index > start + 1
            and not u.has(index, "words", "modal")
        ):
            return length, "unless" if u.has(index, "words", "unless") else "if", False
        if token.norm == "+" and lead in {"arrow", "colon"} and self._names_next(index):
            # "form -> Notion + email to me".
            return 1, lead, False
        if lead not in _CASES and self._delivers_more(start, index):
            return 1, "", False
        if u.has(index, "words", "and", "then", "but") and not (
            u.has(index, "words", "adv") and u.has(index - 1, "words", "modal")
        ):
            return self._conjunction(index, start, lead)
        if token.norm in _PURPOSE and index > start + 1 and u.language == "en" and index + 1 < len(u.tokens):
            following = index + 1 + (u.tokens[index + 1].norm == "that")
            # "… so every new payment becomes an invoice": that is when it is done.
            return (
                (following - index, "when", False)
                if u.has(following, "words", "every")
                else (1, "purpose", False)
            )
        if (length := u.has(index, "words", "before", "until")) and self._predicates.subject_verb(
            index + length
        ):
            return length, "before", False
        if (
            token.norm == "before"
            and index + 1 < len(u.tokens)
            and u.tokens[index + 1].norm.endswith("ing")
            and u.has(index + 1, "verbs")
        ):
            return 1, "then", False
        if (
            lead == "when"
            and self._predicates.stands_between(start, index)
            and told_behind(u, self._verbs, index)
        ):
            # "wenn eine Zahlung fehlschlägt | SMS an mich": what shall be sent needs no verb.
            return 0, "", False
        if lead in _CASES and index > start + 1 and (length := u.has(index, "words", "polite")):
            # "when a ticket is opened | please create …": what is begged for is done then.
            return length, "", False
        if lead in {"when", "if"} and (
            self._predicates.main_clause(index, start)
            or self._orders_to_me(start, index)
            or self._compared_last(start, index)
            or (lead == "when" and order_behind_bei(u, start, index))
        ):
            return 0, "", False
        return None

    def _comma(self, index: int, start: int, lead: str) -> tuple[int, str, bool] | None:
        following = index + 1
        _, opened = self._opening(following)
        if opened:
            return 1, "", False
        while (
            following < len(self._u.tokens)
            and self._u.has(following, "words", "and", "then", "adv", "but")
            and not self._verbs.is_verb(following)
        ):
            following += 1
        if self._chooses(following):
            return following - index, "", False
        if (
            self._predicate(following)
            or self._repeats(start, following)
            or self._compares_worded(following)
            or self._nothing_else(following)
            or self._with_another(following)
            or placed_case(self._u, self._verbs, following) is not None
            or self._labels(following)
            or things_told(self._u, following)
            or self._takes_option(following)
            or ban_at(self._u, following)
        ):
            return 1, "", False
        relative = self._u.tokens[min(following, len(self._u.tokens) - 1)].norm in _RELATIVE
        if not lead and not relative and ends_in_infinitive(self._u, self._verbs, index):
            return 1, "", False
        if lead not in {"when", "if"} or not self._predicates.stands_before(index):
            return None
        if self._place_before_else(following):
            return 1, "arrow", False
        return (1, "", False) if not self._predicates.is_list(following) else None

    def _conjunction(self, index: int, start: int, lead: str) -> tuple[int, str, bool] | None:
        u = self._u
        if self._joins_numbers(start, index):
            return None
        if (
            lead in {"when", "if"}
            and u.language == "de"
            and not self._predicates.stands_between(start, index)
        ):
            # "wenn Name, Firma und Budget ausgefüllt werden": what happens stands at the end.
            return None
        if self._verbs.is_verb(index) and not u.has(index, "words", "and"):
            return None
        length = u.has(index, "words", "and", "then", "but") or 1
        following = index + length
        if self._are_options(index - 1, following):
            # "S and M orders go to …": two choices of one case.
            return None
        if lead in {"when", "if"} and u.tokens[index].norm in _THEN:
            return length, "", False
        if (
            lead in {"when", "if"}
            and following < len(u.tokens)
            and u.tokens[following].kind is Kind.DOTTED
            and self._conditions.read_test(following, min(following + 8, len(u.tokens))) is not None
        ):
            # "… and body.amount is greater than 100": the other half of the condition.
            return None
        while (
            following < len(u.tokens)
            and (u.has(following, "words", "then", "adv") or u.tokens[following].norm == ",")
            and not self._verbs.is_verb(following)
        ):
            if u.has(following, "words", "otherwise", "when", "if"):
                break
            following += 1
        if self._lists_values(start, index, following):
            return None
        _, opened = self._opening(following)
        if opened or ban_at(u, following):
            return following - index, "", False
        if self._chooses(following):
            return following - index, "", False
        if self._gapped(start, index, following):
            return length, "", False
        if self._predicate(following) or ends_in_infinitive(self._u, self._verbs, index):
            return length, "then" if u.has(index, "words", "then") else "", False
        return None


def cut_clauses(utterance: Utterance, verbs: Verbs, heads: Sequence[CaseHead] = ()) -> list[Clause]:
    """The clauses of an utterance; `heads` are the labels of the cases that it lists."""
    return Cutter(utterance, verbs, heads).cut()
