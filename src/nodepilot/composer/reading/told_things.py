"""Things by what they say: “tickets with "invoice" | are forwarded …”, “entries mentioning 'outage' | go to …”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guard_values import Guard


def things_told(u: Utterance, index: int) -> int:
    """Tokens of “tickets with "invoice"” before what is done with them; else 0."""
    if index >= len(u.tokens):
        return 0
    things = index + max(u.has(index, "nouns"), int(u.tokens[index].norm in {"those", "ones"}))
    value = things + max(u.has(things, "words", "with"), u.has(things, "conditions", "contains"))
    if not index < things < value < len(u.tokens) - 1:
        return 0
    done = u.has(value + 1, "verbs", "be", "go", "get") or u.has(value + 1, "words", "modal")
    return value + 1 - index if u.tokens[value].kind is Kind.QUOTED and done else 0


def assigned(u: Utterance, first: int, last: int) -> tuple[Guard, int] | None:
    """“Stage = Won | creates …”: a field, what stands in it, and what is done then."""
    value = first + 2
    if value + 1 >= last or u.tokens[first + 1].norm not in {"=", "=="}:
        return None
    named = u.tokens[first].kind in {Kind.WORD, Kind.SLUG, Kind.DOTTED}
    if not named or not u.has(value + 1, "verbs"):
        return None
    text, span = u.tokens[value].text.strip("'\"“”„«»‘’`"), u.span(first, value + 1)
    test = Test(u.tokens[first].text, "eq", text, "string", span)
    return Guard(Condition((test,)), span, label=u.words(first, value + 1)), value + 1


def things_with(u: Utterance, first: int, last: int) -> tuple[Guard, int] | None:
    """The guard that such things are, and where it ends."""
    end = first + things_told(u, first)
    if not first < end < last:
        return None
    span = u.span(first, end)
    test = Test("", "contains", u.tokens[end - 1].text[1:-1], "string", span)
    return Guard(Condition((test,)), span, label=u.words(first, end)), end
