"""What happens on the way from a message to an answer, as typed events.

`type` is the event's name on the wire (SSE `event:`); the other fields are its JSON `data`.
Every face (web, HTTP, command line) shows the same stream. A stream ends with exactly one
`Done` or `Failed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar, TypeAlias

from nodepilot.kit.records import dataclass

JsonObject: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StageStarted:
    """A stage begins: `intent`, `understand`, `plan`, `compile`, `edit`, `request`, `template`, `patterns`,
    `generate`, `validate`, `repair`, `answer`."""

    type: ClassVar[str] = "stage_started"
    stage: str


@dataclass(frozen=True, slots=True)
class StageFinished:
    """The stage is over; `detail` is one short line for people ("3 steps, 2 services")."""

    type: ClassVar[str] = "stage_finished"
    stage: str
    milliseconds: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the assistant's answer (Markdown)."""

    type: ClassVar[str] = "text"
    delta: str


@dataclass(frozen=True, slots=True)
class TextWithdrawn:
    """The text so far is void: the model that wrote it broke off, and another begins anew."""

    type: ClassVar[str] = "text_withdrawn"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The question waits for a provider, at this place of its queue from 1; 0 when its turn has come."""

    type: ClassVar[str] = "waiting"
    provider: str
    place: int


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A clarifying question with choices; the workflow already follows `choices[chosen]`."""

    type: ClassVar[str] = "question"
    text: str
    choices: tuple[str, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class WorkflowReady:
    """The n8n workflow document, and where each part of it came from.

    `provenance`: node name -> dotted parameter path ("" = the node) -> {kind, span, note}.
    """

    type: ClassVar[str] = "workflow"
    workflow: JsonObject
    provenance: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangesMade:
    """What is different in the workflow that was open: [{kind, text, node, path}]."""

    type: ClassVar[str] = "changes"
    changes: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class IssuesFound:
    """All findings of the validator on the workflow that is shown, as `Issue.as_row()` rows."""

    type: ClassVar[str] = "issues"
    issues: tuple[JsonObject, ...]


def _no_timing() -> JsonObject:
    return {"runs_a_month": None, "next_runs": (), "timezone": None}


@dataclass(frozen=True, slots=True)
class SetupListed:
    """What a person must still do: `credentials` [{node, type, name}], `placeholders`
    [{node, parameter, what}], `assumptions` [{text, node, span}]. Beside it what to know before it runs:
    `effects` [{node, service, kind, what}] and `timing` {runs_a_month, next_runs, timezone}."""

    type: ClassVar[str] = "setup"
    credentials: tuple[JsonObject, ...]
    placeholders: tuple[JsonObject, ...]
    assumptions: tuple[JsonObject, ...]
    effects: tuple[JsonObject, ...] = ()
    timing: JsonObject = field(default_factory=_no_timing)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What one could say next: sentences that can be sent as they are."""

    type: ClassVar[str] = "suggestions"
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete. `answered_by` names the engine or model, `outcome` is `workflow`,
    `answer` or `not_understood`. `usage` is what hosted models cost: {calls, input_tokens, cached_tokens,
    output_tokens, dollars}, empty when none was asked."""

    type: ClassVar[str] = "done"
    outcome: str
    answered_by: str
    milliseconds: float
    confidence: float
    usage: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """The generation ended without an answer; `code` is stable, `message` says what to do next."""

    type: ClassVar[str] = "error"
    code: str
    message: str


Event: TypeAlias = (
    StageStarted
    | StageFinished
    | TextDelta
    | TextWithdrawn
    | Waiting
    | QuestionAsked
    | WorkflowReady
    | ChangesMade
    | IssuesFound
    | SetupListed
    | Suggested
    | Done
    | Failed
)
