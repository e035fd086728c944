"""When something fails the page says what happened and what to do, and goes on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.canned import Answer, as_stream, ask, pretend
from tests.browser.conftest import Served, watched

OpenPage = Callable[..., Page]
NETWORK = "Failed to load resource"


def send(page: Page, message: str) -> None:
    box = page.get_by_label("Your message")
    box.fill(message)
    box.press("Enter")


def test_nobody_is_signed_in(chromium: Browser, served: Served) -> None:
    with watched(chromium, served.home) as (context, watch):
        watch.expected.append("401")
        page = context.new_page()
        page.goto(served.home)
        expect(page.get_by_role("heading", name="Open the printed address")).to_be_visible()


def test_a_refusal_is_shown_with_its_next_step(open_page: OpenPage) -> None:
    page = open_page(expect=(NETWORK,))
    problem = {
        "title": "Busy",
        "status": 503,
        "detail": "Too many at once.",
        "code": "BUSY",
        "next_step": "Wait a minute.",
    }
    page.route(
        "**/api/chat/message",
        lambda route: route.fulfill(status=503, content_type="application/problem+json", json=problem),
    )
    send(page, "anything")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Too many at once.")
    expect(alert).to_contain_text("Wait a minute.")
    page.unroute("**/api/chat/message")
    pretend(page, Answer())
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator(".react-flow__node")).to_have_count(2)


def test_a_broken_stream_is_picked_up_where_it_broke(open_page: OpenPage) -> None:
    page = open_page(expect=(NETWORK,))
    answer = Answer(text="The whole answer.")
    events = answer.events()
    seen: list[str | None] = []

    def rest(route: Route) -> None:
        seen.append(route.request.headers.get("last-event-id"))
        if len(seen) == 1:
            route.abort()
        else:
            route.fulfill(content_type="text/event-stream", body=as_stream(events))

    pretend(page, answer)
    page.route(
        "**/api/chat/message",
        lambda route: route.fulfill(content_type="text/event-stream", body=as_stream(events[:5])),
    )
    page.route("**/api/generations/*/events", rest)
    send(page, "anything")
    expect(page.get_by_text("The whole answer.")).to_have_count(1)
    assert seen == ["5", "5"]


def test_a_conversation_that_is_gone(open_page: OpenPage) -> None:
    page = open_page("c/0190f0e0-0000-7000-8000-00000000dead", expect=(NETWORK,))
    expect(page.get_by_role("alert")).to_contain_text("does not exist any more")
    page.get_by_role("button", name="New workflow").first.click()
    expect(page.get_by_label("Your message")).to_be_focused()


def test_a_message_that_is_too_long_cannot_be_sent(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_label("Your message").fill("a" * 20_001)
    expect(page.get_by_text("20,000 characters at most")).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()


def test_a_draft_survives_a_reload(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_label("Your message").fill("half a thought")
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value("half a thought")


def test_an_answer_can_be_stopped(open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/api/chat/message", lambda _: None)
    send(page, "anything")
    expect(page.get_by_role("article", name="NodePilot")).to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. Nothing more was made.")).to_be_visible()
    page.unroute("**/api/chat/message")
    pretend(page, Answer())
    ask(page, "and now")
    expect(page.locator(".react-flow__node")).to_have_count(2)
