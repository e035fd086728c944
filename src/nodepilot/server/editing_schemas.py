"""Bodies of requests and responses about editing a saved workflow by hand."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from nodepilot.server.schemas import ChangeRow, Json, RequestBody, SavedWorkflow
from nodepilot.server.workflow_schemas import FixRow, MendableIssue, SetupList

EXAMPLE_EDIT = {"edit": "set_parameter", "node": "Slack", "path": "text", "value": "Hello"}


class BaseBody(RequestBody):
    """With `base`, it is refused if that is no longer the newest version."""

    base: Annotated[int, Field(ge=1)] | None = None


class EditsBody(BaseBody):
    """Edits in the order in which they are made; each is `{"edit": kind, ...}`."""

    edits: Annotated[list[Json], Field(min_length=1, max_length=500, examples=[[EXAMPLE_EDIT]])]


class ChosenIssue(RequestBody):
    """An issue, by what tells it apart."""

    code: Annotated[str, Field(max_length=100)]
    node: Annotated[str, Field(max_length=1000)] | None = None
    parameter: Annotated[str, Field(max_length=1000)] | None = None


class FixBody(BaseBody):
    """The issue to mend; without one, everything that can be mended is."""

    issue: ChosenIssue | None = None


class CheckedWorkflow(BaseModel):
    """Issues with what mends them, and the set-up list."""

    issues: list[MendableIssue]
    setup: SetupList


class EditedAnswer(SavedWorkflow, CheckedWorkflow):
    """The workflow afterwards, with its newest version and what changed."""

    changes: list[ChangeRow]
    fixes: list[FixRow]
