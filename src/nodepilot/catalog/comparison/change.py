"""One difference between two releases."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from nodepilot.kit.records import dataclass


class ChangeKind(StrEnum):
    """What kind of thing is different."""

    NODE_TYPE_ADDED = "node_type_added"
    NODE_TYPE_REMOVED = "node_type_removed"
    NODE_TYPE_RENAMED = "node_type_renamed"
    VERSION_ADDED = "version_added"
    VERSION_REMOVED = "version_removed"
    DEFAULT_VERSION = "default_version"
    SWITCHED_OFF = "switched_off"
    SWITCHED_ON = "switched_on"
    HIDDEN = "hidden"
    PARAMETER_ADDED = "parameter_added"
    PARAMETER_REMOVED = "parameter_removed"
    PARAMETER_RENAMED = "parameter_renamed"
    PARAMETER_TYPE = "parameter_type"
    DEFAULT = "default"
    REQUIRED = "required"
    CHOICE_ADDED = "choice_added"
    CHOICE_REMOVED = "choice_removed"
    CHOICE_RENAMED = "choice_renamed"
    CREDENTIAL_ADDED = "credential_added"
    CREDENTIAL_REMOVED = "credential_removed"
    PORTS = "ports"
    CREDENTIAL_TYPE_ADDED = "credential_type_added"
    CREDENTIAL_TYPE_REMOVED = "credential_type_removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `subject` is a node type or credential type; `text` is for people, without it.

    `versions` are the typeVersions that it concerns, none where it is not about one. `path` is the dotted
    path of a parameter. `before` and `after` are what it was and is: a name, a value, a list of ports.
    """

    kind: ChangeKind
    subject: str
    text: str
    versions: tuple[float, ...] = ()
    path: str | None = None
    before: Any = None
    after: Any = None
