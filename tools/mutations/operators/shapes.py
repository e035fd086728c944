"""Values in the shape of another typeVersion, or in no shape that the node takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nodepilot.validation.given import GivenValue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits.paths import MISSING
from tools.mutations.ground import Document, Ground, Operator

_OLD_SHAPE = ("UNKNOWN_PARAMETER", "NO_SUCH_OUTPUT")


def _lists(ground: Ground) -> Iterable[tuple[GivenValue, str]]:
    """Given collections that hold a list of entries, with the name of the group."""
    for each in ground.values("fixedCollection"):
        if each.definition.type_options.multiple_values is True and isinstance(each.value, dict):
            for name, items in each.value.items():
                if isinstance(items, list) and items and each.definition.group(name):
                    yield each, name


def entry_instead_of_list(ground: Ground) -> Document | None:
    """`{"values": {…}}` where `{"values": [{…}]}` belongs."""
    chosen = ground.pick((given, name) for given, name in _lists(ground) if len(given.value[name]) == 1)
    if chosen is None:
        return None
    given, name = chosen
    return ground.with_parameter(given.node, given.path, {**given.value, name: given.value[name][0]})


def list_without_its_group(ground: Ground) -> Document | None:
    """`[{…}]` where `{"values": [{…}]}` belongs."""
    chosen = ground.pick((given, name) for given, name in _lists(ground) if len(given.value) == 1)
    return (
        None
        if chosen is None
        else ground.with_parameter(chosen[0].node, chosen[0].path, chosen[0].value[chosen[1]])
    )


def group_misnamed(ground: Ground) -> Document | None:
    """The list under a name of the writer's own."""
    chosen = ground.pick((given, name) for given, name in _lists(ground) if len(given.value) == 1)
    if chosen is None:
        return None
    given, name = chosen
    wrong = "items" if given.definition.group("items") is None else "entries"
    return ground.with_parameter(given.node, given.path, {wrong: given.value[name]})


def collection_as_list(ground: Ground) -> Document | None:
    """`[{"key": value}]` where `{"key": value}` belongs."""
    given = ground.pick(
        each
        for each in ground.values("collection")
        if isinstance(each.value, dict)
        and each.value
        and each.definition.type_options.multiple_values is not True
    )
    return None if given is None else ground.with_parameter(given.node, given.path, [given.value])


def _locators(ground: Ground) -> list[GivenValue]:
    return [
        each
        for each in ground.values("resourceLocator")
        if isinstance(each.value, dict) and each.value.get("value") and each.definition.required
    ]


def locator_is_null(ground: Ground) -> Document | None:
    given = ground.pick(_locators(ground))
    return None if given is None else ground.with_parameter(given.node, given.path, None)


def locator_as_list(ground: Ground) -> Document | None:
    given = ground.pick(_locators(ground))
    return None if given is None else ground.with_parameter(given.node, given.path, [given.value["value"]])


def locator_without_value(ground: Ground) -> Document | None:
    given = ground.pick(_locators(ground))
    return (
        None if given is None else ground.with_parameter(given.node, given.path, {**given.value, "value": ""})
    )


def locator_of_another_mode(ground: Ground) -> Document | None:
    """A plain id in the mode that wants an address."""
    found = [
        each
        for each in _locators(ground)
        if each.value.get("mode") in ("id", "list")
        and not str(each.value["value"]).startswith(("=", "http"))
        and any(mode.name == "url" and mode.validations for mode in each.definition.modes)
    ]
    given = ground.pick(found)
    return (
        None
        if given is None
        else ground.with_parameter(given.node, given.path, {**given.value, "mode": "url"})
    )


def _of(ground: Ground, type_name: str, least: float) -> list[CheckedNode]:
    return [
        node
        for node in ground.nodes
        if node.type == type_name
        and isinstance(node.type_version, int | float)
        and node.type_version >= least
    ]


_OLD_OPERATIONS = {"equals": "equal", "notEquals": "notEqual", "gt": "larger", "lt": "smaller"}
_KEPT_OPERATIONS = frozenset({"contains", "notContains", "startsWith", "endsWith"})
_OLD_TYPES = frozenset({"string", "number", "boolean"})


def if_with_old_conditions(ground: Ground) -> Document | None:
    """If 2 with `conditions.string` and its like, which are If 1's."""
    found = []
    for node in _of(ground, "n8n-nodes-base.if", 2):
        given = node.given.get("conditions")
        entries = given.get("conditions") if isinstance(given, dict) else None
        old = _old_conditions(entries) if isinstance(entries, list) and entries else None
        if old:
            found.append((node, old))
    chosen = ground.pick(found)
    return None if chosen is None else ground.with_parameter(chosen[0], "conditions", chosen[1])


def _old_conditions(entries: list[Any]) -> dict[str, Any] | None:
    made: dict[str, list[Any]] = {}
    for entry in entries:
        how = entry.get("operator") or {}
        name = how.get("operation")
        old = _OLD_OPERATIONS.get(str(name), name)
        if how.get("type") not in _OLD_TYPES or (
            name not in _OLD_OPERATIONS and name not in _KEPT_OPERATIONS
        ):
            return None
        made.setdefault(how["type"], []).append(
            {"value1": entry.get("leftValue"), "operation": old, "value2": entry.get("rightValue")}
        )
    return made


