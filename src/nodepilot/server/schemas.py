"""Bodies of requests and responses that belong to no single domain."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from nodepilot.accounts.schemas import ApiKey, Scope, UserSettings
from nodepilot.conversations.schemas import Answer, ConversationSummary, FoundConversation, Message
from nodepilot.credits.schemas import Entry, Hold
from nodepilot.feedback.schemas import LONGEST_REASON, MessageFeedback, Rating
from nodepilot.files.schemas import FileSummary
from nodepilot.saved_workflows.schemas import Version, VersionSummary, WorkflowSummary
from nodepilot.server.workflow_schemas import FixRow, IssueRow, NoteRow, SetupList

PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
"""One line of text."""


EXAMPLE_REQUEST = "When a row is added to my Google Sheet, post it to the Slack channel #sales"


class RequestBody(BaseModel):
    """Keys that nobody knows are refused: most often they are misspelt."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(BaseModel):
    """An error (RFC 9457), sent as `application/problem+json`."""

    type: str
    title: str
    status: int
    detail: Annotated[str, Field(examples=["There is no such conversation."])]
    code: Annotated[str, Field(examples=["NOT_FOUND"])]
    next_step: Annotated[str, Field(examples=["It may have been deleted."])]
    request_id: Annotated[str, Field(examples=["f2d6f31e3af3b71b"])]
    errors: list[dict[str, str]] | None = None
    plans: list[dict[str, Any]] | None = None
    """With 402: what can be bought."""


def _finite(value: Any) -> Any:
    """Python's reader takes numbers that JSON does not have (`NaN`, 1e999)."""
    level = [value]
    while level:
        each = level.pop()
        if isinstance(each, float) and not math.isfinite(each):
            raise PydanticCustomError("finite_number", "holds a number that JSON does not have")
        level += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
    return value


Json = Annotated[Any, AfterValidator(_finite)]


class MessageBody(RequestBody):
    """A message to the assistant."""

    message: Annotated[str, Field(examples=[EXAMPLE_REQUEST])]
    conversation_id: UUID | None = None
    workflow: Json | None = None
    file_ids: list[UUID] | None = None
    """Of `POST /api/files`; with one the message may be empty."""


class EditBody(RequestBody):
    """What shall stand in place of an own message; its files stay unless others are named."""

    message: Annotated[str, Field(examples=[EXAMPLE_REQUEST])]
    file_ids: list[UUID] | None = None


class UploadedFile(FileSummary):
    """A file, and what was found in it: names of columns, number of rows, number of nodes."""

    columns: list[str]
    rows: int | None
    nodes: int | None
    is_cut: bool
    """Whether only the beginning of its text is taken."""


class ConversationChange(RequestBody):
    """What shall be different; what is left out stays."""

    title: str | None = None
    pinned: bool | None = None


class WorkflowBody(RequestBody):
    """A workflow to look at or to mend."""

    workflow: Json
    n8n_version: str | None = Field(default=None, max_length=40)


class RepairBody(WorkflowBody):
    """With `unsafe`, warnings are mended too, and fixes are made that assume something."""

    unsafe: bool = False


class NewWorkflowBody(RequestBody):
    """A workflow to keep; it is called by its own name where none is given."""

    workflow: Json
    name: str | None = None
    message: Annotated[str, Field(max_length=500, pattern=PRINTABLE)] = "Imported"


class NewVersionBody(RequestBody):
    """A new version. With `base`, it is refused if that is no longer the newest one."""

    workflow: Json
    message: Annotated[str, Field(max_length=500, pattern=PRINTABLE)] = ""
    base: Annotated[int, Field(ge=1)] | None = None


class NameBody(RequestBody):
    """A new name."""

    name: str


class WorkflowList(BaseModel):
    """Newest first."""

    workflows: list[WorkflowSummary]


class VersionList(BaseModel):
    """Newest first."""

    versions: list[VersionSummary]


class SavedWorkflow(WorkflowSummary):
    """A workflow with its newest version, the one that an undo takes away and the one that a redo brings back."""

    version: Version
    undo: VersionSummary | None
    redo: VersionSummary | None


class ChangeRow(BaseModel):
    """One change between two versions; `text` is for people."""

    kind: str
    text: str
    node: str | None
    path: str | None


