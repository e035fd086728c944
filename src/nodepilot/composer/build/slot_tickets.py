"""Slots of tickets, issues and deals: what changes in one, which are asked for, what is noted down about one."""

from __future__ import annotations

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.jql import project_said, types_said
from nodepilot.composer.build.names import content_said
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Code, Ref, Text, Value


def zendesk_update(slot: Slot) -> Value:
    """What changes in a ticket: priority goes through custom parameters, status and tags have their own."""
    if slot.act.verb in {"close", "archive"}:
        return {"status": "closed"}
    if slot.act.verb == "complete":
        return {"status": "solved"}
    data = slot.flow.data
    value: Value | None = None
    if data is not None and (known := data.roles.get("ai_text")) is not None:
        value = data.value(known)
    elif data is not None and data.fields:
        value = data.value(next(iter(data.fields.values())))
    tagging = slot.act.verb == "label" or (not slot.words and "tag" in _stems(slot))
    if "tags" in slot.words or "tag" in slot.words or tagging:
        return {"tags": [value or _tag_said(slot) or "n8n"]}
    if "status" in slot.words:
        return {"status": value or next((word for word in slot.words if word in _STATUSES), "open")}
    answers = (slot.act.verb in {"reply", "send"} or "reply" in slot.act.nouns) and not _is_note(slot)
    return {"publicReply" if answers else "internalNote": value or _text_said(slot) or "Updated by n8n"}


_PRIORITIES = {"urgent": "urgent", "high": "high", "normal": "normal", "medium": "normal", "low": "low"}


def zendesk_json(slot: Slot) -> Value | None:
    """The priority, for which n8n's form has no field."""
    if "priority" not in slot.words or slot.act.verb not in {"update", "add", "set", "label"}:
        return None
    data = slot.flow.data
    told = (
        next((known for name, known in data.fields.items() if name.lower() == "priority"), None)
        if data
        else None
    )
    if told is not None and data is not None and "ai_text" not in data.roles:
        word = f"String({javascript_of(data.value(told))}).toLowerCase()"
        return Text(('{"priority": "', Code(f"{word}.replace('medium', 'normal')"), '"}'))
    said = next((_PRIORITIES[word] for word in slot.words if word in _PRIORITIES), None)
    return f'{{"priority": "{said}"}}' if said is not None else None


_STATUSES = frozenset("new open pending hold solved closed".split())
_TAGGING = frozenset({"tag", "tags", "tagged", "label"})


def _text_said(slot: Slot) -> str | None:
    """“reply with "We are on it"”: in these words."""
    said = content_said(slot.utterance, slot.act.first, slot.act.last)
    if said is None:
        return None
    slot.said(said[1])
    return said[0]


def _tag_said(slot: Slot) -> str | None:
    """“add the tag vip”, “tag it as urgent”."""
    u, act = slot.utterance, slot.act
    for index in range(act.first, act.last - 1):
        if u.tokens[index].norm not in _TAGGING:
            continue
        place = index + 1
        while place < act.last and (u.has(place, "words") or u.tokens[place].norm in {"called", ":"}):
            place += 1
        if place < act.last and u.service_at(place) is None and not u.has(place, "nouns", "ticket", "issue"):
            slot.said(u.span(place, place + 1))
            return u.tokens[place].text.strip("\"'“”")
    return None


def _stems(slot: Slot) -> set[str]:
    return {token.norm.removesuffix("s") for token in slot.utterance.tokens}


def zendesk_filters(slot: Slot) -> Value | None:
    """Open or solved tickets."""
    words = set(slot.words)
    for status, said in (
        ("open", {"open", "offene", "offenen", "abiertos", "ouverts", "abertos"}),
        ("pending", {"pending"}),
        ("solved", {"solved", "closed"}),
        ("new", {"new"}),
    ):
        if words & said:
            return {"status": status}
    return None


_JQL = (
    (
        {"open", "unresolved", "offene", "offenen", "abiertos", "ouverts", "abertos"},
        "resolution = Unresolved",
    ),
    ({"closed", "resolved", "done", "completed", "erledigte", "geschlossene"}, "statusCategory = Done"),
    ({"overdue"}, "due < now() AND resolution = Unresolved"),
    ({"urgent", "highest"}, "priority = Highest"),
    ({"week", "woche", "semana", "semaine", "weekly"}, "updated >= -7d"),
    ({"yesterday", "gestern", "ayer", "hier", "ontem"}, "updated >= -1d"),
)


def jql(slot: Slot) -> Value | None:
    """A search for the issues that are meant."""
    words = set(slot.words)
    parts = [query for said, query in _JQL if words & said]
    parts += project_said(slot.utterance.text)
    return " AND ".join(parts) + " ORDER BY created DESC" if parts else None


def jira_filter(slot: Slot) -> Value | None:
    """Of which issues a trigger tells: “when a new bug is created”."""
    return next(iter(types_said(slot.words)), None)


def thread_type(slot: Slot) -> Value:
    """Whether a customer reads what is written in a conversation, or colleagues alone."""
    return "reply" if slot.act.verb in {"reply", "send"} and not _is_note(slot) else "note"


def _is_note(slot: Slot) -> bool:
    """“add the answer as an internal note”: nobody outside reads it."""
    named = slot.act.argument("as")
    return named is not None and bool({"note", "comment"} & set(named.nouns))


def own_deal(slot: Slot) -> Ref | Code | None:
    """The id of the deal that a note is about."""
    return _own(slot, "deal")


def own_person(slot: Slot) -> Ref | Code | None:
    """The id of the person that a note is about."""
    return _own(slot, "person") or _own(slot, "contact")


def _own(slot: Slot, noun: str) -> Ref | Code | None:
    found = (o for o in reversed(slot.flow.history) if o.service == slot.service and o.noun == noun)
    output = next(found, None)
    return output.find("id") if output is not None else None


SLOTS: dict[str, SlotFunction] = {
    "zendesk_update": zendesk_update,
    "zendesk_json": zendesk_json,
    "zendesk_by_json": lambda slot: True if zendesk_json(slot) is not None else None,
    "zendesk_filters": zendesk_filters,
    "jql": jql,
    "jira_filter": jira_filter,
    "thread_type": thread_type,
    "own_deal": own_deal,
    "own_person": own_person,
}
