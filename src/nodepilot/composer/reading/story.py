"""What a request tells: what starts it, what is done, and in which case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import TypeAlias

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Token
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.guards import Guard
from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text that a model writes, and the service that it is for."""

    name: str
    place: ServiceHit | None = None


@dataclass(slots=True)
class Act:
    """Something to do: a verb with its arguments, not yet a node.

    `verb` is a concept of the lexicon ("" for a service alone, as in `typeform -> slack`), `tokens` the
    range that it was read from. `source` is the service that it reads from, `target` the one that it
    writes to, `helper` the one that it is done with ("with OpenAI"). `ai` tells that a language
    model shall do it.
    """

    verb: str
    first: int
    last: int
    arguments: list[Argument] = field(default_factory=list)
    source: ServiceHit | None = None
    target: ServiceHit | None = None
    helper: ServiceHit | None = None
    ai: bool = False
    passive: bool = False
    lead: str = ""
    verb_at: int = -1
    wrapped: str = ""
    condition: Condition | None = None
    apart: tuple[tuple[int, int], ...] = ()
    """Tokens that speak of another service's thing in the same order."""
    texts: tuple[NamedText, ...] = ()
    """What a model writes at once, where that is several texts."""
    hands_out: str = ""
    """The name of the one text, of several, that it is about."""

    side: str = ""
    """Which of two places of one service is meant: its `source` or its `target`."""

    def at(self, side: str) -> Act:
        """The same act, of what it reads from (`source`) or writes to (`target`)."""
        return replace(self, side=side)

    def doing(self, verb: str) -> Act:
        """The same act with another verb."""
        return replace(self, verb=verb)

    def argument(self, *roles: str) -> Argument | None:
        """The first argument in one of the roles."""
        return next((a for a in self.arguments if a.role in roles), None)

    @property
    def elsewhere(self) -> set[int]:
        """The tokens of `apart`."""
        return {i for first, last in self.apart for i in range(first, last)}

    def stretch_of(self, service: str) -> tuple[int, int]:
        """Its tokens that speak of that service, where it tells of two: those behind the first one's are of the other."""
        whole = self.first, self.last
        if self.source is None or (self.target is None and not self.side):
            return whole
        if self.target is None:
            return self._beside_own_place(self.source)
        if service not in {self.source.key, self.target.key}:
            return whole
        before, behind = sorted((self.source, self.target), key=lambda hit: hit.first)
        if before.key == behind.key and (before is behind or not self.side):
            return whole
        border = self._border(before.last, behind.first)
        meant = {"source": self.source, "target": self.target}.get(self.side)
        is_first = (
            meant is before if meant is not None and before.key == behind.key else service == before.key
        )
        return (self.first, border) if is_first else (border, self.last)

    def _beside_own_place(self, source: ServiceHit) -> tuple[int, int]:
        """“from the Mongo collection a | to the collection b”: of one service that is named once."""
        goes_to = next((a for a in self.arguments if a.role == "to" and a.first > source.first), None)
        if goes_to is None:
            return self.first, self.last
        return (self.first, goes_to.first) if self.side == "source" else (goes_to.first, self.last)

    def _border(self, first: int, last: int) -> int:
        """Where the words for the second of two places begin. “A bucket | called raw” goes on with the first one."""
        parts = (a.first for a in self.arguments if first <= a.first <= last and a.role != "called")
        return min(parts, default=last)

    @property
    def nouns(self) -> list[str]:
        """Concepts of all its nouns, in order."""
        return [noun for argument in self.arguments for noun in argument.nouns]

    @property
    def literals(self) -> list[Token]:
        """All values that stand in it as they are."""
        return [token for argument in self.arguments for token in argument.literals]


@dataclass(slots=True)
class Case:
    """One branch: when it is taken, and what is done then."""

    guard: Guard
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Fork:
    """Branches that exclude each other. `on` names what they depend on, when the request says so.

    `goes_on`: what follows is done whichever way was taken, also where no case holds (“in any case”).
    """

    cases: list[Case] = field(default_factory=list)
    on: str = ""
    goes_on: bool = False


Item: TypeAlias = "Act | Fork"


@dataclass(slots=True)
class Start:
    """What starts a thread. `kind` says how to read the rest:

    `schedule`, `form`, `webhook`, `chat`, `error`, `subworkflow`, `manual`, or `service` (then `service` is
    set and `words` tell the event, `further` other events of the same thing). Tokens `first` to `last` are what it was read from.
    """

    kind: str
    first: int = 0
    last: int = 0
    service: ServiceHit | None = None
    service_key: str = ""
    words: str = ""
    assumed: str = ""
    further: tuple[str, ...] = ()


@dataclass(slots=True)
class Thread:
    """A start and everything that follows from it."""

    start: Start
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """All threads of a request (most have one)."""

    threads: list[Thread] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def acts_of(items: Iterable[Item]) -> list[Act]:
    """All acts, those of branches too, in order."""
    found: list[Act] = []
    for item in items:
        if isinstance(item, Fork):
            for case in item.cases:
                found += acts_of(case.items)
        else:
            found.append(item)
    return found
