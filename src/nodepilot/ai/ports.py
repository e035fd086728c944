"""How the rest talks to a language model, whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Task(StrEnum):
    """What a model is asked to do; routes are chosen by it."""

    GENERATION = "generation"
    REPAIR = "repair"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class Tool:
    """The shape of a structured answer: the arguments of a function that the model has to call."""

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `system` is the same for many questions and comes first, so that providers can keep it.

    With a `tool` the answer is its arguments, else a text. `longest` is in tokens.
    """

    task: Task
    system: str
    prompt: str
    tool: Tool | None = None
    longest: int = 4000


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; `cached` are those of the input that it had kept."""

    input: int = 0
    cached: int = 0
    output: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """`value` are the tool's arguments, None for a text."""

    text: str
    value: Mapping[str, Any] | None
    usage: Usage


class Kind(StrEnum):
    """Why there is no answer."""

    RATE_LIMIT = "rate limit"
    OVERLOADED = "overloaded"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    WRONG_KEY = "wrong key"
    NO_QUOTA = "no quota"
    REFUSED = "refused"
    BAD_REQUEST = "bad request"
    EMPTY = "empty answer"
    MALFORMED = "malformed answer"
    TRUNCATED = "truncated answer"
    QUEUE_FULL = "queue full"
    OVER_BUDGET = "over budget"


PASSING = frozenset(
    {Kind.RATE_LIMIT, Kind.OVERLOADED, Kind.TIMEOUT, Kind.UNREACHABLE, Kind.MALFORMED, Kind.EMPTY}
)
"""Another try with the same model may help."""

ILL = frozenset(
    {Kind.RATE_LIMIT, Kind.OVERLOADED, Kind.TIMEOUT, Kind.UNREACHABLE, Kind.WRONG_KEY, Kind.NO_QUOTA}
)
"""They say something of the provider, not of the question."""


class ModelFailure(Exception):
    """A model did not answer. `retry_after` is in seconds, as the provider wants it.

    Its text never holds what the provider sent: that can contain the request.
    """

    def __init__(self, kind: Kind, retry_after: float | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.retry_after = retry_after


class Model(Protocol):
    """One model of one provider, with keys to it. `account` tells whose keys they are."""

    @property
    def provider(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def account(self) -> str: ...

    async def ask(self, ask: Ask, seconds: float) -> Reply:
        """Raises `ModelFailure`; gives up after `seconds`."""
        ...

    async def close(self) -> None:
        """Ends the connections."""
        ...
