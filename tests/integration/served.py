"""`nodepilot serve` as a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """`token` signs the owner in, once."""

    process: subprocess.Popen[str]
    base: str
    token: str


@contextmanager
def served(data_dir: Path, **settings: str) -> Iterator[Served]:
    """Until the end of the block, with more settings by their variables."""
    with subprocess.Popen(
        [sys.executable, "-m", "nodepilot.cli.main", "serve", "--port", "0"],
        env={**os.environ, "NODEPILOT_DATA_DIR": str(data_dir), **settings},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _printed(process)
        finally:
            process.terminate()
            process.wait(30)


def _printed(process: subprocess.Popen[str]) -> Served:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"(http://\S+)/\?token=(\S+)", line)
        if found:
            return Served(process, found[1], found[2])
    raise AssertionError("the server did not start")
