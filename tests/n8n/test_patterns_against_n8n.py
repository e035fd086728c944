"""n8n itself accepts every node pattern as it stands, but for credentials that a person has to choose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.knowledge.patterns import load_patterns
from tests.n8n.conftest import Ask

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(600)]

ABOUT_THE_NODE = {"structure", "type", "throw", "parameter", "api"}
"""Kinds of complaint that a node alone can be blamed for; it has neither trigger nor sub-nodes here."""


def test_every_pattern_is_a_sound_node(ask: Ask, catalog: Catalog, tmp_path: Path) -> None:
    patterns = list(load_patterns(catalog))
    file = tmp_path / "patterns.jsonl"
    with file.open("w", encoding="utf-8") as rows:
        for pattern in patterns:
            node = {
                "id": "1",
                "name": "Node",
                "type": pattern.node_type,
                "typeVersion": pattern.type_version,
                "position": [0, 0],
                "parameters": dict(pattern.parameters),
            }
            workflow = {"name": pattern.name, "nodes": [node], "connections": {}, "settings": {}}
            rows.write(json.dumps({"id": pattern.id, "workflow": workflow}) + "\n")
    answers = ask(file)
    assert len(answers) == len(patterns)
    assert catalog.n8n_version != load_catalog().n8n_version or len(patterns) >= 4300
    objections = {
        name: [issue for issue in answer["issues"] if issue["kind"] in ABOUT_THE_NODE]
        for name, answer in answers.items()
    }
    assert {name: issues for name, issues in objections.items() if issues} == {}
