"""n8n itself has nothing to say against our workflow templates, but that credentials are still to be chosen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.catalog import Catalog
from nodepilot.knowledge.templates import load_templates
from tests.n8n.conftest import Ask

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(300)]

EXPECTED_KINDS = {"credential", "publish"}
"""Credentials are chosen by a person, and a manual trigger is no start to publish."""


def test_every_template_is_clean(ask: Ask, catalog: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "templates.jsonl"
    with file.open("w", encoding="utf-8") as rows:
        for template in load_templates():
            rows.write(json.dumps({"id": template.key, "workflow": template.document(catalog)}) + "\n")
    answers = ask(file)
    assert len(answers) == len(load_templates())
    objections = {
        key: [issue for issue in answer["issues"] if issue["kind"] not in EXPECTED_KINDS]
        for key, answer in answers.items()
    }
    assert {key: issues for key, issues in objections.items() if issues} == {}
