"""Fields of the item changed by Edit Fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.build.converting import table_kind
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_changes import change_of
from nodepilot.composer.build.field_dates import date_change
from nodepilot.composer.build.field_names import FIELD, KEEPING, key_of, names_in, value_source
from nodepilot.composer.build.field_texts import Change
from nodepilot.composer.build.files import extract_rows
from nodepilot.composer.build.items import bring_item
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import NO_APPS
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, OriginKind, Value
from nodepilot.plan.shapes import assignment, assignments

_KEY = "shaped"


def change_fields(draft: Draft, flow: Flow, act: Act) -> bool:
    """Does the act if all it orders is to change fields of the item at hand; False otherwise."""
    data = flow.data
    if (
        data is None
        or act.ai
        or (data.empty and not _of_today(draft, act, data))
        or (flow.binary is not None and act.verb == "crop")
    ):
        return False
    if any(
        not hit.is_generic and hit.key not in NO_APPS
        for argument in act.arguments
        for hit in argument.services
    ):
        return False
    if any(token.kind in {Kind.URL, Kind.PATH, Kind.CHANNEL} for token in act.literals):
        return False
    probe = data if not (data.prefix and data.open) else replace(data, prefix="")
    if not change_of(draft.utterance, act, probe):
        return False
    if data.noun in {"file", "folder"} and (kind := table_kind(draft, flow, act)) is not None:
        # "add a date to every row of the CSV in Drive": to what is in the file.
        extract_rows(draft, flow, kind)
    bring_item(draft, flow)
    assert flow.data is not None  # noqa: S101
    change = change_of(draft.utterance, act, flow.data)
    _apply(draft, flow, change, draft.utterance.span(act.first, act.last))
    return True


def _of_today(draft: Draft, act: Act, data: Output) -> bool:
    """“how many days are left until 2027-06-01”: nothing of an item is asked for."""
    made = [each.source for each in date_change(draft.utterance, act, data)]
    return bool(made) and not any("$json" in source for source in made)


def keep_named(draft: Draft, flow: Flow, act: Act) -> None:
    """“copy only the fields name and email of the contacts to …”: nothing else is handed on."""
    said, data, u = act.argument("object"), flow.data, draft.utterance
    if said is None or data is None or data.empty or act.ai or flow.binary is not None:
        return
    at = next((i for i in range(said.first, said.last) if u.tokens[i].norm in FIELD), None)
    if at is None or not any(u.tokens[i].norm in KEEPING for i in range(act.first, at)):
        return
    end = next((i for i in range(at + 1, said.last) if u.has(i, "words", "of", "from", "in")), said.last)
    names = [key_of(data, name) for name in names_in(u, at + 1, end)]
    if names:
        bring_item(draft, flow)
        _apply(draft, flow, Change(kept=names), u.span(act.first, end))


def _apply(draft: Draft, flow: Flow, change: Change, span: tuple[int, int]) -> None:
    data = flow.data
    assert data is not None  # noqa: S101
    entries = [
        assignment(name, _literal(source), type="number" if _is_number(source) else "string")
        for name, source in change.made.items()
    ]
    entries += [assignment(name, Code(value_source(draft.utterance, data, name))) for name in change.kept]
    if (last := _last_of(draft, flow, change)) is not None:
        draft.set(last, "assignments", assignments(*_made_by(draft, last), *entries))
        key = last
    else:
        parameters: dict[str, Value] = {"assignments": assignments(*entries), "options": {}}
        if not change.kept:
            parameters["includeOtherFields"] = True
        if change.dropped:
            parameters |= {"include": "except", "excludeFields": ", ".join(change.dropped)}
        key = draft.add(
            "n8n-nodes-base.set",
            parameters,
            name="Keep the fields" if change.kept else "Edit the fields",
            key=_KEY,
            span=span,
            kind=OriginKind.REQUEST,
        )
        draft.hook(flow, key)
    names = change.kept or list(change.made)
    told = {name.replace("_", " "): Known(name) for name in names}
    roles = {
        role: Known(name)
        for name in names
        if (role := role_of_words(name.replace("_", " "), draft.utterance.languages)) is not None
    }
    flow.give(
        replace(
            data,
            step=key,
            empty=False,
            fields=told if change.kept or data.empty else {**data.fields, **told} if data.fields else {},
            roles=roles if change.kept else {**data.roles, **roles},
            open=data.open and not change.kept,
        )
    )


def _last_of(draft: Draft, flow: Flow, change: Change) -> str | None:
    """The step that changed fields right before, when what it made is not needed here."""
    if len(flow.tails) != 1 or change.kept or change.dropped:
        return None
    step = flow.tails[0][0]
    if not step.startswith(_KEY) or not draft.steps[step].parameters.get("includeOtherFields"):
        return None
    names = {str(each["name"]) for each in _made_by(draft, step)}
    used = any(
        re.search(rf"\b{re.escape(name)}\b", source) for name in names for source in change.made.values()
    )
    return None if used or names & set(change.made) else step


def _made_by(draft: Draft, step: str) -> list[Mapping[str, Value]]:
    """What such a step assigns."""
    made = draft.steps[step].parameters["assignments"]
    entries = made["assignments"] if isinstance(made, Mapping) else []
    return [each for each in entries if isinstance(each, Mapping)] if isinstance(entries, list) else []


def _literal(source: str) -> str | Code:
    """A text in quotes as itself, anything else as an expression."""
    text = re.fullmatch(r'"[^"\\]*"', source)
    return source[1:-1] if text is not None else Code(source)


def _is_number(source: str) -> bool:
    return source.startswith("Number(") or re.fullmatch(r"[\d.]+ [-*+/] Number\(.*", source) is not None
