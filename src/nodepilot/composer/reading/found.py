"""Look-ups as conditions: “if they're in there”, “not found”, “if yes”, “exists already”."""

from __future__ import annotations

from collections.abc import Iterable

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, is_found
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.story import Act, Fork, Item

_NEW = frozenset("new neue nuevos nuevas nouveaux nouvelles novos novas".split())
_LOOKING = frozenset({"search", "get", "check", "compare", "validate", ""})
_ASKING = frozenset({"search", "check", "validate", "compare"})


def looks_up(act: Act) -> bool:
    """Whether the act looks for something at a service, so that it can be missing."""
    placed = act.source is not None or act.target is not None or _calls(act)
    return act.verb in _LOOKING and placed and not act.ai


def _calls(act: Act) -> bool:
    """“check https://…”: what it gives can be nothing at all."""
    return any(token.kind is Kind.URL for token in act.literals)


def looked_up(items: Iterable[Item]) -> bool:
    """Whether something was looked for in what has been told so far."""
    return any(
        looked_up([each for case in item.cases for each in case.items])
        if isinstance(item, Fork)
        else looks_up(item)
        for item in items
    )


def found_condition(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """That what was looked for is there, or is not; and where the words end that say so."""
    if (listed := _there_are(u, first, last)) is not None:
        return listed
    place = first
    while place < last and not u.has(place, "conditions_of_finding"):
        skipped = max(
            u.has(place, "words", "det", "pronoun", "object_pronoun", "adv", "that", "if", "when"),
            u.has(place, "nouns"),
            u.has(place, "fields"),
            u.has(place, "verbs", "be"),
            u.has(place, "conditions", "eq"),
        )
        if not skipped:
            return None
        place += skipped
    sense = u.concept(place, "conditions_of_finding")
    if sense is None or place + sense.length > last:
        return None
    end = place + sense.length
    while end < last and u.has(end, "words", "adv") and not u.has(end, "verbs"):
        end += 1
    return is_found(u.span(first, end), there=sense.concept == "found"), end


_SOME = frozenset("any some new more".split())


def _there_are(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """“there are orders”, “there are new rows”: that there are any."""
    if first + 2 >= last + 1 or u.tokens[first].norm not in {"there", "there's"}:
        return None
    place = first + 1 + u.has(first + 1, "verbs", "be")
    while place < last and u.tokens[place].norm in _SOME:
        place += 1
    if (
        place >= last
        or place == first + 1
        or not u.has(place, "nouns")
        or (place + 1 < last and u.has(place + 1, "words"))
    ):
        return None
    return is_found(u.span(first, place + 1)), place + 1


def found_ones(u: Utterance, first: int, last: int) -> tuple[Guard, int] | None:
    """“known customers get …”, “new ones a mail”: what was looked for is there, or is not."""
    if first + 1 < last and _is_asked(u, first):
        span = u.span(first, first + 1)
        return Guard(is_found(span, there=True), span, label=u.words(first, first + 1)), first + 1
    sense = u.concept(first, "conditions_of_finding") if first < last else None
    missing = first < last and u.tokens[first].norm in _NEW
    if sense is None and not missing:
        return None
    end = first + (sense.length if sense is not None else 1)
    if end >= last or not (u.has(end, "nouns") or u.tokens[end].norm in {"ones", "one"}):
        return None
    there = sense is not None and sense.concept == "found"
    span = u.span(first, end + 1)
    return Guard(is_found(span, there=there), span, label=u.words(first, end + 1)), end + 1


def _is_asked(u: Utterance, first: int) -> bool:
    """“(check in HubSpot if the sender is a customer.) Customers get …”: those that are what was asked."""
    said = singular(u.tokens[first].norm)
    return said != u.tokens[first].norm and any(
        u.has(place - 1, "verbs", "be")
        and u.has(place, "words", "det")
        and singular(u.tokens[place + 1].norm) == said
        for place in range(1, first - 1)
    )


def presence_asked(u: Utterance, act: Act) -> Condition | None:
    """“Check whether the address is in HubSpot”, “look it up in Airtable”: whether it is there is the question."""
    if not looks_up(act) or act.verb not in _ASKING:
        return None
    hit = act.source or act.target
    whether = next((i for i in range(act.first, act.last) if u.has(i, "words", "if")), None)
    span = u.span(act.first, act.last)
    if whether is None:
        return is_found(span) if act.verb == "search" else None
    if found_condition(u, whether + 1, act.last) is not None:
        return is_found(span)
    place = hit.first - 1 if hit is not None else -1
    while place > whether and u.has(place, "words", "det", "adv"):
        place -= 1
    if place <= whether or not u.has(place, "words", "in"):
        return None
    before = place - 1
    while before > whether and u.has(before, "words", "adv", "not"):
        before -= 1
    stands = (
        u.has(before, "verbs", "be") or u.has(before, "conditions", "eq") or u.has(before, "words", "pronoun")
    )
    known = any(
        u.has(i, "verbs", "let", "get") or u.tokens[i].norm in {"have", "has"} for i in range(whether, place)
    )
    return is_found(span) if stands or known else None


def found_at(u: Utterance, first: int, last: int) -> tuple[bool, ServiceHit, int] | None:
    """“the contact exists in HubSpot”, “they aren't in Mailchimp yet”: whether it is there, where, and the end."""
    named = (h for h in u.services if first < h.first < last and not h.is_generic)
    places = ((hit, _before_article(u, hit.first, first)) for hit in named)
    hit, place = next(((h, at) for h, at in places if at > first and u.has(at, "words", "in")), (None, first))
    if hit is None:
        return None
    end = hit.last
    while end < last and u.has(end, "nouns", "table", "database", "list", "sheet"):
        end += 1
    while end < last and u.has(end, "words", "adv"):
        end += 1
    said = next((s for i in range(first, place) for s in u.concepts(i, "conditions_of_finding")), None)
    negated = any(u.has(i, "words", "not") for i in range(first, place))
    if said is not None:
        return said.concept == "found", hit, end
    before = place - 1
    while before > first and u.has(before, "words", "adv", "not"):
        before -= 1
    plain = not any(u.has(i, "verbs") or u.has(i, "conditions") for i in range(first + 1, place))
    opens = u.has(first, "verbs", "be") and plain
    there = u.has(before, "verbs", "be") or opens or u.has(before, "conditions", "eq", "neq") or negated
    return (not negated, hit, end) if there else None


def _before_article(u: Utterance, index: int, first: int) -> int:
    """The place before a name and its article."""
    place = index - 1
    while place > first and u.has(place, "words", "det"):
        place -= 1
    return place


def answer_at(u: Utterance, place: int) -> bool | None:
    """What a “yes” or “no” at this place answers; None where neither stands."""
    if u.has(place, "answers", "no"):
        return False
    return True if u.has(place, "answers", "yes") else None


def answered(u: Utterance, first: int, last: int, asked: Condition | None) -> tuple[Condition, int] | None:
    """“(If) yes …”, “(if) not …”: the condition that was asked before, or its opposite."""
    answer = answer_at(u, first) if first < last and asked is not None else None
    if answer is None or asked is None:
        return None
    end = first + u.has(first, "answers", "yes" if answer else "no")
    if end > first + 1 and end < last:
        # "it is a bug": what is told of it, no answer.
        return None
    return (asked if answer else asked.inverted()), end


def answered_behind(u: Utterance, end: int, asked: Condition | None) -> Condition | None:
    """“(alert me) if not”: the answer stands behind the order, which ends at `end`."""
    if end >= len(u.tokens) or not u.has(end, "words", "if"):
        return None
    place = end + u.has(end, "words", "if")
    found = answered(u, place, len(u.tokens), asked)
    if found is None or (
        found[1] < len(u.tokens) and u.tokens[found[1]].norm not in {".", ",", ";", "!", "\n"}
    ):
        return None
    return found[0]
