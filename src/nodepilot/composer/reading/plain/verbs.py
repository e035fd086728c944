"""Verbs as they are told to somebody: the base form behind "should be saved", "saves", "saved"."""

from __future__ import annotations

import re
from functools import cache

from nodepilot.composer.language.inflection import base_form, verb_forms
from nodepilot.composer.language.lexicon import load_lexicon

_NO_ORDERS = frozenset({"be", "is", "have", "need", "want", "like", "do"})


@cache
def base_of(word: str) -> str | None:
    """The verb that a word is a form of; None where no verb is known behind it."""
    word = word.lower()
    base = base_form(word, is_order)
    return base if is_order(base) and word in verb_forms(base) else None


@cache
def is_order(word: str) -> bool:
    """Whether a word can begin what somebody is told to do."""
    lexicon = load_lexicon("en")
    word = word.lower()
    return word not in _NO_ORDERS and any(category == "verbs" for category, _ in lexicon.beginning_with(word))


@cache
def participle_of(word: str) -> str | None:
    """The verb behind "saved", "sent", "put"; None for its other forms."""
    base = base_of(word)
    if base is None or word.lower().endswith(("ing", "s")):
        return None
    forms = verb_forms(base)
    return base if word.lower() != base or forms[-1] in {base + "s", base + "ting"} else None


def third_person_of(word: str) -> str | None:
    """The verb behind "saves", "writes"."""
    base = base_of(word)
    return base if base is not None and word.lower() != base and word.lower().endswith("s") else None


def begins_order(text: str) -> bool:
    first = re.match(r"[a-z]+", text.strip(), re.IGNORECASE)
    return first is not None and is_order(first.group())
