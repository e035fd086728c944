"""What If, Filter and Switch nodes compare, in the shapes that their versions keep it in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Node

BOUNDS = frozenset({"gt", "gte", "lt", "lte"})
_FIRST_SHAPE = {
    "larger": "gt",
    "largerEqual": "gte",
    "smaller": "lt",
    "smallerEqual": "lte",
    "equal": "equals",
    "notEqual": "notEquals",
}
"""The operations of an If of version 1, and what later versions call them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison; `operation` in the words of later versions, the paths dotted, as `SetParameter` takes them."""

    left: str
    right: Any
    operation: str
    right_path: str
    operation_path: str
    is_first_shape: bool = False

    @property
    def is_bound(self) -> bool:
        """It compares with a number above or below."""
        return self.operation in BOUNDS

    def spelt(self, operation: str) -> str:
        """An operation as this shape of the node writes it."""
        known = {later: first for first, later in _FIRST_SHAPE.items()}
        return known.get(operation, operation) if self.is_first_shape else operation


def compared(node: Node) -> list[Compared]:
    """The comparisons of an If or Filter, in order."""
    held = node.parameters.get("conditions")
    if node.type not in {BASE + "if", BASE + "filter"} or not isinstance(held, dict):
        return []
    found: list[Compared] = []
    entries = held.get("conditions")
    for index, each in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(each, dict):
            operation = str((each.get("operator") or {}).get("operation", ""))
            path = f"conditions.conditions[{index}]"
            found.append(
                Compared(
                    str(each.get("leftValue", "")),
                    each.get("rightValue"),
                    operation,
                    f"{path}.rightValue",
                    f"{path}.operator.operation",
                )
            )
    for kind in ("number", "string", "boolean", "dateTime"):
        entries = held.get(kind)
        for index, each in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(each, dict):
                default = "smaller" if kind == "number" else "equal"
                operation = str(each.get("operation", default))
                path = f"conditions.{kind}[{index}]"
                found.append(
                    Compared(
                        str(each.get("value1", "")),
                        each.get("value2"),
                        _FIRST_SHAPE.get(operation, operation),
                        f"{path}.value2",
                        f"{path}.operation",
                        is_first_shape=True,
                    )
                )
    return found


def ruled(node: Node) -> list[Compared]:
    """The first comparison of each rule of a Switch, in order; of a rule without one nothing is compared."""
    found: list[Compared] = []
    for index, (_, test) in enumerate(rules_of(node) if node.type == BASE + "switch" else ()):
        path = f"rules.values[{index}].conditions.conditions[0]"
        found.append(
            Compared(
                str(test.get("leftValue", "")),
                test.get("rightValue"),
                str((test.get("operator") or {}).get("operation", "")),
                f"{path}.rightValue",
                f"{path}.operator.operation",
            )
        )
    return found


def tests_of(node: Node) -> list[dict[str, Any]]:
    """The comparisons of an If or Filter as later versions keep them."""
    held = node.parameters.get("conditions")
    entries = held.get("conditions") if isinstance(held, dict) else None
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def rules_of(node: Node) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """For each rule of a Switch its conditions, and the first comparison in them."""
    held = node.parameters.get("rules")
    values = held.get("values") if isinstance(held, dict) else None
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for each in values if isinstance(values, list) else []:
        conditions = each.get("conditions") if isinstance(each, dict) else None
        conditions = conditions if isinstance(conditions, dict) else {}
        tests = [test for test in conditions.get("conditions") or [] if isinstance(test, dict)]
        found.append((conditions, tests[0] if tests else {}))
    return found


def of_things(scene: Scene, condition: Condition) -> Condition:
    """“orders over 50 euros”: what has an amount is named, not the amount; which field holds it is found later."""
    return replace(condition, tests=tuple(_of_thing(scene, test) for test in condition.tests))


def _of_thing(scene: Scene, test: Test) -> Test:
    words = test.left.lower().split()
    if test.kind != "number" or not words:
        return test
    u = scene.u
    places = [index for index, token in enumerate(u.tokens) if token.norm in words]
    is_thing = bool(places) and all(u.has(i, "nouns") and not u.has(i, "fields") for i in places)
    is_thing = is_thing or words[-1] in {"ones", "those", "one"}
    return replace(test, left="") if is_thing else test


_AMOUNTS = frozenset({"", "amount", "amounts", "value", "values"})


def with_field_compared(scene: Scene, wanted: Condition) -> Condition:
    """“orders above 1000” where a total is compared already: the same field."""
    bounds = [
        test for node in scene.canvas.nodes for test in (*compared(node), *ruled(node)) if test.is_bound
    ]
    if not bounds or any(test.left.lower() not in _AMOUNTS or test.kind != "number" for test in wanted.tests):
        return wanted
    name = re.search(r"([A-Za-z_]\w*)\W*$", bounds[0].left.rstrip("} '\"])"))
    if name is None:
        return wanted
    return replace(wanted, tests=tuple(replace(test, left=name.group(1)) for test in wanted.tests))
