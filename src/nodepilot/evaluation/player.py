"""Scenarios of another form than ours (`outcomes.jsonl`), run by the program that they were written for.

    COMMAND --scenarios S.jsonl --workflows W.jsonl --out R.jsonl          with N8N_DIR set to the installed n8n

S has the suite's own lines for one request, W is `{"id", "workflow"}` with the request's id, and R tells of each
scenario `{"scenario", "passed", "error"?, "asserts"?: [{"ok", "text"}]}`.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nodepilot.errors import UserError

SECONDS_EACH = 60.0
"""In which the program has to be done with a scenario."""


class PlayerFailed(UserError):
    """The program gave no results: nothing is known of any workflow."""

    code = "PLAYER_FAILED"


class Player:
    """A command, and the folder of the n8n that it runs workflows in."""

    def __init__(self, command: str, n8n: Path) -> None:
        self._command = shlex.split(command)
        self._n8n = n8n.absolute()

    def check(
        self, request: str, scenarios: Sequence[Mapping[str, Any]], workflow: Mapping[str, Any] | None
    ) -> list[str]:
        """What is wrong with what the workflow does in a request's scenarios. Raises `PlayerFailed`."""
        if workflow is None:
            return [f"{row['id']}: no workflow" for row in scenarios]
        with tempfile.TemporaryDirectory(prefix="nodepilot-player-") as folder:
            asked, made, told = (Path(folder) / name for name in ("s.jsonl", "w.jsonl", "r.jsonl"))
            asked.write_text("".join(json.dumps(row) + "\n" for row in scenarios), encoding="utf-8")
            made.write_text(json.dumps({"id": request, "workflow": workflow}) + "\n", encoding="utf-8")
            self._run(["--scenarios", asked, "--workflows", made, "--out", told], len(scenarios))
            try:
                results = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
                by_scenario = {str(each["scenario"]): each for each in results}
                return [problem for row in scenarios for problem in _problems(str(row["id"]), by_scenario)]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise PlayerFailed(
                    f"The player's results for `{request}` cannot be read.",
                    next_step="Each line of `--out` is a JSON object with `scenario` and `passed`.",
                ) from error

    def _run(self, arguments: Sequence[str | Path], scenarios: int) -> None:
        environment = {
            **os.environ,
            "N8N_DIR": str(self._n8n),
            "PATH": f"{self._n8n / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        }
        try:
            subprocess.run(  # noqa: S603 - the command that the person has given
                [*self._command, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS_EACH * scenarios,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise PlayerFailed(
                f"The player `{shlex.join(self._command)}` did not do its work: {type(error).__name__}.",
                next_step="`--player` takes a command, for example `node outcome.cjs`.",
            ) from error


def _problems(scenario: str, results: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    result = results.get(scenario)
    if result is None:
        yield f"{scenario}: the player tells nothing of it"
    elif result["passed"] is not True:
        wrong = [str(each["text"]) for each in result.get("asserts") or () if not each["ok"]]
        yield f"{scenario}: {'; '.join(wrong) or result.get('error') or 'not passed'}"
