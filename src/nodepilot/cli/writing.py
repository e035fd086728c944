"""Writes answers: JSON to a file or standard output, and a progress bar for people who wait."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from nodepilot.cli.reading import STDIN, UnusableFile

BAR_WIDTH = 30


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON as n8n can import it: readable Unicode, escapes only where UTF-8 cannot hold a character."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can spell and UTF-8 cannot
        return json.dumps(value, indent=indent)
    return text


def printable(text: str) -> str:
    """Names come from whoever made the workflow: none of them may command the terminal or fake a line."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


@contextmanager
def open_output(name: str | None, *, inputs: tuple[str, ...] = ()) -> Iterator[IO[str]]:
    """A text stream to write to; None and `-` mean standard output.

    Raises `UnusableFile` when the file cannot be written, or is one of `inputs`.
    """
    if name is None or name == STDIN:
        yield sys.stdout
        return
    path = Path(name)
    if any(source != STDIN and _same_file(path, Path(source)) for source in inputs):
        raise UnusableFile(f"`{name}` is the input as well.", next_step="Name another file for --output.")
    try:
        stream = path.open("w", encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnusableFile(f"`{name}` cannot be written: {reason}.") from None
    with stream:
        yield stream


class Progress:
    """A bar on standard error while a batch runs; silent when nobody watches (no terminal)."""

    def __init__(self, total: int, stream: IO[str] | None = None) -> None:
        self.total = total
        self.done = 0
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream.isatty()
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()

    def advance(self) -> None:
        self.done += 1
        self._draw()

    def _draw(self) -> None:
        if not self._shown:
            return
        share = self.done / self.total if self.total else 1.0
        bar = "#" * round(share * BAR_WIDTH)
        seconds = time.monotonic() - self._started
        self._stream.write(f"\r[{bar:<{BAR_WIDTH}}] {self.done}/{self.total} {share:4.0%} {seconds:.1f} s ")
        self._stream.flush()


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
