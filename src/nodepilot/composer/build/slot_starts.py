"""Slots of triggers: which folder, which mails, which fields."""

from __future__ import annotations

from nodepilot.composer.build.names import name_after
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.plan.model import Value

_FILES = ("file", "pdf", "csv", "excel", "image", "zip", "xml", "media")
_FILE_WORDS = frozenset(
    {
        "attachment",
        "attachments",
        "attached",
        "anhang",
        "anhange",
        "adjunto",
        "adjuntos",
        "adjunta",
        "jointe",
        "jointes",
        "anexo",
        "anexos",
        "pdf",
        "pdfs",
        "csv",
        "invoice-pdf",
    }
)


def wants_attachment(slot: Slot) -> bool:
    """Whether anything in the request speaks of files that come with the mail."""
    u = slot.utterance
    return (
        any(t.norm in _FILE_WORDS for t in u.tokens)
        or any(u.has(i, "nouns", "pdf", "csv", "excel") for i in range(len(u.tokens)))
        or any(u.has(i, "nouns", "image", "cv") for i in range(slot.act.first, slot.act.last))
        or _files_papers(u)
    )


def _files_papers(u: Utterance) -> bool:
    """“save invoices that come by email in Dropbox”: papers are files where a place for files gets them."""
    stored = any(hit.key in FILE_STORES for hit in u.services)
    return stored and any(u.has(i, "nouns", "invoice") for i in range(len(u.tokens)))


def download_attachments(slot: Slot) -> Value | None:
    """Download option of mail triggers."""
    return {"downloadAttachments": True} if wants_attachment(slot) else None


def wants_attachments(slot: Slot) -> Value | None:
    """The same as a plain switch."""
    return True if wants_attachment(slot) else None


def gmail_trigger_filters(slot: Slot) -> Value | None:
    """A sender, a subject word, a label; unread mail with attachments where files are the point."""
    u = slot.utterance
    made: dict[str, Value] = {}
    parts: list[str] = []
    sender = _sender(slot)
    if sender:
        made["sender"] = sender
    label = name_after(u, slot.act.first, slot.act.last, ("label",))
    if label is not None:
        parts.append(f"label:{label[0].replace(' ', '-')}")
        slot.said(label[1])
    if any(u.has(i, "events", "starred") for i in range(slot.act.first, slot.act.last)):
        parts.append("is:starred")
    subject = _subject_word(slot)
    if subject:
        parts.append(f"subject:({subject})")
    if wants_attachment(slot) and not _other_ways(u):
        parts.append("has:attachment")
    if parts:
        made["q"] = " ".join(parts)
    return made or None


def _other_ways(u: Utterance) -> bool:
    """Whether something is done with other mails, too: those without a file must come in as well."""
    return any(u.has(i, "words", "otherwise", "rest", "without") for i in range(len(u.tokens)))


_WHOSE = 4
"""Words between “from” and the address."""


def _sender(slot: Slot) -> str:
    """“from my boss@acme.com”, “from our supplier orders@acme.com”: the address, and who it belongs to before it."""
    u = slot.utterance
    for index in range(slot.act.first + 1, slot.act.last):
        if u.tokens[index].kind is not Kind.EMAIL:
            continue
        place = index - 1
        while place > max(slot.act.first, index - _WHOSE) and not u.has(
            place, "words", "from", "to", "and", "or"
        ):
            place -= 1
        if u.has(place, "words", "from"):
            slot.said(u.span(index, index + 1))
            return u.tokens[index].text
    return ""


def _subject_word(slot: Slot) -> str:
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last - 1):
        if (
            u.has(index, "fields", "subject")
            and u.has(index + 1, "conditions", "contains", "eq", "starts")
            and index + 2 < slot.act.last
        ):
            token = (
                u.tokens[index + 1 + u.has(index + 1, "conditions", "contains", "eq", "starts")]
                if index + 1 + u.has(index + 1, "conditions", "contains", "eq", "starts") < slot.act.last
                else None
            )
            if token is not None and token.kind is not Kind.PUNCT:
                slot.said((token.start, token.end))
                return token.text.strip("\"'“”")
        if u.has(index, "fields", "subject") and u.tokens[index + 1].kind is Kind.QUOTED:
            # "with the subject 'Report'"
            token = u.tokens[index + 1]
            slot.said((token.start, token.end))
            return token.text.strip("\"'“”„")
    return ""


