"""The catalog and the lists of expectations that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.knowledge.services import Services, load_services

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """The rows of `cases/<name>.yaml`."""
    rows: list[Any] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def full_name(short: str) -> str:
    """A node type's full name; short names are those of n8n's base package, `@` those of its AI package."""
    if "/" in short:
        return short
    if short.startswith("@"):
        return f"@n8n/n8n-nodes-langchain.{short[1:]}"
    return f"n8n-nodes-base.{short}"


def one_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def services(catalog: Catalog) -> Services:
    return load_services(catalog)
