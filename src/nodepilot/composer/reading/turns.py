"""Clauses that turn what was told before: approvals, states of the same thing, states that an "otherwise" opposes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.approvals import asks_approval
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.attachments import file_presence
from nodepilot.composer.reading.choosing import is_event_word
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.implied import state_condition
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act, Case, Fork, Item, Start, Thread
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.patterns import Pattern

_PRO_DROP = frozenset({"es", "pt", "fr"})
_COMPARING = ("starts", "ends", "contains", "not_contains", "gt", "gte", "lt", "lte", "between", "empty")
_LONGEST_STATE = 2
_ONE = frozenset("one another uno una einer eine eines".split())
_OUTWARD = ("publish", "post", "send", "tweet", "email", "message")
_LOOKS = frozenset({"watch", "check", "call", "get"})


def after_approval(u: Utterance, acts: ActReader, clause: Clause, state: State) -> list[Act]:
    """“I want to approve it before it goes live”: what is done once it is approved."""
    last = state.items()[-1] if state.items() else None
    if not isinstance(last, Act) or not asks_approval(u, last) or clause.lead != "before":
        return []
    told = acts.read(clause.first, clause.last)
    if any(act.target is not None for act in told):
        # "… before they are created in Shopify"
        return told
    places = [i for i in range(clause.first, clause.last) if u.has(i, "verbs", *_OUTWARD)]
    if not places:
        return []
    return acts.read(places[0], clause.last) or [Act("publish", clause.first, clause.last)]


def said_state(u: Utterance, reader: ConditionReader, clause: Clause) -> Condition | None:
    """“… is urgent”: an equation, where nothing tells it from an event but the "otherwise"."""
    found = reader.read(clause.first, clause.last)
    if found is None:
        return None
    test = found[0].tests[0]
    if isinstance(test.right, str) and is_event_word(u, test.right):
        return None
    told = test.right is not None or (test.operator in {"empty", "not_empty"} and bool(test.left))
    return found[0] if told else None


def alternatives_follow(u: Utterance, clause: Clause, clauses: list[Clause]) -> bool:
    """“If the file is a PDF …, if it's an image …”: what the thing is tells the cases, nothing that happens."""
    if clause.lead != "if" or u.has(clause.last - 1, "events"):
        return False
    return any(
        other.lead == "if"
        and other.first > clause.last
        and other.sentence == clause.sentence
        and (
            u.has(other.first, "words", "pronoun", "from")
            or u.has(other.first, "conditions", "eq")
            or u.tokens[other.first].kind is Kind.QUOTED
        )
        for other in clauses
    )


def other_state(u: Utterance, acts: ActReader, clause: Clause, state: State) -> bool:
    """“When a build fails tell …, when it succeeds start …”: two states of what starts the thread."""
    start, items = state.thread.start, state.thread.items
    place = _state_at(u, clause)
    if place is None or start.kind != "service" or not items:
        return False
    if any(u.has(i, "conditions", *_COMPARING) for i in range(clause.first, place + 1)):
        return False
    if any(u.has(i, "conditions", "gt", "gte", "lt", "lte") for i in range(place + 1, clause.last)):
        # "if they paid more than 100 …": how much, no state.
        return False
    before = _narrowed_start(state)
    if before is None and not all(isinstance(item, Act) for item in items):
        return False
    first = state_condition(u, Clause(start.first, start.last, "when", 0))
    if first is None:
        return False
    thing = _thing(u, start, first)
    happens = f"{thing} {_value_behind(u, clause) or _named_event(u, place)}"
    start.further = (*start.further, happens)
    if before is None:
        fork = Fork([Case(_in_state(first, f"{thing} {_named_event(u, _place_of(u, first))}"), list(items))])
        items[:] = [fork]
        state.fork = fork
    second = state_condition(u, Clause(clause.first, place + 1, "when", 0)) or first
    state.open(_in_state(second, happens))
    state.append(acts.read(place + 1, clause.last) if place + 1 < clause.last else [])
    return True


