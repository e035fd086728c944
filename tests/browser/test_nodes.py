"""The node explorer: found in plain words, read in full, used in a request."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]


def test_an_operation_is_found_read_and_used(open_page: OpenPage) -> None:
    page = open_page("nodes")
    listed = page.get_by_role("main").get_by_role("listitem")
    expect(listed.nth(20)).to_be_visible()
    page.get_by_label("Search nodes, services and operations").fill("append rows to a google sheet")
    expect(listed.first).to_contain_text("Google Sheets")
    expect(listed.first).to_contain_text("Append row in sheet")
    listed.first.get_by_role("link").click()
    expect(page).to_have_url(page.url.split("/nodes")[0] + "/nodes/n8n-nodes-base/googleSheets")

    details = page.get_by_role("region", name="Google Sheets")
    expect(details.get_by_role("heading", level=2)).to_have_text("Google Sheets")
    expect(details.get_by_text("Google Sheets OAuth2 API")).to_be_visible()
    every = details.get_by_role("heading", name="Parameters").locator("xpath=ancestor::section[1]//li")
    before = every.count()
    details.get_by_role("button", name="Append row in sheet", exact=True).click()
    expect(details.get_by_role("heading", name="Parameters of “Append row in sheet”")).to_be_visible()
    assert 0 < details.locator("section:last-child li").count() < before

    page.reload()
    expect(details.get_by_role("heading", level=2)).to_have_text("Google Sheets")
    details.get_by_role("button", name="Use “Append row in sheet” in a request").click()
    box = page.get_by_label("Your message")
    expect(box).to_be_focused()
    expect(box).to_have_value("Append row in sheet with Google Sheets")


def test_nodes_are_narrowed_down_and_all_of_them_can_be_reached(open_page: OpenPage) -> None:
    page = open_page("nodes")
    listed = page.get_by_role("main").get_by_role("listitem")
    count = page.get_by_role("status").filter(has_text="of n8n")
    everything = int(count.inner_text().split()[0])
    page.get_by_role("radio", name="Triggers").click()
    expect(count).not_to_contain_text(str(everything))
    page.get_by_label("Category").select_option("Sales")
    expect(listed.filter(has_not_text="Sales")).to_have_count(0)
    expect(listed.filter(has_not_text="Trigger")).to_have_count(0)
    expect(count).to_contain_text(f"{listed.count()} nodes")
    page.get_by_label("Category").select_option("")
    page.get_by_role("radio", name="All").click()
    expect(count).to_contain_text(f"{everything} nodes")
    seen = 0
    while (now := listed.count()) < everything:
        listed.last.scroll_into_view_if_needed()
        expect(listed.nth(min(everything, now + 1) - 1)).to_be_attached()
        assert now > seen
        seen = now


def test_what_is_not_there_says_what_is(open_page: OpenPage) -> None:
    page = open_page("nodes/n8n-nodes-base/slak", expect=("404",))
    expect(page.get_by_text("There is no such node in this n8n release.")).to_be_visible()
    expect(page.get_by_text("n8n-nodes-base.slack")).to_be_visible()
    page.get_by_label("Search nodes, services and operations").fill("xqzzqx")
    expect(page.get_by_text("No node does that")).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    expect(page.get_by_role("main").get_by_role("listitem").nth(20)).to_be_visible()


def test_by_keyboard_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("nodes", viewport={"width": 360, "height": 740})
    row = page.get_by_role("link", name="HTTP Request")
    row.focus()
    page.keyboard.press("Enter")
    details = page.get_by_role("region", name="HTTP Request")
    expect(details).to_be_visible()
    details.get_by_role("button", name="All nodes").press("Enter")
    expect(details).to_have_count(0)
    expect(row).to_be_visible()
