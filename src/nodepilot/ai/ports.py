"""How the rest talks to a language model, whoever makes it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from nodepilot.sentences import later


class Task(StrEnum):
    """What a model is asked to do; routes are chosen by it."""

    INTENT = "intent"
    REQUEST = "request"
    TEMPLATE = "template"
    PATTERNS = "patterns"
    GENERATION = "generation"
    EDITING = "editing"
    REPAIR = "repair"
    CONVERSATION = "conversation"
    EXPLANATION = "explanation"
    TITLE = "title"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that a model may call: the shape of a structured answer, or something to look up."""

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool, with the id by which the provider knows it."""

    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Calls of a model, and what came of each, in the same order."""

    calls: tuple[Call, ...]
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`media_type` is `image/png`, `image/jpeg`, `image/gif` or `image/webp`."""

    media_type: str
    content: bytes = field(repr=False)

    @property
    def base64(self) -> str:
        return b64encode(self.content).decode("ascii")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `system` is the same for many questions and comes first, so that providers can keep it.

    With `tools` the answer is a call of one of them, of `must` if that is named; else it is a text.
    `exchanges` are what was looked up so far. `longest` is in tokens. With `pictures` only models that see are asked.
    """

    task: Task
    system: str
    prompt: str
    tools: tuple[Tool, ...] = ()
    must: str | None = None
    exchanges: tuple[Exchange, ...] = ()
    longest: int = 4000
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; `cached` are those of the input that it had kept."""

    input: int = 0
    cached: int = 0
    output: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """A text, or calls of tools."""

    text: str
    calls: tuple[Call, ...]
    usage: Usage


class Kind(StrEnum):
    """Why there is no answer."""

    RATE_LIMIT = later("rate limit")
    OVERLOADED = later("overloaded")
    TIMEOUT = later("timeout")
    UNREACHABLE = later("unreachable")
    WRONG_KEY = later("wrong key")
    NO_QUOTA = later("no quota")
    REFUSED = later("refused")
    BAD_REQUEST = later("bad request")
    EMPTY = later("empty answer")
    MALFORMED = later("malformed answer")
    TRUNCATED = later("truncated answer")
    QUEUE_FULL = later("queue full")
    OVER_BUDGET = later("over budget")


PASSING = frozenset(
    {Kind.RATE_LIMIT, Kind.OVERLOADED, Kind.TIMEOUT, Kind.UNREACHABLE, Kind.MALFORMED, Kind.EMPTY}
)
"""Another try with the same model may help."""

OF_ONE_KEY = frozenset({Kind.RATE_LIMIT, Kind.WRONG_KEY, Kind.NO_QUOTA})
"""They say something of the key that was used: another one may do better at once."""

ILL = frozenset(
    {Kind.RATE_LIMIT, Kind.OVERLOADED, Kind.TIMEOUT, Kind.UNREACHABLE, Kind.WRONG_KEY, Kind.NO_QUOTA}
)
"""They say something of the provider, not of the question."""

UNKNOWN_COST = frozenset({Kind.TIMEOUT, Kind.UNREACHABLE})
"""The provider may have worked, and nobody was told for how much."""


class ModelFailure(Exception):
    """A model did not answer. `retry_after` is in seconds, as the provider wants it; `usage` is what it counted
    all the same.

    Its text never holds what the provider sent: that can contain the request.
    """

    def __init__(self, kind: Kind, retry_after: float | None = None, usage: Usage | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.retry_after = retry_after
        self.usage = usage or Usage()


Tell = Callable[[str], None]
"""Takes the next piece of a text."""


class Model(Protocol):
    """One model of one provider, with keys to it, which are used by turns. `account` tells whose they are."""

    @property
    def provider(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def account(self) -> str: ...

    @property
    def keys(self) -> int:
        """How many there are."""
        ...

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        """Raises `ModelFailure`; gives up after `seconds`. With `tell` a text comes piece by piece, too."""
        ...

    async def close(self) -> None:
        """Ends the connections."""
        ...


class Listener(Protocol):
    """Whoever waits for an answer."""

    def waiting(self, provider: str, place: int) -> None:
        """A place in the queue, from 1; 0 when it is one's turn."""
        ...

    def told(self, piece: str) -> None:
        """The next piece of a text."""
        ...

    def withdrawn(self) -> None:
        """What was told so far is void: another model begins anew."""
        ...


class Nobody:
    """Listens to nothing."""

    def waiting(self, provider: str, place: int) -> None: ...

    def told(self, piece: str) -> None: ...

    def withdrawn(self) -> None: ...
