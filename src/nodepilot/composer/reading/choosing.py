"""Which of the possible starts a request means, and what it says of the event."""

from __future__ import annotations

import re
from dataclasses import field, replace

from nodepilot.composer.language.model_names import PROVIDERS
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.starts import Candidate, StartFinder
from nodepilot.composer.reading.story import Act, Start
from nodepilot.kit.records import dataclass

_BY_HAND = frozenset(
    "manually click press button hand start run ich klicke manuell clic manualmente main".split()
)

_SAID_BEFORE = frozenset("it they this that these those es sie elle il elles ils eso ello ela ele".split())
_THIRD_PERSON = re.compile(r"[a-z]{2,}[a-rt-z]s")
"""“applies”, “reports”: what somebody does."""

_COMING = frozenset({"", "sort", "route", "classify", "go"})


@dataclass(slots=True)
class ChosenStarts:
    """`main` starts the request's first thread; `told` has each start by the clause that tells it."""

    main: Candidate | None = None
    told: dict[int, Candidate] = field(default_factory=dict)

    def take(self, candidate: Candidate) -> None:
        """The first one is the main one."""
        self.main = self.main or candidate
        if candidate.clause is not None:
            self.told[candidate.clause] = candidate


def choose_starts(
    utterance: Utterance, finder: StartFinder, clauses: list[Clause], acts: list[list[Act]]
) -> ChosenStarts:
    """The starts that the request means; none where it names none but a time."""
    candidates = finder.candidates(clauses, acts)
    schedule = utterance.schedule
    # "At midnight sync …": a time of day that the request opens with is that of every day.
    scheduled = schedule is not None and (not schedule.weak or 0 in schedule.taken)
    chosen = ChosenStarts()
    if scheduled and (listening := _listening(utterance, clauses, acts)) is not None:
        chosen.take(listening)
        return chosen
    for candidate in candidates:
        kind = candidate.start.kind
        lead = clauses[candidate.clause].lead if candidate.clause is not None else ""
        if scheduled and kind == "service" and lead != "when":
            continue
        if candidate.score < 2.0 or candidate.clause in chosen.told:
            continue
        if chosen.main is None:
            if scheduled and kind != "error" and lead != "when":
                if kind in {"chat", "webhook"} and candidate.clause == 0 and candidate.score > 3.5:
                    pass
                else:
                    continue
            chosen.take(candidate)
            continue
        if _is_second(candidate, chosen.main, clauses):
            chosen.take(candidate)
    if chosen.main is None and utterance.schedule is None:
        told = _told_by_nobody(utterance, clauses, acts)
        if told is not None:
            chosen.take(told)
    return chosen


def _listening(u: Utterance, clauses: list[Clause], acts: list[list[Act]]) -> Candidate | None:
    """“Every 30 minutes check my IMAP inbox”: n8n can only wait there for mails, so they start it as they come."""
    for index, clause in enumerate(clauses):
        for hit in u.services:
            asked = clause.last < len(u.tokens) and u.tokens[clause.last].norm == "?"
            if hit.key == "emailReadImap" and clause.first <= hit.first < clause.last and not asked:
                words = u.words(clause.first, clause.last)
                start = Start("service", clause.first, clause.last, hit, hit.key, words, assumed="listening")
                does_more = any(act.target is not None and act.target is not hit for act in acts[index])
                return Candidate(start, index, 5.0, not does_more)
    return None


def _told_by_nobody(u: Utterance, clauses: list[Clause], acts: list[list[Act]]) -> Candidate | None:
    """“When a customer leaves a review …”, “new leads into Pipedrive”: it happens, but no service is named for it."""
    for index, clause in enumerate(clauses):
        places = range(clause.first, clause.last)
        if any(u.tokens[i].norm in _BY_HAND or u.tokens[i].kind is Kind.URL for i in places):
            return None
        if any(u.has(i, "nouns", "site") and not _is_at(u, i) for i in places):
            return None
        if any(u.has(i, "conditions", "failing", "working") for i in places) and not any(
            u.has(i, "nouns") for i in places
        ):
            # "when it is down": of what was called before.
            return None
        happens = (
            any(u.has(i, "events") for i in places) or (index == 0 and _does_something(u, clause))
        ) and u.tokens[clause.first].norm not in _SAID_BEFORE
        first = acts[index][0] if acts[index] else None
        comes_new = (
            first is not None
            and index == 0
            and first.source is None
            and (
                (
                    first.verb in _COMING
                    and any(
                        "new" in a.quantifiers and a.role in {"object", "subject"} for a in first.arguments
                    )
                )
                or (
                    clauses[index + 1 : index + 2]
                    and clauses[index + 1].lead == "arrow"
                    and any("new" in a.quantifiers and a.role == "subject" for a in first.arguments)
                )
            )
        )
        told = clause.lead == "when" or (clause.lead == "if" and _does_something(u, clause))
        if (happens and told) or comes_new:
            words = u.words(clause.first, clause.last)
            start = Start("webhook", clause.first, clause.last, words=words, assumed="webhook")
            return Candidate(start, index, 2.0, clause.lead == "when")
    return None


def _is_at(u: Utterance, index: int) -> bool:
    """“… on our website”: where it happens."""
    return any(u.has(i, "words", "in", "to", "from", "via") for i in range(max(0, index - 2), index))


def _does_something(u: Utterance, clause: Clause) -> bool:
    """“a candidate applies”, “our server sends a report”: somebody does it, where “the site is down” is a state."""
    places = range(clause.first + 1, clause.last)
    if any(u.has(i, "verbs", "be", "want") for i in places):
        return False
    done = (u.tokens[i].norm for i in places if clause.lead == "when" or u.has(i, "verbs"))
    return any(_THIRD_PERSON.fullmatch(norm) for norm in done) or any(
        u.has(i, "verbs", "get") for i in places
    )


