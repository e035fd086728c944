"""Going on talking: from a template to a change, and back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.canned import ask

OpenPage = Callable[..., Page]


def test_from_a_template_to_a_change_and_back(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Start from a template").click()
    page.get_by_label("Search templates").fill("failed stripe payment")
    cards = page.get_by_role("main").get_by_role("listitem")
    # Those of the search alone are left when the best one is the first.
    expect(cards.first).to_contain_text("Stripe")
    cards.first.get_by_role("link").click()
    page.get_by_role("button", name="Use this template").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    nodes = page.locator(".react-flow__node")
    expect(nodes.filter(has_text="Tell the team")).to_be_visible()
    expect(page.locator(".react-flow__edge")).not_to_have_count(0)
    before = nodes.count()

    ask(page, "remove the Tell the team step")
    expect(page.get_by_text("Removed")).to_be_visible()
    expect(nodes).to_have_count(before - 1)
    ask(page, "undo that")
    expect(nodes).to_have_count(before)

    page.get_by_role("tab", name="Set-up").click()
    expect(page.get_by_role("heading", name="What it touches")).to_be_visible()


def test_what_to_say_next_is_a_click_away(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "Every weekday at 8:00, post the weather for Lisbon to Telegram")
    next_words = page.get_by_role("list", name="What next?")
    next_words.get_by_role("button", name="Run it every day at 8:00 instead").click()
    expect(page.get_by_role("article", name="You", exact=True)).to_have_count(2)
    expect(page.get_by_text("Answered by")).to_have_count(2)
    # Only after the last answer, and no longer what was done.
    expect(next_words).to_have_count(1)
    expect(next_words.get_by_role("button", name="Run it every day")).to_have_count(0)
    page.reload()
    expect(next_words).to_have_count(1)
