"""Rows that go on and rows that don't: those that fulfil a condition, hold something, or stand there twice."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.converting import table_kind
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import extract_rows, format_of
from nodepilot.composer.build.joining import key_field
from nodepilot.composer.build.listing import tells_unseen
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.narrowing import asks_for_time, keep_period
from nodepilot.composer.build.reads import read, source_of
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.build.totals import count_by
from nodepilot.composer.build.transforms import drop_seen
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition, conditions

_BASE = "n8n-nodes-base."
_LONGEST_NAME = 40
_EMPTY = frozenset("empty blank leere leeren vacias vacios vides vazias vazios".split())


def _filter_name(draft: Draft, wanted: Condition) -> str:
    """“Only above 100 euros”: in the request's own words, where they are few."""
    said = " ".join(draft.utterance.text[slice(*wanted.tests[0].span)].split()).strip(" ,.;:")
    if wanted.tests[0].operator == "not_empty" and said.lower().startswith("without"):
        said = f"with{said[len('without') :]}"
    if not said or len(said) > _LONGEST_NAME or len(wanted.tests) > 1 or '"' in said or "'" in said:
        return "Only those"
    if wanted.any_of and not said.lower().startswith("with "):
        # One test alone is turned round where it tells what is left out.
        return f"Leave out: {said}"
    return (
        said[:1].upper() + said[1:] if said.lower().startswith(("only ", "nur ", "solo ")) else f"Only {said}"
    )


def keep_what_fits(draft: Draft, flow: Flow, act: Act) -> None:
    """Only what fulfils the act's condition, is of the time that it names, or was not seen before."""
    if flow.data is None:
        return
    if act.condition is None:
        if act.verb == "filter":
            keep_period(draft, flow, act)
        return
    if tells_unseen(draft, act):
        drop_seen(draft, flow, draft.utterance.span(act.first, act.last))
    else:
        filter_items(draft, flow, act.condition)


def filter_items(draft: Draft, flow: Flow, wanted: Condition) -> None:
    """Only items that fulfil the condition go on."""
    data = flow.data
    if (
        all(test.kind == "date" for test in wanted.tests)
        and data is not None
        and asks_for_time(draft, data.step)
    ):
        return
    if _is_searched_for(draft, wanted):
        return
    made = conditions_of(draft, flow, wanted)
    draft.filtered = (data.service if data is not None else "", wanted)
    key = draft.add(
        _BASE + "filter",
        {
            "conditions": conditions(*made, combinator="or" if wanted.any_of else "and"),
            "looseTypeValidation": True,
            "options": {"ignoreCase": True},
        },
        name=_filter_name(draft, wanted),
        key="filter",
        span=wanted.tests[0].span,
    )
    draft.hook(flow, key)


_SEARCHES = ("searchText", "keyword", "q")


def _is_searched_for(draft: Draft, wanted: Condition) -> bool:
    """Whether a step that reads looks for nothing else already ("tweets mentioning @acme")."""
    asked = {str(step.parameters.get(name)).lower() for step in draft.steps.values() for name in _SEARCHES}
    return all(
        test.operator == "contains" and isinstance(test.right, str) and test.right.lower() in asked
        for test in wanted.tests
    )


def drop_empty(draft: Draft, flow: Flow, act: Act) -> bool:
    """“remove all empty rows”: only those go on that hold something."""
    u = draft.utterance
    objects = act.argument("object")
    if (
        act.verb not in {"delete", "filter"}
        or objects is None
        or not set(objects.nouns) & {"row", "record", "item"}
    ):
        return False
    if act.condition is not None or not any(
        u.tokens[i].norm in _EMPTY and u.has(i + 1, "nouns", "row", "record", "item")
        for i in range(objects.first, objects.last - 1)
    ):
        return False

    hit = act.source or act.target
    if hit is not None:
        reading = replace(act, verb="get", source=hit, target=None)
        if source_of(draft, flow, reading) is not None:
            read(draft, flow, reading, resolve_service(draft, hit))
    if flow.binary is not None:
        said = format_of(draft, act.first, act.last)
        extract_rows(draft, flow, said or table_kind(draft, flow, act) or "csv")
    if flow.data is None or flow.data.empty:
        return False
    filled = Code("Object.values($json).some(value => value !== '' && value !== null && value !== undefined)")
    key = draft.add(
        _BASE + "filter",
        {
            "conditions": conditions(condition(filled, "true", type="boolean")),
            "looseTypeValidation": True,
            "options": {},
        },
        name="Only filled rows",
        key="filter",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    return True


def drop_first(draft: Draft, flow: Flow, act: Act) -> bool:
    """“remove the first row”, “skip the header row”: of the rows at hand, nothing is deleted where they are."""
    u, objects = draft.utterance, act.argument("object")
    if act.verb not in {"delete", "filter"} or objects is None or act.source or act.target:
        return False
    if not {"row", "record", "item"} & set(objects.nouns) or "every" in objects.quantifiers:
        return False
    words = {u.tokens[i].norm for i in range(objects.first, objects.last)}
    if not words & {"first", "header", "heading", "top"} or words & {"rows", "lines", "records"}:
        return False
    if flow.binary is not None:
        extract_rows(draft, flow, table_kind(draft, flow, act) or "csv")
    if flow.data is None or not flow.data.many:
        return False
    if words & {"header", "heading"}:
        # A file's first row gives the names of the columns, and is no row of its own.
        return True
    later = condition(Code("$itemIndex"), "gt", 0, type="number")
    key = draft.add(
        _BASE + "filter",
        {"conditions": conditions(later), "looseTypeValidation": True, "options": {}},
        name="Without the first row",
        key="filter",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    return True


def find_doubles(draft: Draft, flow: Flow, act: Act) -> bool:
    """“find duplicates by email in the contacts”: the values that stand there more than once, and how often."""
    u = draft.utterance
    objects = act.argument("object")
    if act.verb not in {"search", "get", "check"} or objects is None or objects.nouns[:1] != ["duplicate"]:
        return False

    hit = act.source or act.target
    if hit is not None:
        reading = replace(act, verb="get", source=hit, target=None)
        if source_of(draft, flow, reading) is not None:
            read(draft, flow, reading, resolve_service(draft, hit))
    if flow.data is None or flow.data.empty:
        return False
    field = key_field(u, act.first, act.last) or "id"
    span = u.span(act.first, act.last)
    count_by(draft, flow, field, role_of_words(field, u.languages), span)
    assert flow.data is not None  # noqa: S101
    many = condition(flow.data.value(flow.data.fields["count"]), "gt", 1, type="number")
    key = draft.add(
        _BASE + "filter",
        {"conditions": conditions(many), "looseTypeValidation": True, "options": {}},
        name="More than once",
        key="filter",
        span=span,
    )
    draft.hook(flow, key)
    return True
