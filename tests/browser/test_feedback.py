"""Thumbs on an answer, kept over a reload."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.canned import ask
from tests.browser.conftest import OpenPage


def test_a_thumb_and_why(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "hello")
    down = page.get_by_role("button", name="Bad answer")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    page.get_by_label("What was wrong with it?").fill("It <b>talked</b> too much")
    page.get_by_role("button", name="Send feedback").click()
    expect(page.get_by_text("Thank you. That helps.")).to_be_visible()
    page.reload()
    expect(down).to_have_attribute("aria-pressed", "true")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "false")
    expect(down).to_have_attribute("aria-pressed", "false")
