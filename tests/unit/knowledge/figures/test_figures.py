from __future__ import annotations

from pathlib import Path
from typing import Any

import nodepilot.knowledge.figures
from nodepilot.catalog import load_catalog
from nodepilot.knowledge.figures import NO_FIGURES, load_figures, load_vocabulary
from nodepilot.knowledge.figures.learn import Learner, chosen_events, chosen_operation, figures_of

SLACK = "n8n-nodes-base.slack"


def workflow(name: str = "Announce the winner", **parameters: Any) -> dict[str, Any]:
    return {
        "nodes": [
            {"name": "Start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}},
            {"name": name, "type": SLACK, "typeVersion": 2.2, "parameters": parameters},
        ],
        "connections": {"Start": {"main": [[{"node": name, "type": "main", "index": 0}]]}},
    }


def learnt(*workflows: Any) -> dict[str, dict[str, Any]]:
    learner = Learner(load_catalog())
    for each in workflows:
        learner.read_workflow(each)
    return figures_of(learner)


def test_operations_are_counted_with_defaults_filled_in() -> None:
    figures = learnt(workflow(text="a"), workflow(resource="channel", operation="create"))
    assert figures[SLACK]["operations"] == {"message|post": 1, "channel|create": 1}
    assert figures["n8n-nodes-base.manualTrigger"]["following"] == {SLACK: 2}


def test_a_node_without_parameters_tells_nothing() -> None:
    assert "operations" not in learnt(workflow())[SLACK]


def test_words_are_kept_when_several_workflows_use_them() -> None:
    others = [workflow("Invite everybody", resource="channel", operation="invite") for _ in range(3)]
    few = learnt(workflow(text="a"), *others)[SLACK]["operation_words"]
    many = learnt(*[workflow(text="a")] * 3, *others)[SLACK]["operation_words"]
    assert "message|post" not in few
    assert set(many["message|post"]) == {"announc", "winner"}
    assert set(many["channel|invite"]) == {"invit", "everybody"}


def test_what_is_no_workflow_is_passed_over() -> None:
    odd: list[Any] = [{}, {"nodes": None}, {"nodes": [1, {"name": 2}]}, {"nodes": [], "connections": [1]}]
    odd.append({"nodes": [{"name": "a", "type": "unknown.type"}], "connections": {"a": {"main": [[None]]}}})
    assert learnt(*odd) == {}


def test_chosen_operation_and_events() -> None:
    catalog = load_catalog()
    slack = catalog.get(SLACK).latest
    assert chosen_operation(slack, {}) == "message|post"
    assert chosen_operation(slack, {"resource": "channel"}).startswith("channel|")
    trigger = catalog.get("n8n-nodes-base.githubTrigger").latest
    assert chosen_events(trigger, {"events": ["push", "star"]}) == ["push", "star"]
    assert chosen_events(trigger, {}) == []


def test_packaged_figures() -> None:
    figures = load_figures(SLACK)
    assert figures.operations["message|post"] > 100
    assert figures.workflows > 100
    assert load_figures("n8n-nodes-base.noSuchThing") is NO_FIGURES


def test_packaged_figures_are_small_and_hold_single_words_only() -> None:
    path = Path(nodepilot.knowledge.figures.__file__).parent / "figures.shelf"
    assert path.stat().st_size < 500_000
    catalog = load_catalog()
    for entry in catalog.node_types():
        figures = load_figures(entry.name)
        words = [*figures.words, *(word for each in figures.operation_words.values() for word in each)]
        assert not [word for word in words if " " in word]


def test_vocabulary_is_folded() -> None:
    words = load_vocabulary()
    assert len(words) > 2000
    assert all(word == word.casefold() and word.isalpha() for word in words)
