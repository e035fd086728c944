"""Another answer, an edited message: each version stays, and one steps from one to the other."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.canned import ask

OpenPage = Callable[..., Page]

REQUEST = "When a Typeform response comes in, create a HubSpot contact and notify #leads on Slack"


def versions(page: Page, of: str) -> Locator:
    return page.get_by_role("article", name=of, exact=True).get_by_role("group", name="Versions")


def test_an_answer_is_made_again_in_its_place(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, REQUEST)
    page.get_by_role("button", name="Answer again").click()
    switch = versions(page, "NodePilot")
    expect(switch).to_contain_text("2/2")
    # In place: still one message and one answer.
    expect(page.get_by_role("article", name="NodePilot", exact=True)).to_have_count(1)
    expect(page.get_by_role("article", name="You", exact=True)).to_have_count(1)
    expect(switch.get_by_role("button", name="Later version")).to_be_disabled()
    switch.get_by_role("button", name="Earlier version").click()
    expect(switch).to_contain_text("1/2")
    page.reload()
    expect(switch).to_contain_text("1/2")


def test_an_edited_message_makes_a_branch(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, REQUEST)
    ask(page, "use Discord instead of Slack")
    # Without those that an answer has just removed.
    nodes = page.locator(".react-flow__node:not(.removed)")
    expect(nodes.filter(has_text="Discord")).to_have_count(1)

    # By keyboard alone.
    own = page.get_by_role("article", name="You", exact=True).last
    own.get_by_role("button", name="Edit and send again").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Edit and send again")
    expect(box).to_be_focused()
    box.fill("use Telegram instead of Slack")
    page.reload()
    # What was being written is still there.
    expect(box).to_have_value("use Telegram instead of Slack")
    box.press("Enter")
    switch = versions(page, "You")
    expect(switch).to_contain_text("2/2")
    expect(nodes.filter(has_text="Telegram")).to_have_count(1)
    expect(page.get_by_text("use Discord instead of Slack")).to_have_count(0)

    switch.get_by_role("button", name="Earlier version").press("Enter")
    expect(page.get_by_text("use Discord instead of Slack")).to_be_visible()
    expect(nodes.filter(has_text="Discord")).to_have_count(1)
    # The conversation goes on from the branch that is shown.
    ask(page, "remove the HubSpot step")
    expect(nodes.filter(has_text="Discord")).to_have_count(1)
    expect(nodes.filter(has_text="HubSpot")).to_have_count(0)


def test_escape_leaves_a_message_as_it_was(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "hello")
    own = page.get_by_role("article", name="You", exact=True)
    own.hover()
    own.get_by_role("button", name="Edit and send again").click()
    page.keyboard.press("Escape")
    expect(own).to_contain_text("hello")
    page.reload()
    expect(own).to_contain_text("hello")
    expect(versions(page, "You")).to_have_count(0)


def test_another_answer_that_cannot_be_asked_for_hides_nothing(open_page: OpenPage) -> None:
    page = open_page(expect=("Failed to load resource",))
    ask(page, "hello")
    problem = {"status": 409, "detail": "Busy.", "code": "CONVERSATION_BUSY", "next_step": "Wait."}
    page.route(
        "**/regenerate",
        lambda route: route.fulfill(status=409, content_type="application/problem+json", json=problem),
    )
    page.get_by_role("button", name="Answer again").click()
    expect(page.get_by_role("alert")).to_contain_text("Busy.")
    expect(page.get_by_role("article", name="You", exact=True)).to_contain_text("hello")
    expect(page.get_by_text("Answered by")).to_be_visible()
    page.unroute("**/regenerate")
    page.get_by_role("button", name="Try again").click()
    expect(versions(page, "NodePilot")).to_contain_text("2/2")
    expect(page.get_by_role("alert")).to_have_count(0)
