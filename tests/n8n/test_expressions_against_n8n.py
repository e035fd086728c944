"""Literal text beside references comes out of n8n's own evaluation as it went in."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.plan.compiler import compile_plan
from nodepilot.plan.model import Code, Link, Plan, Ref, Step, Text

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(900)]

HERE = Path(__file__).resolve().parent
PIECES = ["{", "}", "{{", "}}", "\\", "\\\\", "\\n", "=", " ", "a", '"', "'", "`", "$", "${x}", "é", "\n"]


def test_any_text_beside_references_survives(n8n_folder: Path) -> None:
    random = Random(1)  # noqa: S311 (the same texts every time, nothing secret)
    texts = [(some(random), some(random)) for _ in range(400)]
    values = [Text((before, Ref(None, "x"), after)) for before, after in texts]
    expected = [f"{before}X{after}" for before, after in texts]
    assert evaluated(values, n8n_folder) == expected


def test_code_with_brackets_survives(n8n_folder: Path) -> None:
    codes = [
        "({a: {b: 1}}).a.b",
        "'}}' + \"}}}\" + `}}`",
        "[1].map(x => ({y: {z: x}}))[0].y.z",
        "({a:{b:{c:2}}}).a.b.c",
    ]
    assert evaluated([Code(code) for code in codes], n8n_folder) == [1, "}}}}}}}", 1, 2]


def some(random: Random) -> str:
    return "".join(random.choices(PIECES, k=random.randint(0, 5)))


def evaluated(values: list[Any], n8n_folder: Path) -> list[Any]:
    steps = [
        Step(f"s{i}", "n8n-nodes-base.stopAndError", parameters={"errorMessage": each})
        for i, each in enumerate(values)
    ]
    plan = Plan(
        "Texts",
        (Step("start", "n8n-nodes-base.manualTrigger"), *steps),
        tuple(Link("start", each.key) for each in steps),
    )
    nodes = compile_plan(plan, load_catalog()).document["nodes"][1:]
    rows = [{"expression": node["parameters"]["errorMessage"], "json": {"x": "X"}} for node in nodes]
    done = subprocess.run(
        [n8n_folder / "bin" / "node", HERE / "evaluate.cjs", n8n_folder],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: list[Any] = json.loads(done.stdout)
    return result
