"""Services of an act that are no place of their own: whose a thing is, and what it lies in."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import SENDS, TABLE_STORES
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.model import Candidate, How

_KEPT_IN_DRIVE = frozenset({"googleDocs", "googleSheets", "googleSlides"})


def kept_elsewhere(act: Act) -> None:
    """“new LinkedIn leads from my Google Sheet”: whose they are, and the table that they are read from."""
    place = act.argument("from")
    source = act.source
    if source is None or place is None or source in place.services:
        return
    if any(source in a.services and a.role == "object" for a in act.arguments):
        act.source = next((hit for hit in place.services if hit.key in TABLE_STORES), source)


def kept_in_drive(hit: ServiceHit) -> ServiceHit | None:
    """“as an Excel file in OneDrive”: the place, where the whole names Excel's files there; None where none is named."""
    if "onedrive" not in hit.mention.text.lower():
        return None
    meant = (Candidate("microsoftOneDrive", hit.mention.best.score, How.ALIAS),)
    return replace(hit, mention=replace(hit.mention, candidates=meant))


_SHEETS = frozenset({"sheet", "table"})


def tells_kind(argument: Argument) -> bool:
    """“the Excel file in Google Drive”, “the Excel sheet members.xlsx”: what kind of file it is, no place."""
    named = any(token.kind is Kind.FILE for token in argument.literals)
    return named or not set(argument.nouns) & _SHEETS


_FORMATS = frozenset({"csv", "excel", "json", "xml"})


def read_where_it_lies(act: Act) -> None:
    """“export the records in Airtable to a CSV”, “send all rows of the table as an Excel file”: read there, not written."""
    hit = act.target
    if act.source is not None or hit is None or hit.is_generic:
        return
    place = next((a for a in act.arguments if hit in a.services), None)
    forms = [
        a for a in act.arguments if a.role in {"to", "as"} and _FORMATS & set(a.nouns) and not a.services
    ]
    if place is None or not forms:
        return
    # "export them to a CSV in Dropbox": behind what it becomes stands where that goes.
    exported = act.verb == "copy" and place.role == "in" and place.first < forms[0].first
    sent = act.verb in SENDS and place.role == "object" and hit.key in TABLE_STORES
    if exported or sent:
        act.source, act.target = hit, None


def goes_into(act: Act) -> None:
    """“(it) goes to the folder Invoices”: it is put there."""
    if act.verb == "go" and act.target is not None and "folder" in act.nouns:
        act.verb = "add"


_DRIVES = frozenset({"microsoftOneDrive", "microsoftSharePoint"})
_OF_ROWS = re.compile(r"(?i)workbook|sheet|table")


def into_workbook(u: Utterance, act: Act) -> None:
    """“append them to an Excel workbook in OneDrive”: rows of that workbook, and no new file in the drive."""
    if act.target is None or act.target.key not in _DRIVES or act.verb not in {"add", "upsert", "update"}:
        return
    book = next((h for a in act.arguments for h in a.services if h.key == "microsoftExcel"), None)
    if book is None:
        return
    appended = u.tokens[act.verb_at].norm.startswith("append")
    if appended or _OF_ROWS.search(book.mention.text):
        act.target = book
        act.source = None if act.source is not None and act.source.key == book.key else act.source


def made_in_drive(act: Act) -> None:
    """“create a Google Doc in my Drive”: documents lie there, and are made by their own service."""
    source, target = act.source, act.target
    if source is None or target is None or target.key != "googleDrive" or source.key not in _KEPT_IN_DRIVE:
        return
    if act.verb == "create" and any(source in a.services and a.role == "object" for a in act.arguments):
        act.source, act.target = None, source


def pages_with(act: Act, argument: Argument, hit: ServiceHit) -> bool:
    """“page us with PagerDuty”: an incident there is how people are told, and nothing is read from it."""
    alone = hit.first <= argument.first + 1 and hit.last == argument.last
    return act.verb == "notify" and act.target is None and alone and not hit.is_generic
