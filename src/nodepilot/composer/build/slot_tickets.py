"""Slots of tickets, issues and deals: what changes in one, which are asked for, what is noted down about one."""

from __future__ import annotations

from nodepilot.composer.build.jql import project_said, types_said
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Code, Ref, Value


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
        return {"tags": [value or "n8n"]}
    if "status" in slot.words:
        return {"status": value or "open"}
    answers = (slot.act.verb in {"reply", "send"} or "reply" in slot.act.nouns) and not _is_note(slot)
    return {"publicReply" if answers else "internalNote": value or "Updated by n8n"}


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
    "zendesk_filters": zendesk_filters,
    "jql": jql,
    "jira_filter": jira_filter,
    "thread_type": thread_type,
    "own_deal": own_deal,
    "own_person": own_person,
}
