"""Short forms of parameters that templates are written in, spelt out as n8n wants them.

cron = "0 8 * * 1-5"                       rule of a Schedule Trigger
when = ["={{ $json.total }}", "number gt", 100]   conditions of If and Filter
cases = ["={{ $json.topic }}", "sales", "support"]   rules of a Switch, one output each
fields = { name = "={{ $json.body.name }}" }    assignments of Edit Fields
form = ["Name*", "Email:email*", "Message:textarea"]   fields of a form, `*` for required ones
pick = { channelId = "#general" }          resources chosen from a list
columns = ["Email"]                        columns mapped by name; matching ones for updates
p = { text = "…" }                         everything else as it is
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def spell_out(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a step."""
    parameters: dict[str, Any] = dict(given.get("p", {}))
    for key, value in given.items():
        if key != "p":
            parameters.update(_FORMS[key](value))
    return parameters


def _cron(expression: str) -> dict[str, Any]:
    return {"rule": {"interval": [{"field": "cronExpression", "expression": expression}]}}


def _when(comparison: Sequence[Any]) -> dict[str, Any]:
    return {"conditions": _conditions(comparison)}


def _cases(listed: Sequence[Any]) -> dict[str, Any]:
    left, *values = listed
    rules = [
        {
            "conditions": _conditions([left, "string equals", value], number),
            "renameOutput": True,
            "outputKey": value,
        }
        for number, value in enumerate(values)
    ]
    return {"rules": {"values": rules}}


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    assignments = [
        {"id": str(number), "name": name, "value": value, "type": _type_of(value)}
        for number, (name, value) in enumerate(values.items(), 1)
    ]
    return {"assignments": {"assignments": assignments}}


def _form(fields: Sequence[str]) -> dict[str, Any]:
    return {"formFields": {"values": [_form_field(field) for field in fields]}}


def _form_field(written: str) -> dict[str, Any]:
    label, _, kind = written.rstrip("*").partition(":")
    field: dict[str, Any] = {"fieldLabel": label}
    if kind:
        field["fieldType"] = kind
    if written.endswith("*"):
        field["requiredField"] = True
    return field


def _pick(chosen: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: {"__rl": True, "mode": "list", "value": value, "cachedResultName": value}
        for name, value in chosen.items()
    }


def _columns(matching: Sequence[str]) -> dict[str, Any]:
    mapping = {
        "mappingMode": "autoMapInputData",
        "value": {},
        "matchingColumns": list(matching),
        "schema": [],
    }
    return {"columns": mapping}


def _conditions(comparison: Sequence[Any], number: int = 0) -> dict[str, Any]:
    left, how, *right = comparison
    kind, operation = how.split()
    operator: dict[str, Any] = {"type": kind, "operation": operation}
    if not right:
        operator["singleValue"] = True
    condition = {
        "id": str(number),
        "leftValue": left,
        "rightValue": right[0] if right else "",
        "operator": operator,
    }
    return {
        "options": {"caseSensitive": True, "leftValue": "", "typeValidation": "loose", "version": 2},
        "conditions": [condition],
        "combinator": "and",
    }


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "string"


_FORMS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "cron": _cron,
    "when": _when,
    "cases": _cases,
    "fields": _fields,
    "form": _form,
    "pick": _pick,
    "columns": _columns,
}
