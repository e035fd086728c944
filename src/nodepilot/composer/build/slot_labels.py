"""Slots of labels and folders of mails: those that every mailbox has bear fixed names, all others have to be chosen."""

from __future__ import annotations

import re

from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Value

_OWN = Pattern(
    r"\b(?:as|to|into)(?: the| my)? (important|spam|junk|starred|trash|bin|inbox|unread)\b", re.IGNORECASE
)
_NAMES = {"junk": "SPAM", "bin": "TRASH"}


def label_id(slot: Slot) -> Value | None:
    """The label that is given or taken away; what is archived leaves the inbox."""
    if slot.service == "gmail":
        if slot.act.verb == "archive":
            return "INBOX"
        u = slot.utterance
        start, end = u.span(slot.act.first, slot.act.last)
        if (own := _OWN.search(u.text, start, end)) is not None:
            slot.said(own.span(1))
            return _NAMES.get(own[1].lower(), own[1].upper())
    return slot.role("label_id")


def mail_folder(slot: Slot) -> Value | None:
    """The folder that a mail is moved to; Outlook's archive goes by its name."""
    return "archive" if slot.act.verb == "archive" else slot.role("mail_folder")


SLOTS: dict[str, SlotFunction] = {"label_id": label_id, "mail_folder": mail_folder}
