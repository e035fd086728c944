"""Slots with the manners of one service."""

from __future__ import annotations

import re
from typing import cast

from nodepilot.composer.build.messages import role_of
from nodepilot.composer.build.slot_content import body, json_text, query
from nodepilot.composer.build.slots import OMITTED, Slot, SlotFunction
from nodepilot.composer.build.translators import language_for
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.marks import marks_by_field
from nodepilot.plan.model import Code, Value

_LANGUAGE_CODES = {
    "english": "EN",
    "german": "DE",
    "french": "FR",
    "spanish": "ES",
    "italian": "IT",
    "portuguese": "PT",
    "dutch": "NL",
    "polish": "PL",
    "japanese": "JA",
    "chinese": "ZH",
    "russian": "RU",
    "englisch": "EN",
    "deutsch": "DE",
    "franzosisch": "FR",
    "spanisch": "ES",
    "ingles": "EN",
    "aleman": "DE",
    "frances": "FR",
    "espanol": "ES",
    "anglais": "EN",
    "allemand": "DE",
    "francais": "FR",
    "espagnol": "ES",
    "portugues": "PT",
    "alemao": "DE",
    "espanhol": "ES",
    "swedish": "SV",
    "turkish": "TR",
    "korean": "KO",
}

_KEYS = frozenset({"key", "schlussel", "clave", "cle", "chave"})

_CHANNEL_ID = re.compile(r"\bUC[\w-]{22}(?![\w-])")


def _sender(slot: Slot) -> str | None:
    """“mails from boss@firm.example”."""
    argument = slot.act.argument("from")
    return next((t.text for t in argument.literals if t.kind is Kind.EMAIL), None) if argument else None


_OWN_LABELS = {
    "starred": "STARRED",
    "star": "STARRED",
    "important": "IMPORTANT",
    "spam": "SPAM",
    "archive": "INBOX",
    "inbox": "INBOX",
}


def gmail_label(slot: Slot) -> Value | None:
    """The labels that every mailbox has: mail is archived by leaving the inbox. Others have ids that only Gmail knows."""
    said = [*slot.words, slot.act.verb]
    return next(
        (own for word in said if (own := _OWN_LABELS.get(word.strip("\"'").lower())) is not None), None
    )


def gmail_filters(slot: Slot) -> Value | None:
    """Which mails to read: unread ones, a label, a sender, a search."""
    words = set(slot.words)
    made: dict[str, Value] = {}
    parts: list[str] = []
    if words & {"unread", "ungelesene", "ungelesenen", "leidos"}:
        made["readStatus"] = "unread"
    if "spam" in words or "junk" in words:
        made["includeSpamTrash"] = True
        made["labelIds"] = ["SPAM"]
    if "trash" in words:
        made["includeSpamTrash"] = True
        made["labelIds"] = ["TRASH"]
    if words & {"starred"}:
        parts.append("is:starred")
    if words & {"promotions", "promotional"}:
        parts.append("category:promotions")
    if (sender := _sender(slot)) is not None:
        made["sender"] = sender
    if words & {"today", "today's", "heute", "hoy"}:
        parts.append("newer_than:1d")
    if words & {"attachment", "attachments", "pdf", "pdfs"}:
        parts.append("has:attachment")
    for index in range(slot.act.first, slot.act.last):
        if slot.utterance.tokens[index].norm == "older" and index + 3 < len(slot.utterance.tokens):
            number, unit = slot.utterance.tokens[index + 2].norm, slot.utterance.tokens[index + 3].norm
            if number.isdigit():
                parts.append(
                    f"older_than:{int(number) * (7 if unit.startswith('week') else 1)}{'m' if unit.startswith('month') else 'y' if unit.startswith('year') else 'd'}"
                )
    if (label := _label_named(slot)) is not None:
        parts.append(f"label:{label}")
    if parts:
        made["q"] = " ".join(parts)
    return made or None


def _label_named(slot: Slot) -> str | None:
    """“mails with the label Invoices”, “labelled urgent”: as Gmail's search writes it."""
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last - 1):
        if not (u.has(index, "nouns", "label") or u.tokens[index].norm in {"labelled", "labeled"}):
            continue
        behind = index + 1
        while behind < slot.act.last - 1 and (
            u.has(behind, "words", "called") or u.has(behind, "conditions", "eq")
        ):
            behind += 1
        token = u.tokens[behind]
        if token.kind is Kind.QUOTED or (token.kind in {Kind.WORD, Kind.SLUG} and not u.has(behind, "words")):
            slot.said((token.start, token.end))
            return re.sub(r"\W+", "-", token.text.strip("\"'“”")).strip("-").lower()
    return None


