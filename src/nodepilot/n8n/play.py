"""Runs a workflow in the engine of an installed n8n, without a network: `play.cjs` in a process of its own.

n8n = RealN8n(Path("/var/cache/nodepilot/n8n"))
played = await n8n.play(workflow, event={"body": {"name": "Anna"}})
played.requests[0].url, played.failures
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from nodepilot.errors import UserError

SECONDS = 20.0
"""A run that takes longer is ended: a node that pages may go on for ever."""
MEGABYTES = 1024
"""Of a run's memory."""
_LONGEST_REPORT = 10_000_000


class NoN8n(UserError):
    """The folder holds no n8n."""

    code = "NO_N8N"


class NotPlayed(Exception):
    """The run came to no end: it took too long, or n8n itself could not take the workflow."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A node that failed. `certain`: no made-up data had a part in it."""

    node: str
    message: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What a node sent: `to` is "METHOD address", or "call TYPE" for what speaks otherwise than by HTTP."""

    node: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a run. `items` are by node; `untried` are nodes that wanted a network of their own."""

    ended: bool
    failures: tuple[Failure, ...]
    sent: tuple[Sent, ...]
    items: Mapping[str, int]
    untried: tuple[str, ...]


class RealN8n:
    """Runs one workflow after the other."""

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        """Raises `NoN8n`."""
        if not (folder / "node_modules" / "n8n-core").is_dir():
            raise NoN8n(
                f"`{folder}` holds no n8n.",
                next_step="`tools/ask-n8n/install.sh` installs one and prints its folder.",
            )
        self._folder = folder.absolute()
        self._seconds = seconds
        self._free = asyncio.Semaphore(1)

    async def play(
        self,
        workflow: Mapping[str, Any],
        event: Mapping[str, Any] | None = None,
        trigger: str | None = None,
        answers: Sequence[Mapping[str, Any]] = (),
    ) -> Played:
        """`event` is what the trigger gives, `answers` what services say (see `play.cjs`). Raises `NotPlayed`."""
        asked: dict[str, Any] = {"workflow": workflow, "answers": list(answers)}
        if event is not None:
            asked["event"] = event
        if trigger is not None:
            asked["trigger"] = trigger
        async with self._free:
            with tempfile.TemporaryDirectory(prefix="nodepilot-play-") as scratch:
                told = await self._run(json.dumps(asked).encode(), Path(scratch))
        return _read(told)

    async def _run(self, asked: bytes, scratch: Path) -> Mapping[str, Any]:
        alone = await asyncio.to_thread(_alone)
        with as_file(files("nodepilot.n8n") / "play.cjs") as program:
            process = await asyncio.create_subprocess_exec(
                *alone,
                self._node(),
                f"--max-old-space-size={MEGABYTES}",
                program,
                self._folder,
                cwd=scratch,
                env=_environment(scratch),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_REPORT,
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(self._seconds):
                    output, _ = await process.communicate(asked)
            except TimeoutError as error:
                raise NotPlayed(f"It took longer than {self._seconds:.0f} seconds.") from error
            finally:
                # What it started, too.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        if process.returncode != 0:
            raise NotPlayed("n8n could not run it.")
        report: Mapping[str, Any] = json.loads(output.splitlines()[-1])
        return report

    def _node(self) -> Path | str:
        own = self._folder / "bin" / "node"
        return own if own.exists() else "node"


@cache
def _alone() -> Sequence[str]:
    """Where the system lets one, the process has no network at all; else the program refuses connections."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    done = subprocess.run([unshare, "--net", "true"], capture_output=True, check=False)  # noqa: S603 - fixed
    return (unshare, "--net") if done.returncode == 0 else ()


def _environment(scratch: Path) -> dict[str, str]:
    """Nothing of the server's: no key, no address."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "TZ": "UTC",
        "GENERIC_TIMEZONE": "UTC",
        "N8N_USER_FOLDER": str(scratch),
        "N8N_ENCRYPTION_KEY": "of nothing",
        "N8N_LOG_LEVEL": "error",
        "N8N_BLOCK_ENV_ACCESS_IN_NODE": "true",
        "N8N_RESTRICT_FILE_ACCESS_TO": str(scratch),
    }


def _read(told: Mapping[str, Any]) -> Played:
    if not told["started"]:
        raise NotPlayed("No trigger starts it.")
    requests = (
        Sent(each["node"], f"{each['method']} {each['url']}", each["text"]) for each in told["requests"]
    )
    calls = (Sent(each["node"], f"call {each['type']}", each["text"]) for each in told["calls"])
    return Played(
        ended=told["ended"],
        failures=tuple(Failure(each["node"], each["message"], each["certain"]) for each in told["failures"]),
        sent=(*requests, *calls),
        items=told["nodes"],
        untried=tuple(told["untried"]),
    )
