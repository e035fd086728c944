"""Workflows that are saved on the real server, and opened from its library."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.canned import links, node

BROKEN: dict[str, Any] = {
    "name": "Two slips",
    "nodes": [
        node("Start", "manualTrigger", 0, 0),
        node(
            "Tell sales",
            "slack",
            224,
            0,
            {
                "resource": "message",
                "operation": "pots",
                "select": "channel",
                "channelId": {"__rl": True, "mode": "name", "value": "#sales"},
                "text": "={{ $json.name }} bought something",
            },
            typeVersion=2.3,
        ),
        node(
            "Fetch", "httpRequest", 448, 0, {"method": "GETT", "url": "https://example.com"}, typeVersion=4.2
        ),
    ],
    "connections": links(("Start", "Tell sales"), ("Tell sales", "Fetch")),
}


def open_saved(page: Page, document: dict[str, Any] = BROKEN) -> None:
    """Saves the workflow and shows it."""
    page.wait_for_load_state()
    home = page.url.split("?")[0].rstrip("/")
    made = page.request.post(
        f"{home}/api/workflows",
        data=json.dumps({"workflow": document}),
        headers={"Content-Type": "application/json", "X-NodePilot": "1", "Origin": home},
    )
    assert made.ok, made.text()
    page.goto(f"{home}/workflows/{made.json()['id']}")
    page.locator(".react-flow__node").first.wait_for()


def saved(open_page: Callable[..., Page], document: dict[str, Any] = BROKEN, **options: Any) -> Page:
    """The page of a workflow in the library, just saved there."""
    page = open_page(**options)
    open_saved(page, document)
    return page


def details(page: Page, name: str) -> Locator:
    """The details of a node, opened by a click on it."""
    page.locator(".react-flow__node").and_(page.get_by_label(re.compile(f"^{re.escape(name)},"))).click()
    return page.get_by_role("complementary", name=f"Details of {name}")


def stored(page: Page) -> dict[str, Any]:
    """The newest version, as the server has it."""
    identity = page.url.rsplit("/", 1)[1]
    found: dict[str, Any] = page.evaluate(
        "id => fetch(`/api/workflows/${id}`).then((answer) => answer.json())", identity
    )
    return dict(found["version"])


def until_version(page: Page, number: int) -> None:
    """Waits until that version is there, and shown."""
    expect(page.get_by_role("group", name=f"Version {number} of {number}")).to_be_visible()


def parameters(page: Page, name: str) -> dict[str, Any]:
    nodes = stored(page)["workflow"]["nodes"]
    return next(dict(each["parameters"]) for each in nodes if each["name"] == name)