def outlook_filters(slot: Slot) -> Value | None:
    """Which mails to read in Outlook."""
    words = set(slot.words)
    filters: dict[str, Value] = {}
    if words & {"unread", "ungelesene", "ungelesenen"}:
        filters["readStatus"] = "unread"
    if words & {"attachment", "attachments", "pdf", "pdfs"}:
        filters["hasAttachments"] = True
    if (sender := _sender(slot)) is not None:
        filters["sender"] = sender
    return {"values": {"filterBy": "filters", "filters": filters}} if filters else None


def ga_metrics(slot: Slot) -> Value:
    """The metric that is asked for."""
    words = set(slot.words)
    for metric, said in (
        ("sessions", {"sessions", "session", "visits", "visitas", "sitzungen"}),
        ("screenPageViews", {"pageviews", "views", "page"}),
        ("totalUsers", {"users", "visitors", "nutzer", "usuarios"}),
        ("newUsers", {"new"}),
        ("conversions", {"conversions"}),
    ):
        if words & said:
            return (
                {"metricValues": [{"listName": metric}]}
                if metric in {"sessions", "totalUsers", "screenPageViews"}
                else {"metricValues": [{"listName": "other", "name": metric}]}
            )
    return {"metricValues": [{"listName": "sessions"}]}


def mailchimp_names(slot: Slot) -> Value | None:
    """First and last name as merge fields."""
    from nodepilot.composer.build.slot_people import first_name, last_name

    first, last = first_name(slot), last_name(slot)
    values = [
        {"name": tag, "value": value}
        for tag, value in (("FNAME", first), ("LNAME", last))
        if value is not None
    ]
    return {"mergeFieldsValues": values} if values else None


def mailchimp_status(slot: Slot) -> Value | None:
    """Who unsubscribes stays known, and gets nothing more."""
    return {"status": "unsubscribed"} if slot.act.verb == "unsubscribe" else None


def tags(slot: Slot) -> Value | None:
    """The tags that are named."""
    quoted = [t for t in slot.act.literals if t.kind is Kind.QUOTED]
    if quoted:
        slot.said((quoted[0].start, quoted[-1].end))
    return [t.text.strip("'\"“”„«»‘’") for t in quoted] or None


def notion_blocks(slot: Slot) -> Value | None:
    """The page's text as a paragraph."""
    from nodepilot.composer.build.slot_content import body

    text = body(slot)
    if text is None:
        return None
    return {"blockValues": [{"type": "paragraph", "textContent": text}]}


def notion_properties(slot: Slot) -> Value | None:
    """Further columns of a database page, where the data is known to have them."""
    data = slot.flow.data
    if data is None or data.open or data.roles.get("ai_text") is not None:
        return None
    kinds = {"email": ("Email", "email", "emailValue"), "url": ("URL", "url", "urlValue")}
    made = []
    for role, (name, kind, parameter) in kinds.items():
        if role in data.roles and not (role == "url" and "start" in data.roles):
            made.append({"key": f"{name}|{kind}", parameter: data.value(data.roles[role])})
    if "start" in data.roles and data.noun in {"booking", "event", "appointment", "meeting"}:
        made.append({"key": "Date|date", "date": data.value(data.roles["start"])})
    return {"propertyValues": made} if made else None


def language_code(slot: Slot) -> Value:
    """The language to translate to."""
    words = slot.words
    for index in range(len(words) - 1, -1, -1):
        if words[index] in _LANGUAGE_CODES:
            return language_for(slot.node_type, _LANGUAGE_CODES[words[index]])
    return language_for(slot.node_type, "EN")


def own_email(slot: Slot) -> Value | None:
    """An address of the person that runs the workflow."""
    del slot
    return None


def hubspot_search(slot: Slot) -> Value | None:
    """The contact with the same address."""
    email = slot.role("email")
    if email is None:
        return None
    return {
        "filterGroupsValues": [
            {
                "filtersUi": {
                    "filterValues": [{"propertyName": "email|string", "operator": "EQ", "value": email}]
                }
            }
        ]
    }


def youtube_channel(slot: Slot) -> Value | None:
    """A channel's id, where the request gives it ("UC…")."""
    match = _CHANNEL_ID.search(slot.utterance.text)
    if match is None and slot.act.verb == "search" and any(t.kind is Kind.QUOTED for t in slot.act.literals):
        # What is searched for by its words is looked for everywhere.
        return cast("Value", OMITTED)
    if match is None:
        return None
    slot.said(match.span())
    return match.group()


def youtube_order(slot: Slot) -> Value | None:
    """The newest first, where no search asks for what fits best."""
    return None if slot.act.verb == "search" else "date"


