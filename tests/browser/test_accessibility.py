"""axe finds nothing on any view, in either theme, on a wide and on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rest import until_at_rest
from tests.browser.views import VIEWS, View

OpenPage = Callable[..., Page]
GONE = ("404", "402")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    return (root / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text()


def complaints(page: Page, axe: str) -> list[str]:
    # Colours are judged when they have arrived: a change of theme takes a moment.
    until_at_rest(page)
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("tags => axe.run({ runOnly: tags })", RULES)
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing(open_page: OpenPage, axe: str, view: View) -> None:
    page = open_page(color_scheme="light", reduced_motion="reduce", expect=GONE)
    view.show(page)
    assert complaints(page, axe) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert complaints(page, axe) == []


@pytest.mark.parametrize("view", [view for view in VIEWS if view.narrow], ids=lambda view: view.name)
def test_axe_finds_nothing_on_a_phone(open_page: OpenPage, axe: str, view: View) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce", expect=GONE)
    view.show(page)
    assert complaints(page, axe) == []


def test_axe_does_find_something_where_something_is_wrong(open_page: OpenPage, axe: str) -> None:
    page = open_page()
    expect(page.get_by_label("Your message")).to_be_visible()
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(complaint.startswith("button-name") for complaint in complaints(page, axe))
