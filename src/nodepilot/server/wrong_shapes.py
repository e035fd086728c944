"""What is wrong with a value in a request, in our own words: Pydantic's stand in English alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.sentences import counted, later, later_counted, say

_TEXT = later("has to be a text")
_WHOLE = later("has to be a whole number")
_NUMBER = later("has to be a number")
_BOOLEAN = later("has to be true or false")
_LIST = later("has to be a list")
_OBJECT = later("has to be an object")
_ID = later("has to be a UUID")
_TIME = later("has to be a time in ISO 8601, such as `2026-01-31T09:00:00Z`")
_UNICODE = later("holds characters that UTF-8 cannot encode")
_FINITE = later("holds a number that JSON does not have")

_SAID: Mapping[str, str] = {
    "missing": later("is missing"),
    "extra_forbidden": later("is unknown here"),
    "string_type": _TEXT,
    "string_unicode": _UNICODE,
    "string_pattern_mismatch": later("has to match the pattern `{pattern}`"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": later("is too large a number"),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _FINITE,
    # FastAPI says so of a text where a file has to be.
    "value_error": later("has to be a file"),
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "list_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "datetime_type": _TIME,
    "datetime_parsing": _TIME,
    "datetime_from_date_parsing": _TIME,
    "datetime_object_invalid": _TIME,
    "timezone_aware": later("needs a time zone, such as `Z` at the end"),
    "greater_than": later("has to be more than {gt}"),
    "greater_than_equal": later("has to be {ge} or more"),
    "less_than": later("has to be less than {lt}"),
    "less_than_equal": later("has to be {le} or less"),
}

_COUNTED: Mapping[str, tuple[str, tuple[str, str]]] = {
    "string_too_short": (
        "min_length",
        later_counted("needs at least {count} character", "needs at least {count} characters"),
    ),
    "string_too_long": (
        "max_length",
        later_counted("may have at most {count} character", "may have at most {count} characters"),
    ),
    "too_short": (
        "min_length",
        later_counted("needs at least {count} entry", "needs at least {count} entries"),
    ),
    "too_long": (
        "max_length",
        later_counted("may have at most {count} entry", "may have at most {count} entries"),
    ),
}
"""Which value of the error decides between one and many."""

_CHOICE = frozenset({"literal_error", "enum"})


def wrong_shape(error: Mapping[str, Any]) -> str:
    """What Pydantic found, as the rest of a sentence that begins with the place."""
    kind, values = str(error["type"]), error.get("ctx", {})
    if kind in _CHOICE:
        allowed = str(values["expected"]).replace("'", "`").replace(" or ", f" {say('or')} ")
        return say("has to be {allowed}", allowed=allowed)
    if kind in _COUNTED:
        name, forms = _COUNTED[kind]
        return counted(int(values[name]), *forms)
    return say(_SAID.get(kind, later("does not fit")), **values)
