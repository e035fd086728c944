"""Parameters with slips: misspelt names and choices, another typeVersion's shapes, numbers in texts.

The repair engine mends them on a workflow that holds the step's node alone; references of the plan stand in
it as expressions that cannot be mistaken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion, Property
from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Code, Locator, Plan, Ref, Step, Text, Value
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Chosen, Repair

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_EXPRESSION = re.compile(r"\{\{[^{}]*\$(?:json|input|now|today|\(|node\[)[^{}]*\}\}")
_MAPPER_FLAGS = frozenset(
    {
        "attemptToConvertTypes",
        "canBeUsedToMatch",
        "convertFieldsToString",
        "defaultMatch",
        "display",
        "readOnly",
        "removed",
        "required",
    }
)
_STAND_IN = "={{ $json.np_value_%d }}"
_LOCATOR = "__rl"


def with_plain_values(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """Numbers and booleans that were written as texts are such again, where n8n takes nothing else."""
    return replace(plan, steps=tuple(_plain(step, catalog, mends) for step in plan.steps))


def mended_parameters(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with what can safely be mended in its steps' parameters; the same one when nothing can."""
    steps = tuple(_mended(step, catalog, mends) for step in plan.steps)
    return plan if steps == plan.steps else replace(plan, steps=steps)


def _plain(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    node_type = catalog.find(step.node_type)
    if node_type is None:
        return step
    version = node_type.latest
    made = {
        name: _by_any(value, name, version)
        for name, value in step.parameters.items()
        # A name that there is not, and that says nothing.
        if value not in (None, "", {}, []) or any(version.properties_named(name))
    }
    if made == dict(step.parameters):
        return step
    mends.append(f"Values of `{step.key}` were of another kind, or empty ones that there are not.")
    return replace(step, parameters=made)


def _by_any(value: Any, name: str, version: NodeTypeVersion) -> Any:
    """By the first of the properties of that name (each is for another operation) that finds something."""
    for known in version.properties_named(name):
        made = _typed(value, known)
        if made != value or type(made) is not type(value):
            return made
    return value


def _typed(value: Any, known: Property | None) -> Any:
    if known is None:
        return value
    if isinstance(value, str):
        if known.type == "number":
            return _number(value)
        if known.type == "string":
            return _marked(value, known)
        if known.type == "boolean" and value.lower() in {"true", "false"}:
            return value.lower() == "true"
        return value
    if isinstance(value, list):
        return _whole(value, known)
    if not isinstance(value, Mapping):
        return value
    if known.type == "filter":
        return {name: _conditions(each) if name == "conditions" else each for name, each in value.items()}
    if known.type == "resourceMapper":
        return _mapped(value)
    if known.type == "collection":
        return {name: _typed(each, known.child(name)) for name, each in value.items()}
    if known.type == "fixedCollection":
        return {name: _grouped(each, name, known) for name, each in value.items()}
    return value


def _whole(value: list[Any], known: Property) -> Any:
    """A list in place of a text (its parts), or of conditions. Raises `InvalidPlan` where it could mean two things."""
    if known.type == "string" and value and all(isinstance(part, str | Ref | Code) for part in value):
        return value if known.type_options.multiple_values else Text(tuple(value))
    if known.type != "filter":
        return value
    if len(value) > 1:
        raise InvalidPlan(
            f"`{known.name}` is a list of conditions, and does not say how they are joined.",
            next_step="Write an object with `combinator` (`and` or `or`) and `conditions`.",
        )
    return {"combinator": "and", "conditions": _conditions(value)}


def _marked(value: str, known: Property) -> str:
    """With the `=` that makes an expression of it; programs and pages have braces of their own."""
    if value.startswith("=") or known.type_options.editor or not _EXPRESSION.search(value):
        return value
    return f"={value}"


def _mapped(value: Mapping[str, Any]) -> dict[str, Any]:
    """A resource mapper with flags where n8n has flags: of its own, and of each column that it knows."""
    columns = value.get("schema")
    made = {name: _flag(name, each) for name, each in value.items()}
    if isinstance(columns, list):
        made["schema"] = [
            {name: _flag(name, each) for name, each in column.items()}
            if isinstance(column, Mapping)
            else column
            for column in columns
        ]
    return made


def _flag(name: str, value: Any) -> Any:
    is_flag = name in _MAPPER_FLAGS and isinstance(value, str) and value.lower() in {"true", "false"}
    return value.lower() == "true" if is_flag else value


def _conditions(value: Any) -> Any:
    """With numbers where numbers are compared."""
    if not isinstance(value, list):
        return value
    return [_condition(each) if isinstance(each, Mapping) else each for each in value]


def _condition(value: Mapping[str, Any]) -> dict[str, Any]:
    operator = value.get("operator")
    is_number = isinstance(operator, Mapping) and operator.get("type") == "number"
    made = {
        key: _number(each) if is_number and key in {"leftValue", "rightValue"} else each
        for key, each in value.items()
    }
    if isinstance(operator, Mapping) and isinstance(operator.get("singleValue"), str):
        made["operator"] = {**operator, "singleValue": operator["singleValue"].lower() == "true"}
    return made


def _number(value: Any) -> Any:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value.strip()):
        return value
    number = float(value)
    return int(number) if number.is_integer() else number


