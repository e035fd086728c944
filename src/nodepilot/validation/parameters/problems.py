"""What n8n finds wrong with a parameter, before it is put into words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from nodepilot.catalog.model import Property


class Trouble(StrEnum):
    """What is the matter with a value."""

    REQUIRED = "required"
    PATTERN = "pattern"
    TYPE = "type"
    TOO_FEW = "too few"
    TOO_MANY = "too many"
    FIELD_REQUIRED = "field required"
    FIELD_TYPE = "field type"


class Problem(NamedTuple):
    """One finding. `path` is dotted inside the node's parameters, `value` the value as n8n sees it.

    `detail` is the expected type, the id of a mapped field, the resource locator's mode or a limit.
    """

    trouble: Trouble
    path: str
    property: Property
    value: Any = None
    detail: Any = None


class CheckFailedError(Exception):
    """n8n throws while it checks a value that it has filled in."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