def outlook_trigger_filters(slot: Slot) -> Value | None:
    """The same for Outlook."""
    made: dict[str, Value] = {}
    if sender := _sender(slot):
        made["sender"] = sender
    if wants_attachment(slot) and not _other_ways(slot.utterance):
        made["hasAttachments"] = True
    return made or None


def watched_folder(slot: Slot) -> Value | None:
    """The folder to watch."""
    found = name_after(slot.utterance, slot.act.first, slot.act.last, ("folder",))
    if found is not None:
        slot.said(found[1])
        return found[0]
    return None


def telegram_download(slot: Slot) -> Value | None:
    """Files come along only when they are asked for."""
    u = slot.utterance
    if any(u.has(i, "nouns", *_FILES, "audio", "video", "voice") for i in range(len(u.tokens))):
        return {"download": True}
    return None


def slack_whole(slot: Slot) -> Value | None:
    """The whole workspace, where no channel is named."""
    return None if _slack_channel(slot) else True


def _slack_channel(slot: Slot) -> str | None:
    u, places = slot.utterance, range(slot.act.first, slot.act.last)
    if (token := next((u.tokens[i] for i in places if u.tokens[i].kind is Kind.CHANNEL), None)) is not None:
        slot.said((token.start, token.end))
        return token.text
    found = name_after(u, slot.act.first, slot.act.last, ("channel",))
    is_word = found is not None and found[0].isalnum() and found[0] not in {"is", "was", "gets"}
    return f"#{found[0]}" if found is not None and is_word else None


def slack_watch(slot: Slot) -> Value | None:
    """The channel to listen to: n8n knows it by an id that nobody says, so its list shows the name that was said."""
    name = _slack_channel(slot)
    if name is None:
        return None
    return {"__rl": True, "mode": "list", "value": "YOUR_CHANNEL_ID", "cachedResultName": name}


def local_path(slot: Slot) -> Value | None:
    """A folder on the machine that n8n runs on."""
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last):
        if u.tokens[index].kind is Kind.PATH:
            slot.said(u.span(index, index + 1))
            return u.tokens[index].text
    return None


def local_events(slot: Slot) -> Value:
    """What is watched for: new files, unless changes are meant."""
    u = slot.utterance
    if any(
        u.has(i, "events", "updated") or u.has(i, "nouns", "change")
        for i in range(slot.act.first, slot.act.last)
    ):
        return ["change"]
    if any(u.has(i, "events", "deleted") for i in range(slot.act.first, slot.act.last)):
        return ["unlink"]
    return ["add"]


def zendesk_conditions(slot: Slot) -> Value | None:
    """New tickets only, where new ones are asked for."""
    u = slot.utterance
    if any(u.has(i, "events", "created") for i in range(slot.act.first, slot.act.last)):
        return {"all": [{"resource": "ticket", "field": "status", "operation": "is", "value": "new"}]}
    return None


def sheet_tab(slot: Slot) -> Value:
    """The first tab."""
    del slot
    return "gid=0"


SLOTS: dict[str, SlotFunction] = {
    "download_attachments": download_attachments,
    "wants_attachments": wants_attachments,
    "gmail_trigger_filters": gmail_trigger_filters,
    "outlook_trigger_filters": outlook_trigger_filters,
    "watched_folder": watched_folder,
    "telegram_download": telegram_download,
    "slack_whole": slack_whole,
    "slack_watch": slack_watch,
    "local_path": local_path,
    "local_events": local_events,
    "zendesk_conditions": zendesk_conditions,
    "sheet_tab": sheet_tab,
    "wants_folder": lambda s: True if watched_folder(s) is not None else None,
    "watched_folder_id": lambda s: "YOUR_FOLDER_ID" if watched_folder(s) is not None else None,
    "airtable_trigger_field": lambda _s: "Last modified",
    "linear_team": lambda _s: None,
}
