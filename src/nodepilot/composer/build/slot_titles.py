"""Slots that name things: headlines, subject lines, titles."""

from __future__ import annotations

import re
from itertools import pairwise

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.names import AFTER, NAMED_BY, content_said
from nodepilot.composer.build.occasions import occasion_of
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.build.told_texts import asked_of, reported
from nodepilot.composer.build.what_became import NEW, what_became
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.plan.model import Code, Text, Value


def headline(slot: Slot) -> str:
    """A few words on what happened: "New order (WooCommerce)", "Failed payment (Stripe)"."""
    data = slot.flow.data
    if slot.extra.get("headline"):
        return slot.extra["headline"]
    if data is None:
        return "Notification"
    name = _service_name(slot, data)
    if data.roles.get("error_message") is not None and data.noun == "error":
        of_a_step = data.roles.get("failed_node") == data.roles.get("title")
        return "A step failed" if of_a_step else "A workflow failed"
    noun = data.noun if data.noun not in {"item", "object", "event", "response", "request"} else ""
    if (data.many and not _is_news(slot, data)) or data.roles.get("digest"):
        return f"{name or noun or 'Items'}".strip()
    if noun and name:
        if slot.utterance.language != "en":
            return f"{name}: {noun}"
        became = what_became(slot.draft.steps, data.step)
        # A refund is refunded, a deletion deleted: it is the news.
        return f"{NEW if became.lower().startswith(noun) else became} {noun} ({name})"
    return f"New {noun}" if noun else (f"New event ({name})" if name else "Notification")


def _service_name(slot: Slot, data: Output) -> str:
    return (
        slot.draft.services.get(data.service).name
        if data.service and data.service in slot.draft.services
        else ""
    )


def headline_slot(slot: Slot) -> Value | None:
    """The headline as a parameter of its own."""
    return headline(slot)


def subject(slot: Slot) -> Value:
    """A subject line."""
    data = slot.flow.data
    if data is not None and slot.act.verb == "forward" and (known := data.find("subject")) is not None:
        return Text(("Fwd: ", known))
    if data is not None and not data.many and data.roles.get("ai_title") is not None:
        return data.value(data.roles["ai_title"])
    u, act = slot.utterance, slot.act
    told = reported(u, act.first, act.last) or asked_of(u, act.first, min(act.last, len(u.tokens)))
    if told is not None:
        return told[0] if len(told[0]) <= _LONGEST else " ".join(told[0].split()[:_FEW])
    if (greeting := _greeting(slot)) is not None:
        return greeting
    if data is None or data.empty or data.many or data.roles.get("digest") or data.roles.get("ai_text"):
        return _topic(slot)
    title = data.roles.get("title")
    return Text((f"{headline(slot)}: ", data.value(title))) if title is not None else headline(slot)


def _greeting(slot: Slot) -> str | None:
    """What a welcome or a thank-you begins with, where its words are not given."""
    occasion = occasion_of(slot.utterance, slot.act)
    if occasion is None or not occasion.to_person:
        return None
    if content_said(slot.utterance, slot.act.first, slot.act.last) is not None:
        return None
    return re.split(r"(?<=[!?])\s|[.:]\s|\.$", occasion.text, maxsplit=1)[0].strip()


_LONGEST = 60
"""Letters that a subject line may have."""
_FEW = 8


def _is_news(slot: Slot, data: Output) -> bool:
    """Whether the things that are gone through are those that were not there before."""
    step = slot.draft.steps.get(data.step)
    return step is not None and step.parameters.get("operation") == "removeItemsSeenInPreviousExecutions"


def _topic(slot: Slot) -> str:
    """What the mail is about, in the words of the request ("review request")."""
    u, act = slot.utterance, slot.act
    argument = act.argument("object")
    data = slot.flow.data
    if data is not None and data.roles.get("ai_text") is not None:
        return (data.noun[:1].upper() + data.noun[1:]) if data.noun not in {"item", ""} else "Summary"
    if (
        argument is not None
        and not argument.pronoun
        and not argument.me
        and argument.last - argument.first <= 5
    ):
        words = [
            u.tokens[i].text
            for i in range(argument.first, argument.last)
            if not u.has(i, "words", "det", "me", "object_pronoun", "every", "via", "to", "for")
            and u.service_at(i) is None
            and not u.tokens[i].is_literal
            and u.tokens[i].norm not in {"email", "mail", "message"}
        ]
        if words:
            text = " ".join(words)
            return text[:1].upper() + text[1:]
    return headline(slot)


def title(slot: Slot) -> Value:
    """The name of a thing to be created."""
    if (named := _from_field(slot)) is not None:
        return named
    data = slot.flow.data
    quoted = content_said(slot.utterance, slot.act.first, slot.act.last)
    if quoted is not None:
        slot.said(quoted[1])
        return quoted[0]
    if (called := _called(slot)) is not None:
        return called
    if data is not None and (known := data.roles.get("ai_title")) is not None:
        return data.value(known)
    if data is not None and data.roles.get("digest") is not None:
        return Text((f"{headline(slot)} ", Code("$now.toFormat('yyyy-MM-dd')")))
    if data is not None and "ai_text" in data.roles and not data.fields:
        return (
            _earlier_title(slot)
            or _short_text(slot, data)
            or Text((f"{headline(slot)} ", Code("$now.toFormat('yyyy-MM-dd')")))
        )
    if data is not None and data.fields:
        for wanted in ("title", "subject", "name", "position"):
            for label, known in data.fields.items():
                if wanted in label.lower() and "email" not in label.lower():
                    return data.value(known)
        if "decision" in data.roles and (earlier := _earlier_title(slot)) is not None:
            # A verdict names nothing: what it is about does.
            return earlier
        first = next(iter(data.fields.values()))
        return data.value(first)
    found = slot.role("title")
    if found is not None:
        return found
    return _purpose(slot) or headline(slot)


