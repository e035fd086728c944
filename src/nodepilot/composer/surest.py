"""The surest reading of a request: as it stands, or in another wording where that is not read surely."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import TypeAlias

from nodepilot.composer.composition import Composition
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance, read_utterance
from nodepilot.composer.reading.ai_verdicts import ai_verdicts
from nodepilot.composer.reading.as_said import as_said
from nodepilot.composer.reading.bot_lookups import bot_lookups
from nodepilot.composer.reading.digests import digests
from nodepilot.composer.reading.glosses import ONLY_GLOSSED, in_english, in_own_words
from nodepilot.composer.reading.outlines import outlines
from nodepilot.composer.reading.owners import owners
from nodepilot.composer.reading.plain import certain_wording, plain_wordings
from nodepilot.composer.reading.rewording import Rewording
from nodepilot.composer.reading.rewordings import rewordings
from nodepilot.composer.reading.role_words import TABLE_STORES
from nodepilot.composer.reading.spelled_out import spelled_out
from nodepilot.composer.reading.whole_names import whole_names
from nodepilot.composer.sureness import FORKS
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.services import Services
from nodepilot.plan.model import Plan

SURE_ENOUGH = 0.8
"""From here on a request is not read in other wordings."""
LEAST_GAIN = 0.08
"""How much surer another wording has to be read to be taken for what was meant."""
LEAST_GAIN_IN_ENGLISH = 0.05
"""The same, for a request in another language told in English."""
MOST_LOSS = 0.2
"""How much less surely a list of cases may be read in a wording that has more of its branches."""
MOST_LOSS_SORTED = 0.5
"""The same, where a model's verdict parts the cases."""
MOST_ROUNDS, MOST_WORDINGS = 2, 8
_EMPTY_STARTS = frozenset({"scheduleTrigger", "manualTrigger", "errorTrigger", "executeWorkflowTrigger"})
_SORTERS = (".textClassifier", ".sentimentAnalysis")

Read: TypeAlias = Callable[[Utterance], Composition]
"""One reading of one wording."""


def surest(u: Utterance, services: Services, read: Read) -> Composition:
    """The best of what is made of its wordings, and of the request in English, told in the request's own words."""
    best = _surest_wording(u, services, read)
    if u.language == "en":
        return best
    taken = next(rewordings(u, at_once=True), None)
    english = in_english(_worded(u, taken, services), u.language)
    if english is None:
        return best
    english = english if taken is None else english.after(taken)
    found = _surest_wording(read_utterance(english.text, services), services, read)
    found = in_own_words(as_said(found, english, u), english, u.text)
    alone = u.language in ONLY_GLOSSED and found.plan is not None
    return found if alone or _is_better(found, best) else best


def _is_better(found: Composition, best: Composition) -> bool:
    """Whether the reading of the English wording is to be taken: surer, and with all that parts cases.

    Where only there a model's verdict parts cases, that is what was meant, though a word of it may have been lost.
    """
    if best.plan is None or found.plan is None:
        return found.plan is not None
    forgets = _ways(found.plan) < _ways(best.plan) or (
        _sorts_by_model(best.plan) and not _sorts_by_model(found.plan)
    )
    parts = _sorts_by_model(found.plan) and not _ways(best.plan)
    return not forgets and found.confidence >= best.confidence + (
        -MOST_LOSS if parts else LEAST_GAIN_IN_ENGLISH
    )


def _surest_wording(u: Utterance, services: Services, read: Read) -> Composition:
    """The best of the request and its other wordings in its own language; a wording may be worded anew once."""
    taken = spelled_out(u)
    worded = _worded(u, taken, services)
    if (named := whole_names(worded)) is not None:
        taken = named if taken is None else named.after(taken)
        worded = _worded(u, taken, services)
    if (plain := certain_wording(worded)) is not None:
        taken = plain if taken is None else plain.after(taken)
        worded = _worded(u, taken, services)
    certain = chain(
        digests(worded, services),
        bot_lookups(worded, services),
        ai_verdicts(worded),
        rewordings(worded, at_once=True),
    )
    if (further := next(certain, None)) is not None:
        taken = further if taken is None else further.after(taken)
        # "let me know if …, check hourly": what one rule has put right, another can read.
        for _ in range(MOST_ROUNDS):
            again = next(rewordings(_worded(u, taken, services), at_once=True), None)
            if again is None or again.text == taken.text:
                break
            taken = again.after(taken)
    best = read(_worded(u, taken, services))
    if taken is not None:
        best = as_said(best, taken, u)
    for _ in range(MOST_ROUNDS):
        contest = _Contest(best, best, names_webhook=any(hit.key == "webhook" for hit in u.services))
        for again in islice(_wordings(_worded(u, taken, services), services, contest), MOST_WORDINGS):
            wording = again if taken is None else again.after(taken)
            found = as_said(read(_worded(u, wording, services)), wording, u)
            contest.weigh(found, wording)
        if contest.winner is None:
            break
        best, taken = contest.best, contest.winner
    return best


