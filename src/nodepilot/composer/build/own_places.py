"""Acts whose place is no service: "write the result into the column due", "put them into one list"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import FIELD
from nodepilot.composer.build.messages import fields_named
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import MODEL_TASKS, TABLE_STORES
from nodepilot.composer.reading.story import Act

_GATHERING = frozenset({"add", "get", "merge", "convert", "create", "copy", "move"})
_ONE = frozenset({"one", "single", "eine", "einer", "einem", "una", "une", "uma"})
_LISTS = frozenset({"list", "array", "item", "object", "liste", "lista", "element"})
_FILES = frozenset({"file", "pdf", "document", "csv", "excel"})
_TEXTS = frozenset({"text", "data", "row"})
_WRITES = frozenset({"write", "put", "save"})
_PLACES = frozenset(
    {"sheet", "table", "list", "database", "folder", "channel", "file", "board", "calendar", "document"}
)
"""What things are put into; nothing of it is changed."""
_ROWS = frozenset({"row", "record", "page", "contact", "document", "deal", "task", "item", "product"})


_MODEL_NODES = frozenset({*MODEL_TASKS, "sentimentAnalysis"})


def back_to_column(draft: Draft, flow: Flow, act: Act) -> Act:
    """The act as a change of the row, where it writes to a column and names no other place."""
    if act.target is not None or act.source is not None:
        return act
    if act.verb == "reply" and draft.utterance.tokens[act.verb_at].norm in _WRITES:
        # "write the city back"
        return act.doing("update") if any(o.service and o.noun in _ROWS for o in flow.history) else act
    if act.verb not in {"add", "copy", "move", "create"}:
        return act
    places = [a for a in act.arguments if a.role in {"to", "in"}]
    # "the sentiment column": a field, though a node that finds out sentiments bears the name.
    elsewhere = any(hit.key not in _MODEL_NODES for place in places for hit in place.services)
    if not places or elsewhere or flow.data is None or not flow.history:
        return act
    if thing_told_of(draft, act) and any(output.service for output in flow.history):
        return act.doing("update")
    if _verdict_kept(draft, flow, places):
        return act.doing("update")
    # "a score from 1 to 5 in the next column": the first "to" need not be the place.
    named = any(
        draft.utterance.tokens[i].norm in FIELD
        for place in places
        for i in range(place.first, min(place.first + 3, place.last))
    )
    from_table = any(output.service and output.noun in _ROWS for output in flow.history)
    return act.doing("update") if named and from_table else act


_TABLES = frozenset({"table", "sheet", "database"})


def _verdict_kept(draft: Draft, flow: Flow, places: Sequence[Argument]) -> bool:
    """“(categorize the expenses in my table …) and save the category | in the table |”: beside what it is about."""
    data = flow.data
    found = data is not None and (data.noun == "extract" or "ai_text" in data.roles)
    there = any(
        set(place.nouns) & _TABLES and draft.utterance.has(place.first, "words", "det") for place in places
    )
    return found and there and any(output.service and output.noun in _ROWS for output in flow.history)


def thing_told_of(draft: Draft, act: Act) -> bool:
    """“for every new product write a text and save it | to the product |”: the thing was told of before."""
    u = draft.utterance
    place = act.argument("to", "in")
    if place is None or place.services or not u.has(place.first, "words", "det"):
        return False
    nouns = set(place.nouns) - _PLACES
    return any(u.has(i, "nouns", *nouns) for i in range(act.first)) if nouns else False


_HELD = frozenset(
    {
        "contact",
        "lead",
        "deal",
        "ticket",
        "card",
        "page",
        "row",
        "record",
        "issue",
        "task",
        "customer",
        "product",
    }
)


def written_into(draft: Draft, flow: Flow, act: Act) -> str | None:
    """“write a summary into the contact”: the service that the thing came from, which the text goes into."""
    place = act.argument("to", "in")
    if act.verb not in {"compose", "summarize", "translate"} or act.target is not None or place is None:
        return None
    the = not place.services and draft.utterance.tokens[place.first].norm in {
        "the",
        "that",
        "this",
        "its",
        "their",
    }
    if not thing_told_of(draft, act) and not (the and _HELD & set(place.nouns)):
        return None
    own = next((o.service for o in flow.history if o.service in draft.services), None)
    return own if own is not None and draft.services.get(own).action_types else None


def out_of_file(draft: Draft, flow: Flow, act: Act) -> Act:
    """“get the text out of it”, “(read the PDFs,) get the total and date”: the act as one that reads the file at hand."""
    said = act.argument("object")
    if act.verb != "get" or act.source is not None or said is None:
        return act
    source = act.argument("from")
    if source is not None:
        file = flow.binary is not None and (source.pronoun or bool(_FILES & set(source.nouns)))
        return act.doing("extract") if file and _TEXTS & set(said.nouns) else act
    u = draft.utterance
    held = flow.binary is not None or (flow.data is not None and "file_id" in flow.data.roles)
    documents = any(u.has(i, "nouns", "pdf", "invoice", "document", "cv") for i in range(act.first))
    if not held or not documents or act.target is not None or act.literals or said.quantifiers:
        return act
    if said.nouns == ["text"]:
        return act.doing("extract")
    named = [role for _, role, _ in fields_named(u, said.first, said.last) if role not in {None, "file"}]
    return replace(act.doing("extract"), ai=True) if named else act


def into_one(draft: Draft, flow: Flow, act: Act) -> Act:
    """“put them into one list”: the act as one that gathers, where that is the only place it names."""
    if act.target is not None or act.source is not None or act.ai or flow.data is None or not flow.data.many:
        return act
    place = act.argument("to", "in", "as")
    if act.verb not in _GATHERING or place is None or place.services:
        return act
    words = [draft.utterance.tokens[i].norm for i in range(place.first, place.last)]
    return act.doing("aggregate") if _ONE & set(words[:2]) and words[-1] in _LISTS else act


_STORES = {
    "bucket": frozenset({"awsS3", "s3", "googleCloudStorage", "azureStorage"}),
    "collection": frozenset({"mongoDb", "googleFirebaseCloudFirestore"}),
    "table": TABLE_STORES - {"googleSheets", "microsoftExcel", "mongoDb", "redis"},
    "sheet": frozenset({"googleSheets", "microsoftExcel"}),
}
"""What the stores are that have places of a kind."""


def store_of_place(flow: Flow, act: Act) -> str | None:
    """“store them in the bucket extracted”, “to the collection archive”: of the store that was spoken of."""
    into = act.argument("to") or act.argument("in")
    if into is None or into.services:
        return None
    stores = next((_STORES[noun] for noun in into.nouns if noun in _STORES), frozenset())
    return next((o.service for o in reversed(flow.history) if o.service in stores), None)
