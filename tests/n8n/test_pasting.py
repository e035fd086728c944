"""What "Copy for n8n" puts on the clipboard, pasted into the editor of a real n8n in a real Chromium."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.canned import EVERYTHING, ask
from tests.browser.conftest import Served, chromium, make_data_dir, start_server
from tests.n8n.conftest import TOOL

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(600)]

__all__ = ["chromium", "make_data_dir"]
"""Fixtures of the browser tests that these tests use as well."""

SLOWEST = 90_000
"""Milliseconds: n8n's editor is large, and this machine may be busy."""

REQUEST = (
    "Every day at 8 read new rows from my Google Sheet, if the amount is greater than 100 post a message "
    "to the Slack channel #sales, otherwise send an email with Gmail"
)


def _live() -> ModuleType:
    """`tools/ask-n8n/live.py`; its folder is no package."""
    spec = importlib.util.spec_from_file_location("nodepilot_live_n8n", TOOL / "live.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def n8n(n8n_folder: Path, only_newest_editor: None) -> Iterator[Any]:
    """A running n8n whose owner is signed in."""
    with _live().live_n8n(n8n_folder) as server:
        yield server


@pytest.fixture(scope="module")
def only_newest_editor(n8n_folder: Path) -> None:
    """Older editors have other names for their parts."""
    package = json.loads((n8n_folder / "node_modules" / "n8n" / "package.json").read_text(encoding="utf-8"))
    if not package["version"].startswith("2."):
        pytest.skip(f"the editor of n8n {package['version']} is another one")


@pytest.fixture(scope="module")
def served(make_data_dir: Callable[[], Path]) -> Iterator[Served]:
    server = start_server(make_data_dir())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def window(chromium: Browser, served: Served, n8n: Any) -> Iterator[Page]:
    """A page in a window with a clipboard, signed in here and at n8n."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    name, _, value = n8n.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{n8n.port}"}])
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    page.goto(served.sign_in)
    page.get_by_label("Your message").wait_for()
    yield page
    context.close()


def paste_and_save(page: Page, n8n: Any, names: list[str]) -> dict[str, Any]:
    """Pastes the clipboard into a new workflow; what n8n then has of it on its server."""
    page.goto(f"http://127.0.0.1:{n8n.port}/workflow/new")
    page.locator("[data-test-id='canvas-wrapper']").wait_for()
    expect(page.locator("[data-test-id='workflow-name-input']")).to_be_visible(timeout=SLOWEST)
    page.locator("[data-test-id='canvas-wrapper']").click(position={"x": 40, "y": 300})
    page.keyboard.press("Control+v")
    nodes = page.locator("[data-test-id='canvas-node'], [data-test-id='sticky']")
    expect(nodes.first).to_be_visible(timeout=SLOWEST)
    for name in names:
        expect(
            page.locator(f"[data-test-id='canvas-node'][data-node-name={json.dumps(name)}]")
        ).to_be_visible(timeout=SLOWEST)
    with page.expect_response(
        lambda answer: "/rest/workflows" in answer.url and answer.request.method in {"POST", "PATCH"}
    ) as saving:
        page.keyboard.press("Control+s")
    assert saving.value.ok, saving.value.text()
    identity = page.url.partition("/workflow/")[2].partition("?")[0]
    status, answer = n8n.call("GET", f"/rest/workflows/{identity}")
    assert status == 200
    return dict(answer["data"])


def shape(document: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any], dict[str, Any]]:
    """Types, parameters and connections by name: what has to survive the way through n8n's editor."""
    nodes = document["nodes"]
    connections = {
        source: {kind: [list(outputs or []) for outputs in lists] for kind, lists in by_type.items()}
        for source, by_type in document["connections"].items()
    }
    return (
        {node["name"]: node["type"] for node in nodes},
        {node["name"]: node["typeVersion"] for node in nodes},
        connections,
    )


def test_an_answer_is_pasted_and_saved(window: Page, served: Served, n8n: Any) -> None:
    window.goto(served.home)
    ask(window, REQUEST)
    window.get_by_role("button", name="Copy for n8n").click()
    copied = json.loads(window.evaluate("navigator.clipboard.readText()"))
    assert len(copied["nodes"]) >= 4
    kept = paste_and_save(window, n8n, [node["name"] for node in copied["nodes"]])
    assert shape(kept) == shape(copied)


def test_everything_that_is_drawn_is_pasted(window: Page, served: Served, n8n: Any) -> None:
    window.goto(served.home)
    window.get_by_label("Your message").wait_for()
    window.evaluate("text => navigator.clipboard.writeText(text)", json.dumps(EVERYTHING))
    window.get_by_label("Your message").press("Control+v")
    window.locator(".react-flow__node").first.wait_for()
    window.get_by_role("button", name="Copy for n8n").click()
    names = [node["name"] for node in EVERYTHING["nodes"] if node["type"] != "n8n-nodes-base.stickyNote"]
    kept = paste_and_save(window, n8n, names)
    assert shape(kept)[0] == shape(EVERYTHING)[0]
    assert shape(kept)[2] == shape(EVERYTHING)[2]
