"""Files that hold data, read where the request speaks of what is in them: "read it", "each row", "parse the CSV"."""

from __future__ import annotations

from nodepilot.composer.build import files
from nodepilot.composer.build.converting import table_kind
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act

_READING = frozenset({"get", "extract", "convert", "split", "check", "search"})
_SPREADSHEETS = frozenset({"microsoftExcel", "xml"})
"""Services that only name the format where a file is at hand."""


def read_rows(draft: Draft, flow: Flow, act: Act) -> bool:
    """Reads the file at hand; True when that is all that the act orders."""
    objects = act.argument("object")
    said = (
        files.format_of(draft, objects.first, objects.last)
        if objects is not None and act.verb == "convert"
        else None
    )
    kind = said if said in {"csv", "excel", "json", "xml"} else table_kind(draft, flow, act)
    if kind is None or not _is_file_here(flow):
        return False
    elsewhere = act.source is not None and not (act.source.is_generic or act.source.key in _SPREADSHEETS)
    only = (
        act.verb in _READING
        and act.target is None
        and not elsewhere
        and not (act.ai and act.helper is not None)
        and _speaks_of_content(draft, act)
    )
    if not only and "row" not in act.nouns:
        return False
    if flow.binary is None and not files.download(draft, flow):
        return False
    inner = next((t.text.strip("\"'“”") for t in act.literals if t.kind in {Kind.QUOTED, Kind.SLUG}), "")
    files.extract_rows(
        draft,
        flow,
        kind,
        span=draft.utterance.span(act.first, act.last),
        inner=inner if act.verb == "split" else "",
    )
    return only


def _is_file_here(flow: Flow) -> bool:
    if flow.binary is not None:
        return True
    data = flow.data
    return data is not None and "file_id" in data.roles and data.noun in {"file", "folder"}


def _speaks_of_content(draft: Draft, act: Act) -> bool:
    """“it”, “the CSV”, “the rows”, “the Excel file”: what is in the file, not some values of a text."""
    argument = act.argument("object")
    if argument is None or argument.pronoun:
        return True
    u = draft.utterance
    plain = {"row", "csv", "excel", "xml", "json", "file", "data", "list", "item"}
    return all(
        u.has(i, "words")
        or u.has(i, "nouns", *plain)
        or u.service_at(i) is not None
        or u.tokens[i].is_literal
        or u.tokens[i].norm in {"content", "contents", "its", "array"}
        for i in range(argument.first, argument.last)
    )
