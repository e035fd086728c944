"""Says a sentence in the language of whoever is spoken to.

The language is ambient (a context variable, so every request and every generation has its own): a sentence is
said deep inside of a rule or a builder, and nothing between it and the face has to hand a language on. Nothing
but the words depends on it. What is said must therefore not be kept in a cache that several people share.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from nodepilot.sentences.catalog import BETWEEN_FORMS, Language, translations

_LANGUAGE: ContextVar[Language] = ContextVar("language", default="en")


def language_now() -> Language:
    return _LANGUAGE.get()


def speak(language: Language) -> None:
    """From here to the end of the task or thread."""
    _LANGUAGE.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def say(sentence: str, /, **values: object) -> str:
    """The sentence with its values; as it stands where there are none. One that is not translated stays English."""
    language = _LANGUAGE.get()
    if language != "en":
        sentence = translations(language).get(sentence, sentence)
    return sentence.format_map(values) if values else sentence


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """The form that the number asks for, with `count` among the values."""
    language = _LANGUAGE.get()
    if language != "en":
        both = translations(language).get(f"{one}{BETWEEN_FORMS}{many}")
        if both is not None:
            one, _, many = both.partition(BETWEEN_FORMS)
    # French counts nothing as one thing.
    is_one = count == 1 or (count == 0 and language == "fr")
    return (one if is_one else many).format_map({"count": count, **values})


def later(sentence: str) -> str:
    """A sentence of a table that is read before anybody is spoken to: whoever takes it out says it with `say`."""
    return sentence


def later_counted(one: str, many: str) -> tuple[str, str]:
    """The same for both forms: `counted(count, *forms)` says them."""
    return one, many
