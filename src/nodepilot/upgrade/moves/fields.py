"""Edit Fields (Set): from lists of values to assignments; and single fields elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nodepilot.catalog import OmittedText
from nodepilot.expressions.splitter import split
from nodepilot.upgrade.draft import Draft, Remark, Unknown, is_expression
from nodepilot.upgrade.moves.conditions import entries_of
from nodepilot.workflow.edits.paths import MISSING


def values_to_assignments(draft: Draft) -> None:
    """Set 1 and 2 to 3.4: `values` by type, `keepOnlySet` turned around."""
    keep_only = draft.value("keepOnlySet")
    if not isinstance(keep_only, bool):
        raise Unknown("`keepOnlySet` is no fixed choice.")
    made: list[dict[str, Any]] = []
    open_types: list[str] = []
    for kind in ("boolean", "number", "string"):
        for entry in entries_of(draft, f"values.{kind}"):
            name, value = entry.get("name"), entry.get("value")
            made.append(_assignment(draft, len(made), name, kind, value))
            if _has_open_type(value):
                open_types.append(str(name))
    dot_notation = draft.given("options.dotNotation")
    options = {} if dot_notation is MISSING else {"dotNotation": dot_notation}
    parameters: dict[str, Any] = {"assignments": {"assignments": made}, "options": options}
    if not keep_only:
        parameters["includeOtherFields"] = True
    draft.replace(parameters)
    if open_types:
        names = ", ".join(f"`{name}`" for name in open_types)
        draft.remarks.append(
            Remark(
                "look", f"The value of {names} was taken as it came; now it is converted to its field's type."
            )
        )


def fields_to_assignments(draft: Draft) -> None:
    """Set 3 to 3.2 to 3.3: `fields` become assignments, `include` gets a switch of its own."""
    include = draft.value("include")
    if include not in ("all", "none", "selected", "except"):
        raise Unknown("`include` is no fixed choice.")
    if draft.value("mode") == "manual":
        made = list(_fields(draft))
        draft.unset("fields")
        draft.set("assignments", {"assignments": made})
    draft.unset("include")
    if include != "none":
        draft.set("includeOtherFields", value=True)
    if include in ("selected", "except"):
        draft.set("include", include)


def _fields(draft: Draft) -> Iterator[dict[str, Any]]:
    for number, entry in enumerate(entries_of(draft, "fields.values")):
        kind = entry.get("type", "stringValue")
        value = entry.get(kind)
        if kind == "booleanValue" and value in ("true", "false"):
            value = value == "true"
        if kind == "numberValue" and isinstance(value, str) and not is_expression(value):
            value = _number(value)
        yield _assignment(draft, number, entry.get("name"), kind.removesuffix("Value"), value)


def _assignment(draft: Draft, number: int, name: Any, kind: str, value: Any) -> dict[str, Any]:
    if not isinstance(name, str):
        raise Unknown("one of its fields has no name.")
    seed = f"assignment:{draft.node.id}/{draft.node.name}/{number}"
    return {"id": str(uuid5(NAMESPACE_URL, seed)), "name": name, "value": value, "type": kind}


def _number(text: str) -> Any:
    try:
        found = float(text)
    except ValueError:
        return text
    return int(found) if found.is_integer() else found


def _has_open_type(value: Any) -> bool:
    """One expression and nothing beside it: what comes out of it may be anything."""
    if not is_expression(value):
        return False
    chunks = [chunk for chunk in split(value) if chunk.is_code or chunk.source.strip()]
    return len(chunks) == 1 and chunks[0].is_code


def session_key(draft: Draft) -> None:
    """A memory's key, written out: its default was the key itself, and is found in the input now."""
    draft.set("sessionKey", _text(draft, "sessionKey"))


def json_schema(draft: Draft) -> None:
    """An output parser's schema under its new name."""
    schema = _text(draft, "jsonSchema")
    draft.unset("jsonSchema")
    draft.set("inputSchema", schema)


def _text(draft: Draft, path: str) -> str:
    value = draft.value(path)
    if not isinstance(value, str) or isinstance(value, OmittedText):
        raise Unknown(f"`{path}` is left at a default that is another one now.")
    return value
