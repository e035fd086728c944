"""What is told about a workflow beside its document: issues, fixes, the set-up list, a node's form."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

LEFT_OUT = "x-left-out"
"""Marks a field that an answer may not hold at all."""


class IssueRow(BaseModel):
    """A finding; `n8n` is where the rule is n8n's own."""

    code: str
    severity: Literal["error", "warning", "hint"]
    source: Literal["n8n", "nodepilot"]
    kind: str | None
    node: str | None
    parameter: str | None
    port: str | None
    path: str | None
    message: str
    suggestion: str | None


class FixOffer(BaseModel):
    """What mending would do; `safe`: there is one way only."""

    text: str
    safe: bool


class MendableIssue(IssueRow):
    """A finding and what mends it; null where only a person can."""

    fix: FixOffer | None


class FixRow(BaseModel):
    """Something that was mended, with the edits that did it."""

    code: str
    node: str | None
    parameter: str | None
    safe: bool
    text: str
    edits: list[dict[str, Any]]


class NoteRow(BaseModel):
    """Why an issue is still there, and what a person can do about it."""

    code: str
    node: str | None
    parameter: str | None
    text: str


class CredentialNeed(BaseModel):
    """A credential that a node needs, where to get it, and the least that it has to allow."""

    node: str
    type: str
    name: str
    where: str
    scopes: str


class Placeholder(BaseModel):
    """A value that only a person knows."""

    node: str
    parameter: str
    what: str


class Assumption(BaseModel):
    """What was taken for granted; `span` is the part of the request in code points."""

    text: str
    node: str | None
    span: tuple[int, int] | None


class Effect(BaseModel):
    """What a node does to a service when it runs."""

    node: str
    service: str
    kind: Literal["reads", "writes", "deletes", "asks"]
    what: str


class Timing(BaseModel):
    """About how often it runs, and when the next times are."""

    runs_a_month: int | None
    next_runs: list[str]
    timezone: str | None


class SetupList(BaseModel):
    """What a person still has to do before the workflow runs, and what to know before it does."""

    credentials: list[CredentialNeed]
    placeholders: list[Placeholder]
    assumptions: list[Assumption]
    effects: list[Effect]
    timing: Timing


class Choice(BaseModel):
    """A value that a field takes, and what n8n's editor calls it."""

    value: str | float | bool
    label: str


class Addable(BaseModel):
    """Something that can be put into a collection; `initial` is what then stands there."""

    name: str
    label: str
    initial: Any


class FormGroup(BaseModel):
    """One group of a fixed collection with its entries, each a list of fields."""

    path: str
    label: str
    initial: Any
    entries: list[list[FormField]]


class FormField(BaseModel):
    """One field. `kind` is n8n's own type of the property; `path` leads to its value in the parameters.

    `value` is what stands in the document, else the default; `is_set` tells the two apart. `multiple`: the
    value is a list of such values. `from_service`: which values there are only the service knows.
    """

    path: str
    label: str
    kind: str
    value: Any
    is_set: bool
    required: bool
    takes_expression: bool
    multiple: bool
    choices: list[Choice]
    from_service: bool
    modes: list[Choice]
    minimum: float | None
    maximum: float | None
    editor: str | None
    secret: bool
    fields: list[FormField]
    more: list[Addable]
    groups: list[FormGroup]


class OtherParameter(BaseModel):
    """A parameter that the node type does not have or does not show."""

    name: str
    value: Any


class FormCredential(BaseModel):
    """A credential type that the node takes as its parameters are."""

    type: str
    label: str
    required: bool


class InputField(BaseModel):
    """A field that the items of a node are known to have."""

    path: str
    type: str
    example: Annotated[Any, Field(json_schema_extra={LEFT_OUT: True})] = None
    """What stood there in a run; left out where none is known."""


class InputNode(BaseModel):
    """A node whose items can be read; `direct`: as `$json`."""

    node: str
    direct: bool
    fields: list[InputField]


class NodeForm(BaseModel):
    """A node's parameters as a form; `unreadable` says why there are no fields."""

    node: str
    type: str
    type_name: str
    fields: list[FormField]
    others: list[OtherParameter]
    credentials: list[FormCredential]
    inputs: list[InputNode]
    unreadable: str | None
