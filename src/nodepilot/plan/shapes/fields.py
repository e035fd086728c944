"""Lists of named values: Edit Fields, table columns, headers and query parameters, form fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Value

_ASSIGNED_TYPES = ("string", "number", "boolean", "array", "object", "binary")


def assignment(name: str, value: Value, *, type: str = "string") -> Mapping[str, Value]:  # noqa: A002
    """One field that Edit Fields (Set) sets."""
    if type not in _ASSIGNED_TYPES:
        raise InvalidPlan(
            f"A field can't be of type `{type}`.", next_step=f"Types: {', '.join(_ASSIGNED_TYPES)}."
        )
    return {"name": name, "value": value, "type": type}


def assignments(*fields: Mapping[str, Value]) -> Mapping[str, Value]:
    """The value of the parameter `assignments` of Edit Fields (Set)."""
    return {"assignments": list(fields)}


def columns(values: Mapping[str, Value], *, matching: Sequence[str] = ()) -> Mapping[str, Value]:
    """A resource mapper (`columns` of Google Sheets, Postgres, Airtable…) that fills these columns.

    `matching` names the columns that find the row to update; they are among `values` as well.
    """
    missing = [name for name in matching if name not in values]
    if missing:
        raise InvalidPlan(f"The column `{missing[0]}` is to be matched, but has no value.")
    return {
        "mappingMode": "defineBelow",
        "value": dict(values),
        "matchingColumns": list(matching),
        "schema": [_column(name) for name in values],
        "attemptToConvertTypes": False,
        "convertFieldsToString": False,
    }


def key_values(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Headers, query parameters or body fields of HTTP Request (`headerParameters` and the like)."""
    return {"parameters": [{"name": name, "value": value} for name, value in values.items()]}


def form_field(
    label: str,
    *,
    type: str = "text",  # noqa: A002
    required: bool = False,
    choices: Sequence[str] = (),
) -> Mapping[str, Value]:
    """One field of a form; `choices` for the types `dropdown`, `radio` and `checkbox`."""
    made: dict[str, Value] = {"fieldLabel": label, "fieldType": type}
    if choices:
        made["fieldOptions"] = {"values": [{"option": choice} for choice in choices]}
    if required:
        made["requiredField"] = True
    return made


def form_fields(*fields: Mapping[str, Value]) -> Mapping[str, Value]:
    """The value of the parameter `formFields` of Form Trigger, Form and Wait."""
    return {"values": list(fields)}


def _column(name: str) -> Mapping[str, Value]:
    return {
        "id": name,
        "displayName": name,
        "required": False,
        "defaultMatch": False,
        "display": True,
        "type": "string",
        "canBeUsedToMatch": True,
    }
