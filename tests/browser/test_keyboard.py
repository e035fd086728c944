"""Everything can be done without a mouse."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.canned import ask, pretend
from tests.browser.views import ANSWER, REQUEST

OpenPage = Callable[..., Page]


def tab_to(page: Page, wanted: Callable[[Page], bool], most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted(page):
            return
    raise AssertionError("The keyboard never gets there.")


def focused(selector: str) -> Callable[[Page], bool]:
    return lambda page: bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def test_from_the_first_key_to_a_parameter(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    expect(page.get_by_label("Your message")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the message box")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.type("line one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("line two")
    expect(page.get_by_label("Your message")).to_have_value("line one\nline two")
    page.get_by_label("Your message").fill(REQUEST)
    page.keyboard.press("Enter")
    expect(page.locator(".react-flow__node")).to_have_count(11)

    tab_to(page, focused('.react-flow__node[aria-label^="Tell the team"]'))
    page.keyboard.press("Enter")
    details = page.get_by_role("complementary", name="Details of Tell the team")
    expect(details).to_be_visible()
    tab_to(page, lambda page: bool(page.evaluate("document.activeElement.closest('aside') !== null")))
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)


def test_tabs_move_with_the_arrow_keys(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    page.get_by_label("Your message").fill(REQUEST)
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Canvas").focus()
    for name in ("JSON", "Issues", "Set-up", "Canvas"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def test_the_palette_finds_and_runs(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    page.get_by_label("Your message").fill(REQUEST)
    page.keyboard.press("Enter")
    expect(page.locator(".react-flow__node")).to_have_count(11)
    page.keyboard.press("Control+k")
    page.keyboard.type("wikip")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Details of Wikipedia")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("light dark")
    before = page.locator("html").get_attribute("data-theme")
    page.keyboard.press("Enter")
    expect(page.locator("html")).not_to_have_attribute("data-theme", before or "")
    page.keyboard.press("Control+k")
    page.keyboard.type("nothing is called so")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_have_count(0)


def test_shortcuts_rest_while_one_types(open_page: OpenPage) -> None:
    page = open_page()
    box = page.get_by_label("Your message")
    expect(box).to_be_visible()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.keyboard.type("?")
    expect(box).to_have_value("a/b?")
    page.keyboard.press("Control+b")
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.keyboard.press("Control+b")
    expect(page.get_by_role("navigation")).to_be_visible()


def test_shortcuts_are_listed_and_single_keys_can_be_switched_off(open_page: OpenPage) -> None:
    page = open_page("templates")
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("?")
    listed = page.get_by_role("dialog", name="Settings")
    expect(listed.get_by_text("Open the command palette")).to_be_visible()
    listed.get_by_label("Single keys as shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(listed).to_have_count(0)
    expect(page.get_by_label("Your message")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Type a command")).to_be_focused()


def test_every_page_is_reached_by_the_palette(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_label("Your message")).to_be_visible()
    for name in ("Workflows", "Templates", "Nodes", "Plan and credits", "Help", "Administration"):
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name="Type a command").fill(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Your message")).to_be_focused()


def test_the_columns_are_resized_with_the_keys(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    page.get_by_label("Your message").fill(REQUEST)
    page.keyboard.press("Enter")
    bar = page.get_by_role("separator", name="Resize the chat")
    before = int(bar.get_attribute("aria-valuenow") or 0)
    bar.press("ArrowRight")
    expect(bar).to_have_attribute("aria-valuenow", str(before + 16))
    bar.press("Home")
    expect(bar).to_have_attribute("aria-valuenow", bar.get_attribute("aria-valuemin") or "")


def test_the_keyboard_stays_in_what_covers_the_rest(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    pretend(page, ANSWER)
    ask(page, REQUEST)
    opener = page.get_by_role("button", name="Show the workflow")
    opener.press("Enter")
    chat = page.get_by_role("region", name="Conversation")
    expect(page.locator(".react-flow__node").first).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert not chat.evaluate("chat => chat.contains(document.activeElement)")

    page.locator(".react-flow__node", has_text="Tell the team").press("Enter")
    details = page.get_by_role("complementary", name="Details of Tell the team")
    expect(details).to_be_visible()
    canvas = page.locator(".react-flow")
    for _ in range(15):
        page.keyboard.press("Tab")
        assert not canvas.evaluate("canvas => canvas.contains(document.activeElement)")
    details.get_by_role("button", name="Close the details").focus()
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)
    expect(page.locator(".react-flow__node", has_text="Tell the team")).to_be_focused()
    page.get_by_role("button", name="Back to the chat").press("Enter")
    expect(opener).to_be_focused()


def test_every_field_shows_that_it_has_the_focus(open_page: OpenPage) -> None:
    page = open_page("templates")
    for label in ("Search templates", "Category", "Size"):
        field = page.get_by_label(label)
        field.focus()
        assert field.evaluate("field => getComputedStyle(field).outlineStyle") == "solid"
