"""The library: what the chat made is found, opened, renamed, duplicated, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.canned import ask
from tests.browser.conftest import MakeDataDir, start_server, watched

REQUEST = "Every day at 9:00, post the weather for Lisbon to the Slack channel #weather"


@pytest.fixture
def library(chromium: Browser, make_data_dir: MakeDataDir) -> Iterator[Page]:
    """The library of a server that nobody else uses, with one workflow that the chat made."""
    server = start_server(make_data_dir())
    try:
        with watched(chromium, server.home) as (context, _):
            page = context.new_page()
            page.goto(server.sign_in)
            ask(page, REQUEST)
            expect(page.locator(".react-flow__node").first).to_be_visible()
            page.get_by_role("link", name="Workflows", exact=True).click()
            yield page
    finally:
        server.stop()


def choose(page: Page, name: str, action: str) -> None:
    page.get_by_role("main").get_by_role("button", name=f"Options for “{name}”").click()
    page.get_by_role("menuitem", name=action).click()


def test_find_open_rename_duplicate_delete_and_undo(library: Page) -> None:
    page = library
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(page.get_by_role("heading", level=1, name="Workflows")).to_be_visible()
    expect(rows).to_have_count(1)

    name = (
        page.get_by_role("main").get_by_role("button", name="Options for").get_attribute("aria-label") or ""
    )
    choose(page, name.removeprefix("Options for “").removesuffix("”"), "Rename")
    field = page.get_by_label("Name of the workflow")
    expect(field).to_be_focused()
    payload = "<img src=x onerror=alert(1)>"
    field.fill(payload)
    field.press("Enter")
    expect(rows).to_contain_text([payload])
    choose(page, payload, "Rename")
    field.fill("Weather at nine")
    field.press("Enter")
    expect(rows).to_contain_text(["Weather at nine"])

    choose(page, "Weather at nine", "Duplicate")
    expect(rows).to_have_count(2)

    search = page.get_by_label("Search workflows")
    search.fill("no such words")
    expect(page.get_by_text("No workflow with these words")).to_be_visible()
    search.fill("")
    expect(rows).to_have_count(2)

    rows.get_by_role("button", name="Weather at nine").first.click()
    expect(page.locator(".react-flow__node").filter(has_text="Slack")).to_be_visible()
    expect(page.get_by_role("tab", name="Issues")).to_be_visible()
    page.reload()
    expect(page.locator(".react-flow__node").filter(has_text="Slack")).to_be_visible()

    page.get_by_role("main").get_by_role("button", name="Options for").first.click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(2)
