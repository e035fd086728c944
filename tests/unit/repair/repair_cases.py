"""Reads the cases: a broken workflow, the codes that are mended, and what has changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.unit.validation.case_files import document_of

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class RepairCase:
    """`changes` and `parameters` are what has to be true afterwards; None where a case says nothing."""

    title: str
    document: dict[str, Any]
    codes: list[str]
    changes: list[str] | None
    parameters: dict[str, Any]

    def __str__(self) -> str:
        return self.title


def load_repair_cases(name: str) -> list[RepairCase]:
    rows = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        RepairCase(
            row["title"], document_of(row), row["codes"], row.get("changes"), row.get("parameters", {})
        )
        for row in rows
    ]
