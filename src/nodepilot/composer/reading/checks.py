"""Checks that an act makes: "check the x-api-key header against my secret", "those not answering with 200"."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.conditions import Condition, ConditionReader, Test
from nodepilot.composer.reading.story import Act

_AGAINST = frozenset({"against", "equals", "matches", "with", "gegen", "contra", "contre", "is"})


def find_check(utterance: Utterance, act: Act) -> Condition | None:
    """What a checking act compares: a header or field with a value, its presence otherwise."""
    if act.verb not in {"check", "validate", "search", "compare", "get"}:
        return None
    u = utterance
    name = ""
    for index in range(act.verb_at + 1, act.last):
        norm = u.tokens[index].norm
        if norm in {"header", "token", "key", "secret", "signature", "password", "field"} and not name:
            start = index
            while start - 1 > act.verb_at and not u.has(start - 1, "words", "det", "in", "from", "that") and u.tokens[start - 1].norm not in {",", "for"}:
                start -= 1
            name = u.words(start, index + 1) if norm != "header" or start == index else u.words(start, index)
            if norm == "header":
                name = f"header {name}"
            break
    if not name:
        return None
    secret = next((t.text[1:-1] for t in act.literals if t.kind is Kind.QUOTED), None)
    value = secret if secret is not None else ""
    return Condition((Test(name, "eq", value, "string", u.span(act.first, act.last)),))


def condition_within(utterance: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """A condition on what the act is about: "about those not answering with 200", "only items above 100"."""
    u = utterance
    for index in range(max(act.first, act.verb_at + 1), act.last):
        if u.tokens[index].norm in {"those", "ones", "sites", "items"} and index + 1 < act.last:
            sense = u.concept(index + 1, "conditions")
            if sense is not None and sense.concept in {"failing", "working", "gt", "lt", "gte", "lte", "contains", "not_contains"}:
                found = reader.read(index + 1, act.last)
                if found is not None:
                    return found[0]
    return None
