"""Rows that a node takes over by the names of the item's fields: the item has to be flat, and to hold nothing else."""

from __future__ import annotations

from nodepilot.catalog import NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.items import set_fields
from nodepilot.composer.build.listed_columns import listed_columns
from nodepilot.composer.build.row_columns import SNAKE, column_name, rows_of, said_of_text
from nodepilot.composer.build.slot_tables import keep_item
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch
from nodepilot.plan.model import Value

_MODES = ("dataMode", "dataToSend", "fieldsToSend")
_BY_NAME = ("autoMapInputData", "autoMap", "autoMapInputs", "mapInput")
_SEVERAL = 3
_MAKING = frozenset({"insert", "create", "append", "upsert", "add"})


def map_by_names(
    draft: Draft,
    flow: Flow,
    act: Act,
    service: str,
    match: OperationMatch | None,
    parameters: dict[str, Value],
) -> dict[str, Value]:
    """The parameters with the choice of taking fields over by their names; puts a flat item in front where it needs one."""
    if match is None or match.operation not in _MAKING or flow.data is None or flow.data.empty:
        return parameters
    node_type = draft.services.get(service).action_types[0]
    version = draft.catalog.get(node_type).latest
    found = _mode(version, {**match.parameters, **parameters})
    if found is None:
        return parameters
    _flatten(Slot(draft, flow, act, service, node_type, ""))
    return {**parameters, found[0]: found[1]}


def _mode(version: NodeTypeVersion, parameters: dict[str, Value]) -> tuple[str, str] | None:
    """The parameter that says how fields are taken over, and its value for “by their names”."""
    try:
        filled = fill_defaults(version, plain(parameters))
    except UnreadableParameters:
        return None
    for prop in version.properties:
        if (
            prop.name not in _MODES
            or prop.type != "options"
            or not is_shown(prop.display_options, filled, version)
        ):
            continue
        if parameters.get(prop.name, "") not in ("", *_BY_NAME):
            return None
        choice = next((str(each.value) for each in prop.choices if each.value in _BY_NAME), None)
        return (prop.name, choice) if choice is not None else None
    return None


def _flatten(slot: Slot) -> None:
    data = slot.flow.data
    assert data is not None  # noqa: S101
    one_known = bool(data.roles) and not (data.many or data.whole) and len(data.roles) > _SEVERAL
    rows: dict[str, Value]
    if listed := listed_columns(slot):
        snake = slot.node_type.rpartition(".")[2] in SNAKE
        rows = {column_name(name, snake=snake): value for name, value in listed.items()}
    elif data.roles.get("ai_text") is not None:
        rows = {**said_of_text(slot, data)}
    else:
        rows = rows_of(slot, data) if data.fields or not data.open or one_known else {}
    if rows:
        set_fields(slot.draft, slot.flow, rows)
        return
    keep_item(slot)
