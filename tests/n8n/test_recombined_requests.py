"""What is made for hundreds of requests, over most of n8n's node types, is clean by n8n's own checks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.catalog import Catalog
from nodepilot.pipeline.builtin import run_builtin
from tests.n8n.conftest import Ask, Rows
from tests.n8n.recombined import recombined
from tests.n8n.test_generated_workflows import LEFT_TO_THE_USER

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(900)]

LEAST_REQUESTS, LEAST_TYPES = 500, 200


@pytest.fixture(scope="module")
def made(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workflows as rows, with the request as their id."""
    rows = [
        (request, run_builtin(request, catalog.n8n_version).workflow)
        for request in dict.fromkeys(recombined(catalog))
    ]
    path = tmp_path_factory.mktemp("recombined") / "workflows.jsonl"
    path.write_text(
        "".join(f"{json.dumps({'id': name, 'workflow': each})}\n" for name, each in rows if each is not None),
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def answers(made: Path, ask: Ask) -> Rows:
    return ask(made)


def test_they_cover_most_of_n8n(made: Path) -> None:
    workflows = [json.loads(line)["workflow"] for line in made.read_text(encoding="utf-8").splitlines()]
    assert len(workflows) >= LEAST_REQUESTS
    assert len({node["type"] for workflow in workflows for node in workflow["nodes"]}) >= LEAST_TYPES


def test_n8n_finds_nothing_wrong_with_any(answers: Rows) -> None:
    wrong = {
        name: [issue for issue in answer["issues"] if issue["kind"] not in LEFT_TO_THE_USER]
        for name, answer in answers.items()
        if not answer["verdict"]["clean"]
    }
    assert not wrong
