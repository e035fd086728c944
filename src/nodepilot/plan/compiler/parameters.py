"""A node's `parameters`: checked against the node type, without defaults that nobody asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from nodepilot.catalog import NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults, leave_out_defaults
from nodepilot.catalog.display import find_shown, is_shown
from nodepilot.errors import InvalidPlan

_NO_VALUE = frozenset({"notice", "hidden", "callout", "button", "curlImport"})
_MOST_NAMES = 25


def complete(step_key: str, version: NodeTypeVersion, given: Mapping[str, Any]) -> dict[str, Any]:
    """All shown parameters with n8n's defaults filled in.

    Raises `InvalidPlan` for a parameter that n8n would drop without a word: one whose name it does not
    know, one that other parameters hide, an expression where none is allowed.
    """
    try:
        filled = fill_defaults(version, dict(given))
    except UnreadableParameters as error:
        raise InvalidPlan(f"Step `{step_key}`: {error}.") from error
    for path, name in _lost(given, filled, ""):
        raise _refusal(step_key, version, path, name, filled)
    _check_choices(step_key, version, filled)
    return filled


def store(
    version: NodeTypeVersion,
    filled: Mapping[str, Any],
    said: Mapping[str, Any],
    named: Collection[str] = (),
) -> dict[str, Any]:
    """The parameters as n8n saves them, but with rows of collections as whole as the plan gives them.

    “Sundays” stands in a schedule's rule, though n8n would leave its default out: the rule is read by people. So do
    the parameters in `named`: the default may be another in the next version of the node.
    """
    stored = leave_out_defaults(version, dict(filled))
    stored |= {name: filled[name] for name in named if name in filled and name not in stored}
    return {
        name: _with_said(value, filled.get(name), said.get(name))
        for name, value in stored.items()
        if not _says_nothing(version, name, value, stored, filled)
    }


def _says_nothing(
    version: NodeTypeVersion, name: str, value: Any, stored: Mapping[str, Any], filled: Mapping[str, Any]
) -> bool:
    """An empty collection that is only shown because of a default which is not stored.

    n8n drops it when it reads the workflow without filling it, as its SDK does.
    """
    if value != {}:
        return False
    prop = find_shown(version, name, filled)
    options = prop.display_options if prop is not None else None
    return options is not None and any(
        each.lstrip("/") not in stored and (each.startswith("/") or _is_only_choice(version, each, accepted))
        for each, accepted in options.show.items()
    )


def _is_only_choice(version: NodeTypeVersion, name: str, accepted: Sequence[Any]) -> bool:
    """Whether the parameter has nothing else to choose where it has this value: it is never stored then."""
    return any(
        len(each.choices) == 1 and each.choices[0].value in accepted
        for each in version.properties_named(name)
    )


def _with_said(stored: Any, filled: Any, said: Any) -> Any:
    if isinstance(stored, Mapping) and isinstance(filled, Mapping) and isinstance(said, Mapping):
        kept = {
            name: _with_said(stored[name], value, said.get(name)) if name in stored else value
            for name, value in filled.items()
            if name in stored or said.get(name) is not None
        }
        return kept | {name: value for name, value in stored.items() if name not in kept}
    lists = isinstance(stored, list) and isinstance(filled, list) and isinstance(said, list)
    if lists and len(stored) == len(filled) == len(said):
        return [_with_said(*each) for each in zip(stored, filled, said, strict=True)]
    return stored


def _lost(given: Any, kept: Any, path: str) -> Iterator[tuple[str, str]]:
    """Paths in `given` that are not in `kept`, with their last name; fixed collections keep order and count."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        for name, value in given.items():
            where = f"{path}.{name}" if path else str(name)
            if name not in kept:
                yield where, str(name)
            else:
                yield from _lost(value, kept[name], where)
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        for number, (value, other) in enumerate(zip(given, kept, strict=True)):
            yield from _lost(value, other, f"{path}[{number}]")
    elif given != kept and given is not None:
        yield path, path.rpartition(".")[2]


def _refusal(
    step_key: str, version: NodeTypeVersion, path: str, name: str, filled: Mapping[str, Any]
) -> InvalidPlan:
    top_level = path == name
    chosen = ", ".join(
        f"`{key}` is `{filled[key]}`" for key in ("resource", "operation", "mode") if filled.get(key)
    )
    under = f" when {chosen}" if chosen else ""
    if top_level and name in filled:
        return InvalidPlan(
            f"Step `{step_key}`: `{path}` of `{version.type_name}` takes no expression{under}.",
            next_step="Give it a fixed value.",
        )
    shown = [
        each
        for each in version.properties
        if each.type not in _NO_VALUE and is_shown(each.display_options, filled, version)
    ]
    names = list(dict.fromkeys(each.name for each in shown))
    if not top_level:
        names = _inside(shown, path)
    known = [*names, *version.property_names] if top_level else names
    nearest = [] if version.properties_named(name) and top_level else get_close_matches(name, known, 1)
    listed = ", ".join(f"`{each}`" for each in names[:_MOST_NAMES])
    return InvalidPlan(
        f"Step `{step_key}`: `{version.type_name}` has no parameter `{path}`{under}.",
        next_step=f"Did you mean `{nearest[0]}`?" if nearest else f"Allowed: {listed}.",
    )


def _inside(shown: Sequence[Property], path: str) -> list[str]:
    """What is allowed in the collection that the path goes into."""
    outer = path.partition(".")[0].partition("[")[0]
    for prop in shown:
        if prop.name == outer:
            inner = [each.name for each in prop.children]
            return inner + [f"{group.name}.{each.name}" for group in prop.groups for each in group.values]
    return []


def _check_choices(step_key: str, version: NodeTypeVersion, filled: Mapping[str, Any]) -> None:
    """`resource`, `operation` and other fixed choices decide what the rest means."""
    for each in version.properties:
        value = filled.get(each.name)
        if each.type != "options" or each.name not in filled or not each.choices:
            continue
        if not is_shown(each.display_options, filled, version) or each.choice(value):
            continue
        open_ended = each.type_options.loads_options or each.allow_arbitrary_values
        if open_ended or value == each.default or (isinstance(value, str) and value.startswith("=")):
            continue
        others = [p for p in version.properties_named(each.name) if p is not each]
        if any(p.choice(value) and is_shown(p.display_options, filled, version) for p in others):
            continue
        allowed = [str(choice.value) for choice in each.choices]
        nearest = get_close_matches(str(value), allowed, 1)
        hint = f"Did you mean `{nearest[0]}`?" if nearest else f"Allowed: {', '.join(allowed[:30])}."
        raise InvalidPlan(
            f"Step `{step_key}`: `{each.name}` of `{version.type_name}` can't be `{value}`.", next_step=hint
        )
