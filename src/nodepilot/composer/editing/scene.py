"""An instruction and the workflow that it is about, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import Any, TypeVar, cast

from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.language.utterance import Utterance, read_utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.clauses import cut_clauses
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

Span = tuple[int, int]
T = TypeVar("T")


_PUTTING = frozenset({"add", "create", "update", "put", "make"})


@dataclass(frozen=True)
class Scene:
    """`text` is the instruction; `blanked` are places of it that were understood and are read as spaces."""

    text: str
    canvas: Canvas
    blanked: tuple[Span, ...] = ()

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def seen(self) -> str:
        """The text without what is blanked, as long as before."""
        letters = list(self.text)
        for start, end in self.blanked:
            letters[start:end] = " " * (end - start)
        return "".join(letters)

    @cached_property
    def flat(self) -> str:
        """`seen` in lower case without accents."""
        return flat(self.seen)

    @cached_property
    def u(self) -> Utterance:
        """`seen`, read word by word."""
        return read_utterance(self.seen, self.canvas.services)

    @cached_property
    def verbs(self) -> Verbs:
        """Which words are verbs here."""
        return Verbs(self.u)

    @cached_property
    def roles(self) -> Roles:
        """Which part the services play."""
        return Roles(self.u, self.canvas.services)

    @cached_property
    def conditions(self) -> ConditionReader:
        """The conditions that the text tells."""
        return ConditionReader(self.u, self.verbs)

    @cached_property
    def is_conditional(self) -> bool:
        """“if the topic is sales, …”: what is said holds in one case only."""
        for match in cue("when").finditer(self.flat):
            first, last = self.tokens_in(match.end(), len(self.text))
            if last > first and self.conditions.read(first, last) is not None:
                return True
        return False

    def without(self, *spans: Span) -> Scene:
        """The scene with more of the text understood."""
        return replace(self, blanked=(*self.blanked, *spans))

    def says(self, name: str) -> re.Match[str] | None:
        """The first words of a cue."""
        return cue(name).search(self.flat)

    def only(self, span: Span) -> Scene:
        """The scene with nothing but the span to be read."""
        return self.without((0, span[0]), (span[1], len(self.text)))

    def acts(self) -> list[Act]:
        """What shall be done, clause by clause, whatever starts it; the caller may change them."""
        return [replace(act) for act in self._acts]

    @cached_property
    def _acts(self) -> list[Act]:
        reader = ActReader(self.u, self.verbs, self.roles)
        found: list[Act] = []
        for clause in cut_clauses(self.u, self.verbs):
            found += reader.read(clause.first, clause.last, clause.lead)
        for act in found:
            # A mere need ("emails") names no place to read from: the data is at hand.
            if act.source is not None and act.source.is_generic:
                act.source = None
        # "put a pause of 2 seconds": a pause is waited for, whatever the verb.
        found = [
            act.doing("wait") if act.verb in _PUTTING and act.nouns[:1] == ["pause"] else act for act in found
        ]
        return _mailed_once([act for act in found if self._is_useful(act)])

    def _is_useful(self, act: Act) -> bool:
        if act.verb in {"be", "let", "want"} and act.target is None and act.source is None:
            return act.ai
        return bool(act.verb or act.target or act.source or act.literals)

    @cached_property
    def _known(self) -> dict[object, Any]:
        return {}

    def once(self, key: object, find: Callable[[], T]) -> T:
        """What `find` gives, looked for once in this scene."""
        if key not in self._known:
            self._known[key] = find()
        return cast("T", self._known[key])

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that lie in a span of characters, as (first, last)."""
        inside = [i for i, token in enumerate(self.u.tokens) if token.start >= start and token.end <= end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


_TELLING_BY = frozenset({"email", "text", "message", "call"})


def _mailed_once(acts: list[Act]) -> list[Act]:
    """“schick es auch per Mail an …”: sent by mail, rather than sent and mailed."""
    return [
        act
        for act, behind in zip_longest(acts, acts[1:])
        if not (
            behind is not None
            and act.verb == "send"
            and act.target is None
            and not act.literals
            and behind.verb in _TELLING_BY
            and behind.verb_at == behind.first
            and not behind.nouns
        )
    ]
