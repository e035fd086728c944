"""A text that a model made goes into the record that is updated: “rewrite the description and update the product”."""

from __future__ import annotations

import json

from nodepilot.catalog import Property
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.words import split_identifier, stem
from nodepilot.plan.model import Code, Locator, Value

_UPDATES = frozenset({"update", "edit", "upsert", "appendOrUpdate"})
_OTHER_FIELDS = frozenset({"label", "assign", "move", "close", "complete", "archive", "delete"})
"""What is done to a record without a text in it."""
_HOLDERS = (
    "description",
    "body",
    "content",
    "notes",
    "note",
    "text",
    "comment",
    "summary",
    "details",
    "message",
)
"""Words for what holds a text, the likeliest first."""


def put_made_text(draft: Draft, made: Output | None, act: Act, step: str) -> None:
    """Puts the text at hand into a field of the record, where the step holds nothing of it yet."""
    parameters = draft.steps[step].parameters
    if made is None or not (parameters.get("operation") in _UPDATES or _is_told_in(draft, made, act, step)):
        return
    if made.noun == "extract" and any(stem(label) in _LABEL_WORDS for label in made.fields):
        _put_label(draft, made, act, step)
    if made.step in str(draft.steps[step].parameters):
        return
    if act.verb == "label" or _LABELS & set(act.nouns):
        _put_label(draft, made, act, step)
        return
    if act.verb in _OTHER_FIELDS:
        return
    if made.noun == "extract":
        _put_fields(draft, made, act, step)
        return
    if "ai_text" not in made.roles:
        return
    u = draft.utterance
    said = {stem(u.tokens[i].norm) for i in range(min(act.last, len(u.tokens)))}
    fitting = [
        (rank, path)
        for path, prop in own_parameters(draft, step)
        if (rank := _rank(path, prop, said)) is not None
    ]
    if fitting:
        _, path = min(fitting)
        put(draft, step, path, made.value(made.roles["ai_text"]), u.span(act.first, act.last))


_TOLD = frozenset(
    {"finding", "findings", "result", "results", "summary", "research", "briefing", "answer", "notes"}
)


def _is_told_in(draft: Draft, made: Output, act: Act, step: str) -> bool:
    """“research the company and save the findings into HubSpot”: the company that is made tells them."""
    told = {draft.utterance.tokens[i].norm for i in range(act.first, act.last)}
    creates = draft.steps[step].parameters.get("operation") in _CREATES
    return creates and "ai_text" in made.roles and bool(told & _TOLD or any(a.pronoun for a in act.arguments))


_CREATES = frozenset({"create", "add"})
_LABELS = frozenset({"label", "tag"})
_LABEL_WORDS = frozenset({"label", "tag"})


def _put_label(draft: Draft, made: Output, act: Act, step: str) -> None:
    """“label the issues as bug or feature”: what was found becomes the label, in the shape that the node wants."""
    known = made.roles.get("decision")
    if known is None:
        return
    for path, prop in own_parameters(draft, step):
        words = {stem(word.lower()) for word in split_identifier(path[-1])}
        if not words & _LABEL_WORDS or "id" in path[-1].lower().split("_"):
            continue
        value: Value = made.value(known)
        if prop.type == "multiOptions":
            value = Code(f"[$('{made.step}').item.json.{known.path}]")
        inner = next((each for each in prop.children if each.type == "string"), None)
        if prop.type == "collection" and inner is not None and len(path) == _INNER:
            value = [{inner.name: value}]
        elif prop.type == "collection":
            continue
        if prop.type in {"string", "multiOptions", "options", "collection"}:
            put(draft, step, path, value, draft.utterance.span(act.first, act.last))
            return


def _put_fields(draft: Draft, made: Output, act: Act, step: str) -> None:
    """“classify it and set the category”: each value that was found into the field that is called so."""
    span = draft.utterance.span(act.first, act.last)
    placed = False
    for path, prop in list(own_parameters(draft, step)):
        words = {stem(word.lower()) for word in split_identifier(path[-1])} - {"id"}
        label = next((each for each in made.fields if {stem(word) for word in each.split()} == words), None)
        if label is None or len(path) < _INNER or prop.type not in _FITTING:
            continue
        put(draft, step, path, _fitted(made, label, prop), span)
        placed = True
    if not placed:
        _put_custom(draft, made, act, step)


_FITTING = frozenset({"string", "number", "options", "multiOptions", "resourceLocator"})
_JIRA_PRIORITIES = {
    "highest": "1",
    "urgent": "1",
    "critical": "1",
    "high": "2",
    "medium": "3",
    "normal": "3",
    "low": "4",
    "lowest": "5",
}
"""Ids of the priorities that every Jira has in the beginning."""


def _fitted(made: Output, label: str, prop: Property) -> Value:
    """The value in the form that the field takes: a list, or the number that stands for a word."""
    known = made.fields[label]
    source = f"$('{made.step}').item.json.{known.path}"
    if prop.type == "multiOptions":
        return Code(f"[{source}]")
    numbered = {str(each.name).lower(): each.value for each in prop.choices if isinstance(each.value, int)}
    if prop.type == "options" and numbered:
        return Code(f"({json.dumps(numbered)})[String({source}).toLowerCase()]")
    if prop.type == "resourceLocator" and prop.name == "priority":
        return Locator("id", Code(f"({json.dumps(_JIRA_PRIORITIES)})[String({source}).toLowerCase()]"))
    return made.value(known)


def _put_custom(draft: Draft, made: Output, act: Act, step: str) -> None:
    """“estimate the story points and update the ticket”: a field of one's own, where the thing has none of that name."""
    for path, prop in list(own_parameters(draft, step)):
        if prop.type != "fixedCollection" or "custom" not in path[-1].lower() or not prop.groups:
            continue
        group = prop.groups[0]
        held = next((m.name for m in group.values if "value" in m.name.lower() and m.type == "string"), None)
        called = next((m for m in group.values if m.name != held), None)
        if held is None or called is None:
            continue
        rows = [
            {
                called.name: Locator("id", "YOUR_FIELD_ID")
                if called.type == "resourceLocator"
                else "YOUR_FIELD_ID",
                held: made.value(known),
            }
            for known in made.fields.values()
        ]
        put(draft, step, path, {group.name: rows}, draft.utterance.span(act.first, act.last))
        draft.placeholder(step, path[0], (called.display_name or called.name).lower())
        return


_INNER = 2
"""Parts of the path of a field in a collection."""


_SHOWN = frozenset({stem("button"), stem("link"), stem("format")})
"""Words in names of fields whose text is no content: what a button says."""


def _rank(path: tuple[str, ...], prop: Property, said: set[str]) -> tuple[bool, int] | None:
    """How well a field fits: one that is spoken of first, then by what it holds; None where it holds no text."""
    words = [stem(word.lower()) for word in split_identifier(path[-1])]
    held = next((number for number, holder in enumerate(_HOLDERS) if stem(holder) in words), None)
    if held is None or prop.type != "string" or _SHOWN & set(words):
        return None
    return not said & set(words), held
