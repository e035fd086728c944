"""Answers of hosted models made from reference plans: those of the built-in engine, in the form in which a model submits them.

with fake_models(answers_for(suite, catalog)) as models: …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from nodepilot.ai.prompt import as_data
from nodepilot.ai.stages.editing import FORBIDDEN_KEYS, OPERATIONS
from nodepilot.ai.stages.planning import shown_plan
from nodepilot.catalog import Catalog
from nodepilot.composer.compose import compose
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.evaluation.rows import Suite
from nodepilot.workflow.edits import AddNode, Batch, Connect, Edit, InsertBetween, dump_edit
from nodepilot.workflow.model import Connection, Workflow
from tests.aimock import Fixture, calls

GREETING = {"label": "general_conversation", "confidence": 0.9}


def never_sure(folder: Path) -> Path:
    """A file of models with which every row is given to a model, however sure the built-in engine is."""
    text = (files("nodepilot.ai") / "models.toml").read_text(encoding="utf-8")
    for line in ("intent = 0.8\n", "generation = 0.85\n", "editing = 0.85\n"):
        assert text.count(line) == 1
        text = text.replace(line, f"{line.partition('=')[0]}= 2.0\n")
    file = folder / "models.toml"
    file.write_text(text, encoding="utf-8")
    return file


def answers_for(suite: Suite, catalog: Catalog) -> list[Fixture]:
    """What models answer to the rows; nothing to those of which the engine makes nothing."""
    return [
        {"match": {"userMessage": as_data(words), "toolName": tool}, "response": calls(tool, arguments)}
        for words, tool, arguments in _answers(suite, catalog)
    ]


def _answers(suite: Suite, catalog: Catalog) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for row in suite.follow_ups:
        proposed = proposed_edits(row.instruction, row.workflow, catalog)
        yield row.instruction, "submit_intent", {"label": "workflow_edit", "confidence": 0.95}
        if proposed is not None:
            yield row.instruction, "submit_edits", proposed
    for request in suite.requests:
        plan = shown_plan(compose(request.request, catalog).plan)
        yield request.request, "submit_intent", {"label": "workflow_request", "confidence": 0.95}
        yield request.request, "submit_patterns", {"ids": []}
        yield request.request, "submit_template", {"key": "", "fit": 0.0}
        if plan is not None:
            yield request.request, "submit_plan", plan
    for message in suite.intents:
        yield message.message, "submit_intent", {"label": message.label, "confidence": 0.95}


def proposed_edits(instruction: str, document: Mapping[str, Any], catalog: Catalog) -> dict[str, Any] | None:
    """The engine's change as operations and a plan; None where a model's operations cannot say it."""
    edited = edit_workflow(instruction, Workflow(dict(document)), catalog)
    operations: list[dict[str, Any]] = []
    steps: dict[str, dict[str, Any]] = {}
    links: list[dict[str, Any]] = []
    for edit in _single(edited.edits):
        if isinstance(edit, AddNode):
            after = edited.workflow.nodes_by_name.get(str(edit.node["name"]))
            if after is not None:
                steps[after.name] = _step(after.raw, len(steps))
            continue
        ends = _ends(edit)
        if isinstance(edit, Connect) and ends & steps.keys():
            links.append(_link(edit.connection, steps))
        elif not ends & steps.keys():
            raw = dump_edit(edit)
            if raw["edit"] not in OPERATIONS or raw.get("key") in FORBIDDEN_KEYS:
                return None
            operations.append(raw)
        # What is set in a new node stands in its step already.
    if not operations and not steps:
        return None
    return {"operations": operations, "plan": {"steps": list(steps.values()), "links": links}}


def _single(edits: tuple[Edit, ...]) -> Iterator[Edit]:
    for edit in edits:
        if isinstance(edit, Batch):
            yield from _single(tuple(edit.edits))
        elif isinstance(edit, InsertBetween):
            yield edit
        else:
            yield edit


def _ends(edit: Edit) -> set[str]:
    connection = getattr(edit, "connection", None)
    if isinstance(connection, Connection):
        return {connection.source, connection.target}
    return {
        str(getattr(edit, name)) for name in ("node", "name") if isinstance(getattr(edit, name, None), str)
    }


def _step(node: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {
        "key": f"new_{number}",
        "node_type": node["type"],
        "name": node["name"],
        "parameters": node["parameters"],
    }


def _link(connection: Connection, steps: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    def end(name: str) -> str:
        return str(steps[name]["key"]) if name in steps else name

    return {
        "source": end(connection.source),
        "target": end(connection.target),
        "output": connection.source_index,
        "input": connection.target_index,
        "connection_type": connection.source_type,
    }
