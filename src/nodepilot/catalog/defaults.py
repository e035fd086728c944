"""Filling in default values, and leaving them out again, exactly as n8n does.

n8n fills a node's parameters whenever it opens, checks or runs it, and stores them without
defaults. What this does with hidden properties, duplicate names and nested collections follows
n8n's `getNodeParameters`, oddities included: the validator's verdicts depend on it.

Results may share lists and dicts with their input and with the catalog: never change them.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from nodepilot.catalog.display import is_shown
from nodepilot.catalog.from_ai import is_from_ai_only
from nodepilot.catalog.jsvalues import UNDEFINED, deeply_equal, is_truthy, member
from nodepilot.catalog.model import NodeTypeVersion, Property
from nodepilot.catalog.resolve_order import ResolveOrder, resolve_order
from nodepilot.sentences import say

_KEEPS_NULL = frozenset({"boolean", "number", "options"})
_WITHOUT_REFERENCES = 2
_LONGEST_KEPT = 6_000
"""Bytes: longer parameters are rare, and would fill the memory."""
_FILTER_OPTIONS = {
    "caseSensitive": True,
    "leftValue": "",
    "typeValidation": "strict",
    "version": 1,
}


class UnreadableParameters(ValueError):
    """n8n itself cannot read these parameters: it throws, and the workflow does not open.

    `path` names the property at fault.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"`{path}` {reason}")
        self.path = path
        self.reason = reason


def fill_defaults(
    node_type: NodeTypeVersion, parameters: Any, *, type_version: float | None = None
) -> dict[str, Any]:
    """The parameters with all defaults of shown properties; hidden and unknown ones are gone.

    Raises UnreadableParameters where n8n throws.
    """
    return _run(node_type, parameters, type_version, fill=True)


def leave_out_defaults(
    node_type: NodeTypeVersion, parameters: Any, *, type_version: float | None = None
) -> dict[str, Any]:
    """The parameters as n8n stores them: without values that equal the default.

    Raises UnreadableParameters where n8n throws.
    """
    return _run(node_type, parameters, type_version, fill=False)


