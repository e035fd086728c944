"""Edits as JSON: `{"edit": "set_parameter", "node": "Slack", "path": "text", "value": "Hello"}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import Field, asdict, fields
from typing import Any

from nodepilot.errors import InvalidEdit
from nodepilot.sentences import say
from nodepilot.workflow.edits.connections import Connect, Disconnect, InsertBetween
from nodepilot.workflow.edits.document import RenameKey, SetValue, UnsetValue
from nodepilot.workflow.edits.edit import Batch, Edit, Restore
from nodepilot.workflow.edits.nodes import AddNode, RemoveNode, RenameNode, ReplaceNode, SetDisabled
from nodepilot.workflow.edits.parameters import SetNodeKey, SetParameter, SetWorkflowKey, UnsetParameter
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.model import Connection

_TYPES: tuple[type[Any], ...] = (
    AddNode,
    RemoveNode,
    ReplaceNode,
    RenameNode,
    SetDisabled,
    Connect,
    Disconnect,
    InsertBetween,
    SetParameter,
    UnsetParameter,
    SetNodeKey,
    SetWorkflowKey,
    SetValue,
    UnsetValue,
    RenameKey,
    Batch,
    Restore,
)


def _kind(edit_type: type[Any]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", edit_type.__name__).lower()


_BY_KIND = {_kind(each): each for each in _TYPES}
_SCALAR_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "int | None": (int, type(None)),
    "Mapping[str, Any]": (Mapping,),
}


def dump_edit(edit: Edit) -> dict[str, Any]:
    """The edit as a JSON object. Fields that hold their default, and a `MISSING` value, are left out."""
    made: dict[str, Any] = {"edit": _kind(type(edit))}
    for each in fields(edit):  # type: ignore[arg-type]
        value = getattr(edit, each.name)
        if isinstance(value, Connection):
            made[each.name] = asdict(value)
        elif isinstance(edit, Batch):
            made[each.name] = [dump_edit(inner) for inner in edit.edits]
        elif value is not MISSING and not (each.default is not NO_DEFAULT and value == each.default):
            made[each.name] = value
    return made


def load_edit(raw: Any) -> Edit:
    """The edit of a JSON object. Raises `InvalidEdit` for anything else."""
    if not isinstance(raw, Mapping) or raw.get("edit") not in _BY_KIND:
        raise InvalidEdit(
            say("This is no edit."), next_step=say("`edit` is one of {names}.", names=", ".join(_BY_KIND))
        )
    edit_type = _BY_KIND[str(raw["edit"])]
    known = {each.name: each for each in fields(edit_type)}
    for key in raw:
        if key != "edit" and key not in known:
            raise InvalidEdit(
                say("`{edit}` has no field `{key}`.", edit=raw["edit"], key=key),
                next_step=say("It has {known}.", known=", ".join(known)),
            )
    edit: Edit = edit_type(**{name: _read(each, raw) for name, each in known.items()})
    return edit


def _read(field: Field[Any], raw: Mapping[str, Any]) -> Any:
    if field.name == "edits":
        inner = raw.get("edits")
        if not isinstance(inner, list):
            raise InvalidEdit(say("`edits` has to be a list."))
        return tuple(load_edit(each) for each in inner)
    if field.name not in raw:
        if field.default is not NO_DEFAULT:
            return field.default
        if field.type == "Any":
            return MISSING
        raise InvalidEdit(say("`{edit}` needs `{field}`.", edit=raw["edit"], field=field.name))
    value = raw[field.name]
    if field.type == "Connection":
        return _connection(value)
    expected = _SCALAR_TYPES.get(str(field.type))
    if expected and (not isinstance(value, expected) or (isinstance(value, bool) and bool not in expected)):
        raise InvalidEdit(
            say("`{field}` of `{edit}` has the wrong type.", field=field.name, edit=raw["edit"])
        )
    return value


def _connection(raw: Any) -> Connection:
    if not isinstance(raw, Mapping) or raw.keys() - {each.name for each in fields(Connection)}:
        raise InvalidEdit(say("A connection has `source`, `target`, and their types and indexes."))
    texts = [raw.get("source"), raw.get("target"), raw.get("source_type", ""), raw.get("target_type", "")]
    indexes = [raw.get("source_index", 0), raw.get("target_index", 0)]
    if not all(isinstance(each, str) for each in texts) or not all(
        type(each) is int and each >= 0 for each in indexes
    ):
        raise InvalidEdit(say("A connection needs `source` and `target` as texts and indexes from 0."))
    return Connection(**raw)