def _value_behind(u: Utterance, clause: Clause) -> str:
    """“it changes to | Stuck”: the state that it gets into, where it is named."""
    for place in range(clause.first, clause.last):
        length = u.has(place, "conditions", "eq")
        if length > 1 and 0 < clause.last - place - length <= _LONGEST_STATE:
            return u.words(place + length, clause.last)
    return ""


def _thing(u: Utterance, start: Start, state: Condition) -> str:
    """What the states are states of: the start's words without the state."""
    words = u.text[u.tokens[start.first].start : state.tests[0].span[0]].split()
    return " ".join(word for word in words if word.isalpha() or "-" in word)


def _place_of(u: Utterance, condition: Condition) -> int:
    return next(i for i, token in enumerate(u.tokens) if token.start == condition.tests[0].span[0])


def _named_event(u: Utterance, place: int) -> str:
    """What happens, as the request says it and in the catalog's language."""
    sense = u.concept(place, "events")
    said = u.tokens[place].text
    return f"{sense.concept} {said}" if sense is not None else said


_FIRST = frozenset("first beforehand zuerst vorher primero antes primeiro".split())


def comes_after_first(u: Utterance, clause: Clause, state: State) -> bool:
    """“If the currency differs convert it first, | then save it”: what follows is done for all of them."""
    place = clause.first - 1
    while place > 0 and (u.tokens[place].norm == "," or u.has(place, "words", "and", "then")):
        place -= 1
    if place < 1 or not any(u.has(i, "words", "then") for i in range(place, clause.first + 1)):
        return False
    skipped = state.case is not None and state.case.guard.rest and not state.case.items
    return skipped or u.tokens[place].norm in _FIRST


_IT_IS = frozenset({"it's", "they're", "he's", "she's"})


def _state_at(u: Utterance, clause: Clause) -> int | None:
    """Where the clause says what happens to the thing spoken of (“it fails”, “se falhar”, “s'il échoue”)."""
    first = clause.first
    if (u.has(first, "words", "pronoun") or u.tokens[first].norm in _ONE | _IT_IS) and not u.has(
        first, "events"
    ):
        first += 1
        while first < clause.last and (u.has(first, "verbs", "be") or u.has(first, "words", "adv")):
            first += 1
    elif u.language not in _PRO_DROP:
        return None
    if first >= clause.last:
        return None
    happens = u.has(first, "events") or (clause.lead == "when" and u.has(first, "words", "adj"))
    return first if happens else None


def _narrowed_start(state: State) -> Fork | None:
    """The fork whose cases are states of what starts the thread."""
    items = state.thread.items
    fork = items[0] if len(items) == 1 and isinstance(items[0], Fork) else None
    if fork is None or fork is not state.fork:
        return None
    tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
    return fork if tests and all(test.kind == "event" for test in tests) else None


def _in_state(condition: Condition, words: str) -> Guard:
    """A case that is told by what happened: `right` are the words that say so."""
    test = condition.tests[0]
    label = str(test.right)
    return Guard(Condition((replace(test, kind="event", right=words),)), test.span, label=label)


def watches_page(act: Act) -> bool:
    """“check https://… for changes”."""
    addressed = any(t.kind is Kind.URL for t in act.literals) or bool({"site", "page"} & set(act.nouns))
    looks = act.verb in _LOOKS and act.source is None and act.target is None
    return looks and addressed and "change" in act.nouns


def is_mere_order(verbs: Verbs, clause: Clause, acts: Sequence[Act]) -> bool:
    """Whether the clause only orders something to be read, at a service or an address."""
    first = acts[0] if acts else None
    return (
        first is not None
        and first.target is None
        and not clause.lead
        and first.verb in {"get", "search", "check", "download"}
        and first.verb_at == clause.first
        and verbs.is_verb(first.verb_at)
        and not any("new" in argument.quantifiers for argument in first.arguments)
    )


