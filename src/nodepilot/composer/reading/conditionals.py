"""Clauses with “if” and “when”: what is done in which case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.approvals import approval_told, by_approval
from nodepilot.composer.reading.arguments import parse_arguments
from nodepilot.composer.reading.asking import asked_condition
from nodepilot.composer.reading.attachments import of_attached, of_file
from nodepilot.composer.reading.checkboxes import ticked_at
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.code_branches import aims_at
from nodepilot.composer.reading.comparisons import Condition, Test, is_found
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.ellipsis import called_too
from nodepilot.composer.reading.found import answered, found_at, found_condition, looked_up
from nodepilot.composer.reading.guard_start import COMPARATIVES, is_comparative
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.lacking import it_is, it_lacks
from nodepilot.composer.reading.loose_conditions import loose_condition, told_of
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act, Case, Fork, Item
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_ORDER = 2.0
_DONE = frozenset("done finished complete completed through ready fertig durch".split())
_ITS = frozenset("it its is it's that this was has been everything all es das ist".split())
_HAVING = frozenset("has have had got contains includes".split())
_ANY_ONE = frozenset("one it that any them some".split())
_BEI = frozenset({"bei", "beim"})


@dataclass(frozen=True, slots=True)
class ConditionalReader:
    """Reads the conditional clauses of one utterance."""

    u: Utterance
    verbs: Verbs
    acts: ActReader
    conditions: ConditionReader
    repeat: Callable[[int, int, State], list[Act]]
    """What tokens order that leave out the verb of the case before."""

    def read(self, clause: Clause, following: Clause | None, state: State) -> bool:
        """Opens the branch of a condition: what follows in the sentence is done then; at its end, what stands before it."""
        if self._comes_after(clause):
            return bool(state.items())
        found = (
            approval_told(self.u, clause.first, clause.last, state.thread.items)
            or self._looked_up(clause, state)
            or ticked_at(self.u, clause.first, clause.last)
            or it_lacks(self.u, clause.first, clause.last)
            or aims_at(self.u, clause.first, clause.last)
            or asked_condition(self.u, clause.first, clause.last, self._compared_before(state))
            or self.conditions.read_inverted(clause.first, clause.last)
            or self.conditions.read_final(clause.first, clause.last)
            or self.conditions.read(clause.first, clause.last)
        )
        if found is not None:
            found = of_attached(self.u, of_file(found[0]), found[1])
        if state.fork is not None and (place := self._rest_said(clause)) is not None:
            state.open(Guard(None, self.u.span(clause.first, place), rest=True, label="other"))
            state.append(self.acts.read(place, clause.last) if place < clause.last else [])
            return True
        if (
            state.fork is not None
            and (
                turned := it_is(self.u, self.verbs, clause.first, clause.last, self._before(state))
                or self._turned_round(clause, state)
                or self._has_one(clause, state)
            )
            is not None
        ):
            condition, place = turned
            state.open(Guard(condition, self.u.span(clause.first, place)))
            state.append(self.acts.read(place, clause.last) if place < clause.last else [])
            return True
        if state.fork is not None and self._compares_again(clause, found):
            self._open_rest(clause, state)
            return True
        if found is None and self._next_value(clause, state):
            return True
        if found is None and (clause.lead in {"if", "unless"} or state.fork is not None):
            found = loose_condition(self.u, clause.first, clause.last)
        if found is None:
            return False
        condition, end = found
        if clause.lead == "unless":
            condition = condition.inverted()
        guard = Guard(condition, self.u.span(clause.first, end), label=self.u.words(clause.first, end))
        inside = self.acts.read(end, clause.last) if end < clause.last else []
        if not inside and end + 1 == clause.last and self.u.service_at(end) is not None:
            # "if no Mailchimp": where it goes, without a verb.
            inside = self.acts.read(end, clause.last, "arrow")
        if not inside and end < clause.last and state.fork is not None:
            inside = self.repeat(end, clause.last, state)
        inside = called_too(state.fork, inside)
        items = state.items()
        behind = not inside and bool(items) and self._stands_behind(items[-1], clause)
        leads = self._leads(clause, following, inside) and not behind
        if not leads and items and isinstance(items[-1], Act):
            act = items.pop()
            fork = state.trailing
            if fork is not None and any(item is fork for item in items[-1:]):
                # "A if …, or B if …": another case of the same choice.
                fork.cases.append(Case(guard, [act]))
            else:
                fork = state.trailing = Fork([Case(guard, [act])])
                items.append(fork)
            goes_on = following is not None and not following.lead and following.sentence == clause.sentence
            fork.goes_on = fork.goes_on or (behind and goes_on)
            state.fork = fork if following is not None and following.lead == "otherwise" else state.fork
            state.case = fork.cases[-1] if state.fork is fork else state.case
            return True
        if condition.tests[0].kind == "approval" and (state.fork is None or not by_approval(state.fork)):
            state.fork = Fork()
            items.append(state.fork)
        state.open(guard)
        state.append(inside)
        return True

    def _comes_after(self, clause: Clause) -> bool:
        """“tell me when it is done”: that it comes after what was done, no condition."""
        words = {self.u.tokens[i].norm for i in range(clause.first, clause.last)}
        return clause.lead == "when" and bool(words & _DONE) and words <= _DONE | _ITS

    def _rest_said(self, clause: Clause) -> int | None:
        """“if it is less than that”, “se for menos que isso”: where the words end that mean all the rest."""
        for place in range(clause.first, min(clause.first + 4, clause.last)):
            if (length := self.u.has(place, "words", "rest")) > 1:
                return place + length
        return None

    def _turned_round(self, clause: Clause, state: State) -> tuple[Condition, int] | None:
        """“when ticked …, when not ticked …”: the opposite of the case before, in the same word."""
        u = self.u
        before = self._before(state)
        length = u.has(clause.first, "words", "not")
        said = clause.first + length
        if before is None or not length or said >= clause.last or len(before.tests) != 1:
            return None
        start, end = before.tests[0].span
        spoken = {t.norm for t in u.tokens if start <= t.start < end}
        return (before.inverted(), said + 1) if u.tokens[said].norm in spoken else None

    def _has_one(self, clause: Clause, state: State) -> tuple[Condition, int] | None:
        """“(has no phone number …,) if there is one …”, “if false …”: the case before, the other way round."""
        u = self.u
        before = self._before(state)
        if before is None or len(before.tests) != 1:
            return None
        operator, first = before.tests[0].operator, clause.first
        if operator in {"empty", "not_empty"} and (end := self._holds_one(clause)):
            return (before if operator == "not_empty" else before.inverted()), end
        if operator in {"true", "false"} and u.tokens[first].norm in {"true", "false", "yes", "no"}:
            holds = u.tokens[first].norm in {"true", "yes"}
            return (before if holds == (operator == "true") else before.inverted()), first + 1
        found = found_condition(u, first, clause.last)
        if operator not in {"empty", "not_empty"} or found is None:
            return None
        there = found[0].tests[0].operator == "found"
        return (before if there == (operator == "not_empty") else before.inverted()), found[1]

    def _holds_one(self, clause: Clause) -> int:
        """Where “it has one” ends; 0 where that is not said."""
        place = clause.first
        while place < clause.last and self.u.has(place, "words", "pronoun", "det", "modal"):
            place += 1
        said = [token.norm for token in self.u.tokens[place : min(place + 2, clause.last)]]
        holds = len(said) == 2 and said[0] in _HAVING and said[1] in _ANY_ONE
        return place + 2 if holds else 0

    def _said(self, clause: Clause) -> tuple[Condition, int] | None:
        """“says they want a demo”, up to an order that no comma parts from it."""
        orders = (i for i in range(clause.first + 2, clause.last) if self.verbs.score(i) >= _ORDER)
        end = next(orders, clause.last)
        found = told_of(self.u, clause.first, end)
        return (found[0], end) if found is not None else None

    def _before(self, state: State) -> Condition | None:
        """The condition of the case before."""
        return state.fork.cases[-1].guard.condition if state.fork is not None and state.fork.cases else None

    def _compared_before(self, state: State) -> str:
        """The name of what the case before compared."""
        before = self._before(state)
        return before.tests[0].left if before is not None else ""

    def read_further(self, clause: Clause, before: Clause, acts: list[Act], state: State) -> bool:
        """“When an order is paid and the total is more than 200, …”: the second half is a condition, too."""
        if clause.lead or before.lead not in {"when", "if"} or before.sentence != clause.sentence:
            return False
        final = self.conditions.read_final(clause.first, clause.last)
        found = final or self.conditions.read(clause.first, clause.last)
        if found is None and (told := self._said(clause)) is not None:
            self._narrow(told[0], self.u.words(clause.first, told[1]), state)
            state.append(self.acts.read(told[1], clause.last) if told[1] < clause.last else [])
            return True
        if found is None:
            return False
        condition, end = found
        whole = end >= clause.last - 1
        if final is not None and end >= clause.last:
            acts = []
        orders = any(act.target is not None or act.verb not in {"be", "", "sum"} for act in acts)
        if orders and (not self._joined(before, clause) or whole or self.verbs.score(end) < 1.0):
            return False
        if not orders and not whole:
            return False
        compares = self.u.has(clause.first, "verbs", "be") or self.u.has(clause.first, "conditions") > 1
        if self.verbs.is_verb(clause.first) and not compares:
            return False
        self._narrow(condition, self.u.words(clause.first, end), state)
        state.append(self.acts.read(end, clause.last) if orders else [])
        return True

    def _narrow(self, condition: Condition, label: str, state: State) -> None:
        """Both halves have to hold; a branch is opened where the first half opened none."""
        first = state.case.guard.condition if state.case is not None and not state.case.items else None
        if state.case is None or first is None or first.any_of or condition.any_of:
            state.open(Guard(condition, condition.tests[0].span, label=label))
            return
        both = Condition((*first.tests, *condition.tests))
        state.case.guard = replace(state.case.guard, condition=both)

    def _compares_again(self, clause: Clause, found: tuple[Condition, int] | None) -> bool:
        """“…; when it's less, …”, “if they stayed longer …”: a comparison with the case before."""
        if found is not None:
            quoted = any(self.u.tokens[i].kind is Kind.QUOTED for i in range(clause.first, found[1]))
            return is_comparative(found[0].tests[0]) and not quoted
        near = range(clause.first, min(clause.first + 4, clause.last))
        return any(self.u.tokens[i].norm in COMPARATIVES for i in near)

    def _next_value(self, clause: Clause, state: State) -> bool:
        """“(bei hoch ruf an,) bei mittel schreib …”: another value of what the case before compared."""
        before = self._before(state)
        if (named := self._behind_bei(clause)) is not None:
            left = before.tests[0].left if before is not None and before.tests[0].operator == "eq" else ""
            value = self.u.words(clause.first, named).strip("'\"“”„«»")
            told = Test(left, "eq", value, "string", self.u.span(clause.first, named))
            state.open(Guard(Condition((told,)), told.span, label=value))
            state.append(self.acts.read(named, clause.last) if named < clause.last else [])
            return True
        if before is None or before.tests[0].operator != "eq" or clause.lead not in {"when", "if"}:
            return False
        u, end = self.u, clause.first
        if (named := self._named_there(clause)) is not None:
            # "si c'est la Belgique …": the value stands behind what points to it.
            clause, end = replace(clause, first=named), named
        pointing = u.has(end, "words", "pronoun") and before.tests[0].left
        quoted = next((i for i in range(end, clause.last) if u.tokens[i].kind is Kind.QUOTED), None)
        if pointing and quoted is not None and u.has(quoted - 1, "words", "with", "in"):
            # When they react with :x: — another value of what the case before compared.
            test = replace(
                before.tests[0], right=u.tokens[quoted].text[1:-1], span=u.span(quoted, quoted + 1)
            )
            state.open(Guard(Condition((test,)), test.span, label=str(test.right)))
            state.append(self.acts.read(quoted + 1, clause.last) if quoted + 1 < clause.last else [])
            return True
        quoted_first = u.tokens[end].kind is Kind.QUOTED
        while (
            end < clause.last
            and end - clause.first < (1 if quoted_first else 3)
            and not (u.has(end, "verbs") or u.has(end, "words") or u.has(end, "conditions"))
        ):
            end += 1
        if (
            end == clause.first
            and end + 1 < clause.last
            and u.tokens[end].norm.endswith("ed")
            and u.has(end + 1, "verbs")
        ):
            # "(if the status is open …,) if closed add …": a state, no order.
            end += 1
        place = end + 1
        while place < clause.last - 1 and u.has(place, "words", "det"):
            place += 1
        placed = (
            place < clause.last
            and u.has(end, "words", "to", "in", "into")
            and (u.tokens[place].is_literal or u.service_at(place) is not None)
        )
        ordered = quoted_first or placed or end >= clause.last or self.verbs.score(end) >= 1.0
        if end == clause.first or not (ordered or u.has(end, "words", "nothing")):
            return False
        value = u.words(clause.first, end).strip("'\"“”„«»")
        test = replace(before.tests[0], right=value, span=u.span(clause.first, end))
        state.open(Guard(Condition((test,)), test.span, label=value))
        inside = self.acts.read(end, clause.last) if end < clause.last else []
        if end < clause.last and (not inside or not inside[0].target):
            inside = self.repeat(end, clause.last, state) or inside
        state.append(inside)
        return True

    def _named_there(self, clause: Clause) -> int | None:
        """Where the name stands in “c'est la Belgique”, “it's Spain”; None for anything else."""
        u, place = self.u, clause.first
        while place < clause.last - 1 and (
            u.has(place, "words", "pronoun", "det")
            or u.has(place, "conditions", "eq")
            or u.has(place, "verbs", "be")
        ):
            place += 1
        named = u.tokens[place].kind is Kind.WORD and u.tokens[place].text[:1].isupper()
        return place if place > clause.first and named and u.service_at(place) is None else None

    def _behind_bei(self, clause: Clause) -> int | None:
        """“bei Vorkasse …, bei PayPal …”: where the value ends, where several stand beside each other."""
        u = self.u
        if not clause.first or u.tokens[clause.first - 1].norm not in _BEI or u.tokens[0].norm in _BEI:
            return None
        others = sum(
            token.norm in _BEI and (i == 0 or u.tokens[i - 1].norm in {",", ":", ";", ".", "\n"})
            for i, token in enumerate(u.tokens)
        )
        first = u.tokens[clause.first]
        named = first.is_literal or first.text[:1].isupper()
        return clause.first + 1 if others > 1 and named else None

    def _open_rest(self, clause: Clause, state: State) -> None:
        """All that the case before leaves."""
        state.open(Guard(None, self.u.span(clause.first, clause.last), rest=True, label="other"))
        bounds = (i for i in range(clause.first, clause.last) if self.u.tokens[i].norm in COMPARATIVES)
        place = next(bounds, clause.last)
        state.append(self.acts.read(place + 1, clause.last) if place + 1 < clause.last else [])

    def _stands_behind(self, item: Item, clause: Clause) -> bool:
        """“post to #big if it is over 100, otherwise …”: no comma parts the condition from what it is on."""
        if not isinstance(item, Act) or clause.lead not in {"if", "unless"}:
            return False
        between = range(item.last, clause.first)
        parted = any(
            self.u.tokens[i].norm in {",", ";", ".", ":"}
            or self.u.tokens[i].kind is Kind.ARROW
            or self.u.has(i, "words", "and", "but")
            for i in between
        )
        return 0 < len(between) <= 2 and not parted

    def _leads(self, clause: Clause, following: Clause | None, inside: list[Act]) -> bool:
        """Whether what is done stands behind the condition, not before it."""
        if inside or (following is not None and following.lead in {"colon", "arrow"}):
            return True
        return (
            following is not None
            and following.sentence == clause.sentence
            and not self._joined(clause, following)
            and following.lead != "when"
            and not self.u.has(following.first, "words", "or")
        )

    def _looked_up(self, clause: Clause, state: State) -> tuple[Condition, int] | None:
        """“If yes …”, “if they are in there …”, “if they are in HubSpot …”: whether something is there."""
        answer = answered(self.u, clause.first, clause.last, state.asked)
        if answer is not None:
            return answer
        known = looked_up(state.thread.items)
        if known and (found := found_condition(self.u, clause.first, clause.last)) is not None:
            return found
        return self._found_at(clause, state, known=known)

    def asks_presence(self, clause: Clause, state: State) -> Condition | None:
        """“is the customer in our Postgres table?”: looked up there; what a “yes” behind it says."""
        found = self._found_at(clause, state, known=False)
        return found[0] if found is not None else None

    def _found_at(self, clause: Clause, state: State, *, known: bool) -> tuple[Condition, int] | None:
        at = found_at(self.u, clause.first, clause.last)
        if at is None:
            return None
        there, hit, end = at
        if not known:
            arguments = parse_arguments(self.u, self.verbs, clause.first, end)
            state.append(
                [
                    Act(
                        "search",
                        clause.first,
                        end,
                        arguments,
                        source=hit,
                        verb_at=clause.first,
                        lead=clause.lead,
                    )
                ]
            )
        return is_found(self.u.span(clause.first, end), there=there), end

    def _joined(self, clause: Clause, following: Clause) -> bool:
        """Whether "and" stands between: "text me if it is down and log it"."""
        between = range(clause.last, following.first)
        return any(
            self.u.has(i, "words", "and") and not self.u.has(i, "words", "adv") for i in between
        ) and not any(self.u.tokens[i].norm == "," for i in between)
