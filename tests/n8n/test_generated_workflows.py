"""What NodePilot emits, n8n takes: its own checks have nothing to say, and its public API imports it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.n8n.conftest import REQUESTS, Ask, Rows, read_rows

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(900)]

# Nobody has set up credentials yet, and n8n publishes nothing without them. A type that is switched off is
# what the request asked for.
LEFT_TO_THE_USER = {"credential", "publish", "excluded"}

IDS = list(read_rows(REQUESTS.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def rows(generated: Path) -> Rows:
    return read_rows(generated.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(generated: Path, ask: Ask) -> Rows:
    return ask(generated)


@pytest.fixture(scope="module")
def imports(generated: Path, import_live: Ask) -> Rows:
    return import_live(generated)


@pytest.mark.parametrize("row_id", IDS)
def test_a_request_becomes_a_workflow(row_id: str, rows: Rows) -> None:
    assert rows[row_id]["workflow"], rows[row_id].get("error")


@pytest.mark.parametrize("row_id", IDS)
def test_n8n_finds_nothing_wrong(row_id: str, answers: Rows) -> None:
    issues = [issue for issue in answers[row_id]["issues"] if issue["kind"] not in LEFT_TO_THE_USER]
    assert not issues
    assert answers[row_id]["verdict"]["clean"]


@pytest.mark.parametrize("row_id", IDS)
def test_a_live_n8n_imports_it(row_id: str, imports: Rows) -> None:
    answer = imports[row_id]
    assert answer["imported"], f"status {answer['status']}: {answer['message']}"
