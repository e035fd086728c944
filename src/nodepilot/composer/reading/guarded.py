"""Clauses that open with a guard: “over 500 goes to …”, “free users get …”, “the rest is only stored”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.approvals import approval_told, approves
from nodepilot.composer.reading.arguments import parse_arguments
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.ellipsis import (
    called_too,
    does_the_same,
    given,
    in_named_sheet,
    marks_mail,
    model_of,
    only_keeps,
    places_something,
    received,
    repeat,
    same_order,
    with_file,
)
from nodepilot.composer.reading.found import answer_at, found_ones, looked_up
from nodepilot.composer.reading.guard_start import had_before
from nodepilot.composer.reading.guards import Guard, GuardReader
from nodepilot.composer.reading.implied import implied_condition
from nodepilot.composer.reading.kinds_told import kind_told
from nodepilot.composer.reading.listed import orders_nothing
from nodepilot.composer.reading.placed_cases import placed_case
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.sent_links import link_sent, with_link
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.composer.reading.verdicts import judge


class GuardedClauses:
    """Reads such clauses of one utterance; `contrasts` are guards by the first token of their clause."""

    def __init__(self, utterance: Utterance, verbs: Verbs, roles: Roles, acts: ActReader) -> None:
        self._u = utterance
        self._verbs = verbs
        self._roles = roles
        self._acts = acts
        self._guards = GuardReader(utterance, verbs)
        self.contrasts: Mapping[int, tuple[Guard, int]] = {}

    def read(self, clause: Clause, following: Clause | None, state: State) -> bool:
        branching = state.fork is not None or clause.lead in {"colon", "arrow"}
        known = found_ones(self._u, clause.first, clause.last) if looked_up(state.thread.items) else None
        found = (
            known
            or self._approved(clause, state)
            or self._answered_so(clause, state)
            or self._guards.read(clause.first, clause.last, state.options, branching=branching)
            or self.contrasts.get(clause.first)
            or kind_told(self._u, clause, state)
            or (placed_case(self._u, self._verbs, clause.first) if branching else None)
        )
        if found is None:
            return False
        guard, start = found
        if guard.verdict is not None:
            guard = judge(self._u, guard, state)
        asked = clause.last < len(self._u.tokens) and self._u.tokens[clause.last].norm == "?"
        opens_next = following is not None and (
            following.lead in {"colon", "arrow"}
            or asked
            or (start >= clause.last and not following.lead and following.sentence == clause.sentence)
        )
        if guard.rest and state.fork is None and self._left_out(state):
            state.append(self._acts.read(start, clause.last, clause.lead) if start < clause.last else [])
            return True
        if guard.rest and state.fork is None:
            self._narrow_last(state)
        acts = self._acts.read(start, clause.last, clause.lead) if start < clause.last else []
        acts = self.repeated(acts, start, clause.last, state)
        silent = start < clause.last and (
            orders_nothing(self._u, replace(clause, first=start))
            or (guard.rest and only_keeps(self._u, clause, acts, state.thread.items))
        )
        if silent:
            acts, start = [], clause.last
        if not acts and start < clause.last and guard.condition is not None:
            # "…, those between 18 and 65 the normal one": the same as in the case before.
            acts = [model] if (model := model_of(state.fork)) is not None else []
        if known is not None:
            acts = given(self._u, self._verbs, acts, start, clause.last)
        if not acts and not opens_next and not silent:
            return False
        acts = [received(_answered(self._u, act)) for act in acts]
        if guard.condition is not None and guard.condition.tests[0].kind == "file":
            acts = [with_file(act) for act in acts]
        if guard.label.startswith("/"):
            acts = [part for act in acts for part in _fetched(act)]
            for act in acts:
                if (
                    act.target is None
                    and act.source is None
                    and act.verb in {"get", "show", "search", "give"}
                ):
                    act.verb = "send"
        if state.fork is None:
            self._part_from(guard, clause.first, state)
        state.open(guard)
        state.append(acts)
        state.hold = asked
        return True

    def _approved(self, clause: Clause, state: State) -> tuple[Guard, int] | None:
        """“(the boss approves or declines;) approved ones go to …, declined ones …”: the answer, and where it ends."""
        told = approval_told(self._u, clause.first, clause.last, state.thread.items)
        if told is None:
            return None
        place = told[1]
        while place < clause.last and (
            self._u.tokens[place].norm in {"ones", "one"}
            or (self._u.has(place, "nouns") and not self._verbs.is_verb(place))
        ):
            place += 1
        if place == told[1] or place >= clause.last:
            return None
        return Guard(told[0], self._u.span(clause.first, place)), place

    def _part_from(self, guard: Guard, index: int, state: State) -> None:
        """“A mail arrives and has an attachment: save it, | without attachment …”: what was done is done only with one."""
        if guard.condition is None or not self._u.has(index, "words", "without"):
            return
        said = had_before(self._u, index)
        done = [
            item for item in state.items() if said is not None and isinstance(item, Act) and item.first > said
        ]
        if not done:
            return
        opposite = guard.condition.inverted()
        state.items()[:] = [item for item in state.items() if item not in done]
        state.open(Guard(opposite, opposite.tests[0].span))
        state.append(done)

    def _answered_so(self, clause: Clause, state: State) -> tuple[Guard, int] | None:
        """“Yes creates a deal, no adds them …”: what was answered, to an approval or to a question of the form."""
        u, first = self._u, clause.first
        answer = answer_at(u, first) if first + 2 < clause.last else None
        acting = u.has(first + 1, "verbs") and u.tokens[first + 1].norm.endswith("s")
        if answer is None or not acting or u.tokens[first].norm not in {"yes", "no"}:
            return None
        span = u.span(first, first + 1)
        test = Test("", "eq", "Yes" if answer else "No", "string", span)
        if approves(u, state.thread.items):
            test = Test("approval", "true" if answer else "false", None, "approval", span)
        return Guard(Condition((test,)), span, label=u.tokens[first].text), first + 1

    def _left_out(self, state: State) -> bool:
        """“Skip those below 10, the others go to …”: nothing but the others is left."""
        last = state.items()[-1] if state.items() else None
        if not isinstance(last, Act) or last.condition is None:
            return False
        return last.verb == "filter" or bool(self._u.has(last.verb_at, "words", "nothing"))

    def _narrow_last(self, state: State) -> None:
        """“Send orders from Spain to #es and all others to #world”: the act before the rest is done in one case only."""
        last = state.items()[-1] if state.items() else None
        if not isinstance(last, Act):
            return
        condition = last.condition or implied_condition(self._u, Clause(last.first, last.last, "", 0))
        if condition is not None:
            last.condition = None
            state.items().pop()
            state.open(Guard(condition, condition.tests[0].span, label=str(condition.tests[0].right)))
            state.append([last])

    def _got(self, first: int, last: int, model: Act) -> Act | None:
        """“customers get a ticket, | others an automatic reply”: something else that is got."""
        u = self._u
        while first < last and u.has(first, "words", "only", "adv"):
            first += 1
        if first >= last or not u.has(first, "words", "det") or not _got_said(u, model):
            return None
        arguments = parse_arguments(u, self._verbs, first, last)
        if not any(argument.nouns or argument.services for argument in arguments):
            return None
        for argument in arguments[:1]:
            argument.role = "object"
        act = Act("get", first, last, arguments, verb_at=first)
        self._roles.assign(act)
        return received(act)

    def repeated(self, acts: list[Act], first: int, last: int, state: State) -> list[Act]:
        """What a branch without a verb does: the same as the branch before, elsewhere."""
        return [in_named_sheet(self._u, act) for act in self._repeated(acts, first, last, state)]

    def _repeated(self, acts: list[Act], first: int, last: int, state: State) -> list[Act]:
        model = model_of(state.fork)
        if len(acts) == 1 and marks_mail(self._u, acts[0]):
            return acts
        if len(acts) == 1 and (same := same_order(state.fork, acts[0])) is not None:
            # "ask … before creating the invoice, otherwise create it directly".
            return [replace(same, first=acts[0].first, last=acts[0].last, lead=acts[0].lead)]
        if (called := called_too(state.fork, acts)) != acts:
            return called
        if model is not None and len(acts) == 1 and not acts[0].verb and link_sent(self._u, first, last):
            # "…, otherwise the link https://…": another one is sent.
            again = repeat(self._u, self._verbs, self._roles, first, last, model)
            return [with_link(self._u, replace(act, target=model.target)) for act in again] or acts
        if model is not None and len(acts) == 1 and places_something(acts[0]):
            return [replace(acts[0], target=model.target)]
        if model is not None and len(acts) == 1 and does_the_same(acts[0], model):
            return [replace(acts[0], target=model.target)]
        if model is not None and len(acts) == 1 and _says_there(acts[0], model):
            places = [a for a in model.arguments if a.role in {"in", "to"} and a.literals]
            return [replace(acts[0], target=model.target, arguments=[*acts[0].arguments, *places])]
        silent = not acts or (len(acts) == 1 and not acts[0].verb and acts[0].target is None)
        if model is not None and not acts and (got := self._got(first, last, model)) is not None:
            return [got]
        if model is None or not silent or first >= last or self._u.has(first, "words", "if"):
            return acts
        return repeat(self._u, self._verbs, self._roles, first, last, model) or acts


