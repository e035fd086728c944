"""What the gate makes of a spoilt answer."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nodepilot.ai.desk import Desk
from nodepilot.ai.json_text import read_object
from nodepilot.ai.model_facts import load_models
from nodepilot.ai.ports import Ask, Call, Kind, ModelFailure, Reply, Tell, Usage
from nodepilot.ai.router import NoModelAnswered, Providers, Router
from nodepilot.ai.stages.look_up import LOOK_UPS
from nodepilot.ai.stages.planning import GENERATION, shown_plan
from nodepilot.catalog import Catalog
from nodepilot.composer.compose import compose
from nodepilot.pipeline.gate import Passed, pass_gate
from nodepilot.workflow.edits import RenameNode, apply
from nodepilot.workflow.model import Workflow
from tools.bad_answers.operator import Operator, Submission, Written

REQUESTS = Path("evals/blind/requests.jsonl")
_MADE_UP = frozenset({"id", "position", "webhookId", "notes", "notesInFlow"})


class Outcome(StrEnum):
    """The last one must never be."""

    RIGHT = "right"  # clean, and the same workflow as the reference
    ASKED_AGAIN = "asked again"  # the answer was of no use, or its problems go back
    DIFFERENT = "different"  # it passes, and does something else


@dataclass(frozen=True, slots=True)
class Reference:
    """A good answer, and what it becomes."""

    id: str
    plan: Submission
    workflow: Mapping[str, Any]


class OneAnswer:
    """A model that has one answer, and then none."""

    name = provider = "spoilt"
    account = "server"
    keys = 1

    def __init__(self, answer: Written) -> None:
        self._answer: Written | None = answer

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        """As the adapters read what comes over the wire."""
        answer, self._answer = self._answer, None
        if answer is None or seconds <= 0 or tell is not None or not ask.tools:
            raise ModelFailure(Kind.WRONG_KEY)
        if answer.tool is None:
            return Reply(answer.text, (), Usage())
        arguments = read_object(answer.text)
        if arguments is None:
            raise ModelFailure(Kind.MALFORMED)
        return Reply("", (Call("1", answer.tool, arguments),), Usage())

    async def close(self) -> None:
        """Nothing is open."""


def references(catalog: Catalog, root: Path = Path()) -> Iterator[Reference]:
    """Plans of the built-in engine for requests of a suite, as far as they pass the gate as they are."""
    for line in (root / REQUESTS).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        plan = shown_plan(compose(row["request"], catalog).plan)
        if plan is not None:
            plan["steps"] = [{"parameters": {}, **step} for step in plan["steps"]]
            made = _reference(row["id"], json.loads(json.dumps(plan)), catalog)
            if made is not None:
                yield made


def _reference(name: str, plan: Submission, catalog: Catalog) -> Reference | None:
    passed = pass_gate(plan, catalog)
    if not passed.is_clean or passed.compiled is None or passed.mends:
        return None
    return Reference(name, plan, passed.compiled.document)


def outcome_of(answer: Written, reference: Reference, catalog: Catalog) -> tuple[Outcome, Passed | None]:
    """What becomes of the answer without a further call of a model."""
    passed = asyncio.run(_passed(answer, catalog))
    if passed is None or not passed.is_clean or passed.compiled is None:
        return Outcome.ASKED_AGAIN, passed
    same = _normal(passed.compiled.document, reference, catalog) == _normal(
        reference.workflow, reference, catalog
    )
    return (Outcome.RIGHT if same else Outcome.DIFFERENT), passed


def spoilt(
    operator: Operator, known: Sequence[Reference], catalog: Catalog, most: int
) -> Iterator[tuple[Reference, Written]]:
    """Answers that the operator makes, of references spread over all of them."""
    found: list[tuple[Reference, Written]] = []
    for reference in known:
        prepared = operator.prepared(reference.plan)
        base = reference if prepared is reference.plan else None
        if prepared is not None and base is None:
            base = _reference(reference.id, prepared, catalog)
        answer = operator.apply(base.plan, catalog) if base is not None else None
        if base is not None and answer is not None:
            found.append((base, answer))
    step = max(1, len(found) // most)
    yield from found[::step][:most]


async def _passed(answer: Written, catalog: Catalog) -> Passed | None:
    async def no_pause(seconds: float) -> None:
        assert seconds > 0  # noqa: S101 - the router's promise

    async def no_look_up(call: Call) -> str:
        return f"`{call.name}` finds nothing."

    table = load_models()
    router = Router(
        table, dict.fromkeys(table.models, OneAnswer(answer)), Providers(), "measure", sleep=no_pause
    )
    try:
        value = await Desk(router).ask_with_tools(
            GENERATION, LOOK_UPS, no_look_up, request="", draft=None, patterns=(), template=None, memory=()
        )
    except NoModelAnswered:
        return None
    return pass_gate(value, catalog)


def _normal(document: Mapping[str, Any], reference: Reference, catalog: Catalog) -> str:
    """What n8n would run: nodes in their order under the reference's names, without what is made up anew, and
    without values that n8n takes anyway."""
    workflow = Workflow(document)
    if len(workflow.nodes) == len(reference.workflow["nodes"]):
        for number, node in enumerate(workflow.nodes):
            workflow = apply(workflow, [RenameNode(node.name, f"\N{SECTION SIGN}{number}")])
    nodes = [
        {
            **{key: each for key, each in node.raw.items() if key not in _MADE_UP},
            "parameters": _without_defaults(node.type, node.parameters, catalog),
        }
        for node in workflow.nodes
    ]
    links = sorted(map(repr, workflow.connections))
    return json.dumps([_without_ids(nodes), links], sort_keys=True)


def _without_defaults(node_type: str, parameters: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    version = catalog.get(node_type).latest
    return {
        name: _BLANKS.sub(r"\1", value).rstrip(";") if name == "jsCode" and isinstance(value, str) else value
        for name, value in parameters.items()
        if not any(known.default == value for known in version.properties_named(name))
    }


_BLANKS = re.compile(r"\s*([{}()\[\];,])\s*")
"""Blanks beside brackets, and the last semicolon: a program runs the same without them."""


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_ids(each) for key, each in value.items() if key != "id" or not isinstance(each, str)
        }
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    return value
