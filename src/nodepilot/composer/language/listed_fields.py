"""Fields that are listed, and bear the name of a service's kind: in “name, email and company” nobody sends a mail."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.language.lexicon import Sense
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind, Token


def is_listed_field(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], hit: ServiceHit) -> bool:
    """“name, email and company”: a field among others, no service."""

    def is_field(index: int) -> bool:
        return 0 <= index < len(tokens) and any(s.category == "fields" for s in senses[index])

    def senses_of(index: int, category: str) -> bool:
        return 0 <= index < len(tokens) and any(s.category == category for s in senses[index])

    def is_plain(index: int) -> bool:
        return is_field(index) and not senses_of(index, "nouns")

    def joins(index: int) -> bool:
        return 0 <= index < len(tokens) and (
            tokens[index].norm in {",", "/", "+", "&"}
            or any(s.category == "words" and s.concept in {"and", "or"} for s in senses[index])
        )

    if not is_field(hit.first):
        return False
    if (
        hit.first > 0
        and tokens[hit.first - 1].norm in {"by", "per", "por", "nach", "par"}
        and any(
            s.category == "verbs"
            and s.concept in {"dedupe", "merge", "sort", "aggregate", "count", "compare", "upsert", "search"}
            for i in range(max(0, hit.first - 12), hit.first)
            for s in senses[i][:3]
        )
    ):
        return True
    if hit.first > 0 and any(s.category == "words" and s.concept == "via" for s in senses[hit.first - 1]):
        # "per Mail, Land AT -> …": how it is sent.
        return False
    before, after = hit.first - 1, hit.last
    if after < len(tokens) and tokens[after].norm in {"to", "an", "à", "para"}:
        # "a Slack message and an email to …": who gets it; "name and email to …" are fields.
        return joins(before) and is_plain(before - 1) and not senses_of(before - 1, "verbs")
    while before > 0 and any(s.category == "words" and s.concept == "det" for s in senses[before]):
        before -= 1
    if joins(before) and (is_field(before - 1) or (joins(before - 1) and is_field(before - 2))):
        return True
    if not joins(after):
        return False
    following = after + 1
    while following < len(tokens) and (
        joins(following) or any(s.category == "words" and s.concept == "det" for s in senses[following])
    ):
        following += 1
    addressed = following + 1 < len(tokens) and tokens[following + 1].kind is Kind.EMAIL
    verb = (
        following < len(tokens)
        and any(s.category == "verbs" for s in senses[following])
        and (addressed or not is_field(following))
    )
    return is_field(following) and not verb
