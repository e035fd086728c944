"""Fields of tables and of JSON: the ways to the values that a row or an object has."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nodepilot.composer.build.outputs import Column

MOST_COLUMNS = 200
LONGEST_NAME = 100
"""Characters of a column's name or of a key; what is longer names nothing."""
_DEEPEST = 3
_ROWS_LOOKED_AT = 50
_SENTENCE = re.compile(r"[.!?:]$|(?:\S+\s+){7}\S")
"""What is no name of a column: prose has commas, too."""
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` do not count the head."""

    columns: tuple[Column, ...]
    rows: int


def read_table(text: str) -> Table | None:
    """The table that the text is: rows that are all as long as a head of different names; None for anything else."""
    for delimiter in _DELIMITERS:
        head = _head(text, delimiter)
        if head is not None:
            rows = sum(1 for row in _rows(text, delimiter) if row) - 1
            return Table(tuple((name,) for name in head[:MOST_COLUMNS]), rows)
    return None


def _head(text: str, delimiter: str) -> list[str] | None:
    rows = []
    for row in _rows(text, delimiter):
        if row:
            rows.append(row)
        if len(rows) > _ROWS_LOOKED_AT:
            break
    if len(rows) < 2:
        return None
    head = [name.strip() for name in rows[0]]
    names_something = all(_is_name(name) and not _SENTENCE.search(name) for name in head)
    is_even = all(len(row) == len(head) for row in rows)
    return head if len(head) > 1 and names_something and is_even and len(set(head)) == len(head) else None


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and text.isprintable()


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    except csv.Error:
        # A field longer than Python's reader takes: such a text is no table.
        return


def columns_of(value: Any) -> tuple[Column, ...]:
    """The ways to the values in an object, or in the objects of a list; none for any other JSON."""
    objects = value[:_ROWS_LOOKED_AT] if isinstance(value, list) else [value]
    found: dict[Column, None] = {}
    for each in objects:
        if isinstance(each, dict):
            found.update(dict.fromkeys(_ways(each, ())))
    return tuple(found)[:MOST_COLUMNS]


def _ways(value: dict[str, Any], above: Column) -> Iterator[Column]:
    for key, held in value.items():
        way = (*above, key)
        if not _is_name(key):
            continue
        if isinstance(held, dict) and held and len(way) < _DEEPEST:
            yield from _ways(held, way)
        else:
            yield way
