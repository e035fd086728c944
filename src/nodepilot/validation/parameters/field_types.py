"""n8n's test whether a value can be read as a field type (`validateType`, resource mapper fields)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from nodepilot.catalog.jsvalues import strictly_equal, to_number
from nodepilot.expressions.javascript import find_problem, parse
from nodepilot.sentences import later
from nodepilot.validation.parameters.dates import is_date
from nodepilot.validation.parameters.urls import is_url
from nodepilot.validation.parameters.values import MISSING, WHITESPACE, to_text


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALPHANUMERIC = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*\Z")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?([-+][0-9]{4})?([-+][0-9]{1,2}(:[0-9]{2})?)?\Z")
_JWT = re.compile(r"[A-Za-z0-9-_]+\.[A-Za-z0-9-_]+\.[A-Za-z0-9-_.+/=]*\Z")
_FORM_FIELD_KEYS = _words("""
    fieldLabel fieldType placeholder defaultValue fieldOptions multiselect multipleFiles acceptFileTypes
    formatDate requiredField fieldValue elementName html fieldName limitSelection numberOfSelections
    minSelections maxSelections
    """)
_FORM_FIELD_TYPES = _words(
    "date dropdown email file number password text textarea checkbox radio html hiddenField"
)

FIELD_TYPE_WORDS = {
    "string-alphanumeric": later("letters, digits and `_` only, no digit first"),
    "number": later("a number"),
    "boolean": later("`true` or `false`"),
    "datetime": later("a date"),
    "time": later("a time such as `09:30` or `09:30:00`"),
    "object": later("a JSON object"),
    "array": later("a JSON array"),
    "options": later("one of the listed choices"),
    "url": later("a URL with http, https, ftp or file"),
    "jwt": later("a JSON web token"),
    "form-fields": later("a JSON array of form fields"),
    "binary": later("a binary data object"),
}
"""What each field type (lower case) takes, in words."""


def fits(value: Any, field_type: str, options: Iterable[Any] = ()) -> bool:
    """True when n8n accepts the value for this field type; null and missing values always fit.

    `options` are the allowed values of type `options`. Types that n8n doesn't know take anything.
    """
    if value is None or value is MISSING:
        return True
    kind = field_type.lower()
    if kind == "options":
        return any(strictly_equal(option, value) for option in options)
    test = _TESTS.get(kind)
    return True if test is None else test(value)


def is_number_like(value: Any) -> bool:
    """`Number(value)` is a number."""
    return to_number(_as_primitive(value)) is not None


def read_json(text: str) -> Any:
    """`JSON.parse`; raises ValueError."""
    return json.loads(text, parse_constant=_refuse)


def is_object_literal(text: str) -> bool:
    """The text is a JavaScript object literal, such as `{ a: 'b' }`."""
    tree = parse(f"({text})")
    if find_problem(tree) is not None:
        return False
    for statement in tree.root_node.named_children:
        if statement.type == "expression_statement":
            inner = statement.named_children[0] if statement.named_children else None
            while inner is not None and inner.type == "parenthesized_expression":
                inner = next((each for each in inner.named_children if each.type != "comment"), None)
            if inner is not None and inner.type == "object":
                return True
    return False


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _is_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return True
    if isinstance(value, str):
        if value.lower() in ("true", "false"):
            return True
        if not value.strip(WHITESPACE):
            return False
    return to_number(_as_primitive(value)) in (0, 1)


def _as_primitive(value: Any) -> Any:
    return to_text(value) if isinstance(value, list) else value


def _is_array(value: Any) -> bool:
    if isinstance(value, list):
        return True
    text = to_text(value)
    for candidate in (text, text.replace("'", '"')):
        try:
            return isinstance(read_json(candidate), list)
        except (ValueError, RecursionError):
            continue
    return False


def _is_object(value: Any) -> bool:
    if isinstance(value, dict):
        return True
    text = to_text(value)
    try:
        found = read_json(text)
    except (ValueError, RecursionError):
        return is_object_literal(text)
    return found is None or isinstance(found, dict)


def _is_binary(value: Any) -> bool:
    return isinstance(value, dict) and "mimeType" in value and ("data" in value or "id" in value)


def _is_form_fields(value: Any) -> bool:
    try:
        fields = read_json(to_text(value))
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, list) and all(_is_form_field(field) for field in fields)


def _is_form_field(field: Any) -> bool:
    if not isinstance(field, dict) or not _FORM_FIELD_KEYS.issuperset(field):
        return False
    if "fieldType" in field and to_text(field["fieldType"]) not in _FORM_FIELD_TYPES:
        return False
    return "fieldOptions" not in field or _are_form_options(field["fieldOptions"])


def _are_form_options(options: Any) -> bool:
    values = options.get("values") if isinstance(options, dict) else options
    return isinstance(values, list) and all(
        isinstance(each, dict) and len(each) == 1 and isinstance(each.get("option"), str) for each in values
    )


_TESTS: dict[str, Callable[[Any], bool]] = {
    "string-alphanumeric": lambda value: _ALPHANUMERIC.match(_as_string(value)) is not None,
    "number": is_number_like,
    "boolean": _is_boolean,
    "datetime": lambda value: is_date(to_text(value)),
    "time": lambda value: _TIME.match(to_text(value)) is not None,
    "binary": _is_binary,
    "object": _is_object,
    "array": _is_array,
    "url": lambda value: is_url(to_text(value)),
    "jwt": lambda value: bool(value) and _JWT.match(to_text(value)) is not None,
    "form-fields": _is_form_fields,
}


def _as_string(value: Any) -> str:
    return json.dumps(value) if isinstance(value, dict | list) else to_text(value)
