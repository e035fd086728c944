"""The canvas shows everything, nothing jumps while a page loads, and little has to be loaded."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, Route, expect

from tests.browser.rest import resting_box
from tests.browser.views import with_panel

OpenPage = Callable[..., Page]
SCRIPT_BUDGET = 250_000
"""Bytes of script, compressed, before anything is drawn."""

LATER = (
    "Canvas",
    "brands",
    "AdminPage",
    "NodesPage",
    "TemplatesPage",
    "HelpPage",
    "SettingsDialog",
    "BillingPage",
)
"""Parts of the page that come when they are asked for."""

SIZES = ((1440, 900), (1024, 768), (768, 1024), (360, 740))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
def test_the_canvas_shows_the_whole_workflow(open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    with_panel(page)
    canvas = resting_box(page.locator(".react-flow"))
    boxes = [resting_box(node) for node in page.locator(".react-flow__node").all()]
    assert len(boxes) == 11
    for box in boxes:
        assert box["x"] >= canvas["x"]
        assert box["y"] >= canvas["y"]
        assert box["x"] + box["width"] <= canvas["x"] + canvas["width"]
        assert box["y"] + box["height"] <= canvas["y"] + canvas["height"]


NO_SHIFT = 0.005
"""Rounding of what is centred; a line of text that moves everything below it is four times as much."""


def late(route: Route) -> None:
    """Fonts that come after the scripts."""
    time.sleep(0.15)
    route.continue_()


SUM_UP_SHIFTS = """globalThis.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
  .observe({ type: "layout-shift", buffered: true });"""

PAGES = {
    "": "Your message",
    "workflows": "Search workflows",
    "templates": "Search templates",
    "templates/chat-with-documents": "Search templates",
    "nodes": "Search nodes, services and operations",
    "nodes/n8n-nodes-base/slack": "Find an operation",
    "billing": "Show",
    "help": "Help",
    "admin": "Search by name or email",
    "admin/prompts": "Administration",
    "admin/prompts/main_prompt": "Text of main_prompt",
    "admin/experiments": "Administration",
    "admin/messages": "Administration",
    "admin/feedback": "Administration",
    "admin/audit": "Administration",
    "sign-in": "Email",
    "sign-up": "Email",
}


@pytest.mark.parametrize("width", [1440, 360], ids=lambda width: f"{width}px")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "chat")
def test_the_page_does_not_jump_while_it_loads(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    page.route("**/*.woff2", late)
    page.add_init_script(SUM_UP_SHIFTS)
    page.goto(page.url.rstrip("/") + "/" + path)
    expect(page.get_by_label(PAGES[path]).first).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("shift") < NO_SHIFT


@pytest.mark.parametrize("width", [1440, 360], ids=lambda width: f"{width}px")
def test_the_trial_does_not_move_the_page(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    lot = {"id": "1", "origin": "trial", "amount": 25, "remaining": 25, "expires_at": "2100-01-01T12:00:00Z"}
    counts = {"balance": 25, "held": 0, "available": 25, "unlimited": False}
    page.route("**/api/credits/balance", lambda route: route.fulfill(json={**counts, "lots": [lot]}))
    page.add_init_script(SUM_UP_SHIFTS)
    page.route("**/*.woff2", late)
    page.reload()
    expect(page.get_by_text("Trial: 25 credits left")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("shift") < NO_SHIFT


def test_the_first_load_is_small_and_quick(open_page: OpenPage) -> None:
    page = open_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if ".js" in answer.url else None)
    page.reload()
    expect(page.get_by_label("Your message")).to_be_visible()
    scripts = {answer.url: answer.body() for answer in answers}
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert ready < 1500
    assert scripts
    assert sum(len(gzip.compress(script)) for script in scripts.values()) < SCRIPT_BUDGET
    assert not any(name in url for url in scripts for name in LATER)