def _got_said(u: Utterance, model: Act) -> bool:
    """Whether the act tells what somebody gets."""
    return bool(u.has(model.verb_at, "verbs", "get")) or u.tokens[model.verb_at].norm in {
        "receive",
        "receives",
    }


def _answered(u: Utterance, act: Act) -> Act:
    """“a missing id gives 400”: what the caller gets is an answer with this status."""
    if act.verb not in {"get", "give", "be"} or act.source is not None or act.target is not None:
        return act
    after = act.verb_at + 1
    after += after < act.last and bool(u.has(after, "words", "det"))
    number = parse_number(u.tokens[after]) if after < act.last else None
    return act.doing("reply") if number is not None and 200 <= number < 600 else act


def _fetched(act: Act) -> list[Act]:
    """“/joke sends a joke from https://…”: what is fetched there, and then sent."""
    source = act.argument("from")
    fetched = act.verb in {"get", "search"} and source is not None and act.target is None
    if fetched and source is not None and any(t.kind is Kind.URL for t in source.literals):
        # "/joke fetches a joke from https://…": whoever asked is told.
        return [act, Act("reply", act.first, act.first, verb_at=act.verb_at)]
    if act.verb != "send" or source is None or not any(t.kind is Kind.URL for t in source.literals):
        return [act]
    told = Act("reply", act.first, act.first, verb_at=act.verb_at)
    return [replace(act, verb="get"), told]


def _says_there(act: Act, model: Act) -> bool:
    """“(post a warning in #dev,) otherwise post 'all good'”: other words, at the same place."""
    return (
        act.verb == model.verb
        and act.target is None
        and act.source is None
        and bool(act.literals)
        and all(token.kind is Kind.QUOTED for token in act.literals)
        and any(token.kind is Kind.CHANNEL for token in model.literals)
    )
