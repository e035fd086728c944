"""Slots that name people: who gets a message, whose contact is created."""

from __future__ import annotations

import re

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.occasions import occasion_of
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import FILE_STORES, PEOPLE
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.sentences import say

_THEM = frozenset(
    {"person", "customer", "user", "member", "subscriber", "candidate", "lead", "contact", "employee"}
)
_THEM_WORDS = frozenset(
    {
        "them",
        "him",
        "her",
        "they",
        "author",
        "sender",
        "requester",
        "submitter",
        "respondent",
        "applicant",
        "attendee",
        "guest",
        "client",
        "owner",
        "reporter",
        "le",
        "les",
        "ihm",
        "ihr",
        "ihnen",
        "lui",
        "leur",
        "lhe",
        "absender",
        "autor",
        "auteur",
    }
)
_BOSS = frozenset(
    {
        "manager",
        "boss",
        "team",
        "colleague",
        "sales",
        "support",
        "accounting",
        "hr",
        "finance",
        "ops",
        "accountant",
    }
)

_NUMBERS = frozenset({"number", "numbers", "nummer", "numero"})
_CHATS = frozenset({"chat", "group", "channel", "id", "gruppe", "kanal", "grupo", "canal", "groupe"})


def is_for_them(slot: Slot) -> bool:
    """Whether the message goes to the person that the data is about ("send them", "email the author")."""
    u, act = slot.utterance, slot.act
    if any(argument.me and argument.role in {"to", "for"} for argument in act.arguments):
        # "Mail them to me": they are what is sent.
        return False
    for argument in act.arguments:
        if argument.role in {"object", "to", "for"} and not argument.me:
            words = {u.tokens[i].norm for i in range(argument.first, min(argument.last, argument.first + 4))}
            if _are_things(slot, argument):
                continue
            if words & _THEM_WORDS or (
                set(argument.nouns[:1]) & _THEM and all(h.is_generic for h in argument.services)
            ):
                return True
        if argument.role == "subject" and (
            u.tokens[argument.first].norm in {"they", "he", "she"} or argument.nouns[:1] == ["person"]
        ):
            return True
    if act.verb in {"reply", "greet"}:
        return True
    occasion = occasion_of(u, act)
    if occasion is not None and occasion.to_person and not any(argument.me for argument in act.arguments):
        return True
    return (
        act.lead == "then"
        and act.argument("subject") is None
        and act.verb == "send"
        and not any(a.me for a in act.arguments)
    )


def _are_things(slot: Slot, argument: Argument) -> bool:
    """“get the events and mail them”: they are what is sent, not who gets it."""
    data = slot.flow.data
    if data is not None and argument.pronoun and "made_file" in data.roles:
        # "… and send them as a CSV": the file goes out.
        return True
    if data is None or not argument.pronoun or slot.act.verb != "email":
        return False
    listed = data.many or "digest" in data.roles
    if listed and (form := slot.act.argument("as")) is not None and {"table", "list"} & set(form.nouns):
        # "email them as a table": rows, whoever they are about.
        return True
    return (
        listed
        and not data.open
        and data.noun not in PEOPLE | {"row", "record", "item"}
        and "email" not in data.roles
    )


def recipient(slot: Slot) -> Value | None:
    """The address that a mail goes to."""
    addresses = [t for t in slot.act.literals if t.kind is Kind.EMAIL]
    if addresses:
        slot.said((addresses[0].start, addresses[-1].end))
        return ", ".join(token.text for token in addresses)
    if (named := _in_field(slot) or _in_column(slot)) is not None:
        return named
    u, act = slot.utterance, slot.act
    elsewhere = any(u.has(i, "words", "responsible") for i in range(act.first, act.last))
    if not elsewhere and (is_for_them(slot) or _one_each(slot)):
        found = slot.role("email")
        if found is not None:
            return found
    if (asked := _who_asked(slot) or _whom_written_to(slot)) is not None:
        return asked
    slot.draft.assume(
        say("The mail goes to an address that you still have to fill in."),
        span=slot.utterance.span(slot.act.first, slot.act.last),
    )
    return None


def _who_asked(slot: Slot) -> Ref | Code | None:
    """“a form for questions: AI suggests an answer and sends it by email”: whoever filled it in, where nobody else is named."""
    first, data = slot.flow.history[0] if slot.flow.history else None, slot.flow.data
    answered = data is not None and data.noun in {"answer", "reply"} and "ai_text" in data.roles
    told = slot.act.argument("to") is not None or any(a.me for a in slot.act.arguments)
    if first is None or told or not answered or not first.step.startswith("form"):
        return None
    label = next((each for each in first.fields if "mail" in each.lower()), None)
    return first.value(first.fields[label]) if label is not None else None


