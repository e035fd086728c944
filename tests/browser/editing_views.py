"""Views of a workflow that is changed by hand, for tests of looks and of access."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.canned import links, node
from tests.browser.saving import BROKEN, open_saved

EVERY_KIND: dict[str, Any] = {
    "name": "Every kind of field",
    "nodes": [
        node("Start", "manualTrigger", 0, 0),
        node(
            "Is it large, and was it ordered in this year or in the last one?",
            "if",
            224,
            0,
            {
                "conditions": {
                    "combinator": "and",
                    "conditions": [
                        {
                            "id": str(number),
                            "leftValue": "={{ $json.total }}",
                            "rightValue": 100 + number,
                            "operator": {"type": "number", "operation": "gt"},
                        }
                        for number in range(2)
                    ],
                },
                "options": {"ignoreCase": True},
            },
            typeVersion=2.2,
        ),
        node(
            "Edit Fields",
            "set",
            448,
            0,
            {
                "assignments": {
                    "assignments": [
                        {"id": "1", "name": "total", "type": "number", "value": 3},
                        {"id": "2", "name": "who", "type": "string", "value": "={{ $json.name.trim() }}"},
                    ]
                },
                "options": {"dotNotation": False},
            },
            typeVersion=3.4,
        ),
        node(
            "Rows",
            "googleSheets",
            672,
            0,
            {
                "operation": "append",
                "documentId": {"__rl": True, "mode": "list", "value": "1", "cachedResultName": "Orders"},
                "sheetName": {"__rl": True, "mode": "name", "value": "Sheet1"},
                "columns": {
                    "mappingMode": "defineBelow",
                    "value": {"Name": "={{ $json.who }}", "Total": "3"},
                },
            },
            typeVersion=4.5,
        ),
        node(
            "Schedule",
            "scheduleTrigger",
            0,
            200,
            {"rule": {"interval": [{"field": "weeks", "triggerAtDay": [1, 3]}, {"field": "hours"}]}},
            typeVersion=1.2,
        ),
        node("Code", "code", 224, 200, {"jsCode": "return [];\n// more"}, typeVersion=2),
    ],
    "connections": links(("Start", "Is it large, and was it ordered in this year or in the last one?")),
}


def _opened(page: Page, name: str) -> None:
    open_saved(page, EVERY_KIND)
    page.locator(".react-flow__node", has_text=name).first.press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel.get_by_label("Name of the node")).to_be_attached()
    expect(panel.locator("select, textarea, input").first).to_be_visible()


def conditions(page: Page) -> None:
    _opened(page, "Is it large")


def assignments(page: Page) -> None:
    _opened(page, "Edit Fields")


def columns(page: Page) -> None:
    _opened(page, "Rows")


def entries(page: Page) -> None:
    _opened(page, "Schedule")


def code(page: Page) -> None:
    _opened(page, "Code")


def carried(page: Page) -> None:
    _opened(page, "Code")
    page.get_by_role("button", name="Move the node").click()
    expect(page.get_by_text("Click where “Code” shall stand")).to_be_visible()


def fixes(page: Page) -> None:
    open_saved(page, BROKEN)
    page.get_by_role("tab", name="Issues").click()
    expect(page.get_by_role("button", name="Fix all")).to_be_visible()


def review(page: Page) -> None:
    fixes(page)
    page.get_by_role("button", name="Fix all").click()
    page.get_by_role("tab", name="Canvas").click()
    expect(page.get_by_role("button", name="Keep")).to_be_visible()
    expect(page.locator(".react-flow__node.changed").first).to_be_visible()


def versions(page: Page) -> None:
    review(page)
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("tabpanel").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Show on the canvas")).to_be_visible()


def old_version(page: Page) -> None:
    review(page)
    page.get_by_role("button", name="Earlier version").click()
    expect(page.get_by_role("button", name="Restore this version")).to_be_visible()


def search(page: Page) -> None:
    open_saved(page, BROKEN)
    page.get_by_role("button", name="Find a node").click()
    expect(page.get_by_role("combobox", name="Find a node")).to_be_focused()
