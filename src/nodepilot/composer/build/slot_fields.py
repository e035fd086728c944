"""Fields that a message is asked to say: "with the amount and the customer", "send the link"."""

from __future__ import annotations

from nodepilot.composer.build.messages import fields_named
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.said_fields import told_field
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.plan.model import Code, Ref

_VALUES = frozenset(
    {"url", "amount", "location", "tracking", "score", "status", "temperature", "order_number", "price"}
)
"""Fields that can be all that a message says."""


def asked_fields(slot: Slot) -> list[tuple[str, Ref | Code]]:
    """The fields that the act lists ("with the amount and the customer")."""
    u = slot.utterance
    found: list[tuple[str, Ref | Code]] = []
    for argument in slot.act.arguments:
        if argument.role not in {"with", "via"} or (argument.services and not _lists_fields(slot, argument)):
            continue
        if argument.role == "via" and slot.utterance.service_at(argument.first) is not None:
            # "by email" says how it is sent.
            continue
        if told_field(u, argument.first - 1, argument.last) is not None:
            # "with status open": a field with its value.
            continue
        for words, role, span in fields_named(u, argument.first, argument.last):
            if not any(c.isalpha() for c in words) or u.has(argument.first, "words", "that", "not"):
                continue
            if " " in words and role_of_value(words.split()[0]) == "priority":
                # "with high priority": how it is made, no field.
                continue
            if role == "subject" and words[-1:] in "\"'”“":
                # "with the subject 'Welcome'": what it is to be, no field.
                continue
            value = find_named(slot, words, role)
            if value is None:
                continue
            found.append((words[:1].upper() + words[1:], value))
            slot.said(span)
    return found or _asked_apart(slot)


def sent_field(slot: Slot) -> list[tuple[str, Ref | Code]]:
    """“send the link to the invitee”: one value, from the last step that gives it."""
    u = slot.utterance
    argument = slot.act.argument("object")
    data = slot.flow.data
    if (
        argument is None
        or argument.services
        or argument.literals
        or (data is not None and "digest" in data.roles)
    ):
        return []
    if listed := _sent_list(slot, argument):
        return listed
    first = argument.first
    while first < argument.last and u.has(first, "words", "det", "me", "object_pronoun"):
        # "email | them the link"
        first += 1
    if first + 1 < argument.last and not u.has(first, "fields") and u.has(first + 1, "fields"):
        # "the join link"
        first += 1
    sense = u.concept(first, "fields") if first < argument.last else None
    if sense is None or first + sense.length != argument.last or sense.concept not in _VALUES:
        return []
    for output in reversed(slot.flow.history):
        if not output.empty and (found := output.find(sense.concept)) is not None:
            words = u.words(first, argument.last)
            slot.said(u.span(argument.first, argument.last))
            return [(words[:1].upper() + words[1:], found)]
    return []


def _sent_list(slot: Slot, argument: Argument) -> list[tuple[str, Ref | Code]]:
    """“send | the amount and the customer | to Telegram”: several values, and nothing else."""
    u = slot.utterance
    carried = any(
        u.has(i, "nouns", *_CARRIERS) and u.tokens[i - 1].norm in {"a", "an"}
        for i in range(argument.first + 1, argument.last)
    )
    if slot.act.verb not in _HANDING_ON or carried:
        return []
    named = fields_named(u, argument.first, argument.last)
    if len(named) < _SEVERAL or any(role is None for _, role, _ in named):
        return []
    values = [(words, find_named(slot, words, role), span) for words, role, span in named]
    if any(value is None for _, value, _ in values):
        return []
    for _, _, span in values:
        slot.said(span)
    return [(words[:1].upper() + words[1:], value) for words, value, _ in values if value is not None]


_HANDING_ON = frozenset({"send", "post", "forward", "tweet"})
_CARRIERS = ("message", "email", "sms", "text", "file", "reply")
"""What values are told in: “send the customer and the owner a message” lists people."""
_SEVERAL = 2


def _asked_apart(slot: Slot) -> list[tuple[str, Ref | Code]]:
    """Fields listed behind another clause: "Tweet it each time I finish a run, with distance and time"."""
    u = slot.utterance
    for index in range(len(u.tokens) - 1):
        if (
            u.tokens[index].norm != ","
            or not u.has(index + 1, "words", "with")
            or slot.act.first <= index < slot.act.last
        ):
            continue
        end = index + 2
        while end < len(u.tokens) and u.tokens[end].norm not in {".", ";", "\n"}:
            end += 1
        if any(u.tokens[i].is_literal for i in range(index + 2, end)):
            # "…, with status 'normal' send …": another case, no list of fields.
            continue
        listed = fields_named(u, index + 2, end)
        if listed and all(role is not None for _, role, _ in listed):
            return [
                (words[:1].upper() + words[1:], value)
                for words, role, _ in listed
                if (value := find_named(slot, words, role)) is not None
            ]
    return []


def find_named(slot: Slot, words: str, role: str | None) -> Ref | Code | None:
    """A value that the request names, from the nearest step that knows it."""
    outputs = ([slot.flow.data] if slot.flow.data is not None else []) + [
        o for o in reversed(slot.flow.history) if o is not slot.flow.data
    ]
    for output in outputs:
        if (exact := output.fields.get(words.lower())) is not None:
            return output.value(exact)
        if role is not None and not output.empty and (found := output.find(role)) is not None:
            return found
        if any(_alike(words, label) for label in output.fields):
            return output.named(words, role)
    for output in outputs:
        if output.open and not output.empty and not output.whole:
            return output.named(words, role)
    return None


def _alike(words: str, label: str) -> bool:
    one, other = words.lower(), label.lower()
    return one in other or other in one


def _lists_fields(slot: Slot, argument: Argument) -> bool:
    return any(slot.utterance.has(i, "fields") for i in range(argument.first, argument.last)) and all(
        hit.is_generic for hit in argument.services
    )