_PERSONAL = Pattern(
    r"\b(?:welcome|thank[- ]?you|personal(?:i[sz]ed)?|follow[- ]?up|onboarding|reminder|cold|outreach|birthday|apology|confirmation|rejection|invitation|win[- ]?back|congratulations?) (?:(?:e-?)?mails?|messages?|letters?|texts?|notes?)\b",
    re.IGNORECASE,
)
"""What is written to the one whom the data is about."""


def _whom_written_to(slot: Slot) -> Value | None:
    """“let AI write a welcome email and send it”: to whoever it welcomes, where nobody else is named."""
    data, act = slot.flow.data, slot.act
    if data is None or "ai_text" not in data.roles or "digest" in data.roles:
        return None
    told = act.argument("to", "for") is not None or any(argument.me for argument in act.arguments)
    end = slot.utterance.span(act.first, act.last)[1]
    return None if told or _PERSONAL.search(slot.utterance.text[:end]) is None else slot.role("email")


def _in_field(slot: Slot) -> Value | None:
    """“to parent_email”, “to the address in owner_mail”: the field that holds the address."""
    u, act = slot.utterance, slot.act
    for argument in act.arguments:
        if argument.role not in {"to", "in", "object", "from", "for"}:
            continue
        for index in range(argument.first, argument.last):
            token = u.tokens[index]
            if token.kind in {Kind.SLUG, Kind.DOTTED} and u.service_at(index) is None:
                for output in ([slot.flow.data] if slot.flow.data is not None else []) + slot.flow.history:
                    if not output.empty and (found := output.named(token.text.split(".")[-1])) is not None:
                        slot.said((token.start, token.end))
                        return found
    return None


_COLUMN = "(?:column|field|spalte|feld|columna|campo|coluna|colonne|champ)"
_ADDRESS_COLUMN = (
    rf"\b(?:the|its|their|that|this) (?P<name>[\w-]+)[- ]{_COLUMN}\b",
    rf"\b(?:address|adresse|direcci[oó]n|endere[cç]o|to|an|para|à|a)s?\s+(?:\w+\s+){{0,3}}?{_COLUMN}\s+(?:called |named )?[\"'“]?(?P<name>[\w-]+)",
)


def _in_column(slot: Slot) -> Value | None:
    """“to the address in column email”, “an die Adresse aus der Spalte Kontakt”, “the address in the contact column”."""
    u = slot.utterance
    start, end = u.span(slot.act.first, slot.act.last)
    for pattern in _ADDRESS_COLUMN:
        found = re.search(pattern, u.text[start:end], re.IGNORECASE)
        if found is None:
            continue
        for output in ([slot.flow.data] if slot.flow.data is not None else []) + slot.flow.history:
            if output.open and not output.empty and (held := output.named(found["name"])) is not None:
                slot.said((start + found.start(), start + found.end()))
                return held
    return None


def _one_each(slot: Slot) -> bool:
    """In a list of people each one gets a mail."""
    data = slot.flow.data
    said = [slot.utterance.tokens[i].norm for i in range(slot.act.first, slot.act.last)]
    # "in one mail" against "each one".
    words = {
        word
        for before, word in zip(["", *said], said, strict=False)
        if before not in {"each", "every"} or word != "one"
    }
    looped = any(step.node_type.endswith(".splitInBatches") for step in slot.draft.steps.values())
    return bool(
        data is not None
        and (data.many or looped)
        and words & {"each", "every", "everyone", "everybody", "all", "jeden", "cada"}
        and not words & {"me", "mir", "us", "one"}
    )


def recipient_phone(slot: Slot) -> Value | None:
    """The number that a message goes to."""
    match = re.search(r"\+\d[\d\s-]{6,}\d", slot.utterance.text)
    if match is not None:
        slot.said(match.span())
        return re.sub(r"[\s-]", "", match.group())
    replying = slot.flow.history and slot.flow.history[0].service == slot.service
    if (
        replying
        or _speaks_of_number(slot)
        or ((is_for_them(slot) or _one_each(slot)) and not _is_figure(slot))
    ):
        found = slot.role("phone")
        if found is not None:
            return found
    return None


def _is_figure(slot: Slot) -> bool:
    """What goes out was made of all rows, so that no row's number is meant."""
    data = slot.flow.data
    step = slot.draft.steps.get(data.step) if data is not None else None
    return step is not None and step.node_type.endswith(("summarize", "aggregate"))


