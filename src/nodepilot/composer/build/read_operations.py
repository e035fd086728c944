"""Which operation of a service reads what an act speaks of."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.composer.build.called_things import (
    called_thing,
    exact,
    gives_all,
    lists,
)
from nodepilot.composer.build.operation_words import (
    CALLED,
    VERB_INTENT,
    WORDS,
    bias,
    is_reading,
    preferred,
    singular_forms,
    words_of,
)
from nodepilot.composer.build.outputs import gives_many
from nodepilot.composer.build.said_operations import clearly_said, names_one
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch, rank_operations

_FILE_STORES = frozenset(f"n8n-nodes-base.{name}" for name in ("googleDrive", "microsoftOneDrive", "box"))


def choose_read(
    catalog: Catalog, utterance: Utterance, node_type: str, act: Act, *, many: bool = True
) -> OperationMatch | None:
    """The operation that reads what the act speaks of; a list of them unless one is meant."""
    chosen = _chosen(catalog, utterance, node_type, act, many=many)
    if chosen is not None and chosen.resource in _HOLDERS and not _names_several(utterance, act, chosen):
        # "a JSON file of my Airtable base": what is in it.
        return _kept_in(catalog, node_type) or chosen
    if chosen is not None and node_type in _FILE_STORES and _finds(chosen) and not _names_any(act):
        # "the invoices in a OneDrive folder": there is nothing to search for.
        return _of_folder(catalog, node_type) or chosen
    if chosen is not None and (chosen.operation or "") == _DOWNLOAD and _speaks_of_files(utterance, act):
        return _listing(catalog, node_type) or chosen
    return chosen


_FILES = frozenset("files images pictures photos pdfs csvs documents videos".split())


def _speaks_of_files(utterance: Utterance, act: Act) -> bool:
    """“get the files in the folder /logs”: several, none by its name."""
    said = act.argument("object")
    if said is None or any(t.kind is Kind.FILE or "." in t.text for t in act.literals):
        return False
    return any(utterance.tokens[i].norm in _FILES for i in range(said.first, said.last))


def _listing(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """The operation that tells what lies in a folder."""
    ranked = rank_operations(node_type, ["list", "folder"], ["folder"], catalog, limit=40)
    return next((match for match in ranked if match.operation == "list"), None)


def _chosen(
    catalog: Catalog, utterance: Utterance, node_type: str, act: Act, *, many: bool
) -> OperationMatch | None:
    if any(token.kind is Kind.QUERY for token in act.literals):
        asked = rank_operations(node_type, ["execute", "query"], (), catalog, limit=5)
        if (given := next((match for match in asked if match.operation == "executeQuery"), None)) is not None:
            return given
    usual = _usual_read(catalog, utterance, node_type, act, many=many)
    if (
        usual is not None
        and many
        and gives_all(usual, called_thing(utterance, act))
        and not names_one(utterance, act, usual)
    ):
        return usual
    if act.verb == "search" and usual is not None and node_type in _FILE_STORES and _finds(usual):
        # A file by its name is looked for first; only an id could be downloaded at once.
        return usual
    objects = act.argument("object")
    if usual is not None and objects is not None and objects.nouns[:1] == ["row"] and _reads_rows(usual):
        # "the rows of an Excel workbook": not the workbooks.
        return usual
    if _is_listed(utterance, act):
        return usual
    writes = bool(act.verb) and act.verb in VERB_INTENT
    return clearly_said(catalog, utterance, node_type, act, usual, is_reading, writes=writes) or usual


_DOWNLOAD = "download"


def _is_listed(utterance: Utterance, act: Act) -> bool:
    """“download all files from the folder”: listed first, whatever the word for it."""
    return act.verb == "get" and utterance.tokens[act.verb_at].norm.startswith(_DOWNLOAD)


_HOLDERS = frozenset({"base"})
"""What holds the things that people mean, where one of them is named."""


def _names_several(utterance: Utterance, act: Act, match: OperationMatch) -> bool:
    """“list my Airtable bases”: the holders themselves."""
    plural = f"{match.resource}s"
    return any(utterance.tokens[i].norm == plural for i in range(act.first, act.last))


def _kept_in(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """The operation that usually reads what such a holder has in it."""
    usual = preferred().get(node_type, {}).get("read", {})
    ranked = rank_operations(node_type, ["get", "search"], (), catalog, limit=40)
    return next((m for m in ranked if f"{m.resource}.{m.operation}" in usual), None)


def _names_any(act: Act) -> bool:
    """Whether the act looks for something by its name."""
    return any(token.kind in {Kind.FILE, Kind.QUOTED} for token in act.literals)


def _of_folder(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """The operation that lists what lies in a folder."""
    ranked = rank_operations(node_type, ["get", "items", "folder"], ["folder"], catalog, limit=40)
    return next((match for match in ranked if match.operation == "getChildren"), None)


def _usual_read(
    catalog: Catalog, utterance: Utterance, node_type: str, act: Act, *, many: bool
) -> OperationMatch | None:
    words, objects = words_of(utterance, act)
    if _is_listed(utterance, act):
        words = [word for word in words if not word.startswith(_DOWNLOAD)]
    intent = (
        "search"
        if act.verb == "search"
        else "download"
        if act.verb == "download"
        else "read_many"
        if many
        else "read_one"
    )
    if (
        intent == "search"
        and not objects
        and any(utterance.has(i, "fields", "email", "phone") for i in range(act.first, act.last))
    ):
        # Whose address is looked for is a contact, whatever the service calls it.
        objects = ["contact", "person", "customer"]
    ranked = rank_operations(node_type, [*WORDS[intent].split(), *words], objects, catalog, limit=40)
    reading = [match for match in ranked if is_reading(match.operation)]
    if not reading:
        return None
    things = singular_forms(objects)
    if many:
        called = called_thing(utterance, act)
        best = max(
            reading,
            key=lambda m: (
                m.evidence
                + (CALLED if gives_all(m, called) else 0.0)
                + (1.5 if gives_many(m.operation) else 0.0)
                - (_SHAPE if "field" in (m.operation or "").lower() and "field" not in objects else 0.0)
                + bias(node_type, m, "read")
                + exact(m, things)
            ),
        )
    else:
        best = max(
            reading,
            key=lambda m: (
                m.evidence
                + bias(node_type, m, "read")
                + exact(m, things)
                - (2.0 if intent == "search" and lists(m.operation) else 0.0)
            ),
        )
    return best


_SHAPE = 4.0
"""What speaks against reading how a thing is made up where the things themselves are asked for."""


def _finds(match: OperationMatch) -> bool:
    return (match.operation or "").lower() == "search"


def _reads_rows(match: OperationMatch) -> bool:
    return "row" in (match.operation or "").lower()
