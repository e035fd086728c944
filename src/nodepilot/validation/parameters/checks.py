"""The checks of single properties: required, resource locator, resource mapper, filter, field type, counts.

A check is made for one property that is shown, once per node state, and then run on values.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from nodepilot.catalog import OmittedText
from nodepilot.catalog.jsregex import compile_pattern
from nodepilot.catalog.jsvalues import is_truthy
from nodepilot.catalog.model import Property
from nodepilot.sentences import say
from nodepilot.validation.parameters.field_types import fits
from nodepilot.validation.parameters.problems import CheckFailedError, Problem, Trouble
from nodepilot.validation.parameters.values import MISSING, is_number, to_text

Report: TypeAlias = Callable[[Problem], None]

Check: TypeAlias = Callable[[Any, str, Report], None]
"""(filled value, its path, where to report)."""

LOCATORS = frozenset({"resourceLocator", "workflowSelector", "agentSelector"})
_EMPTY_MATTERS = frozenset({"string", "dateTime", "options"})
_LONGEST_CHECKED = 5_000
"""Longer texts are not held against a pattern: n8n gives up after a time limit there."""


def checks_of(definition: Property, *, is_shown: bool) -> tuple[Check, ...]:
    """The checks that n8n makes on a value of this property; none for most properties."""
    found: list[Check] = []
    if is_shown and definition.required and _can_be_missing(definition):
        found.append(_required(definition))
    if definition.type in LOCATORS:
        if is_shown and any(mode.validations for mode in definition.modes):
            found.append(_locator(definition))
    elif definition.type == "resourceMapper":
        if is_shown:
            found.append(_mapper(definition))
    elif definition.type == "filter":
        if is_shown:
            found.append(_filter)
    elif definition.validate_type:
        found.append(_field_type(definition, definition.validate_type))
    return tuple(found)


def can_complain(definition: Property) -> bool:
    """False for the many properties that n8n never complains about."""
    return bool(
        checks_of(definition, is_shown=True)
        or definition.type_options.min_required_fields
        or definition.type_options.max_allowed_fields
        or any(can_complain(child) for child in definition.children)
        or any(can_complain(value) for group in definition.groups for value in group.values)
    )


def _can_be_missing(definition: Property) -> bool:
    return (
        definition.type in _EMPTY_MATTERS or definition.type == "multiOptions" or definition.type in LOCATORS
    )


def _required(definition: Property) -> Check:
    is_missing = _missing_test(definition.type)

    def check_one(value: Any, path: str, report: Report) -> None:
        if is_missing(value, path):
            report(Problem(Trouble.REQUIRED, path, definition, value))

    def check_each(value: Any, path: str, report: Report) -> None:
        if isinstance(value, list):
            for place, item in enumerate(value):
                check_one(item, f"{path}[{place}]", report)

    return check_one if definition.type_options.multiple_values is None else check_each


def _missing_test(type_name: str) -> Callable[[Any, str], bool]:
    if type_name == "multiOptions":
        return lambda value, _path: isinstance(value, list) and not value
    if type_name in LOCATORS:
        return _locator_is_empty
    return lambda value, _path: value is MISSING or (value.__class__ is str and not value)


def _locator_is_empty(value: Any, path: str) -> bool:
    if isinstance(value, dict):
        inner = value.get("value")
        return not is_number(inner) and not is_truthy(inner)
    if value is None:
        raise CheckFailedError(say("`{path}` is null", path=path), path)
    return isinstance(value, list) or not is_truthy(value)


def _locator(definition: Property) -> Check:
    patterns = {
        mode.name: tuple(_pattern(each.regex) for each in mode.validations)
        for mode in reversed(definition.modes)
    }

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict) or "value" not in value or "mode" not in value:
            return
        mode = value["mode"]
        if mode.__class__ is not str or not patterns.get(mode):
            return
        inner = value["value"]
        text = "" if inner is None else to_text(inner)
        if text[:1] == "=" or len(text) > _LONGEST_CHECKED:
            return
        for pattern in patterns[mode]:
            if pattern is not None and pattern.search(text) is None:
                report(Problem(Trouble.PATTERN, path, definition, inner, mode))

    return check


def _pattern(regex: str) -> re.Pattern[str] | None:
    try:
        return compile_pattern(f"^{regex}$")
    except ValueError:
        return None


def _mapper(definition: Property) -> Check:
    options = definition.type_options.extra.get("resourceMapper") or {}
    wants_required = options.get("mode") == "add"

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict) or not {"mappingMode", "schema", "value"} <= value.keys():
            return
        if value["mappingMode"] == "autoMapInputData":
            return
        schema, mapped = value["schema"], value["value"]
        if not isinstance(schema, list) or any(field is None for field in schema):
            raise CheckFailedError(
                say("`{path}.schema` has to be a list of fields", path=path), f"{path}.schema"
            )
        for field in schema:
            if not isinstance(field, dict):
                continue
            name = to_text(field.get("id", MISSING))
            given = mapped.get(name, MISSING) if isinstance(mapped, dict) else MISSING
            if not is_truthy(mapped):
                given = None
            where = f"{path}.value.{name}"
            if field.get("required") and wants_required and (mapped is None or given is MISSING):
                report(Problem(Trouble.FIELD_REQUIRED, where, definition, given, name))
            kind = field.get("type")
            if not kind or not isinstance(kind, str) or _starts_expression(given):
                continue
            choices = field.get("options")
            allowed = (
                [each.get("value") for each in choices if isinstance(each, dict)]
                if isinstance(choices, list)
                else []
            )
            if not fits(given, kind, allowed):
                report(Problem(Trouble.FIELD_TYPE, where, definition, given, kind))

    return check


def _filter(value: Any, path: str, _report: Report) -> None:
    # n8n's check of the conditions themselves never reports anything; it only needs a list.
    if isinstance(value, dict) and "conditions" in value and not isinstance(value["conditions"], list):
        raise CheckFailedError(say("`{path}.conditions` has to be a list", path=path), f"{path}.conditions")


def _field_type(definition: Property, kind: str) -> Check:
    allowed = [choice.value for choice in definition.choices] if kind == "options" else []

    def check(value: Any, path: str, report: Report) -> None:
        if value is MISSING or value is None or _starts_expression(value):
            return
        if isinstance(value, OmittedText):
            return  # n8n's own default, which the catalog does not hold
        if not fits(value, kind, allowed):
            report(Problem(Trouble.TYPE, path, definition, value, kind))

    return check


def _starts_expression(value: Any) -> bool:
    if value.__class__ is str:
        return bool(value[:1] == "=")
    return isinstance(value, list) and to_text(value)[:1] == "="
