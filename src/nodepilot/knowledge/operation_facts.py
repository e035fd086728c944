"""Which resources and operations a node type offers, read from its properties.

n8n's convention: an `options` property `resource`, and one `operation` property per resource, tied
to it by displayOptions. Node types without an `operation` may choose what they do by another
selector (`mode`, `action`, `resume`…): it is treated alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from nodepilot.catalog.model import Choice, DisplayOptions, NodeTypeVersion, Property
from nodepilot.kit.records import dataclass

SELECTORS = ("operation", "mode", "action", "operationMode", "resume", "aggregate", "keep", "method")
"""Parameter names that say what a node does."""


@dataclass(frozen=True, slots=True)
class OperationFact:
    """One thing that a node type can do.

    `parameters` are the values that choose it, in order (`{"resource": "message", "operation": "post"}`);
    `resource` and `operation` repeat them as text, None where the node type has no such choice.
    Labels are n8n's own ("Message", "Send", "Send a message").
    """

    parameters: Mapping[str, str | int | float | bool]
    resource: str | None
    operation: str | None
    resource_label: str
    operation_label: str
    action: str
    is_default: bool


def compare(condition: Any, actual: Any) -> bool:
    """Whether one accepted value of a displayOptions entry accepts `actual`."""
    if not (isinstance(condition, dict) and "_cnd" in condition):
        return bool(condition == actual)
    ((operator, expected),) = condition["_cnd"].items()
    match operator:
        case "eq":
            return bool(actual == expected)
        case "not":
            return bool(actual != expected)
        case "gte":
            return bool(actual >= expected)
        case "lte":
            return bool(actual <= expected)
        case "gt":
            return bool(actual > expected)
        case "lt":
            return bool(actual < expected)
        case "between":
            return bool(expected["from"] <= actual <= expected["to"])
        case "exists":
            return actual is not None
        case _:
            return True


def may_show(options: DisplayOptions | None, known: Mapping[str, Any]) -> bool:
    """Whether something can be shown when the parameters in `known` have these values.

    Conditions on parameters that are not in `known` are taken as fulfilled.
    """
    if options is None:
        return True
    for key, accepted in options.show.items():
        name = key.removeprefix("/")
        if name in known and not any(compare(each, known[name]) for each in accepted):
            return False
    for key, refused in options.hide.items():
        name = key.removeprefix("/")
        if name in known and any(compare(each, known[name]) for each in refused):
            return False
    return True


def shown_choices(
    version: NodeTypeVersion, name: str, known: Mapping[str, Any]
) -> Iterator[tuple[Property, Choice]]:
    """The choices that the top-level `options` properties called `name` offer under `known`."""
    seen: set[Any] = set()
    for each in version.properties_named(name):
        if each.type != "options" or not may_show(each.display_options, known):
            continue
        for choice in each.choices:
            if choice.value not in seen and may_show(choice.display_options, known):
                seen.add(choice.value)
                yield each, choice


@lru_cache(maxsize=1024)
def operations_of(version: NodeTypeVersion) -> tuple[OperationFact, ...]:
    """Everything that the node type can do at this typeVersion; empty when there is no choice.

    A trigger does nothing but start; what it can wait for is told by `events_of`.
    """
    if version.is_trigger:
        return ()
    known: dict[str, Any] = {"@version": version.version}
    selector = selector_of(version)
    resources = list(shown_choices(version, "resource", known))
    if not resources:
        return tuple(_operations(version, selector, known, None))
    found: list[OperationFact] = []
    for holder, resource in resources:
        under = {**known, "resource": resource.value}
        facts = list(_operations(version, selector, under, (holder, resource)))
        if facts:
            found += facts
        else:
            found.append(
                OperationFact(
                    parameters={"resource": resource.value},
                    resource=str(resource.value),
                    operation=None,
                    resource_label=resource.name,
                    operation_label="",
                    action=resource.action or "",
                    is_default=holder.default == resource.value,
                )
            )
    return tuple(found)


def selector_of(version: NodeTypeVersion) -> str | None:
    """The parameter by which the node type chooses what it does, besides `resource`."""
    names = [each.name for each in version.properties if each.type == "options" and each.name in SELECTORS]
    if "operation" in names:
        return "operation"
    return names[0] if names else None


def _operations(
    version: NodeTypeVersion,
    selector: str | None,
    known: Mapping[str, Any],
    resource: tuple[Property, Choice] | None,
) -> Iterator[OperationFact]:
    if selector is None:
        return
    chosen = {"resource": resource[1].value} if resource else {}
    resource_is_default = resource is None or resource[0].default == resource[1].value
    for holder, choice in shown_choices(version, selector, known):
        yield OperationFact(
            parameters={**chosen, selector: choice.value},
            resource=str(resource[1].value) if resource else None,
            operation=str(choice.value),
            resource_label=resource[1].name if resource else "",
            operation_label=choice.name,
            action=choice.action or "",
            is_default=resource_is_default and holder.default == choice.value,
        )
