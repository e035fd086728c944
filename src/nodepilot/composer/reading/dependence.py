"""“Depending on the status (new, done) send …”: one branch for each value."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.happening import depends_at
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act, Case, Fork
from nodepilot.composer.reading.verbs import Verbs


class DependenceReader:
    """Reads clauses that name what branches depend on."""

    def __init__(self, utterance: Utterance, verbs: Verbs, acts: ActReader) -> None:
        self._u = utterance
        self._verbs = verbs
        self._acts = acts
        self._conditions = ConditionReader(utterance, verbs)

    def read(self, clause: Clause, state: State) -> bool:
        """“Depending on the status (new, done) send …”: one branch for each value."""
        u = self._u
        length = depends_at(u, clause.first)
        if not length:
            return False
        options = offered_options(u, clause.first, clause.last)
        end = clause.first + length
        while (
            end < clause.last and not self._verbs.is_verb(end) and u.tokens[end].norm not in {"(", ",", ":"}
        ):
            end += 1
        named = clause.first + length
        while named < end and u.has(named, "words", "det", "if"):
            named += 1
        # "the deal owner's region": what stands behind is what it depends on.
        named = next((i + 1 for i in reversed(range(named, end - 1)) if "'s" in u.tokens[i].norm), named)
        place = next((i for i in range(named + 1, end) if u.has(i, "words", "in", "of", "from")), end)
        name = self._conditions.name(named, place)
        field_words = next(
            (u.words(i, i + s.length) for i in range(named, place) for s in u.concepts(i, "fields")),
            name,
        )
        state.options += [option for option in options if option not in state.options]
        state.depends_on = field_words
        verb = next((i for i in range(end, clause.last) if self._verbs.is_verb(i)), None)
        if verb is not None and not options:
            options = self._channels(verb)
        if not options or verb is None:
            return True
        state.fork = Fork(on=field_words)
        state.thread.items.append(state.fork)
        acts = self._acts.read(verb, clause.last)
        places = self._places(verb, len(self._u.tokens), len(options))
        for number, option in enumerate(options):
            test = Test(field_words, "eq", option, "string", u.span(clause.first, end))
            case = Case(Guard(Condition((test,)), test.span, label=option))
            case.items.extend(
                self._sent_to(acts, places[number]) if places else self._acts.read(verb, clause.last)
            )
            state.fork.cases.append(case)
        state.case = None
        state.fork = None
        return True

    def _channels(self, first: int) -> list[str]:
        """“(depending on the region) notify #emea, #apac or #us”: channels that bear the values' names."""
        u = self._u
        found = [i for i in range(first, len(u.tokens)) if u.tokens[i].kind is Kind.CHANNEL]
        joined = any(u.has(i, "words", "or", "and") for i in range(found[0], found[-1])) if found else False
        return [u.tokens[i].text.lstrip("#") for i in found] if joined else []

    def _places(self, first: int, last: int, count: int) -> list[int]:
        """As many channels or addresses as there are cases ("#free, #pro or #enterprise"): one for each, in order."""
        for kind in (Kind.CHANNEL, Kind.EMAIL):
            found = [i for i in range(first, last) if self._u.tokens[i].kind is kind]
            if len(found) == count > 1:
                return found
        return []

    def _sent_to(self, acts: list[Act], place: int) -> list[Act]:
        token = self._u.tokens[place]
        own = Argument("to", place, place + 1, literals=[token])
        made: list[Act] = []
        for act in acts:
            others = [
                replace(a, literals=[t for t in a.literals if t.kind is not token.kind])
                for a in act.arguments
            ]
            made.append(replace(act, arguments=[*others, own], first=min(act.first, place), last=act.last))
        return made
