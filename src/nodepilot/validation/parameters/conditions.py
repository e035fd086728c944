"""`displayOptions` compiled to a function of the values around a property."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from nodepilot.catalog.display import matches
from nodepilot.catalog.jsvalues import get_path
from nodepilot.catalog.model import DisplayOptions
from nodepilot.validation.parameters.values import MISSING

Values: TypeAlias = Mapping[str, Any]

Shown: TypeAlias = Callable[[Values, Values], bool]
"""(values beside the property, values at the node's top) -> is it shown."""

_Read: TypeAlias = Callable[[Values, Values], Any]
_Match: TypeAlias = Callable[[Sequence[Any]], bool]


class Facts:
    """What conditions may ask of a node beyond its parameters."""

    __slots__ = ("compiled", "features", "is_tool", "version")

    def __init__(self, version: Any, *, is_tool: bool, features: Mapping[str, Any]) -> None:
        """`version` is the node's typeVersion as it stands there (0 when missing)."""
        self.version = version
        self.is_tool = is_tool
        self.compiled: dict[Any, Shown | bool] = {}
        """Conditions by what they say: many properties of a node type are shown together."""
        self.features = [
            name for name, rule in features.items() if version and matches(rule["@version"], [version])
        ]


def compile_shown(options: DisplayOptions | None, facts: Facts) -> Shown | bool:
    """A function of the values, or True or False when the values don't matter.

    n8n's order is kept: an expression in a value that `show` asks for shows the property at once.
    """
    if options is None:
        return True
    key = _what_it_says(options)
    if key is None:
        return _compile(options, facts)
    known = facts.compiled.get(key)
    if known is None:
        known = facts.compiled[key] = _compile(options, facts)
    return known


def _what_it_says(options: DisplayOptions) -> Any:
    """Equal for conditions that say the same; None where only texts could be compared safely."""
    parts: list[Any] = []
    for conditions in (options.show, options.hide):
        for name, accepted in conditions.items():
            if not all(each.__class__ is str for each in accepted):
                return None
            parts.append((name, *accepted))
        parts.append(None)
    return tuple(parts)


def _compile(options: DisplayOptions, facts: Facts) -> Shown | bool:
    show: list[tuple[_Read, _Match, frozenset[str] | None]] = []
    for name, accepted in options.show.items():
        fixed = _fixed_value(name, facts)
        if fixed is None:
            show.append((_reader(name), partial(matches, accepted), _plain_texts(accepted)))
        elif not matches(accepted, fixed):
            if not show:
                return False
            # An expression in an earlier value still decides first.
            show.append((_nothing, _never, None))
            break
    hide: list[tuple[_Read, _Match]] = []
    for name, refused in options.hide.items():
        fixed = _fixed_value(name, facts)
        if fixed is None:
            hide.append((_reader(name), partial(matches, refused)))
        elif fixed and matches(refused, fixed):
            hide.append((_nothing, _always))
            break
    if not show:
        if not hide:
            return True
        if hide[0][1] is _always:
            return False
    return _combine(tuple(show), tuple(hide))


def asked_paths(options: DisplayOptions | None) -> frozenset[str]:
    """The parameter paths that the conditions read (`resource`, `/options.x`), without `@` ones."""
    if options is None:
        return frozenset()
    return frozenset(name for name in (*options.show, *options.hide) if not name.startswith("@"))


def first_key(path: str) -> str:
    """The parameter that a path begins with: `options` of `/options.items[0].name`."""
    return path.removeprefix("/").split(".", 1)[0].split("[", 1)[0]


def is_shown_once(shown: Shown | bool, values: Values, known: dict[Shown, bool]) -> bool:
    """Whether something is shown among these top-level values; what was decided before is in `known`."""
    if isinstance(shown, bool):
        return shown
    decided = known.get(shown)
    if decided is None:
        decided = known[shown] = shown(values, values)
    return decided


def as_list(value: Any) -> list[Any]:
    """A value as conditions see it: the value of a resource locator, always in a list."""
    if isinstance(value, dict):
        if value.get("__rl"):
            value = value.get("value", MISSING)
            return value if isinstance(value, list) else [value]
        return [value]
    return value if isinstance(value, list) else [value]


def _combine(
    show: tuple[tuple[_Read, _Match, frozenset[str] | None], ...], hide: tuple[tuple[_Read, _Match], ...]
) -> Shown:
    def shown(values: Values, root: Values) -> bool:
        for read, match, texts in show:
            value = read(values, root)
            if texts is not None and value.__class__ is str:
                if value in texts:
                    continue
                return bool(value[:1] == "=")
            found = as_list(value)
            if any(each.__class__ is str and each[:1] == "=" for each in found):
                return True
            if not match(found):
                return False
        for read, match in hide:
            found = as_list(read(values, root))
            if found and match(found):
                return False
        return True

    return shown


def _fixed_value(name: str, facts: Facts) -> list[Any] | None:
    if name == "@version":
        return [facts.version]
    if name == "@tool":
        return [facts.is_tool]
    if name == "@feature":
        return list(facts.features)
    return None


def _reader(name: str) -> _Read:
    path = name.removeprefix("/")
    from_root = name.startswith("/")
    if "." in path or "[" in path:
        if from_root:
            return lambda _values, root: get_path(root, path)
        return lambda values, _root: get_path(values, path)
    if from_root:
        return lambda _values, root: root.get(path, MISSING)
    return lambda values, _root: values.get(path, MISSING)


def _nothing(_values: Values, _root: Values) -> Any:
    return MISSING


def _never(_found: Sequence[Any]) -> bool:
    return False


def _always(_found: Sequence[Any]) -> bool:
    return True


def _plain_texts(accepted: list[Any]) -> frozenset[str] | None:
    """The accepted texts, when there is nothing else that a text could match."""
    if any(isinstance(each, dict) for each in accepted):
        return None
    return frozenset(each for each in accepted if isinstance(each, str))
