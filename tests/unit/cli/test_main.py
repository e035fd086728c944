from __future__ import annotations

import resource
import subprocess
import sys

import pytest

import nodepilot
from nodepilot import __version__
from nodepilot.cli.exit_codes import FAILED, INTERRUPTED, OK, WRONG_USE
from nodepilot.errors import ServiceError
from tests.unit.cli.conftest import Run


def test_help_names_every_command(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == OK
    assert all(command in outcome.out for command in ("serve", "generate", "validate", "catalog"))


def test_version(run: Run) -> None:
    assert run("--version").out == f"nodepilot {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("generate",),
        ("generate", "x", "--colour"),
        ("catalog",),
        ("catalog", "build"),
        ("validate",),
    ],
)
def test_wrong_use_is_told_and_exits_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments)
    assert outcome.code == WRONG_USE
    assert outcome.out == ""
    assert "nodepilot" in outcome.err


def test_an_error_of_ours_is_one_line_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def generate(request: str, n8n_version: str | None = None) -> None:
        raise ServiceError("The catalog cannot be read.", next_step="Install NodePilot again.")

    monkeypatch.setattr(nodepilot, "generate", generate)
    outcome = run("generate", "anything")
    assert outcome.code == FAILED
    assert outcome.err == "nodepilot: The catalog cannot be read. Install NodePilot again.\n"


def test_a_mistake_of_ours_is_owned_up_to(run: Run) -> None:
    outcome = run("generate", "crash")
    assert outcome.code == FAILED
    assert "a mistake in NodePilot itself" in outcome.err
    assert "a wire came loose" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_mistake_of_ours_can_be_looked_into(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEPILOT_DEBUG", "1")
    with pytest.raises(RuntimeError, match="a wire came loose"):
        run("generate", "crash")


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def generate(request: str, n8n_version: str | None = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(nodepilot, "generate", generate)
    outcome = run("generate", "anything")
    assert (outcome.code, outcome.err) == (INTERRUPTED, "")


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from nodepilot.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'asyncio', 'fastapi', 'psycopg', 'pydantic', 'tree_sitter', 'nodepilot.catalog'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_answers_at_once() -> None:
    # Processor time: a busy machine is no failure.
    command = [sys.executable, "-m", "nodepilot.cli.main", "--help"]
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) < 0.3


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    program = f"{sys.executable} -m nodepilot.cli.main --help | true"
    done = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert (done.returncode, done.stderr) == (0, "")
