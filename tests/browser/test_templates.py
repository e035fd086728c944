"""The template gallery: looked through, narrowed down, looked at, used."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.canned import hold

OpenPage = Callable[..., Page]


def test_a_template_is_found_looked_at_and_used(open_page: OpenPage) -> None:
    page = open_page("templates")
    cards = page.get_by_role("main").get_by_role("listitem")
    expect(cards.nth(50)).to_be_attached()
    expect(cards.first.locator("svg path").first).to_be_attached()
    page.get_by_label("Search templates").fill("failed stripe payment")
    expect(cards.first).to_contain_text("Stripe")
    name = cards.first.get_by_role("link").locator("span.font-medium").inner_text()
    cards.first.get_by_role("link").click()
    preview = page.get_by_role("region", name=f"Preview of {name}")
    expect(preview.locator(".react-flow__node").first).to_be_visible()
    shown = preview.locator(".react-flow__node").count()
    page.reload()
    expect(preview.locator(".react-flow__node")).to_have_count(shown)
    preview.get_by_role("button", name="Use this template").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    expect(page.get_by_text("Opened here")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(shown)


def test_a_template_that_is_slow_says_that_it_is_loading(open_page: OpenPage) -> None:
    page = open_page()
    held = hold(page, "**/api/templates/chat-with-documents")
    page.goto(page.url + "templates/chat-with-documents")
    panel = page.get_by_role("region", name="Workflow", exact=True)
    expect(panel.get_by_text("Loading")).to_be_visible()
    held[0].continue_()
    expect(panel.locator(".react-flow__node").first).to_be_visible()


def test_filters_narrow_down_and_are_cleared(open_page: OpenPage) -> None:
    page = open_page("templates")
    cards = page.get_by_role("main").get_by_role("listitem")
    expect(cards.nth(50)).to_be_attached()
    every = cards.count()
    page.get_by_label("Category").select_option(label="Support")
    expect(cards.first).to_contain_text("Support")
    some = cards.count()
    assert 0 < some < every
    page.get_by_label("Size").select_option(label="simple")
    expect(cards.first).to_contain_text("simple")
    assert cards.count() < some
    page.get_by_label("Search templates").fill("xqzzqx")
    expect(page.get_by_text("No template fits")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(cards).to_have_count(every)