@dataclass(slots=True)
class _Contest:
    """Readings of one request in other wordings against the one `before`; `winner` is the wording of the best."""

    before: Composition
    best: Composition
    winner: Rewording | None = None
    gain: float = 0.0
    """What the winner had to be surer by."""
    names_webhook: bool = False
    """The request speaks of one."""
    has_parted: bool = False
    """A wording that parts cases won: no other kind can win any more."""

    @property
    def is_sure(self) -> bool:
        """Only what parts cases can still be better."""
        return self.before.confidence >= SURE_ENOUGH

    def weigh(self, found: Composition, wording: Rewording) -> None:
        """Takes it for the best where it is better."""
        if found.plan is None or (_sorts_by_model(self.best.plan) and not _sorts_by_model(found.plan)):
            return
        if not self.names_webhook and _is_called(found.plan) and _is_started(self.before.plan):
            # What tells of it was known: nobody has to call anything.
            return
        if wording.assumed and _ways(found.plan) < _ways(self.best.plan):
            # A guess at what the named tools are for forgets that they are for cases.
            return
        gain = LEAST_GAIN if wording.least_gain is None else wording.least_gain
        if _sorts_by_model(self.best.plan):
            gain = max(gain, 0.0)
        if wording.parts_cases and _ways(found.plan) > _ways(self.best.plan):
            most = MOST_LOSS_SORTED if _sorts_by_model(found.plan) else MOST_LOSS
            wins = found.confidence >= self.before.confidence - most
            self.has_parted = self.has_parted or wins
        else:
            wins = not (self.has_parted or self.is_sure) and self._is_surer(found, gain)
        if wins:
            self.best, self.winner, self.gain = found, wording, gain

    def _is_surer(self, found: Composition, gain: float) -> bool:
        least = self.before.confidence + gain if self.before.plan is not None else 0.0
        return found.confidence >= least and (
            self.winner is None or found.confidence - gain > self.best.confidence - self.gain
        )


def _sorts_by_model(plan: Plan | None) -> bool:
    """Whether a model's verdict parts the ways: no other wording may forget that."""
    return plan is not None and any(step.node_type.endswith(_SORTERS) for step in plan.steps)


def _ways(plan: Plan | None) -> int:
    """How many ways lead on from its branching steps."""
    if plan is None:
        return 0
    forks = {step.key for step in plan.steps if step.node_type.endswith(FORKS)}
    return len({(link.source, link.output) for link in plan.links if link.source in forks})


def _wordings(u: Utterance, services: Services, contest: _Contest) -> Iterator[Rewording]:
    """Usual places of things are tried only where nothing brings them: what a trigger gives has its place."""
    if contest.is_sure:
        return rewordings(u, cases_only=True)
    plan = contest.before.plan
    called = any(hit.key == "webhook" for hit in u.services)
    told = () if plan is not None and _is_fed(plan, called=called) else owners(u, services)
    made = chain(plain_wordings(u), outlines(u, services), rewordings(u), told)
    if u.has(0, "verbs", "compare", "merge") or _names_file(u) or _names_list(u) or _carries_rows(u):
        return (each for each in made if not each.text.startswith("When "))
    return made


def _names_file(u: Utterance) -> bool:
    """“each row of customers.xlsx”: a file that is there, so that nothing of it happens.

    What is new behind it is made there ("put the text of notes.txt into a new page").
    """
    named = next((i for i, token in enumerate(u.tokens) if token.kind is Kind.FILE), None)
    if named is None:
        return False
    when = any(u.has(i, "words", "when") for i in range(len(u.tokens)))
    return not (when or any(u.has(i, "events", "created") for i in range(named)))


_ALIKE = frozenset("sync syncs mirror mirrors synchronize synchronise push pipe forward".split())


def _carries_rows(u: Utterance) -> bool:
    """“Copy records from Airtable to MySQL”: those that are there, unless both are to be kept alike."""
    if not u.has(0, "verbs", "copy") or u.tokens[0].norm in _ALIKE or not u.services:
        return False
    new = any(
        u.has(i, "words", "when", "new") or u.has(i, "events", "created")
        for i in range(len(u.tokens))
        # "with status new": what they have.
        if not (i and u.has(i - 1, "fields"))
    )
    return u.services[0].key in TABLE_STORES and not new


_NEAR = 7
"""Tokens between “each” and the table that holds the things."""


def _names_list(u: Utterance) -> bool:
    """“for each city in my Airtable table”: those that are there, so that nothing of it happens."""
    if any(u.has(i, "words", "when", "new") or _happens(u, i) for i in range(len(u.tokens))):
        return False
    for hit in u.services:
        if hit.key not in TABLE_STORES:
            continue
        for index in range(hit.first - 1, max(-1, hit.first - _NEAR), -1):
            if u.tokens[index].kind in {Kind.NEWLINE, Kind.ARROW} or u.tokens[index].norm in {",", ".", ";"}:
                break
            if u.has(index, "words", "every") and not u.is_scheduled(index):
                return any(u.has(i, "words", "in", "of", "from") for i in range(index + 1, hit.first))
    return False


def _happens(u: Utterance, index: int) -> bool:
    """“every row that is added”; “send each row” orders it."""
    return u.has(index, "events") > 0 and not (
        u.has(index, "verbs") and u.tokens[index].norm[-2:] not in {"ed", "es"}
    )


def _is_fed(plan: Plan, *, called: bool) -> bool:
    """Whether an event of a service, an answer to a form, or a webhook that is spoken of starts it."""
    first = plan.steps[0].node_type.rpartition(".")[2] if plan.steps else ""
    return (called and first == "webhook") or _is_started(plan)


def _is_started(plan: Plan | None) -> bool:
    """Whether an event of a service starts it."""
    first = plan.steps[0].node_type.rpartition(".")[2] if plan is not None and plan.steps else ""
    return first.endswith("Trigger") and first not in _EMPTY_STARTS


def _is_called(plan: Plan) -> bool:
    return bool(plan.steps) and plan.steps[0].node_type.endswith(".webhook")


def _worded(u: Utterance, wording: Rewording | None, services: Services) -> Utterance:
    return u if wording is None else read_utterance(wording.text, services)
