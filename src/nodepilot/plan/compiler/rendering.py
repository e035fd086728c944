"""Values of a plan as JSON values, shaped as n8n's editor writes them for the property at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nodepilot.catalog import NodeTypeVersion, Property
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.errors import InvalidPlan
from nodepilot.expressions.splitter import is_expression
from nodepilot.plan.compiler.expressions import ExpressionWriter
from nodepilot.plan.model import Code, Locator, Ref, Text, Value

_CODE_EDITORS = frozenset({"jsEditor", "codeNodeEditor"})
_URL = re.compile(r"https?://", re.IGNORECASE)
_ID = re.compile(r"(?=.*\d)[\w-]{8,}\Z|\d+\Z")


class Renderer:
    """Renders the parameters of one step. `part_id` gives the id of a part by its path."""

    def __init__(
        self,
        step_key: str,
        version: NodeTypeVersion,
        writer: ExpressionWriter,
        part_id: Callable[[str], str],
    ) -> None:
        self._step_key = step_key
        self._version = version
        self._writer = writer
        self._part_id = part_id
        self._comparing: Mapping[str, Any] = {}

    def parameters(self, values: Mapping[str, Value]) -> dict[str, Any]:
        """All parameters. One whose name the node type does not have is rendered as it is."""
        plain = {name: self._plain(value) for name, value in values.items()}
        self._comparing = _comparing(plain)
        simple = {name: value for name, value in plain.items() if not isinstance(value, dict | list)}
        # Which of several properties of one name is meant depends on the simple ones (resource, operation).
        known = fill_defaults(self._version, simple)
        return {
            name: self._fit(
                _shown(self._version.properties_named(name), known, self._version, known), value, name, known
            )
            for name, value in plain.items()
        }

    def _plain(self, value: Value) -> Any:
        match value:
            case Ref() | Code() | Text():
                return self._writer.expression(value)
            case Locator():
                inner = self._plain(value.value)
                return {"__rl": True, "value": inner, "mode": value.mode}
            case str():
                return self._writer.written_expression(value) if is_expression(value) else value
            case Mapping():
                return {str(key): self._plain(each) for key, each in value.items()}
            case Sequence():
                return [self._plain(each) for each in value]
            case _:
                return value

    def _fit(self, prop: Property | None, value: Any, path: str, root: Mapping[str, Any]) -> Any:
        if prop is None:
            return value
        match prop.type:
            case "resourceLocator" | "workflowSelector" | "agentSelector":
                return self._locator(prop, value)
            case "filter":
                return self._filter(prop, value, path)
            case "assignmentCollection":
                return self._with_ids(value, "assignments", path)
            case "collection" if isinstance(value, dict):
                return {
                    key: self._fit(
                        _shown(_named(prop.children, key), value, self._version, root),
                        each,
                        f"{path}.{key}",
                        root,
                    )
                    for key, each in value.items()
                }
            case "fixedCollection" if isinstance(value, dict):
                return {key: self._group(prop, key, each, path, root) for key, each in value.items()}
            case _ if (
                prop.type_options.editor in _CODE_EDITORS
                and isinstance(value, str)
                and not is_expression(value)
            ):
                return self._writer.code(value)
            case _:
                return value

    def _group(self, prop: Property, name: str, value: Any, path: str, root: Mapping[str, Any]) -> Any:
        group = prop.group(name)
        if group is None:
            return value

        def fit(item: Any, place: str) -> Any:
            if not isinstance(item, dict):
                return item
            return {
                key: self._fit(
                    _shown(_named(group.values, key), item, self._version, root), each, f"{place}.{key}", root
                )
                for key, each in item.items()
            }

        where = f"{path}.{name}"
        if prop.type_options.multiple_values is True:
            items = [value] if isinstance(value, dict) else value
            if not isinstance(items, list):
                raise InvalidPlan(f"Step `{self._step_key}`: `{where}` has to be a list.")
            return [fit(item, f"{where}[{number}]") for number, item in enumerate(items)]
        if isinstance(value, list):
            if len(value) != 1:
                raise InvalidPlan(f"Step `{self._step_key}`: `{where}` takes one entry, not {len(value)}.")
            value = value[0]
        return fit(value, where)

    def _locator(self, prop: Property, value: Any) -> Any:
        if isinstance(value, dict):
            mode = value.get("mode")
            if value.get("__rl") is True and prop.modes and prop.mode(str(mode)) is None:
                allowed = ", ".join(f"`{each.name}`" for each in prop.modes)
                raise InvalidPlan(
                    f"Step `{self._step_key}`: `{prop.name}` has no mode `{mode}`.",
                    next_step=f"Allowed: {allowed}.",
                )
            return value
        if not isinstance(value, str | int) or isinstance(value, bool):
            return value
        return {"__rl": True, "value": value, "mode": _mode(prop, value)}

    def _filter(self, prop: Property, value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            return value
        made = self._with_ids(value, "conditions", path)
        given = made.get("options")
        options = {"caseSensitive": True, "leftValue": "", "typeValidation": "strict", **self._comparing}
        options |= given if isinstance(given, dict) else {}
        options.setdefault("version", self._filter_version(prop))
        return {"options": options, "conditions": made.get("conditions", []), "combinator": "and"} | {
            key: each for key, each in made.items() if key not in {"options", "conditions"}
        }

    def _filter_version(self, prop: Property) -> int:
        facts = prop.type_options.extra.get("filter")
        for least, number in facts.get("versions", []) if isinstance(facts, dict) else []:
            if self._version.version >= least:
                return int(number)
        return 1

    def _with_ids(self, value: Any, key: str, path: str) -> Any:
        """n8n's editor gives every condition and assignment an id."""
        if not isinstance(value, dict) or not isinstance(value.get(key), list):
            return value
        entries = [
            {"id": self._part_id(f"{path}.{key}[{number}]"), **entry} if isinstance(entry, dict) else entry
            for number, entry in enumerate(value[key])
        ]
        return {**value, key: entries}


def _comparing(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """How the node is told to compare; n8n's editor repeats it inside every filter."""
    options = parameters.get("options")
    beside = [parameters, options if isinstance(options, dict) else {}]
    made: dict[str, Any] = {}
    if any(each.get("looseTypeValidation") is True for each in beside):
        made["typeValidation"] = "loose"
    if any(each.get("ignoreCase") is True for each in beside):
        made["caseSensitive"] = False
    return made


def _named(properties: Sequence[Property], name: str) -> tuple[Property, ...]:
    return tuple(each for each in properties if each.name == name)


def _shown(
    properties: Sequence[Property],
    beside: Mapping[str, Any],
    version: NodeTypeVersion,
    root: Mapping[str, Any],
) -> Property | None:
    """The property that counts here: the first that is shown, or else the first."""
    for each in properties:
        if is_shown(each.display_options, beside, version, root=root):
            return each
    return properties[0] if properties else None


def _mode(prop: Property, value: str | int) -> str:
    """The mode of a resource locator that a bare value fits: a URL, an id, or a name that a person would write."""
    typed = [mode.name for mode in prop.modes if mode.name != "list"]
    text = str(value)
    if "url" in typed and _URL.match(text):
        return "url"
    looks_like_id = is_expression(text) or _ID.match(text)
    for wanted in ("id", "name") if looks_like_id else ("name", "id"):
        if wanted in typed:
            return wanted
    return typed[0] if typed else "id" if not prop.modes else "list"
