"""Which properties are shown: n8n's `displayOptions`.

n8n checks and fills only what is shown. The rules, as n8n applies them:

- every condition under `show` has to match; one whose parameter holds an expression (a text
  that begins with `=`) cannot be decided and shows the property at once, whatever else is said;
- any condition under `hide` that matches hides it;
- a name is looked up beside the property, `/name` from the node's parameters, `@version` is the
  typeVersion, `@tool` whether the node type's name ends with `Tool`, `@feature` the features
  that the node type switches on at this version;
- a resource locator counts as its value; of a list, one accepted item is enough, while a
  comparison (`_cnd`) must hold for all items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.catalog.jsregex import is_found
from nodepilot.catalog.jsvalues import (
    UNDEFINED,
    compare,
    deeply_equal,
    get_path,
    is_truthy,
    strictly_equal,
)
from nodepilot.catalog.model import DisplayOptions, NodeTypeVersion, Parameters, Property


def is_shown(
    options: DisplayOptions | None,
    values: Parameters,
    node_type: NodeTypeVersion,
    *,
    type_version: float | None = None,
    root: Parameters | None = None,
) -> bool:
    """Whether something with these display options is shown.

    `values` are the parameters beside it, `root` the node's own (default: the same). Both have
    to be filled with defaults, as n8n has them when it asks (see `defaults.py`).
    `type_version` is the number in the node when it differs from the node type's.
    """
    if options is None:
        return True
    if root is None:
        root = values
    version = node_type.version if type_version is None else type_version
    for name, accepted in options.show.items():
        known = root.get(name[1:]) if name[:1] == "/" else values.get(name)
        if type(known) is str and known[:1] != "=":
            # By far the most frequent case, decided without what the others need.
            if known in accepted:
                continue
            for each in accepted:
                if type(each) is dict:
                    break
            else:
                return False
        actual = _actual(name, values, node_type, version, root)
        if any(isinstance(value, str) and value[:1] == "=" for value in actual):
            return True
        if not matches(accepted, actual):
            return False
    for name, refused in options.hide.items():
        actual = _actual(name, values, node_type, version, root)
        if actual and matches(refused, actual):
            return False
    return True


def find_shown(
    node_type: NodeTypeVersion, name: str, values: Parameters, *, type_version: float | None = None
) -> Property | None:
    """The top-level property of that name that is shown with these (filled) parameters."""
    for each in node_type.properties_named(name):
        if is_shown(each.display_options, values, node_type, type_version=type_version):
            return each
    return None


def matches(conditions: Sequence[Any], actual: Sequence[Any]) -> bool:
    """True when one of the conditions holds for the actual values."""
    for condition in conditions:
        if isinstance(condition, dict):
            comparison = condition.get("_cnd")
            if comparison and len(condition) == 1:
                operator, target = next(iter(comparison.items()))
                if not actual:
                    if operator == "not":
                        return True
                elif all(_holds(operator, value, target) for value in actual):
                    return True
        elif any(strictly_equal(condition, value) for value in actual):
            return True
    return False


def _actual(
    name: str, values: Parameters, node_type: NodeTypeVersion, version: float, root: Parameters
) -> Sequence[Any]:
    if name[:1] == "/":
        value = get_path(root, name[1:])
    elif name == "@version":
        return [version or 0]
    elif name == "@tool":
        return [node_type.type_name.endswith("Tool")]
    elif name == "@feature":
        return _features(node_type.features, version)
    else:
        value = get_path(values, name)
    if isinstance(value, dict) and is_truthy(value.get("__rl")):
        value = value.get("value", UNDEFINED)
    return value if isinstance(value, list) else [value]


def _features(features: Mapping[str, Any], version: float) -> list[str]:
    if not version:
        return []
    return [name for name, rule in features.items() if matches(rule["@version"], [version])]


def _holds(operator: str, value: Any, target: Any) -> bool:
    match operator:
        case "eq":
            return deeply_equal(value, target)
        case "not":
            return not deeply_equal(value, target)
        case "gte" | "lte" | "gt" | "lt":
            return _ordered(operator, value, target)
        case "between":
            return _ordered("gte", value, target["from"]) and _ordered("lte", value, target["to"])
        case "includes":
            return isinstance(value, str) and target in value
        case "startsWith":
            return isinstance(value, str) and value.startswith(target)
        case "endsWith":
            return isinstance(value, str) and value.endswith(target)
        case "regex":
            return isinstance(value, str) and is_found(target, value)
        case "exists":
            return value is not None and value is not UNDEFINED and value != ""
    return False


def _ordered(operator: str, value: Any, target: Any) -> bool:
    order = None if value is UNDEFINED else compare(value, target)
    if order is None:
        return False
    return {"gte": order >= 0, "lte": order <= 0, "gt": order > 0, "lt": order < 0}[operator]
