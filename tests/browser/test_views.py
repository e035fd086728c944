"""Every view, at four widths, in both themes and in the language of the longest words: each thing has its place, by geometry, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import LOOK
from tests.browser.rest import until_at_rest
from tests.browser.views import VIEWS, View

OpenPage = Callable[..., Page]
SCREENS = {"beside": ((1440, 900), (1024, 768)), "sheet": ((768, 1024), (360, 740))}
"""Workflows are shown beside the chat, or as a sheet over it. A page that is open goes from the wider window to the narrower."""

GONE = ("404", "402")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES: dict[Literal["light", "dark"], list[str]] = {"light": RULES, "dark": ["color-contrast"]}
"""Of what axe looks at, contrast alone depends on the theme."""


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    return (root / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text()


def axe_complaints(page: Page, rules: list[str]) -> list[str]:
    found: dict[str, Any] = page.evaluate("rules => axe.run({ runOnly: rules })", rules)
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def complaints(page: Page, rules: list[str]) -> list[str]:
    # Places and colours are judged when they have arrived: a change of theme takes a moment.
    until_at_rest(page)
    return [*page.evaluate(LOOK), *axe_complaints(page, rules)]


def speak_german(page: Page) -> None:
    """Chosen in another tab. Its words are the longest of the four languages'."""
    page.evaluate(
        """() => {
          const key = "nodepilot.preferences";
          const chosen = { ...JSON.parse(localStorage.getItem(key) ?? "{}"), language: "de" };
          localStorage.setItem(key, JSON.stringify(chosen));
          dispatchEvent(new StorageEvent("storage", { key }));
        }"""
    )
    expect(page.locator("html")).to_have_attribute("lang", "de")


@pytest.mark.parametrize("sizes", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_nothing_is_wrong_with(
    open_page: OpenPage, axe: str, view: View, sizes: tuple[tuple[int, int], ...]
) -> None:
    width, height = sizes[0]
    page = open_page(
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
        expect=GONE,
    )
    view.show(page)
    page.evaluate(axe)
    found = {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for theme, rules in THEMES.items():
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            found[f"{width} px, {theme}"] = complaints(page, rules)
    speak_german(page)
    until_at_rest(page)
    found[f"{width} px, German"] = page.evaluate(LOOK)
    assert not any(found.values()), found


def test_misplaced_things_are_found(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_label("Your message")).to_be_visible()
    page.evaluate(
        """() => {
          const put = (tag, words, style) => {
            const element = document.createElement(tag);
            element.textContent = words;
            Object.assign(element.style, style);
            document.querySelector("main").append(element);
          };
          put("button", "Half outside", { position: "fixed", left: "-40px", top: "0" });
          put("button", "Tiny", { position: "fixed", left: "90px", top: "300px", width: "10px" });
          put("p", "More than fits", { width: "20px", overflow: "hidden", whiteSpace: "nowrap" });
          put("p", "Over the edge", { position: "fixed", right: "-30px", top: "200px", whiteSpace: "nowrap" });
          put("div", "", { position: "fixed", inset: "0", zIndex: "9" });
        }"""
    )
    found = " ".join(page.evaluate(LOOK))
    for words in (
        "outside the window: <button> Half",
        "too small to hit: <button> Tiny",
        "cut off: <p> More",
    ):
        assert words in found
    assert "text leaves the window: <p> Over" in found
    assert "covered: <button> New workflow" in found


def test_axe_does_find_something_where_something_is_wrong(open_page: OpenPage, axe: str) -> None:
    page = open_page()
    expect(page.get_by_label("Your message")).to_be_visible()
    page.evaluate(axe)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(complaint.startswith("button-name") for complaint in axe_complaints(page, RULES))
