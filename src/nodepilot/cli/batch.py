"""Runs a command over the rows of a JSON Lines file: one answer for every row, whatever it holds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any, TypeAlias

from nodepilot.cli.reading import Row, UnusableFile, label, read_rows
from nodepilot.cli.writing import Progress, open_output, to_json
from nodepilot.errors import NodePilotError, UserError

Answer: TypeAlias = dict[str, Any]


class WrongFlags(UserError):
    """Flags that don't go together."""

    code = "WRONG_FLAGS"


def add_batch_flags(parser: argparse.ArgumentParser, rows_in: str, rows_out: str) -> None:
    parser.add_argument("--batch", metavar="IN.jsonl", help=f"one {rows_in} a line; `-` reads standard input")
    parser.add_argument(
        "--output", metavar="FILE", help=f"where to write; a batch writes one {rows_out} a line"
    )


def check_batch_flags(parsed: argparse.Namespace, *, single: str) -> None:
    """Raises `WrongFlags` unless there is exactly one of the single input and `--batch`."""
    alone = getattr(parsed, single) not in (None, [])
    if alone == (parsed.batch is not None):
        given = "both" if alone else "neither"
        raise WrongFlags(
            f"Give either {single.upper()} or --batch IN.jsonl; there is {given}.",
            next_step=f"See `nodepilot {parsed.command} --help`.",
        )


def run_batch(
    source: str,
    output: str | None,
    *,
    answer: Callable[[Row], Answer],
    refuse: Callable[[Row, str, str], Answer],
) -> list[Answer]:
    """Answers every row and writes the answers in the order of the rows; returns them as well.

    `answer` may raise what it likes: the row then gets `refuse(row, code, message)`.
    """
    rows = read_rows(source)
    if not rows:
        raise UnusableFile(f"{label(source)} holds no rows.", next_step="Give one JSON object a line.")
    answers = []
    with open_output(output, inputs=(source,)) as stream, Progress(len(rows)) as progress:
        for row in rows:
            answered = _answer(row, answer, refuse)
            stream.write(as_line(answered))
            stream.flush()
            answers.append(answered)
            progress.advance()
    return answers


def _answer(row: Row, answer: Callable[[Row], Answer], refuse: Callable[[Row, str, str], Answer]) -> Answer:
    if row.problem is not None:
        return refuse(row, "INVALID_ROW", row.problem)
    try:
        return answer(row)
    except NodePilotError as error:
        return refuse(row, error.code, str(error))
    except Exception as error:  # noqa: BLE001 - one bad row must not cost the others their answer
        return refuse(
            row, "INTERNAL_ERROR", f"A mistake in NodePilot itself: {type(error).__name__}: {error}"
        )


def as_line(answer: Answer) -> str:
    """One line of JSON; one line too for readers that split on more than a newline."""
    text = to_json(answer)
    return (text if len(text.splitlines()) == 1 else json.dumps(answer)) + "\n"
