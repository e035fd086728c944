"""Workflows that are saved on the real server, and opened from its library."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

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
