"""Errors that people meet.

    NodePilotError
    ├── UserError            something in the input: says what is allowed and what to do next
    │   ├── UnknownNodeType
    │   ├── UnknownVersion   an n8n release or a typeVersion that the catalog does not have
    │   ├── InvalidWorkflow  not a workflow document at all (not JSON, no `nodes` list)
    │   ├── InvalidPlan      a plan that cannot be compiled
    │   └── InvalidEdit      an edit that does not fit the workflow
    └── ServiceError         something on our side: the database, a provider, a file of ours

Every error carries a stable `code` (UPPER_SNAKE), a sentence for people, and what to do next.
"""

from __future__ import annotations

import re


class NodePilotError(Exception):
    """Base of all errors that NodePilot raises on purpose."""

    code: str = "ERROR"

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class UserError(NodePilotError):
    """The input is at fault; nothing was changed."""

    code = "BAD_INPUT"


class UnknownNodeType(UserError):
    """No such node type in the catalog of the chosen n8n release."""

    code = "UNKNOWN_NODE_TYPE"


class UnknownVersion(UserError):
    """No such n8n release, or no such typeVersion of a node type."""

    code = "UNKNOWN_VERSION"


class InvalidWorkflow(UserError):
    """The document is not an n8n workflow."""

    code = "INVALID_WORKFLOW"


class InvalidPlan(UserError):
    """The plan cannot become a workflow; says which step or link is at fault. What is wrong in a step begins with
    "Step `KEY`"."""

    code = "INVALID_PLAN"

    @property
    def step(self) -> str:
        """The key of the step that is at fault; "" where the plan as a whole is."""
        found = re.match(r"Step `([^`]+)`", self.message)
        return found[1] if found else ""


class InvalidEdit(UserError):
    """The edit does not fit the workflow: no such node, no such connection, a name that is taken."""

    code = "INVALID_EDIT"


class ServiceError(NodePilotError):
    """NodePilot itself cannot do its work at the moment."""

    code = "SERVICE_UNAVAILABLE"