def whatsapp_sender(slot: Slot) -> Value | None:
    """The number that a message came in on answers."""
    for output in slot.flow.history:
        if output.service == "whatsApp" and "phone_number_id" in output.roles:
            return output.value(output.roles["phone_number_id"])
    return None


def role_in_act(slot: Slot) -> str | None:
    """The field that the act names."""
    return role_of(slot.utterance, slot.act.first, slot.act.last)


def airtable_formula(slot: Slot) -> Value | None:
    """A filter on the records."""
    for index in range(slot.act.first, slot.act.last - 2):
        u = slot.utterance
        if (
            u.has(index, "fields", "status")
            and u.has(index + 1, "conditions", "eq")
            and not u.has(index + 2, "words", "in", "of", "from", "det")
        ):
            word = u.tokens[index + 2].text.strip("\"'")
            return f"{{Status}} = '{word}'"
    said = [mark.test for mark in marks_by_field(slot.utterance, slot.act) if mark.test.operator == "eq"]
    return f"{{{said[0].left.capitalize()}}} = '{said[0].right}'" if len(said) == 1 else None


def redis_key(slot: Slot) -> Value:
    """The key that is named ("under the key rates:latest"), else one for each run."""
    return redis_read(slot) or Code("$now.toMillis().toString()")


def redis_read(slot: Slot) -> Value | None:
    """The key that is named."""
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last - 1):
        if u.tokens[index].norm in _KEYS:
            place = index + 1
            while place < slot.act.last and (
                u.has(place, "words", "det", "called") or u.tokens[place].norm == "="
            ):
                place += 1
            if place < slot.act.last:
                slot.said(u.span(place, place + 1))
                return u.tokens[place].text.strip("'\"“”„«»")
    return None


def redis_value(slot: Slot) -> Value | None:
    """What was made of the item, else a text that it has, else all of it."""
    data = slot.flow.data
    made = data.roles.get("made") if data is not None else None
    if data is not None and made is not None:
        return data.value(made)
    known = data is not None and not data.open
    return (body(slot) if known else None) or json_text(slot)


def card_changes(slot: Slot) -> Value | None:
    """What changes in a Trello card: archived ones are closed."""
    return {"closed": True} if slot.act.verb == "archive" else None


def tweet_query(slot: Slot) -> Value | None:
    """“tweets mentioning @acme”: what is spoken of; “tweets with #n8n”; “the tweets of @n8n_io”: what an account wrote; else what is searched for."""
    u, act = slot.utterance, slot.act
    for place in range(act.first, min(act.last, len(u.tokens)) - 1):
        if u.tokens[place].norm in _SPEAKING and (words := _spoken_of(u, place + 1)):
            return words
    tag = next((t.text for t in u.tokens[act.first : act.last] if t.kind is Kind.CHANNEL), None)
    if tag is not None and slot.node_type.endswith(".twitter"):
        return tag
    handle = next((t.text for t in act.literals if t.kind is Kind.HANDLE), None)
    return f"from:{handle.lstrip('@')}" if handle is not None else query(slot)


_SPEAKING = frozenset("mention mentions mentioning mentioned about containing hashtag".split())
_LONGEST_TOPIC = 4


def _spoken_of(u: Utterance, place: int) -> str:
    """“@acme”, “our brand”, “the word n8n”: up to where something else is said."""
    while place < len(u.tokens) and (
        u.has(place, "words", "of", "to", "det") or u.tokens[place].norm == "word"
    ):
        place += 1
    last = place
    while last < min(place + _LONGEST_TOPIC, len(u.tokens)) and not (
        u.tokens[last].norm in {",", ".", ":", ";"}
        or u.has(last, "words", "in", "from", "and", "to", "on", "with")
        or (last > place and u.has(last, "verbs"))
        or u.is_scheduled(last)
    ):
        last += 1
    return u.words(place, last).strip("\"'“”„«»")


SLOTS: dict[str, SlotFunction] = {
    "card_changes": card_changes,
    "tweet_query": tweet_query,
    "gmail_filters": gmail_filters,
    "label_id": gmail_label,
    "outlook_filters": outlook_filters,
    "ga_metrics": ga_metrics,
    "mailchimp_names": mailchimp_names,
    "mailchimp_status": mailchimp_status,
    "tags": tags,
    "notion_blocks": notion_blocks,
    "notion_properties": notion_properties,
    "language_code": language_code,
    "own_email": own_email,
    "hubspot_search": hubspot_search,
    "youtube_channel": youtube_channel,
    "youtube_order": youtube_order,
    "whatsapp_sender": whatsapp_sender,
    "airtable_formula": airtable_formula,
    "redis_key": redis_key,
    "redis_read": redis_read,
    "redis_value": redis_value,
}
