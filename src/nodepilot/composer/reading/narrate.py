"""The story of a request: clauses in order become threads of acts and forks."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.approvals import (
    answered_once_approved,
    approval_told,
    approved_first,
    approved_like_others,
    once_approved,
)
from nodepilot.composer.reading.attributes import AttributeReader
from nodepilot.composer.reading.cases import find_cases
from nodepilot.composer.reading.choosing import choose_starts
from nodepilot.composer.reading.clauses import Clause, cut_clauses
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.conditionals import ConditionalReader
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.contrast import find_contrasts
from nodepilot.composer.reading.corrections import corrected
from nodepilot.composer.reading.dependence import DependenceReader
from nodepilot.composer.reading.ellipsis import received
from nodepilot.composer.reading.event_cases import EventCases
from nodepilot.composer.reading.fallbacks import leaves_fallback
from nodepilot.composer.reading.first_reads import read_first, read_weather
from nodepilot.composer.reading.found import answer_at, answered, answered_behind
from nodepilot.composer.reading.guard_start import starts_guard
from nodepilot.composer.reading.guarded import GuardedClauses
from nodepilot.composer.reading.guards import Guard, GuardReader
from nodepilot.composer.reading.happening import depends_at
from nodepilot.composer.reading.listed import ListedCases, orders_nothing, whichever
from nodepilot.composer.reading.named_texts import texts_apart
from nodepilot.composer.reading.nested_cases import nest_cases
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.page_places import asks_for_page
from nodepilot.composer.reading.phrases import apart_from_address, is_status, with_label, without_title
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.side_by_side import apart
from nodepilot.composer.reading.sorting import column_read, only_sorts, sorted_into, told_apart_by
from nodepilot.composer.reading.spreading import same_place, spread
from nodepilot.composer.reading.starts import StartFinder
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act, Start, Story, Thread
from nodepilot.composer.reading.turns import (
    after_approval,
    comes_after_first,
    is_mere_order,
    other_state,
    watch_without_time,
    without_repeats,
)
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.composer.reading.verdicts import guard_inside, judge, only_asks, question_of
from nodepilot.composer.reading.wholes import late_last, read_whole
from nodepilot.knowledge.services import Services


def tell_story(utterance: Utterance, services: Services) -> Story:
    """What the utterance asks for; a story without threads when it asks for nothing."""
    return _Narrator(utterance, services).tell()


_ALL = frozenset("both all beide alle ambos todos tous".split())


class _Narrator:
    def __init__(self, utterance: Utterance, services: Services) -> None:
        self._u = utterance
        self._verbs = Verbs(utterance)
        self._roles = Roles(utterance, services)
        self._acts = ActReader(utterance, self._verbs, self._roles)
        self._guards = GuardReader(utterance, self._verbs)
        self._conditions = ConditionReader(utterance, self._verbs)
        self._attributes = AttributeReader(utterance, self._verbs)
        self._event_cases = EventCases(utterance, self._verbs, self._acts, self._conditions)
        self._conditionals = ConditionalReader(
            utterance,
            self._verbs,
            self._acts,
            self._conditions,
            lambda first, last, state: self._guarded.repeated([], first, last, state),
        )
        self._guarded = GuardedClauses(utterance, self._verbs, self._roles, self._acts)
        self._starts = StartFinder(utterance, self._verbs, self._roles, services)
        self._dependence = DependenceReader(utterance, self._verbs, self._acts)
        self._contrasts: dict[int, tuple[Guard, int]] = {}
        self._cases = ListedCases(utterance, self._verbs, ())

    def tell(self) -> Story:
        heads = find_cases(self._u, self._verbs)
        self._cases = ListedCases(self._u, self._verbs, heads)
        clauses = without_title(self._u, cut_clauses(self._u, self._verbs, heads))
        clauses = apart_from_address(self._u, with_label(self._u, self._verbs, clauses))
        self._contrasts = {
            clauses[i].first: found for i, found in find_contrasts(self._u, self._verbs, clauses).items()
        }
        self._guarded.contrasts = self._contrasts
        told = corrected(
            self._u,
            self._verbs,
            self._roles,
            clauses,
            [self._acts.read(c.first, c.last, c.lead) if c.lead != "case" else [] for c in clauses],
        )
        clauses, acts = told.clauses, told.acts
        starts = choose_starts(self._u, self._starts, clauses, acts)
        story = Story()
        main = starts.main
        thread = Thread(main.start if main else self._default_start())
        story.threads.append(thread)
        state = State(thread)
        for index, clause in enumerate(clauses):
            own = starts.told.get(index)
            if own is not None and own is not main:
                state = State(Thread(own.start), options=state.options)
                story.threads.append(state.thread)
            if own is not None:
                state.options += offered_options(self._u, clause.first, clause.last)
                self._event_cases.open(clause, clauses, own, state, self._contrasts)
                if (contrast := self._contrasts.get(clause.first)) is not None and contrast[
                    0
                ].condition is not None:
                    # What tells the case is no filter of the trigger: the other cases have to start it too.
                    span = contrast[0].span[0]
                    own.start.last = next(
                        (i for i in range(clause.first, clause.last) if self._u.tokens[i].start >= span),
                        own.start.last,
                    )
                if (
                    own.consumed
                    and clause.first not in self._contrasts
                    and not depends_at(self._u, clause.first)
                ):
                    state.sentence = clause.sentence
                    continue
            if state.thread.start.kind == "form" and asks_for_page(self._u, clause.first, clause.last):
                state.options += offered_options(self._u, clause.first, clause.last)
                state.sentence = clause.sentence
                continue
            self._clause(index, clause, clauses, acts[index], state)
        story.options = state.options
        for each in story.threads:
            read_first(self._roles, each)
            read_weather(self._u, self._verbs, each)
            read_whole(self._u, self._verbs, each)
            each.items = answered_once_approved(self._u, approved_first(self._u, each.items))
            once_approved(self._u, each.items)
            approved_like_others(self._u, each.items)
            each.items = apart(self._u, self._verbs, late_last(self._u, each.items))
            each.items = texts_apart(self._u, each.items)
            each.items = spread(self._u, each.items, state.options)
            same_place(self._u, each)
            nest_cases(self._u, each)
        alone = len(clauses) == 1 and all(item in acts[0] for item in thread.items)
        if alone and is_mere_order(self._verbs, clauses[0], acts[0]):
            # "read an RSS feed": nothing happens there, it is what is ordered.
            thread.start = self._default_start()
            thread.items[:] = acts[0]
        watch_without_time(self._u, thread)
        thread.items = without_repeats(thread.items)
        return story

    def _default_start(self) -> Start:
        if self._u.schedule is not None:
            return Start("schedule")
        return Start("manual")

    # clauses

    def _clause(
        self, index: int, clause: Clause, clauses: list[Clause], acts: list[Act], state: State
    ) -> None:
        before = clauses[index - 1] if index else None
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        joined = whichever(self._u, clause) or self._comes_last(clause, state)
        if joined is not None:
            if state.fork is not None:
                state.fork.goes_on = len(state.fork.cases) == 1
            state.fork = state.case = None
            clause, acts = joined, [received(a) for a in self._acts.read(joined.first, joined.last)]
            if joined.first >= joined.last:
                state.sentence = clause.sentence
                return
        if (
            clause.sentence != state.sentence
            and clause.lead not in {"otherwise", "if", "unless", "arrow"}
            and not state.hold
            and (not self._cases.holds(clause) or self._cases.is_first(clause))
        ):
            self._leave(clause, state)
        state.sentence = clause.sentence
        state.hold = False
        if state.pending is not None:
            # "Is the country Switzerland? Then create …": a yes to the question.
            pending, state.pending = state.pending, None
            answers = answer_at(self._u, clause.first) is not None
            if not answers and acts and clause.lead not in {"case", "if", "unless", "otherwise"}:
                state.open(Guard(pending, pending.tests[0].span))
                state.append(acts)
                return
        if leaves_fallback(self._u, clause, before, state):
            state.fork = state.case = None
        if (listed := self._cases.open(clause, state)) is not None:
            if listed.verdict is not None and state.case is not None:
                state.case.guard = judge(self._u, listed, state)
            return
        if state.case is not None and orders_nothing(self._u, clause) and not self._names_case(clause, state):
            return
        if clause.lead in {"before", "purpose"}:
            state.append(after_approval(self._u, self._acts, clause, state))
            return
        if (
            clause.lead in {"if", "when"}
            and approval_told(self._u, clause.first, clause.last, state.thread.items) is None
            and other_state(self._u, self._acts, clause, state)
        ):
            return
        if clause.lead in {"if", "when"} and self._offered(clause, state):
            return
        if clause.lead in {"if", "unless", "when"} and self._conditionals.read(clause, following, state):
            return
        if clause.lead == "otherwise":
            if orders_nothing(self._u, clause):
                acts = []
            if state.fork is None and state.asked is not None:
                opposite = state.asked.inverted()
                state.open(Guard(opposite, opposite.tests[0].span))
                state.append(acts)
                return
            acts = self._guarded.repeated(acts, clause.first, clause.last, state)
            state.open(Guard(None, self._u.span(clause.first, clause.last), rest=True, label="other"))
            found = (
                self._conditions.read(clause.first, clause.last)
                or self._attributes.read(clause.first, clause.last)
                if self._u.has(clause.first, "words", "if")
                else None
            )
            if found is not None:
                state.case.guard = Guard(found[0], found[0].tests[0].span)  # type: ignore[union-attr]
                state.append(self._acts.read(found[1], clause.last))
                return
            state.append(acts)
            return
        if before is not None and self._conditionals.read_further(clause, before, acts, state):
            return
        if not self._cases.follows_label(clause) and self._guarded.read(clause, following, state):
            return
        if self._dependence.read(clause, state):
            return
        if (
            not acts
            and clause.lead in {"arrow", "colon"}
            and state.case is not None
            and state.thread.start.kind == "webhook"
            and is_status(self._u, clause)
        ):
            acts = [Act("reply", clause.first, clause.last, lead=clause.lead, verb_at=clause.first)]
        if clause.last < len(self._u.tokens) and self._u.tokens[clause.last].norm == "?":
            if (presence := self._conditionals.asks_presence(clause, state)) is not None:
                state.asked = presence
                return
            asked = (
                answered(self._u, clause.first, clause.last, state.asked)
                or self._conditions.read_inverted(clause.first, clause.last)
                or self._asks_whole(clause)
            )
            if asked is not None:
                state.asked = state.pending = asked[0]
                return
        if acts and (answer := answered_behind(self._u, clause.last, state.asked)) is not None:
            state.open(Guard(answer, answer.tests[0].span))
            state.append(acts)
            return
        asking: list[Act] = []
        for act in acts:
            guard_inside(self._u, self._conditions, self._attributes, act, state)
            question = question_of(self._u, self._conditions, act)
            state.asked = question or state.asked
            if only_asks(act, question):
                asking.append(act)
        # "…, check every 5 minutes": how often, nothing more.
        silent = {"check", "watch", "run"}
        acts = [act for act in acts if act not in asking and (act.arguments or act.verb not in silent)]
        if state.case is not None and not state.case.items:
            acts = self._guarded.repeated(acts, clause.first, clause.last, state) if acts else acts
        state.options += offered_options(self._u, clause.first, clause.last) or sorted_into(self._u, acts)
        if following is not None and (
            following.lead == "case"
            or following.first in self._contrasts
            or (following.lead == "colon" and starts_guard(self._u, following.first))
        ):
            # "Sort new mails by department: sales …", "check the country: …": the cases behind it say how.
            told = [act for act in acts if only_sorts(self._u, act)]
            acts = [act for act in acts if act not in told]
            state.depends_on = told_apart_by(self._conditions, told) or state.depends_on
        state.depends_on = column_read(self._u, self._conditions, acts) or state.depends_on
        state.append(acts)

    def _names_case(self, clause: Clause, state: State) -> bool:
        """“with priority low do nothing”: another case, in which nothing is done; the rest is not meant by it."""
        found = self._guards.read(clause.first, clause.last, state.options, branching=True)
        return found is not None and not found[0].rest and found[0].condition is not None

    def _asks_whole(self, clause: Clause) -> tuple[Condition, int] | None:
        """“No email in the body?”, “subject has 'invoice'?”: a question that is no order."""
        read = self._conditions.read(clause.first, clause.last)
        if read is None:
            return None
        whole = read[1] >= clause.last and read[0].tests[0].right is not None
        return read if whole or read[0].tests[0].operator in {"empty", "not_empty"} else None

    def _comes_last(self, clause: Clause, state: State) -> Clause | None:
        """“(Save it. If they ticked the box, add them there.) In the end …”: a sentence for all, behind a side branch."""
        if state.fork is None:
            return None
        if self._u.tokens[clause.first].norm in _ALL:
            ordered = clause.first + 1 + self._u.has(clause.first + 1, "words", "adv", "and")
            if self._u.has(ordered, "verbs", "get", "be", "go"):
                # "…, and both get a confirmation".
                return replace(clause, first=clause.first + 1)
        if comes_after_first(self._u, clause, state):
            return replace(clause, lead="")
        if clause.sentence == state.sentence or state.fork is state.thread.items[0]:
            return None
        length = self._u.has(clause.first, "words", "at_last")
        return (
            replace(clause, first=clause.first + length) if length and clause.lead in {"", "then"} else None
        )

    def _offered(self, clause: Clause, state: State) -> bool:
        """“bei Technik ein Issue in Jira”: one of the values that were offered before, and what is done then."""
        found = self._guards.option(clause.first, clause.last, state.options) if state.options else None
        if found is None or self._u.has(clause.first, "words", "pronoun"):
            return False
        state.open(found[0])
        state.append(self._acts.read(found[1], clause.last) if found[1] < clause.last else [])
        return True

    def _leave(self, clause: Clause, state: State) -> None:
        """A new sentence leaves the branches of the one before, unless it is a branch itself."""
        if (
            clause.first in self._contrasts
            or self._guards.read(clause.first, clause.last, state.options, branching=state.fork is not None)
            is not None
        ):
            return
        if state.fork is not None and len(state.fork.cases) == 1 and self._is_trigger_fork(state):
            return
        state.fork = state.case = None

    def _is_trigger_fork(self, state: State) -> bool:
        return (
            bool(state.thread.items)
            and state.thread.items[0] is state.fork
            and not any(isinstance(i, Act) for i in state.thread.items)
        )
