"""People that are made somewhere: their address and name go where the node has a place for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nodepilot.catalog import Property
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.build.slot_people import first_name, last_name
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch
from nodepilot.knowledge.words import split_identifier
from nodepilot.plan.model import Code, Ref, Value

_PEOPLE = frozenset(
    {"contact", "subscriber", "person", "people", "customer", "lead", "user", "member", "profile"}
)
_MAKING = frozenset({"create", "add", "upsert", "createorupdate", "subscribe", "invite"})
_OPEN = "YOUR_"
_PARTS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "email",
        frozenset(
            {
                "email",
                "emails",
                "email address",
                "primary email addr",
                "email addresses",
                "e mail",
                "mail",
                "email ui",
                "emails ui",
            }
        ),
    ),
    ("first_name", frozenset({"first name", "firstname", "given name", "givenname", "fname"})),
    (
        "last_name",
        frozenset({"last name", "lastname", "surname", "family name", "familyname", "lname", "sur name"}),
    ),
    ("name", frozenset({"name", "full name", "fullname", "display name"})),
    ("phone", frozenset({"phone", "phone number", "mobile", "mobile phone", "phones", "telephone"})),
)
"""What is told of a person, by the names that nodes have for it."""
_HOLDING = frozenset({"email", "value", "address", "email address", "number", "phone"})


def tell_person(draft: Draft, flow: Flow, act: Act, step: str, match: OperationMatch | None) -> None:
    """Fills what the step leaves open of a person: an address, the parts of a name, a number."""
    if match is None or (match.resource or "contact").lower() not in _PEOPLE:
        return
    if (match.operation or "").lower() not in _MAKING or flow.data is None:
        return
    slot = Slot(draft, flow, act, "", draft.steps[step].node_type, "")
    told: set[str] = set()
    for path, prop, part in list(_places(draft, step)):
        held = _held(draft, step, path)
        open_here = held in (None, "") or (isinstance(held, str) and held.startswith(_OPEN))
        named_after_title = part == "name" and held is not None and held == slot.role("title")
        if not (open_here or named_after_title):
            told.add(part)
            continue
        if part in told or (part == "name" and told & {"first_name", "last_name"}):
            continue
        value = _value(slot, part)
        if value is None:
            continue
        shaped = _shaped(prop, value)
        if shaped is None:
            continue
        told.add(part)
        put(draft, step, path, shaped, draft.utterance.span(act.first, act.last))
        draft.placeholders = [
            each for each in draft.placeholders if not (each.step == step and each.parameter == path[0])
        ]


def _places(draft: Draft, step: str) -> Iterator[tuple[tuple[str, ...], Property, str]]:
    """Parameters that hold a part of a person, those that n8n demands first."""
    found = [
        (path, prop, part)
        for path, prop in own_parameters(draft, step)
        if (part := _part(path[-1])) is not None and (len(path) > 1 or prop.type != "collection")
    ]
    order = [part for part, _ in _PARTS]
    yield from sorted(found, key=lambda each: (order.index(each[2]), len(each[0]), not each[1].required))


def _part(name: str) -> str | None:
    words = " ".join(word.lower() for word in split_identifier(name))
    return next((part for part, names in _PARTS if words in names), None)


def _held(draft: Draft, step: str, path: tuple[str, ...]) -> object:
    held: object = draft.steps[step].parameters
    for name in path:
        held = held.get(name) if isinstance(held, Mapping) else None
    return held


def _value(slot: Slot, part: str) -> Ref | Code | None:
    if part == "first_name":
        return _made(first_name(slot))
    if part == "last_name":
        return _made(last_name(slot))
    if part == "name":
        return slot.role("name") or slot.role("customer", guess=False)
    return slot.role(part, guess=part == "email")


def _made(value: Value | None) -> Ref | Code | None:
    return value if isinstance(value, Ref | Code) else None


def _shaped(prop: Property, value: Ref | Code) -> Value | None:
    """The value in the parameter's form; None where it has no place for a text."""
    if prop.type == "string":
        return value
    if prop.type != "fixedCollection" or not prop.groups:
        return None
    group = prop.groups[0]
    entry: dict[str, Value] = {}
    for member in group.values:
        words = " ".join(word.lower() for word in split_identifier(member.name))
        if member.type == "string" and words in _HOLDING:
            entry[member.name] = value
        elif member.type == "options" and member.choices:
            entry[member.name] = member.default or member.choices[0].value
    if value not in entry.values():
        return None
    return {group.name: [entry] if prop.type_options.multiple_values else entry}
