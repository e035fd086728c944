"""What is usually taken out of a document: of a resume the name and the skills, of a receipt the shop and the total."""

from __future__ import annotations

from functools import cache
from typing import Any

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json

_HOLDERS = frozenset(
    "emails mails messages pdfs pdf attachments files photos scans images documents forms letters".split()
)
"""What such a document comes in: “application emails”."""

_ARRIVED = frozenset("uploaded attached sent received".split())


def usual_values(u: Utterance, act: Act) -> tuple[tuple[str, str], ...]:
    """The values, with their types, for the kind of document that the act, or else what is said before it, names."""
    kinds = _kinds()
    places = [*range(act.first, act.last), *range(act.first - 1, -1, -1)]
    named = (kinds[u.tokens[i].norm] for i in places if _names_kind(u, i) and u.tokens[i].norm in kinds)
    return next(named, ())


def is_document(words: str) -> bool:
    """“scanned invoices”: the document itself, and no value of it."""
    said = [word for word in words.lower().split() if word not in _ARRIVED]
    held = said[:-1] if said and said[-1] in _HOLDERS else said
    return bool(held) and held[-1] in _kinds()


def _names_kind(u: Utterance, index: int) -> bool:
    return u.tokens[index].kind is Kind.WORD and (u.service_at(index) is None)


@cache
def _kinds() -> dict[str, tuple[tuple[str, str], ...]]:
    data: dict[str, Any] = packaged_json("composer", "data", "document_values.json")
    return {word: tuple(kind["values"].items()) for kind in data["kinds"] for word in kind["words"].split()}
