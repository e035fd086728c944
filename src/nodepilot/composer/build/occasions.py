"""Messages of which only their occasion is said: “a welcome mail”, “eine Bestätigungsmail”, “un email de bienvenida”."""

from __future__ import annotations

from functools import cache

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass

_SENT = ("message", "text", "email", "reply", "sms")


@dataclass(frozen=True, slots=True)
class Occasion:
    """`name` is the word for it, `span` where it is said; `to_person` when only the person concerned gets it."""

    name: str
    text: str
    span: tuple[int, int]
    to_person: bool


@cache
def _table() -> tuple[dict[str, str], dict[str, dict[str, str]], frozenset[str]]:
    data = packaged_json("composer", "data/occasions.json")
    names = {word: name for name, entry in data.items() for word in entry["words"].split(", ")}
    return (
        names,
        {n: e["text"] for n, e in data.items()},
        frozenset(n for n, e in data.items() if e["person"]),
    )


def occasion_of(u: Utterance, act: Act) -> Occasion | None:
    """The occasion of the message that the act sends; None when more than that, or nothing, is said of it."""
    names, texts, personal = _table()
    for index in range(act.first, min(act.last, len(u.tokens))):
        token = u.tokens[index]
        alone = _is_greeting(names, u, act, index) or _is_sent_alone(names, u, act, index)
        word, last = (token.norm, index) if alone else _word(names, u, index)
        if not word or token.kind is Kind.QUOTED:
            continue
        name = names[word]
        text = texts[name].get(u.language, texts[name]["en"])
        return Occasion(
            name if u.language == "en" else token.text,
            text,
            (token.start, u.tokens[last].end),
            name in personal,
        )
    return _birthday(u, act)


def _birthday(u: Utterance, act: Act) -> Occasion | None:
    """“who has a birthday today, and send them an email”: that is what it is about."""
    names, texts, _ = _table()
    made = act.argument("object")
    addressed = made is not None and any(
        u.has(i, "words", "object_pronoun") and not u.has(i, "words", "me")
        for i in range(made.first, made.last)
    )
    if act.verb not in _WISHES or not addressed:
        return None
    for token in u.tokens[: act.first]:
        if names.get(token.norm) == "birthday":
            text = texts["birthday"].get(u.language, texts["birthday"]["en"])
            name = "birthday" if u.language == "en" else token.text
            return Occasion(name, text, (token.start, token.end), to_person=True)
    return None


_WISHES = frozenset({"send", "email", "message", "text", "greet"})


def _is_greeting(names: dict[str, str], u: Utterance, act: Act, index: int) -> bool:
    """“thank the person by mail”, “welcome them”: the verb says what the message is for."""
    return act.verb == "greet" and index == act.verb_at and u.tokens[index].norm in names


_ALONE = frozenset({"thanks", "confirmation", "invitation", "reminder", "apology", "welcome", "follow-up"})
"""Occasions that people send as things: “send them an invitation”."""
_ARTICLES = frozenset("a an eine einen ein una un une uma um".split())
_FURTHEST = 4
_GIVEN = frozenset({"send", "reply", "text", "email", "message"})


def _is_sent_alone(names: dict[str, str], u: Utterance, act: Act, index: int) -> bool:
    """“text them | a thank you |”, “reply with a confirmation”: nothing but the occasion is sent."""
    if names.get(u.tokens[index].norm) not in _ALONE or act.verb not in _GIVEN:
        return False
    before = index - 1
    while before > index - _FURTHEST and u.tokens[before].norm not in _ARTICLES:
        before -= 1
    if before <= act.first or u.tokens[before].norm not in _ARTICLES:
        return False
    behind = index + 1 + (index + 1 < len(u.tokens) and u.tokens[index + 1].norm == "you")
    return (
        behind >= len(u.tokens)
        or u.tokens[behind].norm in {",", ".", ";"}
        or u.has(behind, "words", "in", "via", "and") > 0
    )


def _word(names: dict[str, str], u: Utterance, index: int) -> tuple[str, int]:
    """The word for an occasion at `index` and the last token of what is sent; an empty word when there is none."""
    norm = u.tokens[index].norm
    if norm in names:
        sent = index + 1 + (index + 1 < len(u.tokens) and u.tokens[index + 1].norm == "you")
        if u.has(sent, "nouns", *_SENT):
            return norm, sent
        behind = u.language in {"es", "fr", "pt"} and any(
            u.has(place, "nouns", *_SENT) for place in range(max(0, index - 3), index)
        )
        return (norm, index) if behind else ("", index)
    if u.language == "de" and u.has(index, "nouns", *_SENT):
        return next(((word, index) for word in names if norm.startswith(word)), ("", index))
    return "", index