def _grouped(value: Any, name: str, known: Property) -> Any:
    group = known.group(name)
    if group is None:
        return value
    if isinstance(value, Mapping):
        return {key: _typed(each, group.property(key)) for key, each in value.items()}
    if isinstance(value, list):
        return [_grouped(each, name, known) if isinstance(each, Mapping) else each for each in value]
    return value


def _mended(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    node_type = catalog.find(step.node_type)
    if node_type is None:
        return step
    written = _Written()
    parameters = written.plain(step.parameters)
    repaired = _repaired(step, node_type.latest, parameters, catalog)
    node = next((each for each in repaired.workflow["nodes"] if each.get("name") == step.key), None)
    if node is None or node.get("type") != step.node_type or node.get("parameters") == parameters:
        return step
    made = written.back(node.get("parameters", {}))
    if not isinstance(made, Mapping) or written.lost:
        return step
    mends += [fix.text for fix in repaired.fixes if fix.node == step.key]
    version = node.get("typeVersion")
    return replace(
        step,
        parameters=dict(made),
        type_version=step.type_version if version == node_type.latest.version else version,
    )


def _repaired(
    step: Step, version: NodeTypeVersion, parameters: Mapping[str, Any], catalog: Catalog
) -> Repair:
    """With warnings mended, too, as long as all of it is safe."""
    node = {
        "id": "1",
        "name": step.key,
        "type": step.node_type,
        "typeVersion": version.version,
        "position": [0, 0],
        "parameters": parameters,
    }
    document = {"name": "", "nodes": [node], "connections": {}, "settings": {}}
    repaired = mend(document, catalog, unsafe=True)
    if all(fix.safe for fix in repaired.fixes if fix.node == step.key):
        return repaired
    repaired = mend(document, catalog)
    for issue in repaired.issues:
        if issue.node == step.key and issue.code == "UNKNOWN_PARAMETER":
            # A warning for n8n, which drops it; the compiler refuses it.
            repaired = mend(repaired.workflow, catalog, only=Chosen(issue.code, issue.node, issue.parameter))
    return repaired


@dataclass
class _Written:
    """Parameters in n8n's shape with stand-ins for what only a plan has."""

    values: dict[str, Value] = field(default_factory=dict)
    lost: bool = False

    def plain(self, value: Any) -> Any:
        match value:
            case Ref() | Text() | Code():
                mark = _STAND_IN % len(self.values)
                self.values[mark] = value
                return mark
            case Locator():
                return {_LOCATOR: True, "mode": value.mode, "value": self.plain(value.value)}
            case Mapping():
                return {key: self.plain(each) for key, each in value.items()}
            case list() | tuple():
                return [self.plain(each) for each in value]
            case _:
                return value

    def back(self, value: Any) -> Any:
        """`lost` tells afterwards that a stand-in was changed or left out."""
        left = set(self.values)
        made = self._back(value, left)
        self.lost = bool(left)
        return made

    def _back(self, value: Any, left: set[str]) -> Any:
        if isinstance(value, str):
            left.discard(value)
            return self.values.get(value, value)
        if isinstance(value, Mapping):
            made = {key: self._back(each, left) for key, each in value.items()}
            if made.get(_LOCATOR) is True and isinstance(made.get("mode"), str):
                return Locator(made["mode"], made.get("value", ""))
            return made
        if isinstance(value, list):
            return [self._back(each, left) for each in value]
        return value
