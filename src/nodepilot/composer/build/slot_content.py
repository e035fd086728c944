"""Slots that hold text: messages, titles, bodies, subject lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nodepilot.composer.build.bot_commands import commands_told
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import message_about
from nodepilot.composer.build.names import content_said
from nodepilot.composer.build.occasions import occasion_of
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.reminders import greeted, question_put, reminded_of, reminded_to, wished
from nodepilot.composer.build.slot_fields import asked_fields, sent_field
from nodepilot.composer.build.slot_titles import headline
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.build.spelled import answered_with, spelled_out
from nodepilot.composer.reading.arguments import Argument
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
    if words := greeted(u, act) or question_put(u, act) or reminded_to(u, act):
        return words
    data = slot.flow.data
    told_in_list = data is not None and "digest" in data.roles
    if data is not None and (same := _given_back(slot, data)) is not None:
        return same
    fields = [] if told_in_list else asked_fields(slot) or sent_field(slot)
    if fields and (linked := _with_link(slot, [words for words, _ in fields])) is not None:
        return linked
    if fields and not _names_occasion(slot, [words for words, _ in fields]):
        return message_about(data, fields, _plain_headline(slot))
    if (canned := _canned(slot) or _of_ours(slot)) is not None:
        return canned
    if data is None or data.empty:
        return _about_nothing(slot)
    if (told := answered_with(slot)) is not None:
        return told
    if (status := data.roles.get("http_status")) is not None:
        return _about_answer(slot, data, status)
    if (text := data.roles.get("ai_text")) is not None:
        return data.value(text)
    if (text := data.roles.get("digest")) is not None:
        return Text((f"{headline(slot)}\n\n", data.value(text)))
    if data.roles.get("sentence") is not None:
        return data.value(data.roles["sentence"])
    return message_about(data, [], headline(slot))


def _given_back(slot: Slot, data: Output) -> Value | None:
    """“reply with the same text”: what was written, and nothing else."""
    u, act = slot.utterance, slot.act
    words = [u.tokens[i].norm for i in range(act.first, act.last)]
    if data.many or not any(one == "same" and other in _WRITTEN for one, other in pairwise(words)):
        return None
    return data.find("text")


_WRITTEN = frozenset({"text", "message", "words", "thing"})


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
    if words := _thing_sent(slot):
        return words
    start, end = slot.utterance.span(slot.act.first, slot.act.last)
    said = slot.utterance.text[start:end].strip(" .,")
    return said[:1].upper() + said[1:] if said else "Done"


_BEARERS = frozenset("message messages email mail sms text note notification alert ping dm".split())


def _thing_sent(slot: Slot) -> str:
    """“send | the payroll reminder | to hr@…”: the thing itself, where nothing more is known of it."""
    u, sent = slot.utterance, slot.act.argument("object")
    if u.language != "en" or slot.act.verb not in _GIVING or sent is None or sent.me or sent.pronoun:
        return ""
    if sent.services or sent.literals or any(u.tokens[i].norm in _BEARERS for i in _body(sent)):
        return ""
    words = " ".join(u.tokens[i].text for i in _body(sent) if not u.has(i, "words", "det", "me"))
    return words[:1].upper() + words[1:]


_GIVING = frozenset({"send", "post", "forward"})


def _body(argument: Argument) -> range:
    return range(argument.first, argument.last)


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


_OURS = frozenset({"our", "my"})


def _of_ours(slot: Slot) -> str | None:
    """“reply with our opening hours”: what we alone know, so that somebody has to write it down."""
    u, act = slot.utterance, slot.act
    if u.language != "en" or act.verb not in {"reply", "send", "message", "text", "email"}:
        return None
    for argument in act.arguments:
        if argument.role not in {"with", "object"} or argument.services or argument.literals:
            continue
        if u.tokens[argument.first].norm not in _OURS or not _is_known_to_us(slot, argument):
            continue
        words = u.words(argument.first, argument.last)
        span = u.span(argument.first, argument.last)
        slot.said(span)
        named = u.words(argument.first + 1, argument.last)
        slot.draft.assume(
            say("I wrote a short {occasion} text; replace it with your own.", occasion=named), span=span
        )
        return f"{words[:1].upper()}{words[1:]}: …"
    return None


def _is_known_to_us(slot: Slot, argument: Argument) -> bool:
    """Whether it is the reply itself, or goes to somebody else than us: “send them our price list”."""
    u = slot.utterance
    told = any(
        u.has(i, "words", "object_pronoun") and not u.has(i, "words", "me")
        for i in range(slot.act.first, argument.first)
    )
    return slot.act.verb == "reply" or (argument.role == "object" and told)


def _with_link(slot: Slot, fields: Sequence[str]) -> str | None:
    """“a thank you mail with a review link”: a link that the request does not give, below what is said usually."""
    about, u = slot.act.argument("with"), slot.utterance
    if about is None or len(fields) != 1 or u.tokens[about.first].norm not in {"a", "an"}:
        return None
    if not u.has(about.last - 1, "nouns", "link") or (said := _canned(slot)) is None:
        return None
    slot.draft.assume(
        say("I wrote an example address for the {name}; put your own there.", name=fields[0].lower()),
        span=u.span(about.first, about.last),
    )
    return f"{said}\n\n{fields[0]}: https://example.com"


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
    about = act.argument("about") or _looked_for(slot)
    if about is not None:
        slot.said(u.span(about.first, about.last))
        return u.words(about.first, about.last)
    return slot.role("text") if slot.flow.data is not None and not slot.flow.data.empty else None


_KINDS = frozenset("brand company product name keyword keywords term word phrase hashtag called".split())
"""Words for what is looked for that stand in front of it: “our brand | Kite”."""
_ITEMS = ("post", "item", "message", "article", "video", "email", "tweet", "news", "mention", "row", "record")


def _looked_for(slot: Slot) -> Argument | None:
    """“search Reddit for | n8n |”: the words themselves, where they are more than the things that are found."""
    u, act = slot.utterance, slot.act
    wanted = act.argument("for") if act.verb == "search" else None
    if wanted is None or wanted.pronoun:
        return None
    first = wanted.first
    while first < wanted.last and (
        u.has(first, "words", "det", "adj") or (u.tokens[first].norm in _KINDS and first + 1 < wanted.last)
    ):
        first += 1
    items = any(u.has(i, "nouns", *_ITEMS) for i in range(first, wanted.last))
    return replace(wanted, first=first) if first < wanted.last and not items else None


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