def set_with_old_values(ground: Ground) -> Document | None:
    """Edit Fields 3.3 and later with `values.string`, which is Set 2's."""
    found = []
    for node in _of(ground, "n8n-nodes-base.set", 3.3):
        given = node.given.get("assignments")
        entries = given.get("assignments") if isinstance(given, dict) else None
        if not isinstance(entries, list) or not entries:
            continue
        if all(isinstance(each, dict) and each.get("type") in _OLD_TYPES for each in entries):
            found.append((node, entries))
    chosen = ground.pick(found)
    if chosen is None:
        return None
    node, entries = chosen
    values: dict[str, list[Any]] = {}
    for each in entries:
        values.setdefault(each["type"], []).append({"name": each.get("name"), "value": each.get("value")})
    kept = {key: value for key, value in node.given.items() if key != "assignments"}
    return ground.with_node_key(node, "parameters", {"values": values, **kept})


def switch_with_old_rules(ground: Ground) -> Document | None:
    """Switch 3 with one value and `rules.rules`, which are Switch 1's."""
    found = []
    for node in _of(ground, "n8n-nodes-base.switch", 3):
        given = node.given.get("rules")
        cases = given.get("values") if isinstance(given, dict) else None
        old = _old_rules(cases) if isinstance(cases, list) and cases else None
        if old is not None:
            found.append((node, old))
    chosen = ground.pick(found)
    if chosen is None:
        return None
    node, (left, rules) = chosen
    kept = {key: value for key, value in node.given.items() if key not in ("rules", "options")}
    return ground.with_node_key(
        node, "parameters", {**kept, "dataType": "string", "value1": left, "rules": {"rules": rules}}
    )


def _old_rules(cases: list[Any]) -> tuple[Any, list[Any]] | None:
    lefts, rules = [], []
    for place, each in enumerate(cases):
        inner = each.get("conditions", {}).get("conditions", [])
        if len(inner) != 1:
            return None
        how = inner[0].get("operator") or {}
        if how.get("type") != "string" or how.get("operation") != "equals":
            return None
        lefts.append(inner[0].get("leftValue"))
        rules.append({"value2": inner[0].get("rightValue"), "output": place})
    return (lefts[0], rules) if lefts and len(set(map(str, lefts))) == 1 else None


def filter_as_plain_list(ground: Ground) -> Document | None:
    """The conditions as a list, without what belongs around them."""
    found = [
        each
        for each in ground.values("filter")
        if isinstance(each.value, dict)
        and isinstance(each.value.get("conditions"), list)
        and each.value["conditions"]
    ]
    given = ground.pick(found)
    return None if given is None else ground.with_parameter(given.node, given.path, given.value["conditions"])


def condition_without_operator(ground: Ground) -> Document | None:
    """A condition of If, Filter or Switch that does not say how to compare."""
    found = [
        (each, place)
        for each in ground.values("filter")
        if isinstance(each.value, dict) and isinstance(each.value.get("conditions"), list)
        for place, entry in enumerate(each.value["conditions"])
        if isinstance(entry, dict) and "operator" in entry
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    given, place = chosen
    return ground.with_parameter(given.node, f"{given.path}.conditions[{place}].operator", MISSING)


def _operators(ground: Ground) -> Iterable[tuple[GivenValue, int, dict[str, Any]]]:
    for each in ground.values("filter"):
        if isinstance(each.value, dict) and isinstance(each.value.get("conditions"), list):
            for place, entry in enumerate(each.value["conditions"]):
                if isinstance(entry, dict) and isinstance(entry.get("operator"), dict):
                    yield each, place, entry["operator"]


def operator_as_name(ground: Ground) -> Document | None:
    """`"operator": "equals"` instead of an object with type and operation."""
    chosen = ground.pick(_operators(ground))
    if chosen is None:
        return None
    given, place, operator = chosen
    return ground.with_parameter(
        given.node, f"{given.path}.conditions[{place}].operator", operator.get("operation")
    )


def old_comparison(ground: Ground) -> Document | None:
    """`equal` instead of `equals`, `larger` instead of `gt`."""
    found = [
        (given, place, _OLD_OPERATIONS[operator["operation"]])
        for given, place, operator in _operators(ground)
        if operator.get("operation") in _OLD_OPERATIONS
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    given, place, old = chosen
    return ground.with_parameter(given.node, f"{given.path}.conditions[{place}].operator.operation", old)


OPERATORS = (
    Operator("one entry instead of a list", ("UNREADABLE_PARAMETERS",), entry_instead_of_list),
    Operator("list without its group", ("WRONG_SHAPE",), list_without_its_group),
    Operator("group under another name", ("UNKNOWN_PARAMETER", "MISSING_PARAMETER"), group_misnamed),
    Operator("collection as a list", ("WRONG_SHAPE",), collection_as_list),
    Operator("resource locator null", ("UNREADABLE_PARAMETERS",), locator_is_null),
    Operator("resource locator as a list", ("WRONG_SHAPE", "MISSING_PARAMETER"), locator_as_list),
    Operator("resource locator empty", ("MISSING_PARAMETER",), locator_without_value),
    Operator("resource locator in the wrong mode", ("INVALID_PARAMETER",), locator_of_another_mode),
    Operator("If 2 with conditions of If 1", ("CONDITIONS_IGNORED",), if_with_old_conditions),
    Operator("Edit Fields 3 with values of Set 2", _OLD_SHAPE, set_with_old_values),
    Operator("Switch 3 with rules of Switch 1", _OLD_SHAPE, switch_with_old_rules),
    Operator("conditions as a plain list", ("WRONG_SHAPE",), filter_as_plain_list),
    Operator("condition without an operator", ("INVALID_CONDITION",), condition_without_operator),
    Operator("operator as its name alone", ("INVALID_CONDITION",), operator_as_name),
    Operator("comparison of typeVersion 1", ("UNKNOWN_COMPARISON",), old_comparison),
)
