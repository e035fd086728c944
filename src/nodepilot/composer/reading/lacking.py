"""“If it is missing …”, where what may be missing was named before: a header, a field, a parameter."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.verbs import Verbs

_KINDS = frozenset("header field parameter param property token key secret signature password code".split())
_NAMELESS = frozenset("the a an its our my of for in on this that its".split())


def it_lacks(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """The test that “it is missing”, “it's empty”, “it is present” makes of what was named, and where the words end."""
    place = first
    if u.tokens[place].norm in {"it's", "its"} or (
        u.has(place, "words", "pronoun") and u.tokens[place].norm in {"it", "that", "this"}
    ):
        place += 1
    else:
        return None
    while place < last and u.has(place, "verbs", "be"):
        place += 1
    sense = u.concept(place, "conditions") if place < last else None
    if sense is None or sense.concept not in {"empty", "not_empty"}:
        return None
    name = _named_before(u, first)
    end = place + sense.length
    if not name:
        return None
    return Condition((Test(name, sense.concept, None, "string", u.span(first, end)),)), end


def it_is(
    u: Utterance, verbs: Verbs, first: int, last: int, before: Condition | None
) -> tuple[Condition, int] | None:
    """“(if consent is not given …,) if it is | add them”: the opposite of what was not so before."""
    said = [u.tokens[i].norm for i in range(first, min(first + 2, last))]
    if before is None or len(before.tests) != 1 or said not in (["it", "is"], ["they", "are"]):
        return None
    negative = before.tests[0].operator in {"neq", "false", "not_contains"}
    ordered = first + 2 >= last or verbs.score(first + 2) >= 1.0
    return (before.inverted(), first + 2) if negative and ordered else None


def _named_before(u: Utterance, end: int) -> str:
    """`header signature`, `email`: what was looked at last."""
    for place in reversed(range(end)):
        token = u.tokens[place]
        if token.norm not in _KINDS:
            continue
        named = place - 1
        plain = named >= 0 and u.tokens[named].kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED}
        name = u.tokens[named].text.strip("'\"`") if plain and u.tokens[named].norm not in _NAMELESS else ""
        if name and u.has(named, "verbs") and not u.has(named, "fields") and token.norm != "header":
            name = ""
        if token.norm == "header":
            return f"header {name}" if name else ""
        return (
            name
            if token.norm in {"field", "parameter", "param", "property"}
            else f"{name} {token.text}".strip()
        )
    return ""
