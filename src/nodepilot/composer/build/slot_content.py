"""Slots that hold text: messages, titles, bodies, subject lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.bot_commands import commands_told
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import message_about
from nodepilot.composer.build.names import content_said
from nodepilot.composer.build.occasions import occasion_of
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.reminders import greeted, reminded_of, wished
from nodepilot.composer.build.slot_fields import asked_fields, sent_field
from nodepilot.composer.build.slot_titles import headline
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.build.spelled import spelled_out
from nodepilot.plan.model import Code, Ref, Text, Value
from nodepilot.sentences import say


def message(slot: Slot) -> Value:
    """What a message says: words given, fields asked for, an AI's text, or what is known of the event."""
    u, act = slot.utterance, slot.act
    if (commands := commands_told(u, act)) is not None:
        return commands
    said = content_said(u, act.first, act.last)
    if said is not None:
        slot.said(said[1])
        return said[0]
    if (spelled := spelled_out(slot)) is not None:
        return spelled
    if words := greeted(u, act):
        return words
    data = slot.flow.data
    told_in_list = data is not None and "digest" in data.roles
    fields = [] if told_in_list else asked_fields(slot) or sent_field(slot)
    if fields and not _names_occasion(slot, [words for words, _ in fields]):
        return message_about(data, fields, _plain_headline(slot))
    if (canned := _canned(slot)) is not None:
        return canned
    if data is None or data.empty:
        return _about_nothing(slot)
    if (status := data.roles.get("http_status")) is not None:
        return _about_answer(slot, data, status)
    if (text := data.roles.get("ai_text")) is not None:
        return data.value(text)
    if (text := data.roles.get("digest")) is not None:
        return Text((f"{headline(slot)}\n\n", data.value(text)))
    if data.roles.get("sentence") is not None:
        return data.value(data.roles["sentence"])
    return message_about(data, [], headline(slot))


def message_html(slot: Slot) -> Value:
    """The message where the receiver reads HTML: what comes from data is escaped."""
    return _escaped(message(slot))


def _escaped(value: Value) -> Value:
    if isinstance(value, str):
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if isinstance(value, Text):
        return Text(tuple(_escaped(part) for part in value.parts))  # type: ignore[misc]
    if isinstance(value, Ref | Code):
        source = value.source if isinstance(value, Code) else javascript_of(value)
        return Code(
            f"String({source} ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')"
        )
    return value


def _about_answer(slot: Slot, data: Output, status: Known) -> Value:
    """How an address that was checked answered."""
    address = slot.draft.steps[data.step].parameters.get("url")
    source = javascript_of(data.value(status))
    named: tuple[str | Ref | Code | Text, ...] = (
        (address,) if isinstance(address, str | Ref | Code) else ("The address",)
    )
    return Text((*named, " answered: ", Code(f"{source} ?? 'nothing'")))  # type: ignore[arg-type]


_RESULTS = frozenset(
    "result results outcome answer response ergebnis antwort resultado respuesta resultat reponse resposta".split()
)


def _result(slot: Slot) -> Value | None:
    """“renew it and post the result”: what the step before answered."""
    objects = slot.act.argument("object")
    receipt = next((o for o in reversed(slot.flow.history) if o.receipt), None)
    if objects is None or receipt is None:
        return None
    said = {slot.utterance.tokens[i].norm for i in range(objects.first, objects.last)}
    if not said & _RESULTS and not (objects.pronoun and not objects.nouns):
        return None
    return message_about(replace(receipt, empty=False), [], headline(slot))


def _about_nothing(slot: Slot) -> Value:
    if (result := _result(slot)) is not None:
        return result
    for reader in (reminded_of, wished):
        if words := reader(slot.utterance, slot.act.first, slot.act.last):
            return words
    start, end = slot.utterance.span(slot.act.first, slot.act.last)
    said = slot.utterance.text[start:end].strip(" .,")
    return said[:1].upper() + said[1:] if said else "Done"


def _canned(slot: Slot) -> str | None:
    """Texts that only their kind is said of ("a welcome message")."""
    occasion = occasion_of(slot.utterance, slot.act)
    data = slot.flow.data
    if occasion is None or (data is not None and "ai_text" in data.roles):
        # What a model has written is what it is about.
        return None
    slot.assumed(say("a text for the {occasion} message", occasion=occasion.name))
    slot.draft.assume(
        say("I wrote a short {occasion} text; replace it with your own.", occasion=occasion.name),
        span=occasion.span,
    )
    return occasion.text


def _names_occasion(slot: Slot, fields: Sequence[str]) -> bool:
    """“greet them with a welcome message”: the kind of message, no field."""
    occasion = occasion_of(slot.utterance, slot.act)
    return occasion is not None and len(fields) == 1 and occasion.name in fields[0].lower()


