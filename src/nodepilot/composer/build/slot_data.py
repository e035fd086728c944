"""Slots that hand on files and ids."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Code, Ref, Value

_SECURE = frozenset({"sftp", "ssh"})


def binary(slot: Slot) -> Value:
    """The property that holds the file."""
    return slot.flow.binary[1] if slot.flow.binary is not None else "data"


def attachments(slot: Slot) -> Value | None:
    """A mail's attachment, where there is a file and the request speaks of one."""
    if slot.flow.binary is None or not _wants_file(slot):
        return None
    return {"attachmentsBinary": [{"property": slot.flow.binary[1]}]}


def binary_name(slot: Slot) -> Value | None:
    """Like `attachments`, as a plain name."""
    return slot.flow.binary[1] if slot.flow.binary is not None and _wants_file(slot) else None


def discord_files(slot: Slot) -> Value | None:
    """The file that a message in Discord brings along."""
    if slot.flow.binary is None or not _wants_file(slot):
        return None
    return {"values": [{"inputFieldName": slot.flow.binary[1]}]}


def file_protocol(slot: Slot) -> Value | None:
    """SFTP where the request says so; n8n's node speaks FTP by itself."""
    return "sftp" if any(token.norm in _SECURE for token in slot.utterance.tokens) else None


def _wants_file(slot: Slot) -> bool:
    files = {"file", "pdf", "csv", "excel", "image", "document", "attachment", "zip", "report", "invoice"}
    said = set(slot.act.nouns) & files or any(a.pronoun for a in slot.act.arguments)
    made = slot.flow.data is not None and slot.flow.data.roles.get("made_file") is not None
    return bool(said) or made


def id_of(*kinds: str) -> SlotFunction:
    """The id of the thing at hand: of the service's own output when there is one."""

    def find(slot: Slot) -> Ref | Code | None:
        own = [o for o in reversed(slot.flow.history) if o.service == slot.service and not o.empty]
        # What is done to a mail is done to the one that came in, not to what was sent because of it.
        came_in = [o for o in own if o.noun == "email" and not o.receipt]
        for output in came_in or own:
            for kind in (*kinds, "id"):
                if (known := output.roles.get(kind)) is not None:
                    return output.value(known)
        for output in [slot.flow.data] if slot.flow.data is not None else []:
            for kind in kinds:
                if kind != "id" and (known := output.roles.get(kind)) is not None:
                    return output.value(known)
        return None

    return find


def amount_number(slot: Slot) -> Value | None:
    """An amount as a number."""
    found = slot.role("amount")
    if found is None:
        return None
    if isinstance(found, Code):
        return Code(f"Number({found.source})")
    path = found.path if found.path.startswith("[") else f".{found.path}"
    return Code(f"Number($('{found.step}').item.json{path})")


SLOTS: dict[str, SlotFunction] = {
    "binary": binary,
    "attachments": attachments,
    "discord_files": discord_files,
    "binary_name": binary_name,
    "file_protocol": file_protocol,
    "id": id_of("id"),
    "file_id": id_of("file_id", "id"),
    "contact_id": id_of("contact_id"),
    "deal_id": id_of("deal_id"),
    "thread": id_of("thread"),
    "person_number": id_of("person_id"),
    "amount_number": amount_number,
    "customer_id": id_of("customer_id"),
    "row": id_of("row"),
}