def _purpose(slot: Slot) -> str | None:
    """“create a task | to water the plants |”, “a page | for the weekly meeting |”: what it is for, where nothing is at hand."""
    u, data, act = slot.utterance, slot.flow.data, slot.act
    if u.language != "en" or (data is not None and not data.empty):
        return None
    last = min(act.last, len(u.tokens))
    opened = next((i for i in range(act.verb_at + 2, last - 1) if _opens_purpose(u, i)), None)
    if opened is None:
        return None
    first = opened + 1
    while first < last - 1 and u.tokens[first].norm in {"the", "a", "an", "our", "my"}:
        first += 1
    end = next((i for i in range(first, last) if _ends_purpose(u, i)), last)
    words = u.words(first, end).strip(" ,.")
    return f"{words[:1].upper()}{words[1:]}" if words else None


def _opens_purpose(u: Utterance, index: int) -> bool:
    """“(a page) for …”, “(a task) to water …”; neither “to Slack” nor “to the list”."""
    following = u.service_at(index + 1) is None and not u.is_scheduled(index)
    if u.tokens[index].norm == "for":
        return following and u.tokens[index + 1].norm not in _NOBODY
    plain = u.tokens[index + 1].kind is Kind.WORD and not u.has(index + 1, "words")
    return u.tokens[index].norm == "to" and following and plain and u.has(index - 1, "nouns") > 0


_NOBODY = frozenset("me us it them him her each every all any".split())


def _ends_purpose(u: Utterance, index: int) -> bool:
    placed = index + 1 < len(u.tokens) and u.service_at(index + 1) is not None
    scheduled = u.is_scheduled(index) and not u.has(index - 1, "words", "det")
    return (
        u.tokens[index].norm in {",", ".", ";"} or scheduled or (u.has(index, "words", "in") > 0 and placed)
    )


def _from_field(slot: Slot) -> Value | None:
    """“with the name as title”, “use the subject as the card's name”: the field whose value is the title."""
    u, data = slot.utterance, slot.flow.data
    if data is None or data.empty:
        return None
    for place in range(slot.act.first + 1, min(slot.act.last, len(u.tokens))):
        if u.tokens[place].norm not in _TITLES or not any(
            u.has(i, "words", "as") for i in range(max(slot.act.first, place - _NEAR), place)
        ):
            continue
        joint = next(i for i in range(place, slot.act.first, -1) if u.has(i, "words", "as"))
        first = joint
        while first > slot.act.first and (u.has(first - 1, "fields") or u.has(first - 1, "nouns")):
            first -= 1
        if first == joint or (u.has(first, "verbs") and not u.has(first, "fields")):
            continue
        words = u.words(first, joint)
        value = data.named(words, role_of_words(words, u.languages))
        if value is not None:
            slot.said(u.span(first, place + 1))
            return value
    return None


_TITLES = frozenset(
    {"title", "name", "headline", "heading", "summary", "subject", "titel", "titulo", "titre"}
)
_NEAR = 4
"""Words that may stand between “as” and “title”."""


def _called(slot: Slot) -> str | None:
    """“create a card called "Week plan"”: what is made bears that name."""
    u = slot.utterance
    for made, name in pairwise(slot.act.arguments):
        if (
            name.role != "called"
            or made.role != "object"
            or name.before
            or u.tokens[name.first].norm in AFTER
        ):
            continue
        # "named Weekly notes": what sounds like a time belongs to the name.
        first = next(
            (i for i in range(name.first, made.last, -1) if u.tokens[i - 1].norm in NAMED_BY), name.first
        )
        slot.said(u.span(first, name.last))
        return u.words(first, name.last).strip(" \"'“”„«»")
    return None


def _earlier_title(slot: Slot) -> Value | None:
    """What a text was made of names it: a whole text is no title."""
    for output in reversed(slot.flow.history):
        if (
            output is slot.flow.data
            or output.empty
            or output.many
            or output.receipt
            or "ai_text" in output.roles
            or (output.noun == "message" and _SHORT_THINGS & set(slot.act.nouns))
        ):
            continue
        for role in ("title", "subject", "file_name"):
            if (known := output.roles.get(role)) is not None and known != output.roles.get("text"):
                return output.value(known)
    return None


_SHORT_THINGS = frozenset({"task", "issue", "ticket", "card", "event", "reminder", "incident"})


def _short_text(slot: Slot, data: Output) -> Value | None:
    """“turn a voice note into a todo”: what was made of a message is what the task is called."""
    first = slot.flow.history[0] if slot.flow.history else None
    told = first is not None and first.noun == "message" and _SHORT_THINGS & set(slot.act.nouns)
    return data.value(data.roles["ai_text"]) if told else None


SLOTS: dict[str, SlotFunction] = {
    "headline": headline_slot,
    "subject": subject,
    "title": title,
}