def _is_second(candidate: Candidate, main: Candidate, clauses: list[Clause]) -> bool:
    """Another start only where the request clearly begins something new."""
    if len(clauses) < 2 or candidate.clause is None or main.clause is None or candidate.clause == main.clause:
        return False
    kind, other = candidate.start.kind, main.start.kind
    if kind == "service" and other == "service":
        same = candidate.start.service_key == main.start.service_key
        lead = clauses[candidate.clause].lead
        far = clauses[candidate.clause].sentence != clauses[main.clause].sentence
        return lead == "when" and not same and candidate.score >= 4.0 and far
    return False


def event_condition(utterance: Utterance, reader: ConditionReader, clause: Clause) -> Condition | None:
    """What the clause that tells the event says of the thing that it happens to."""
    u = utterance
    if (final := reader.read_final(clause.first, clause.last)) is not None and not is_event_word(
        u, str(final[0].tests[0].right)
    ):
        return final[0]
    for first in range(clause.first, clause.last):
        sense = u.concept(first, "conditions")
        if sense is None or (
            sense.length == 1 and sense.concept in {"eq", "not_empty", "empty", "between", "before", "after"}
        ):
            continue
        found = reader.read(max(clause.first, first - 2), clause.last)
        if found is not None and found[0].tests[0].operator == "empty" and sense.length > 1:
            # "a row that has no address".
            return found[0]
        if found is not None and sense.concept == "not_empty" and u.tokens[first].norm in {"has", "have"}:
            named = range(first + sense.length, min(first + sense.length + 3, clause.last))
            if found[0].tests[0].operator == "not_empty" and any(u.has(i, "fields") for i in named):
                # "a contact that has a company name".
                return found[0]
        if (
            found is not None
            and sense.concept in {"true", "false"}
            and _is_ticked(u, first, first + sense.length)
        ):
            # "the checkbox Done is ticked"
            return found[0]
        if found is not None and found[0].tests[0].right is not None:
            test = found[0].tests[0]
            if _names_place(u, test) or _names_model(u, test):
                # "a new order comes in at Shopify": where it happens; "mit Claude": who does it.
                continue
            if test.operator == "contains" and _is_somebody(u, str(test.right).lower()):
                # "someone mentions me in Slack", "… our bot": what happens, no word in a text.
                continue
            if test.operator in {"contains", "eq"} and _is_file(u, test):
                # "eine Mail mit Anhang": the trigger is told so.
                return None
            if (
                isinstance(test.right, str)
                and u.concept(first, "conditions") is not None
                and is_event_word(u, test.right)
            ):
                return None
            owned = _field_of(u, clause.first, first) if test.kind == "number" else ""
            return replace(found[0], tests=(replace(test, left=owned),)) if owned else found[0]
    return None


def _is_ticked(u: Utterance, first: int, last: int) -> bool:
    return any(u.tokens[i].norm in _TICKED for i in range(first, last))


_SOMEBODY = frozenset({"me", "us", "you", "him", "her"})
_SPOKEN_TO = frozenset({"bot", "chatbot", "assistant", "app", "agent"})
_TICKED = frozenset("ticked checked unticked unchecked".split())


def _is_somebody(u: Utterance, named: str) -> bool:
    """“me”, “@helper”, “our Slack bot”: who is spoken to."""
    words = named.split()
    is_handle = any(t.kind is Kind.HANDLE and t.text.lower() == named for t in u.tokens)
    return is_handle or words[0] in _SOMEBODY or words[-1] in _SPOKEN_TO


def _names_place(u: Utterance, test: Test) -> bool:
    """Whether what is compared with is “at” or “in” a service."""
    if test.operator != "contains" or not isinstance(test.right, str):
        return False
    lead, _, name = test.right.partition(" ")
    return lead.lower() in {"at", "in", "on", "via", "from"} and any(
        not hit.is_generic and hit.mention.text.lower() == name.lower() for hit in u.services
    )


def _names_model(u: Utterance, test: Test) -> bool:
    """Whether what is “contained” is a language model."""
    return test.operator == "contains" and any(
        hit.mention.text.lower() == str(test.right).lower()
        and (hit.mention.need == "language_model" or hit.key in PROVIDERS)
        for hit in u.services
    )


def _field_of(u: Utterance, first: int, last: int) -> str:
    """“the stock of a product drops below 5”: what of the thing is compared; empty where none is named so."""
    for index in range(first, last):
        length = u.has(index, "fields")
        if length and index + length < last and u.has(index + length, "words", "of"):
            return u.words(index, index + length)
    return ""


def _is_file(u: Utterance, test: Test) -> bool:
    start, end = test.span
    last = max((i for i, t in enumerate(u.tokens) if start <= t.start < end), default=-1)
    return any(u.has(i, "nouns", "file", "pdf", "image") for i in (last, last - 1)) and not any(
        t.kind is Kind.QUOTED and start <= t.start < end for t in u.tokens
    )


def is_event_word(utterance: Utterance, word: str) -> bool:
    """Whether a word tells only that something came to be: `created`, `received`."""
    from nodepilot.composer.language.lexicon import load_lexicon
    from nodepilot.composer.language.tokens import fold

    last = word.split()[-1:] or [word]
    return any(
        category == "events"
        and concept in {"created", "received", "submitted", "updated", "uploaded", "published", "booked"}
        for language in utterance.languages
        for each in (word, *last)
        for category, concept in load_lexicon(language).senses(fold(each))
    )