def condition_values(
    node_type: NodeTypeVersion,
    properties: tuple[Property, ...],
    values: Any,
    *,
    type_version: float | None = None,
    root: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    """What the conditions of one level of properties are held against: its simple values, hidden ones too.

    `root` are those of the node's own level, None when this is it.
    """
    version = node_type.version if type_version is None else type_version
    return _Filler(node_type, version).condition_values(properties, values, _Level(fill=True, root=root))


def _run(
    node_type: NodeTypeVersion, parameters: Any, type_version: float | None, *, fill: bool
) -> dict[str, Any]:
    """Computed once for the same parameters: on its way to a workflow a node is looked at many times."""
    version = node_type.version if type_version is None else type_version
    try:
        # In this form nothing depends on which parts are one object, so equal parameters are equal bytes.
        written = marshal.dumps(parameters, _WITHOUT_REFERENCES)
    except ValueError:
        return _compute(node_type, parameters, version, fill=fill)
    if len(written) > _LONGEST_KEPT:
        return _compute(node_type, parameters, version, fill=fill)
    # A copy for each caller: what one does to it must not reach another.
    found: dict[str, Any] = _copied(_kept(node_type, written, version, fill=fill))
    return found


@lru_cache(maxsize=2048)
def _kept(node_type: NodeTypeVersion, written: bytes, version: float, *, fill: bool) -> dict[str, Any]:
    # What was written a moment ago in this process, and by nobody else.
    return _compute(node_type, marshal.loads(written), version, fill=fill)  # noqa: S302


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def _compute(node_type: NodeTypeVersion, parameters: Any, version: float, *, fill: bool) -> dict[str, Any]:
    filler = _Filler(node_type, version)
    filled = filler.level(node_type.properties, parameters, _Level(fill=fill))
    return _without_undefined(filled) if filler.met_undefined else filled


class _Level(NamedTuple):
    """How one level of properties is read; `root` is None until the node's own level is known."""

    fill: bool
    parent_type: str | None = None
    root: Mapping[str, Any] | None = None
    path: str = ""


class _Filler:
    def __init__(self, node_type: NodeTypeVersion, version: float) -> None:
        self._node_type = node_type
        self._version = version
        self.met_undefined = False

    def level(self, properties: tuple[Property, ...], values: Any, how: _Level) -> dict[str, Any]:
        """The values of one level; `values` may be anything that a broken workflow holds."""
        order = _readable(properties, how)
        result: dict[str, Any] = {}
        if not is_truthy(values):
            return result
        known = self._known(order.asked, order.repeated, values, how)
        root = known if how.root is None else how.root
        is_given_only = not how.fill or how.parent_type == "collection"
        for each in order.under(known):
            value = member(values, each.name)
            if value is UNDEFINED and is_given_only:
                continue
            if each.display_options is not None and not self._is_shown(each, known, root):
                continue
            if each.type == "collection":
                self._collection(each, value, how._replace(root=root), result)
            elif each.type == "fixedCollection":
                if not self._fixed_collection(each, value, how._replace(root=root), result):
                    return dict(values)
            else:
                self._simple(each, value, how, result)
        return result

    def condition_values(self, properties: tuple[Property, ...], values: Any, how: _Level) -> dict[str, Any]:
        """What conditions of a level are checked against: all its simple values, hidden ones too."""
        order = _readable(properties, how)
        return self._known(order.simple, order.repeated, values, how) if is_truthy(values) else {}

    def _known(
        self, properties: Iterable[Property], repeated: frozenset[str], values: Any, how: _Level
    ) -> dict[str, Any]:
        known: dict[str, Any] = {}
        root = known if how.root is None else how.root
        for each in properties:
            value = member(values, each.name)
            if value is UNDEFINED and how.parent_type == "collection":
                continue
            if (
                each.name in repeated
                and each.display_options is not None
                and not self._is_shown(each, known, root)
            ):
                continue
            known[each.name] = self._read(each, value)
        return known

    def _is_shown(self, each: Property, known: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
        return is_shown(each.display_options, known, self._node_type, type_version=self._version, root=root)

    def _simple(self, each: Property, value: Any, how: _Level, result: dict[str, Any]) -> None:
        if how.fill:
            result[each.name] = self._read(each, value)
            return
        default = each.default if each.has_default else UNDEFINED
        if how.parent_type == "collection" or not deeply_equal(value, default):
            result[each.name] = value

    def _read(self, each: Property, value: Any) -> Any:
        filled = self._filled(each, value)
        is_expression = isinstance(filled, str) and filled[:1] == "="
        if each.no_data_expression and is_expression and not is_from_ai_only(filled):
            return filled[1:]
        return filled

    def _filled(self, each: Property, value: Any) -> Any:
        if each.type in _KEEPS_NULL:
            return self._default(each) if value is UNDEFINED else value
        default_is_object = each.default is None or isinstance(each.default, dict | list)
        if each.type == "resourceLocator" and each.has_default and default_is_object:
            if value is not UNDEFINED:
                return value
            return {"__rl": True, **(each.default if isinstance(each.default, dict) else {})}
        if each.type == "filter" and isinstance(value, dict):
            given = value.get("options")
            options = {**_FILTER_OPTIONS, **(given if isinstance(given, dict) else {})}
            combinator = value.get("combinator")
            patched = {**value}
            patched["combinator"] = "and" if combinator is None else combinator
            patched["options"] = options
            return patched
        return self._default(each) if value is UNDEFINED or value is None else value

    def _default(self, each: Property) -> Any:
        if each.has_default:
            return each.default
        self.met_undefined = True
        return UNDEFINED

    def _collection(self, each: Property, value: Any, how: _Level, result: dict[str, Any]) -> None:
        if each.type_options.multiple_values is True:
            if value is not UNDEFINED:
                result[each.name] = value
            else:
                result[each.name] = each.default if isinstance(each.default, list) else []
        elif value is not UNDEFINED:
            inner = how._replace(parent_type="collection", path=_join(how.path, each.name))
            result[each.name] = self.level(each.children, value, inner)
        else:
            result[each.name] = self._default(each)

    def _fixed_collection(self, each: Property, value: Any, how: _Level, result: dict[str, Any]) -> bool:
        """False: n8n gives this level back unchanged."""
        path = _join(how.path, each.name)
        inner = how._replace(parent_type="fixedCollection", path=path)
        given = self._default(each) if how.fill and value is UNDEFINED else value
        multiple = each.type_options.multiple_values
        if not how.fill and multiple is False and _has_no_keys(given):
            return False
        if multiple is True:
            groups, any_shown = self._lists(each, given, inner), False
        else:
            groups, any_shown = self._single(each, value, given, inner)
        if how.fill or groups:
            result[each.name] = groups
        elif any_shown and multiple is False and isinstance(given, dict) and given:
            result[each.name] = {name: {} for name in given}
        return True

    def _lists(self, each: Property, given: Any, how: _Level) -> dict[str, Any]:
        groups: dict[str, Any] = {}
        if not isinstance(given, dict):
            return groups
        for name, items in given.items():
            group = each.group(name)
            if group is None:
                continue
            if not isinstance(items, list | str):
                raise UnreadableParameters(_join(how.path, name), say("has to be a list"))
            groups[name] = [self.level(group.values, item, how) for item in items]
        return groups

    def _single(self, each: Property, value: Any, given: Any, how: _Level) -> tuple[dict[str, Any], bool]:
        """The groups, and whether any field of them was shown (counts only without filling)."""
        groups: dict[str, Any] = {}
        any_shown = False
        if not isinstance(given, dict):
            return groups, any_shown
        for name in given:
            group = each.group(name)
            if group is None:
                continue
            if value is UNDEFINED:
                # n8n looks for the group in the missing value instead of in the default.
                raise UnreadableParameters(how.path, say("has a default that n8n cannot read"))
            item = member(value, name)
            read = self.level(group.values, item, how)
            shown = bool(read) or not _has_other_than_defaults(group.values, item)
            any_shown = any_shown or shown
            if read or (not how.fill and shown):
                groups[name] = read
        return groups, any_shown


def _readable(properties: tuple[Property, ...], how: _Level) -> ResolveOrder:
    order = resolve_order(properties)
    if order.unresolvable:
        raise UnreadableParameters(how.path, say("has conditions that depend on each other"))
    return order


def _has_other_than_defaults(properties: tuple[Property, ...], item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    for name, value in item.items():
        field = next((each for each in properties if each.name == name), None)
        if field is not None:
            default = field.default if field.has_default else UNDEFINED
            if not deeply_equal(value, default):
                return True
    return False


def _has_no_keys(value: Any) -> bool:
    """True in JavaScript's sense, with nothing in it: `{}`, `[]`, but also `true` and `1`."""
    return is_truthy(value) and not (isinstance(value, dict | list | str) and value)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _without_undefined(value: Any) -> Any:
    """JSON has no `undefined`: such keys vanish when n8n writes the parameters."""
    if isinstance(value, dict):
        return {key: _without_undefined(item) for key, item in value.items() if item is not UNDEFINED}
    if isinstance(value, list):
        return [_without_undefined(item) for item in value]
    return value
