"""What the measuring commands share: a corpus of workflows to read, and a report in docs/ to write."""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def measuring_command(description: str | None) -> argparse.ArgumentParser:
    """The parser of a command that takes `--corpus DIR` and `--write FILE`."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=None, metavar="DIR")
    parser.add_argument("--write", type=Path, default=None, metavar="FILE")
    return parser


def has_verdicts(corpus: Path | None, command: str) -> bool:
    """Whether the folder holds workflows with n8n's verdicts; says so aloud when not."""
    if corpus is not None and (corpus / "verdicts.jsonl.gz").is_file():
        return True
    print(f"Skipped: give a corpus folder (make {command} CORPUS=DIR) with workflows and verdicts.")
    return False


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a packed JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def publish(report: str, path: Path | None) -> None:
    """Prints the report, and writes it where it was asked for."""
    print(report)
    if path is not None:
        path.write_text(report, encoding="utf-8")
