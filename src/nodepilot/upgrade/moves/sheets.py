"""Google Sheets 3 to 4: the values of a row as a mapping of columns."""

from __future__ import annotations

from typing import Any

from nodepilot.upgrade.draft import Draft, Unknown, is_expression
from nodepilot.upgrade.moves.conditions import entries_of

_WITH_A_KEY = frozenset({"appendOrUpdate", "update"})


def sheet_columns(draft: Draft) -> None:
    """`dataMode`, `fieldsUi`, `columnToMatchOn` and `valueToMatchOn` become `columns`."""
    operation = draft.value("operation")
    key = draft.value("columnToMatchOn") if operation in _WITH_A_KEY else None
    if key is not None and (not isinstance(key, str) or not key or is_expression(key)):
        raise Unknown("the column that it matches is no fixed name.")
    matching = [key] if key else []
    mapping: dict[str, Any] = {"matchingColumns": matching, "value": {}, "schema": []}
    match draft.value("dataMode"):
        case "autoMapInputData":
            mapping["mappingMode"] = "autoMapInputData"
        case "defineBelow":
            values = _values(draft)
            if key:
                values = {key: draft.value("valueToMatchOn"), **values}
            mapping |= {
                "mappingMode": "defineBelow",
                "value": values,
                "schema": [_column(name) for name in values],
            }
        case _:
            raise Unknown("how it fills its columns has no counterpart.")
    for name in ("dataMode", "fieldsUi", "columnToMatchOn", "valueToMatchOn"):
        draft.unset(name)
    draft.set("columns", mapping)


def _values(draft: Draft) -> dict[str, Any]:
    group = "values" if draft.value("operation") in _WITH_A_KEY else "fieldValues"
    found: dict[str, Any] = {}
    for entry in entries_of(draft, f"fieldsUi.{group}"):
        name = entry.get("fieldId", entry.get("column"))
        if name == "newColumn":
            name = entry.get("columnName")
        if not isinstance(name, str) or not name or is_expression(name) or name in found:
            raise Unknown("the name of one of its columns is not fixed.")
        found[name] = entry.get("fieldValue", "")
    return found


def _column(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "displayName": name,
        "required": False,
        "defaultMatch": False,
        "display": True,
        "type": "string",
        "canBeUsedToMatch": True,
    }