class Changes(BaseModel):
    """What changed, in the order in which people want to see it."""

    changes: list[ChangeRow]


class Verdict(BaseModel):
    """`valid` means no error."""

    valid: bool
    issues: list[IssueRow]


class RepairAnswer(BaseModel):
    """The workflow afterwards, what was mended, what is left and why."""

    workflow: dict[str, Any]
    fixes: list[FixRow]
    issues: list[IssueRow]
    notes: list[NoteRow]


class FastGenerateBody(RequestBody):
    """A request to the built-in engine."""

    request: Annotated[str, Field(examples=[EXAMPLE_REQUEST])]
    n8n_version: str | None = Field(default=None, max_length=40)


class SignInBody(RequestBody):
    """An address and its password."""

    email: Annotated[str, Field(max_length=1000, examples=["name@example.com"])]
    password: Annotated[str, Field(max_length=1000)]


class SignUpBody(SignInBody):
    """A new account."""

    name: Annotated[str, Field(max_length=200, pattern=PRINTABLE)] = ""


class FeedbackBody(RequestBody):
    """A thumb, and why."""

    rating: Rating
    reason: Annotated[str, Field(max_length=LONGEST_REASON, pattern=r"^[^\x00]*$")] = ""


class ChangePasswordBody(RequestBody):
    """The password that is, and the one that shall be."""

    current: Annotated[str, Field(max_length=1000)]
    new: Annotated[str, Field(max_length=1000)]


class ForgottenPasswordBody(RequestBody):
    """The address to which a link goes."""

    email: Annotated[str, Field(max_length=1000, examples=["name@example.com"])]


class Accepted(BaseModel):
    """It is being done."""

    accepted: Literal[True] = True


class NewPasswordBody(RequestBody):
    """A password, set with the token of a link."""

    token: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=1000)]


class UserChange(RequestBody):
    """What shall be different; what is left out stays."""

    name: Annotated[str, Field(max_length=200, pattern=PRINTABLE)] | None = None
    settings: UserSettings | None = None


class DeleteAccountBody(RequestBody):
    """The word that says it is meant."""

    confirm: Literal["delete"]


class NewApiKeyBody(RequestBody):
    """A key to be made."""

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=PRINTABLE)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=2)] = ["read", "write"]


class NewApiKey(ApiKey):
    """The key itself, shown this once."""

    key: str


class ApiKeyList(BaseModel):
    """Oldest first."""

    keys: list[ApiKey]


class SignedInBody(BaseModel):
    """Who is signed in now."""

    id: UUID


class ConversationList(BaseModel):
    """Newest first."""

    conversations: list[ConversationSummary]


class FoundConversations(BaseModel):
    """Newest first."""

    conversations: list[FoundConversation]


class ShareLink(BaseModel):
    """Where anybody with the link reads the conversation."""

    url: str
    token: str


class SharedBody(BaseModel):
    """A conversation as a visitor sees it."""

    title: str
    created_at: datetime
    updated_at: datetime
    messages: list[Message]


class ConversationBody(ConversationSummary):
    """A conversation with the messages of its active branch, oldest first, and the generation that runs in it now.

    `has_earlier`: whether there are messages before these.
    """

    messages: list[Message]
    has_earlier: bool
    feedback: list[MessageFeedback]
    running_generation_id: UUID | None


class AnswerBody(Answer):
    """The assistant's message."""


class GenerationState(BaseModel):
    """Where a generation stands."""

    id: UUID
    status: Literal["running", "finished", "stopped", "failed"]


class CreditHistory(BaseModel):
    """Newest first."""

    entries: list[Entry]


class CreditHolds(BaseModel):
    """Oldest first."""

    holds: list[Hold]


class Check(BaseModel):
    """One part of the server."""

    ok: bool
    milliseconds: float | None = None
    n8n_version: str | None = None


class Health(BaseModel):
    """`degraded` as soon as one part is not well."""

    status: Literal["ok", "degraded"]
    version: str
    checks: dict[str, Check]


class FastGenerateAnswer(BaseModel):
    """The workflow, and everything to know about it."""

    workflow: dict[str, Any] | None
    provenance: dict[str, Any]
    issues: list[IssueRow]
    setup: SetupList
    questions: list[dict[str, Any]]
    text: str
    confidence: float
    milliseconds: float
    outcome: str
