"""First visit to workflow, and everything is still there afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.canned import ask
from tests.browser.conftest import MakeDataDir, start_server, watched

REQUEST = "When a new email arrives in Gmail, post its subject to the Slack channel #support"


def expect_drawn(page: Page) -> None:
    nodes = page.locator(".react-flow__node")
    expect(nodes.filter(has_text="Gmail")).to_be_visible()
    expect(nodes.filter(has_text="Slack")).to_be_visible()
    expect(page.locator(".react-flow__edge")).to_have_count(1)


def test_from_the_printed_address_to_a_workflow_that_stays(
    chromium: Browser, make_data_dir: MakeDataDir
) -> None:
    server = start_server(make_data_dir())
    try:
        with watched(chromium, server.home) as (context, watch):
            page = context.new_page()
            page.goto(server.sign_in)
            expect(page).to_have_url(server.home)

            ask(page, REQUEST)
            expect_drawn(page)
            page.get_by_role("button", name="Answered by").click()
            expect(
                page.get_by_role("list", name="Show the stages").get_by_role("listitem").first
            ).to_be_visible()

            page.get_by_role("tab", name="JSON").click()
            workflow = json.loads(page.locator("pre[aria-label=JSON]").inner_text())
            assert {node["type"] for node in workflow["nodes"]} >= {
                "n8n-nodes-base.gmailTrigger",
                "n8n-nodes-base.slack",
            }
            address = page.url

            page.reload()
            expect_drawn(page)
            expect(page.get_by_text("Answered by")).to_be_visible()

            # The open page notices that the server is away, and tries again.
            watch.expected += ["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING"]
            server.stop()
            server = start_server(server.data_dir, server.port)
            page.goto(address)
            expect_drawn(page)
            expect(page.get_by_role("navigation").locator("a[href^='/c/']")).to_have_count(1)
    finally:
        server.stop()


def test_a_message_that_asks_for_no_workflow_gets_words(open_page: Callable[..., Page]) -> None:
    page = open_page()
    ask(page, "hello")
    expect(page.get_by_role("article", name="NodePilot")).not_to_be_empty()
    expect(page.locator(".react-flow")).to_have_count(0)