def _speaks_of_number(slot: Slot) -> bool:
    """“to the number in the row”, “an die Telefonnummer aus dem Formular”: the data tells it."""
    u = slot.utterance
    return any(
        argument.role in {"to", "in"}
        and any(
            (u.has(i, "fields", "phone") and u.service_at(i) is None) or u.tokens[i].norm in _NUMBERS
            for i in range(argument.first, argument.last)
        )
        for argument in slot.act.arguments
    )


def chat_id(slot: Slot) -> Value | None:
    """The chat that is named ("chat 12345", "@news"), else the one that the message came from."""
    u = slot.utterance
    for place in range(slot.act.first, slot.act.last):
        token = u.tokens[place]
        named = token.kind is Kind.NUMBER and place > 0 and u.tokens[place - 1].norm in _CHATS
        if named or (token.kind is Kind.HANDLE and u.service_at(place) is None):
            slot.said(u.span(place, place + 1))
            return token.text
    for output in slot.flow.history:
        if output.service == slot.service and (known := output.roles.get("chat_id")) is not None:
            return output.value(known)
    return None


def _full(slot: Slot, part: str) -> Ref | Code | None:
    """First or last name; out of the full name when only that is known."""
    role = f"{part}_name"
    outputs = ([slot.flow.data] if slot.flow.data is not None else []) + [
        o for o in reversed(slot.flow.history) if o is not slot.flow.data
    ]
    current = slot.flow.data
    if current is not None and current.open and current.many:
        # What is in a file is not called what the file is called.
        outputs = [
            o
            for o in outputs
            if o is current or not (o.noun in {"file", "folder"} or o.service in FILE_STORES)
        ]
    for output in outputs:
        if role in output.roles:
            return output.value(output.roles[role])
        for label, known in output.fields.items():
            if part in label.lower() and "name" in label.lower():
                return output.value(known)
        full = output.roles.get("name") or next(
            (k for label, k in output.fields.items() if "name" in label.lower()), None
        )
        if full is not None:
            return _split(output.value(full), part)
    for output in outputs:
        if output.open and not output.empty and not output.whole:
            return (
                _split(output.guess("name"), part)
                if output.style in {"Title", "Question"}
                else output.guess(role)
            )
    return None


def _split(value: Ref | Code | None, part: str) -> Code | None:
    if value is None:
        return None
    source = value.source if isinstance(value, Code) else javascript_of(value)
    cut = "split(' ')[0]" if part == "first" else "split(' ').slice(1).join(' ')"
    return Code(f"String({source} ?? '').{cut}")


def first_name(slot: Slot) -> Value | None:
    """Given name."""
    return _full(slot, "first")


def last_name(slot: Slot) -> Value | None:
    """Family name."""
    return _full(slot, "last")


def last_name_full(slot: Slot) -> Value | None:
    """A name where a service demands a family name: the last word of it, or all."""
    value = _full(slot, "last")
    if isinstance(value, Code) and "slice(1)" in value.source:
        full = value.source.partition(".split(")[0]
        return Code(f"{value.source} || {full}")
    return value or slot.role("name")


def company_or_name(slot: Slot) -> Value | None:
    """A company, or the person's name when none is known."""
    company, name = slot.role("company"), slot.role("name")
    if company is None:
        return name
    if name is None or (
        isinstance(company, Code) and isinstance(name, Code) and company.source == name.source
    ):
        return company
    one = company.source if isinstance(company, Code) else javascript_of(company)
    other = name.source if isinstance(name, Code) else javascript_of(name)
    return Code(f"{one} || {other}") if one != other else company


def domain(slot: Slot) -> Value | None:
    """A company's domain, out of a mail address when need be."""
    found = slot.flow.data.roles.get("domain") if slot.flow.data is not None else None
    if found is not None and slot.flow.data is not None:
        return slot.flow.data.value(found)
    email = slot.role("email")
    if email is None:
        return None
    source = email.source if isinstance(email, Code) else javascript_of(email)
    return Code(f"String({source} ?? '').split('@').pop()")


SLOTS: dict[str, SlotFunction] = {
    "recipient": recipient,
    "recipient_phone": recipient_phone,
    "chat_id": chat_id,
    "first_name": first_name,
    "last_name": last_name,
    "last_name_full": last_name_full,
    "company_or_name": company_or_name,
    "domain": domain,
    "email_list": lambda slot: [found] if (found := slot.role("email")) is not None else None,
    "phone_list": lambda slot: [found] if (found := slot.role("phone")) is not None else None,
    "attendees": lambda slot: [found] if (found := slot.role("email")) is not None else None,
    "outlook_emails": lambda _: None,
}
