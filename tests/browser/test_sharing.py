"""Conversations leave the page as links and files, and are found again by their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.canned import ask
from tests.browser.conftest import Served, watched

OpenPage = Callable[..., Page]
REQUEST = "When a new email arrives in Gmail, post its subject to the Slack channel #shared"


def test_a_link_shows_the_conversation_to_anybody_until_it_is_revoked(
    open_page: OpenPage, chromium: Browser, served: Served
) -> None:
    # The server says 404 as long as there is no link.
    page = open_page(expect=("404",))
    ask(page, REQUEST)
    page.get_by_role("button", name="Share a link").click()
    page.get_by_role("button", name="Create a link").click()
    link = page.get_by_label("Link to the conversation").input_value()

    with watched(chromium, served.home) as (context, watch):
        watch.expected.append("404")
        stranger = context.new_page()
        stranger.goto(link)
        expect(stranger.get_by_role("article", name="You")).to_contain_text("#shared")
        expect(stranger.locator(".react-flow__node")).to_have_count(2)
        expect(stranger.get_by_label("Your message")).to_have_count(0)
        expect(stranger.get_by_role("button", name="Edit and send again")).to_have_count(0)
        stranger.get_by_role("tab", name="JSON").click()
        expect(stranger.get_by_role("tabpanel")).to_contain_text("n8n-nodes-base.slack")

        page.get_by_role("button", name="Revoke the link").click()
        expect(page.get_by_role("button", name="Create a link")).to_be_visible()
        stranger.reload()
        expect(stranger.get_by_role("alert")).to_contain_text("opens nothing any more")


def test_a_conversation_is_exported(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    ask(page, REQUEST)
    for item, start in {"Export as Markdown": "#", "Export as JSON": "{"}.items():
        page.get_by_role("navigation").locator("a[href^='/c/']").first.hover()
        page.get_by_role("button", name="Options for").first.click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=item).click()
        kept = tmp_path / download.value.suggested_filename
        download.value.save_as(kept)
        text = kept.read_text()
        assert text.startswith(start)
        assert "#shared" in text


def test_conversations_are_found_by_what_was_said(open_page: OpenPage) -> None:
    page = open_page()
    for number in range(5):
        ask(page, f"hello number {number}")
        page.get_by_role("button", name="New workflow").first.click()
    ask(page, "Every day at 9 send me an email about pangolins")
    search = page.get_by_label("Search conversations")
    search.fill("pangol")
    results = page.get_by_role("navigation").locator("a[href^='/c/']")
    expect(results).to_have_count(1)
    expect(results).to_contain_text("pangolins")
    search.fill("no such words anywhere")
    expect(page.get_by_text("No conversation with these words.")).to_be_visible()
    search.fill("")
    expect(results.nth(3)).to_be_visible()


def test_another_tab_follows(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, REQUEST)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".react-flow__node")).to_have_count(2)
    ask(page, "hello again")
    expect(other.get_by_role("article", name="You")).to_have_count(2)
    expect(other.get_by_text("Answered by")).to_have_count(2)
    options = page.get_by_role("navigation").locator("a[href^='/c/']").first
    options.dblclick()
    page.get_by_label("Title of the conversation").fill("Renamed elsewhere")
    page.keyboard.press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Renamed elsewhere")
