"""Nothing overlaps, overflows or is cut off: every view, three widths, by geometry."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, Route, expect

from tests.browser.rest import resting_box, until_at_rest
from tests.browser.views import VIEWS, View, with_panel

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

SIZES = ((1440, 900), (1024, 768), (360, 740))

# Looks for: a page wider than the window; a control that lies outside the window or under something else;
# text that is cut off where nothing (an ellipsis, a scroll bar, a clamp) says so; buttons too small to hit.
LOOK = """
() => {
  const found = [];
  const name = (element) =>
    `<${element.tagName.toLowerCase()}> ${(element.getAttribute("aria-label") || element.textContent || "").trim().slice(0, 50)}`;
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const dialog = document.querySelector("dialog[open]");
  const sheet = document.querySelector(".animate-sheet");
  const scope = dialog ?? sheet ?? document.querySelector("#root");
  const scrolls = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (/(auto|scroll)/.test(getComputedStyle(box).overflow)) return true;
      if (box.classList.contains("react-flow")) return true;
    }
    return false;
  };
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  for (const control of scope.querySelectorAll("button, a[href], input, textarea, [role=tab], [role=option]")) {
    if (!visible(control) || control.closest(".sr-only")) continue;
    const box = control.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const inside = box.left >= -0.5 && box.top >= -0.5 && box.right <= width + 0.5 && box.bottom <= height + 0.5;
    if (!inside && !scrolls(control)) found.push(`outside the window: ${name(control)}`);
    const inline = getComputedStyle(control).display.startsWith("inline") && !control.matches("button");
    if (!inline && !control.matches(".react-flow a") && (box.width < 24 || box.height < 20)) {
      found.push(`too small to hit: ${name(control)} ${box.width}x${box.height}`);
    }
    if (!inside || control.disabled || document.querySelector("[role=menu]")) continue;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const own = top && (control.contains(top) || top.contains(control) || top.closest("label")?.control === control);
    if (!own && !scrolls(control)) found.push(`covered: ${name(control)} by ${top ? name(top) : "nothing"}`);
  }
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !visible(element) || element.closest(".sr-only, .react-flow, textarea, [role=log]")) continue;
    const style = getComputedStyle(element);
    const clips = style.overflowX === "hidden" || style.overflowX === "clip";
    if (clips && style.textOverflow !== "ellipsis" && style.webkitLineClamp === "none" && element.scrollWidth > element.clientWidth + 1) {
      found.push(`cut off: ${name(element)}`);
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const ellipsis = element.closest(".truncate");
    if (box.width && !ellipsis && (box.right > width + 1 || box.left < -1) && !scrolls(element)) {
      found.push(`text leaves the window: ${name(element)}`);
    }
  }
  return found;
}
"""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_everything_has_its_place(open_page: OpenPage, view: View, size: tuple[int, int]) -> None:
    page = open_page(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", expect=("404", "402")
    )
    view.show(page)
    until_at_rest(page)
    assert page.evaluate(LOOK) == []


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
