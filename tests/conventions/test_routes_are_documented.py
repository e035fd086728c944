"""docs/http-api.md names every route that the server has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nodepilot.server.app import create_app
from nodepilot.settings import Settings
from tests.conventions.source_files import ROOT

API = (ROOT / "docs" / "http-api.md").read_text(encoding="utf-8")

METHODS = {"get", "post", "put", "patch", "delete"}


def routes() -> list[str]:
    paths = create_app(Settings(data_dir=Path("unused"))).openapi()["paths"]
    return sorted(
        f"{method.upper()} {path}" for path, item in paths.items() for method in item.keys() & METHODS
    )


def plain(path: str) -> str:
    """Without the names of what stands in braces, and without a query."""
    return re.sub(r"\{[^}]*\}", "{}", path.partition("?")[0])


def documented() -> set[str]:
    found = {f"{method} {plain(path)}" for method, path in re.findall(r"`([A-Z]+) (/api/[^`\s]*)`", API)}
    # One row tells of several methods: "`POST /x` … `GET` shows it again, `DELETE` revokes it".
    for row in API.splitlines():
        first = re.match(r"\| `[A-Z]+ (/api/[^`\s]*)`", row)
        if first:
            found |= {f"{method} {plain(first[1])}" for method in re.findall(r"`(GET|DELETE)`", row)}
    return found


@pytest.mark.parametrize("route", routes())
def test_it_is_documented(route: str) -> None:
    method, path = route.split(" ")
    assert f"{method} {plain(path)}" in documented()


def test_nothing_is_documented_that_is_not_there() -> None:
    existing = {f"{route.split(' ')[0]} {plain(route.split(' ')[1])}" for route in routes()}
    assert documented() <= existing
