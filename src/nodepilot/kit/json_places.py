"""Where the parts of a JSON text stand: lines and columns for paths.

places = JsonPlaces(text)
places.find(("nodes", 2, "parameters", "url"))     # Span(line=14, column=9, end_line=14, end_column=34)
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field
from typing import TypeAlias

from nodepilot.kit.records import dataclass

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. Lines and columns count from 1, columns in characters; the end is behind the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class _Part:
    """A value: `start` is where its key begins (in an object) or itself, `end` is behind it."""

    start: int
    end: int = 0
    children: dict[str | int, _Part] = field(default_factory=dict)


_Key: TypeAlias = str | int


class JsonPlaces:
    """The places of one JSON text. Read once, in time that grows with the length of the text.

    The text has to be JSON that `json.loads` reads; of a repeated key the last one counts, as there.
    """

    def __init__(self, text: str) -> None:
        self._lines = [0, *(match.end() for match in _NEWLINE.finditer(text))]
        self._root = _read(text)

    def find(self, path: Sequence[_Key]) -> Span:
        """Where the value at the path stands, with its key; where it is not there, the nearest one around it."""
        part = self._root
        for key in path:
            inner = part.children.get(key)
            if inner is None:
                break
            part = inner
        return Span(*self._place(part.start), *self._place(part.end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def _read(text: str) -> _Part:
    root = _Part(0, len(text))
    # Around what is read: the container, whether it is an object, and the key (with its start) that is open.
    around: list[tuple[_Part, bool]] = []
    key: _Key = 0
    key_start: int | None = None
    awaits_value = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        first = token[0]
        if first in "{[":
            part = _child(around, key, key_start if key_start is not None else match.start(), root)
            around.append((part, first == "{"))
            key, key_start, awaits_value = 0, None, first == "["
        elif first in "}]":
            part, _ = around.pop()
            part.end = match.end()
            key = len(around[-1][0].children) if around and not around[-1][1] else 0
            key_start = None
        elif first == ",":
            container, is_object = around[-1]
            key = 0 if is_object else len(container.children)
            key_start, awaits_value = None, not is_object
        elif first == ":":
            awaits_value = True
        elif not awaits_value and first == '"':
            key, key_start = json.loads(token, strict=False), match.start()
        else:
            part = _child(around, key, key_start if key_start is not None else match.start(), root)
            part.end = match.end()
    return root


def _child(around: list[tuple[_Part, bool]], key: _Key, start: int, root: _Part) -> _Part:
    if not around:
        root.start = start
        return root
    part = around[-1][0].children[key] = _Part(start)
    return part
