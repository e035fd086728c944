"""Texts that go out: a message about what happened, a subject line, a list in one message."""

from __future__ import annotations

from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.utterance import Utterance
from nodepilot.plan.model import Code, Ref, Text, Value

_LINES = (
    "customer",
    "author",
    "amount",
    "product",
    "status",
    "priority",
    "start",
    "due_date",
    "text",
    "reason",
    "url",
)
_LABELS = {
    "customer": "Customer",
    "author": "From",
    "amount": "Amount",
    "product": "Product",
    "status": "Status",
    "priority": "Priority",
    "start": "Start",
    "due_date": "Due",
    "text": "Details",
    "url": "Link",
    "reason": "Reason",
    "email": "Email",
    "name": "Name",
    "date": "Date",
}
_MOST_LINES = 6


def fields_named(
    utterance: Utterance, first: int, last: int
) -> list[tuple[str, str | None, tuple[int, int]]]:
    """The fields listed in a stretch of text: (words, role if known, span) — "the amount and the customer"."""
    u = utterance
    found: list[tuple[str, str | None, tuple[int, int]]] = []
    index = first
    while index < last:
        if (
            u.is_scheduled(index)
            or u.tokens[index].norm in {",", "(", ")", "/", "&", "+"}
            or (u.has(index, "words", "and", "or", "det", "with", "adj", "of") and not u.has(index, "fields"))
        ):
            index += 1
            continue
        start = index
        words: list[str] = []
        while index < last and not (
            u.tokens[index].norm in {",", "(", ")", "/", "&", "+", ".", ";", ":"}
            or u.has(index, "words", "and", "or", "in", "to", "from", "via", "that", "pronoun")
        ):
            if not u.has(index, "words", "det"):
                words.append(u.tokens[index].text.removesuffix("'s").removesuffix("’s"))
            index += 1
        if words and len(words) <= 4 and "=" not in words:
            # "with paid = false": which things are meant.
            found.append((" ".join(words), role_of(u, start, index), u.span(start, index)))
        if index == start:
            index += 1
    return found


def role_of(utterance: Utterance, first: int, last: int) -> str | None:
    """The role that words stand for ("order total" → amount): the longest field name in them, the last one on a tie."""
    best: tuple[int, int, str] | None = None
    for index in range(first, last):
        for sense in utterance.concepts(index, "fields"):
            if index + sense.length <= last:
                rank = (sense.length, index, sense.concept)
                if best is None or rank[:2] > best[:2]:
                    best = rank
                break
    return best[2] if best else None


def role_of_words(words: str, languages: tuple[str, ...]) -> str | None:
    """Like `role_of` for words outside of the request."""
    from nodepilot.composer.language.tokens import fold

    parts = fold(words).split()
    # The longest name counts, whichever language it is in.
    for start in range(len(parts)):
        for language in languages:
            for category, concept in load_lexicon(language).senses(" ".join(parts[start:])):
                if category == "fields":
                    return concept
    return None


def message_about(data: Output | None, fields: list[tuple[str, Ref | Code]], headline: str = "") -> Value:
    """A few lines: a headline, then `Label: value` for the fields asked for or those that the data is known to have."""
    if data is None:
        return headline or "Done"
    parts: list[str | Ref | Code] = []
    if headline:
        parts.append(headline)
    if fields:
        for label, value in fields:
            parts += ["\n" if parts else "", f"{label}: ", value]
        return Text(tuple(parts))
    if data.fields:
        for label, known in list(data.fields.items())[:8]:
            parts += ["\n" if parts else "", f"{label[:1].upper()}{label[1:]}: ", data.value(known)]
        return Text(tuple(parts))
    title = data.roles.get("title")
    if title is not None:
        parts += [": " if parts else "", data.value(title)]
    told = [title]
    for role in _LINES:
        line = data.roles.get(role)
        if line is None or line in told or len(told) > _MOST_LINES:
            continue
        parts += ["\n" if parts else "", f"{_LABELS[role]}: ", data.value(line)]
        told.append(line)
    if told == [None]:
        whole = Code(f"JSON.stringify($('{data.step}').item.json{_prefix(data)}, null, 2)")
        if data.empty:
            return headline or "Done"
        parts += ["\n" if parts else "", whole]
    return Text(tuple(parts))


def _prefix(data: Output) -> str:
    return f".{data.prefix}" if data.prefix else ""