def _plain_headline(slot: Slot) -> str:
    data = slot.flow.data
    return headline(slot) if data is not None and data.service else ""


def body(slot: Slot) -> Value | None:
    """The content of a thing to be created."""
    data = slot.flow.data
    if data is None or data.empty:
        return None
    for role in ("ai_text", "digest", "ai_body"):
        if (known := data.roles.get(role)) is not None:
            return data.value(known)
    fields = asked_fields(slot)
    if fields:
        return message_about(data, fields)
    if data.fields:
        return message_about(data, [])
    text = data.roles.get("text") or data.roles.get("description")
    if text is not None and data.roles.get("url") is not None:
        return Text((data.value(text), "\n\n", data.value(data.roles["url"])))
    if text is not None:
        return data.value(text)
    if data.open and not data.whole and (guess := data.guess("text")) is not None:
        return guess
    return message_about(data, [])


def query(slot: Slot) -> Value | None:
    """What to search for: a quoted text, the words behind "for" or "mentioning"."""
    u, act = slot.utterance, slot.act
    for token in act.literals:
        if token.kind == "quoted":
            slot.said((token.start, token.end))
            return token.text[1:-1]
    for index in range(act.first, act.last):
        if u.has(index, "conditions", "contains") and index + 1 < act.last:
            start = index + u.has(index, "conditions", "contains")
            end = start
            while (
                end < act.last
                and not u.has(end, "words", "in", "to", "from", "and")
                and u.tokens[end].norm != ","
            ):
                end += 1
            if end == start:
                # "brand mentions on X": nothing stands behind the word.
                continue
            slot.said(u.span(start, end))
            return u.words(start, end)
    about = act.argument("about")
    if about is not None:
        slot.said(u.span(about.first, about.last))
        return u.words(about.first, about.last)
    return slot.role("text") if slot.flow.data is not None and not slot.flow.data.empty else None


def command(slot: Slot) -> Value | None:
    """A shell command."""
    for token in slot.act.literals:
        if token.kind == "quoted":
            slot.said((token.start, token.end))
            return token.text[1:-1]
    return None


def mail_form(slot: Slot) -> Value:
    """`html` where what is written is a page, else `text`."""
    data = slot.flow.data
    return "html" if data is not None and "page" in data.roles else "text"


def json_text(slot: Slot) -> Value:
    """The whole item as JSON."""
    data = slot.flow.data
    prefix = f".{data.prefix}" if data is not None and data.prefix else ""
    source = f"$('{data.step}').item.json" if data is not None else "$json"
    return Code(f"JSON.stringify({source}{prefix})")


def commit_message(slot: Slot) -> Value:
    """A line for the history."""
    name = title_at_hand(slot)
    return Text(("Back up ", name)) if name is not None else "Update from n8n"


def title_at_hand(slot: Slot) -> Ref | Code | None:
    """What the item is called; a text that was made of something bears the name of that."""
    data = slot.flow.data
    if data is None or data.noun != "text":
        return data.find("title") if data is not None else None
    named = (each for each in reversed(slot.flow.history) if {"title", "name"} & set(each.roles))
    return next((each.find("title") for each in named), None)


def file_there(slot: Slot) -> str | None:
    """The property that holds the file at hand, where the item is one."""
    return slot.flow.binary[1] if slot.flow.binary is not None else None


def file_content(slot: Slot) -> Value | None:
    """The text of a file: a document's text, or the item as JSON; None where the file itself is at hand."""
    if slot.flow.binary is not None:
        return None
    data = slot.flow.data
    if data is not None and (known := data.roles.get("ai_text")) is not None:
        return data.value(known)
    source = f"$('{data.step}').item.json" if data is not None else "$json"
    return Code(f"JSON.stringify({source}, null, 2)")


def publish_status(slot: Slot) -> Value | None:
    """`draft` or `publish`."""
    words = {
        slot.utterance.tokens[i].norm
        for i in range(slot.act.first, min(slot.act.last, len(slot.utterance.tokens)))
    }
    ghost = slot.node_type.endswith("ghost")
    if words & {"draft", "drafts", "borrador", "entwurf", "brouillon", "rascunho"}:
        return "draft"
    if slot.act.verb == "publish" or words & {"publish", "published", "live", "publica", "veroffentliche"}:
        return "published" if ghost else "publish"
    return None


def slug(text: str) -> str:
    """A name for a path or a key."""
    return re.sub(r"\W+", "-", text.lower()).strip("-")


SLOTS: dict[str, SlotFunction] = {
    "file_there": file_there,
    "is_file": lambda slot: file_there(slot) is not None or None,
    "message": message,
    "message_html": message_html,
    "body": body,
    "query": query,
    "command": command,
    "json": json_text,
    "mail_form": mail_form,
    "commit_message": commit_message,
    "file_content": file_content,
    "publish_status": publish_status,
}