_IS_TODAY = Pattern(
    r"\b(?:birthday|anniversary|due date|deadline|renewal|expiry|expiration)[^,.;]{0,20} (?:is|are|was) today\b"
    r"|\b(?:has|have|with) (?:a |their |an )?(?:birthday|anniversary)s? today\b|\bheute geburtstag\b|\bcumpl\w+ (?:años )?hoy\b",
    re.IGNORECASE,
)


def _depends_on_today(u: Utterance) -> bool:
    """“each contact whose birthday is today”: that has to be looked at day by day."""
    return _IS_TODAY.search(u.text) is not None


def watch_without_time(u: Utterance, thread: Thread) -> None:
    """“tell me when https://… is down”: somebody has to look, again and again."""
    first = thread.items[0] if thread.items else None
    if thread.start.kind == "manual" and _depends_on_today(u):
        thread.start.kind = "daily"
        return
    if thread.start.kind == "manual" and isinstance(first, Act) and watches_page(first):
        thread.start.kind = "watch"
        return
    second = thread.items[1] if len(thread.items) > 1 else None
    if thread.start.kind == "manual" and isinstance(first, Act) and isinstance(second, Fork):
        told = second.cases[0].guard.condition
        addressed = any(t.kind is Kind.URL for t in first.literals) or "site" in first.nouns
        looks = first.verb in _LOOKS and addressed
        if looks and told is not None and told.tests[0].kind == "state":
            thread.start.kind = "watch"
            return
    if thread.start.kind not in {"manual", "schedule"} or not isinstance(first, Fork):
        return
    condition = first.cases[0].guard.condition
    if condition is None or condition.tests[0].kind != "state":
        return
    address = next((i for i, token in enumerate(u.tokens) if token.kind is Kind.URL), None)
    if address is None:
        address = next((i for i in range(len(u.tokens)) if u.has(i, "nouns", "site")), None)
    if address is None or any(isinstance(item, Act) and item.literals for item in thread.items):
        return
    literals = [u.tokens[address]] if u.tokens[address].kind is Kind.URL else []
    literal = Argument("object", address, address + 1, nouns=[] if literals else ["site"], literals=literals)
    thread.items.insert(0, Act("check", address, address + 1, [literal], verb_at=address))
    if thread.start.kind == "manual":
        thread.start.kind = "watch"


def without_repeats(items: list[Item]) -> list[Item]:
    """“tell me if https://… is down, test it every two minutes”: the second look is the first one."""
    looked = any(isinstance(item, Act) and item.verb in _LOOKS and item.literals for item in items)
    return [
        item
        for before, item in zip([None, *items], items, strict=False)
        if not _sends_answer(before, item)
        and not (
            looked
            and isinstance(item, Act)
            and item.verb in _LOOKS
            and not item.literals
            and item.source is None
            and item.target is None
            and [a.pronoun for a in item.arguments if a.role == "object"] == [True]
            and not item.nouns
        )
    ]


def _sends_answer(before: Item | None, item: Item) -> bool:
    """“answer it with Claude and | send the reply”: what was answered is sent."""
    if not (isinstance(before, Act) and isinstance(item, Act)):
        return False
    answered = before.verb == "reply" and before.ai and before.target is None
    alone = item.target is None and item.source is None and not item.literals
    return answered and alone and item.verb in {"send", "post"} and item.nouns == ["reply"]


def told_by_file(u: Utterance, clause: Clause, clauses: Iterable[Clause]) -> Condition | None:
    """What the clause says of a file, where a later one says the opposite."""
    test = file_presence(u, clause.first, clause.last)
    if test is None:
        return None
    behind = [c for c in clauses if c.first >= clause.last]
    others = (file_presence(u, c.first, c.last) for c in behind)
    opposed = any(other is not None and other.operator != test.operator for other in others)
    opposed = opposed or any(c.lead == "otherwise" and c.sentence == clause.sentence for c in behind)
    return Condition((test,)) if opposed else None
