"""Cuts an n8n expression into text and code.

    split("=Hello {{ $json.name }}!")
    # Chunk(text "Hello "), Chunk(code " $json.name "), Chunk(text "!")

A parameter is an expression when it is a string that starts with `=`. Everything after that is text,
except what stands between `{{` and the next `}}`: JavaScript. A backslash before a bracket pair
escapes it. A code chunk that is never closed is still run by n8n.
"""

from __future__ import annotations

from typing import NamedTuple


class Chunk(NamedTuple):
    r"""A piece of an expression.

    `source` is the text that n8n reads (code without its brackets, `\}}` unescaped); `start` and `end` are
    character offsets of the piece, without brackets, in the whole parameter value. Where nothing was
    unescaped, `value[start:end] == source`.
    """

    is_code: bool
    source: str
    start: int
    end: int
    closed: bool = True


def is_expression(value: object) -> bool:
    """True when n8n evaluates this parameter value."""
    return isinstance(value, str) and value[:1] == "="


def split(value: str) -> tuple[Chunk, ...]:
    """The chunks of an expression, in order; `value` starts with `=`.

    Text comes first as in n8n, so `={{ 1 }}` gives an empty text and one code chunk.
    """
    chunks: list[Chunk] = []
    begin = position = 1
    looking_for = "{{"
    while True:
        found = value.find(looking_for, position)
        if found < 0:
            break
        if _is_escaped(value, found, begin):
            position = found + 2
            continue
        chunks.append(_chunk(value, begin, found, is_code=looking_for == "}}"))
        begin = position = found + 2
        looking_for = "{{" if looking_for == "}}" else "}}"
    if begin < len(value) or not chunks:
        is_code = looking_for == "}}"
        chunks.append(_chunk(value, begin, len(value), is_code=is_code, closed=not is_code))
    return tuple(chunks)


def code_chunks(value: str) -> tuple[Chunk, ...]:
    """Only the JavaScript of an expression."""
    if "{{" not in value:
        return ()
    return tuple(chunk for chunk in split(value) if chunk.is_code)


def _is_escaped(value: str, bracket: int, begin: int) -> bool:
    if value[bracket - 1] != "\\":
        return False
    backslashes = bracket - len(value[begin:bracket].rstrip("\\")) - begin
    return backslashes % 2 == 1


def _chunk(value: str, start: int, end: int, *, is_code: bool, closed: bool = True) -> Chunk:
    source = value[start:end]
    if is_code:
        # n8n unescapes the first occurrence only.
        source = source.replace("\\}}", "}}", 1)
    return Chunk(is_code, source, start, end, closed)
