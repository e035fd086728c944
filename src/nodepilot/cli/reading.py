"""Reads what the user names: a file, or `-` for standard input. Never shows a traceback for bad input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from nodepilot.errors import UserError
from nodepilot.kit.records import dataclass

STDIN = "-"


class UnusableFile(UserError):
    """The named file cannot be read or written, or holds something else than what is wanted."""

    code = "UNUSABLE_FILE"


class _NotANumber(ValueError):
    """`NaN`, `Infinity`: Python reads them, JSON doesn't have them, n8n refuses them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a batch file: its JSON object, or the reason (for people) why it is none.

    `id` is the row's own, or the line's number where it has none.
    """

    id: Any
    content: dict[str, Any]
    problem: str | None = None


def read_bytes(name: str) -> bytes:
    """The whole input; raises `UnusableFile` when there is none."""
    if name == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise UnusableFile(f"There is no file `{name}`.", next_step="Use `-` for standard input.") from None
    except IsADirectoryError:
        raise UnusableFile(f"`{name}` is a folder, not a file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnusableFile(f"`{name}` cannot be read: {reason}.") from None


def read_text(name: str) -> str:
    """The whole input as text; raises `UnusableFile` when it isn't UTF-8."""
    try:
        return _decode(read_bytes(name))
    except ValueError as error:
        raise UnusableFile(f"{label(name)} {error}.", next_step="Give text in UTF-8.") from None


def read_json(name: str) -> Any:
    """The whole input as one JSON value; raises `UnusableFile` with the place of the mistake."""
    return json_in(read_text(name), name)


def json_in(text: str, name: str) -> Any:
    """The JSON value in the text of an input; raises `UnusableFile` with the place of the mistake."""
    try:
        return parse_json(text)
    except ValueError as error:
        raise UnusableFile(
            f"{label(name)} {error}.", next_step="Give one workflow as n8n exports it (JSON)."
        ) from None


def read_rows(name: str) -> list[Row]:
    """The rows of a batch file (JSON Lines; empty lines don't count), the bad ones with their problem."""
    content = read_bytes(name)
    return list(_rows(content.removeprefix(b"\xef\xbb\xbf").split(b"\n")))


def label(name: str) -> str:
    """What messages call the input."""
    return "Standard input" if name == STDIN else f"`{name}`"


def parse_json(text: str) -> Any:
    """Strict JSON (no NaN); raises `ValueError` whose text goes on after "The file ..."."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise ValueError("is empty") from None
        raise ValueError(f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("is not JSON that can be read: it is nested too deeply") from None
    except _NotANumber as error:
        raise ValueError(f"is not JSON: `{error}` is no JSON number") from None
    except ValueError:  # Python's own limit on the digits of a number
        raise ValueError("is not JSON that can be read: it has a number of thousands of digits") from None


def _rows(lines: list[bytes]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = parse_json(_decode(line))
        except ValueError as error:
            yield Row(number, {}, f"Line {number} {error}.")
            continue
        if isinstance(value, dict):
            yield Row(value.get("id", number), value)
        else:
            kind = type(value).__name__
            yield Row(number, {}, f"Line {number} is not a JSON object but {_json_name(kind)}.")


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise ValueError("holds binary data, not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not text in UTF-8") from None


def _refuse_constant(name: str) -> NoReturn:
    raise _NotANumber(name)


def _json_name(kind: str) -> str:
    names = {"list": "an array", "str": "a string", "bool": "a boolean", "NoneType": "null"}
    return names.get(kind, "a number")
