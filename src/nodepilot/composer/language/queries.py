"""Queries that stand in a request as they are, without quotes around them: SQL and GraphQL.

find_queries("run SELECT id FROM users WHERE age > 18 and mail me the rows")
# [(4, 41)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.language.sql import statement_end
from nodepilot.kit.patterns import Pattern

_SQL = Pattern(
    r"\b(?:SELECT\s(?=[^;]{1,600}?\sFROM\s)|INSERT\s+INTO\s+\S+\s*(?=\(|VALUES|SELECT)|DELETE\s+FROM\s+\S+\s+(?=WHERE\s)"
    r"|UPDATE\s+\S+\s+(?=SET\s)|WITH\s+\w+\s+(?=AS\s*\())",
    re.IGNORECASE,
)
_GRAPHQL = Pattern(
    r"\b(?:query|mutation)\b(?:\s+[A-Za-z_]\w*)?\s*(?:\([^)]*\)\s*)?\{(?=\s*[A-Za-z_])|\{(?=\s*[A-Za-z_]\w*\s*[({\s])"
)
_NOUN = re.compile(r"\b(?:the|this|that|a|our|my|following|graphql)\s+$", re.IGNORECASE)
"""“the query | { … }”: a word of the sentence."""
_QUOTES = "\"'`“„«"


def find_queries(text: str) -> list[tuple[int, int]]:
    """Where the queries of a request begin and end, in order; those in quotes are left to their quotes."""
    found = list(_statements(text))
    if "{" in text:
        found += _graphql(text)
    return sorted(found)


def _statements(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while (match := _SQL.search(text, place)) is not None:
        place = match.end()
        end = statement_end(text, match.start()) if not _is_quoted(text, match.start()) else None
        if end is not None:
            yield match.start(), end
            place = end


def _graphql(text: str) -> Iterator[tuple[int, int]]:
    """“{ users { id name } }”, “query { … }”: fields with spaces between them, no pairs of a name and a value."""
    place = 0
    while (match := _GRAPHQL.search(text, place)) is not None:
        opening = text.index("{", match.start())
        end = _closing(text, opening)
        if end is None:
            return
        inner = re.sub(r"\([^)]*\)", "", text[opening + 1 : end - 1])
        if "{" in inner and not set('":,') & set(inner) and not _is_quoted(text, match.start()):
            yield (opening if _NOUN.search(text, 0, match.start()) else match.start()), end
        place = end


def _is_quoted(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in _QUOTES


def _closing(text: str, opening: int) -> int | None:
    """Behind the brace that closes the one at `opening`."""
    depth = 0
    for index in range(opening, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if depth == 0:
            return index + 1
    return None
