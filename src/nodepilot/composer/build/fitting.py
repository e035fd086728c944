"""Parameters held against what the node type has under the resource and operation that were chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.catalog import NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.plan.model import Code, Locator, Ref, Text, Value


def plain(value: Any) -> Any:
    """A value of the plan as JSON, references as an expression that stands for them."""
    match value:
        case str():
            return value
        case Ref() | Code() | Text():
            return "={{ $json.x }}"
        case Locator():
            return {"__rl": True, "mode": value.mode, "value": plain(value.value)}
        case bool() | int() | float() | None:
            return value
        case dict() | Mapping():
            return {key: plain(each) for key, each in value.items()}
        case Sequence():
            return [plain(each) for each in value]
        case _:
            return value


def fit(version: NodeTypeVersion, parameters: Mapping[str, Value]) -> dict[str, Value]:
    """The parameters without those that n8n would drop, so that a guess never costs the whole step."""
    try:
        kept = fill_defaults(version, plain(dict(parameters)))
    except UnreadableParameters:
        return dict(parameters)
    fitting = _common(parameters, kept)
    return fitting if isinstance(fitting, dict) else dict(parameters)


def _common(given: Any, kept: Any) -> Any:
    """What is in both, in the shape of `given`; a value of the plan counts as one piece."""
    if isinstance(given, str | Ref | Code | Text | Locator):
        return given
    if isinstance(given, dict | Mapping) and isinstance(kept, dict | Mapping):
        return {name: _common(value, kept[name]) for name, value in given.items() if name in kept}
    if isinstance(kept, list) and isinstance(given, Sequence) and len(kept) == len(given):
        return [_common(value, other) for value, other in zip(given, kept, strict=True)]
    return given
