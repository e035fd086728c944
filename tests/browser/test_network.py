"""The network drops at each moment of a message: the page goes on by itself, and nothing is sent twice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

OpenPage = Callable[..., Page]

LOST = ("Failed to load resource", "net::ERR")
REQUEST = "Every weekday at 8:00, post the weather for Lisbon to Telegram"


def send(page: Page, message: str = REQUEST) -> None:
    box = page.get_by_label("Your message")
    box.fill(message)
    box.press("Enter")


def stored(page: Page) -> list[str]:
    """The roles of the messages that the server has, in the conversation that is open."""
    conversation = page.url.rsplit("/", 1)[1]
    found = page.evaluate(
        "id => fetch(`/api/conversations/${id}`).then((answer) => answer.json())", conversation
    )
    return [message["role"] for message in found["messages"]]


def check_one_answer(page: Page) -> None:
    page.get_by_text("Answered by").wait_for()
    expect(page.get_by_role("article", name="You", exact=True)).to_have_count(1)
    expect(page.get_by_role("article", name="NodePilot", exact=True)).to_have_count(1)
    expect(page.locator(".react-flow__node")).to_have_count(3)
    assert stored(page) == ["user", "assistant"]


def test_no_network_when_it_is_sent(open_page: OpenPage) -> None:
    page = open_page(expect=LOST)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text("The connection is lost. Trying again…")).to_be_visible()
    page.context.set_offline(False)
    check_one_answer(page)


def test_the_server_has_it_and_the_answer_is_lost(open_page: OpenPage) -> None:
    page = open_page(expect=LOST)
    keys: list[str | None] = []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        response = route.fetch()
        if len(keys) == 1:
            route.abort()
        else:
            route.fulfill(response=response)

    page.route("**/api/chat/message", lose_the_first)
    send(page)
    check_one_answer(page)
    assert len(keys) == 2
    assert keys[0] == keys[1] is not None


def test_the_stream_breaks_in_the_middle(open_page: OpenPage) -> None:
    page = open_page(expect=LOST)
    after: list[str | None] = []

    def cut(route: Route) -> None:
        frames = route.fetch().text().split("\n\n")
        route.fulfill(
            content_type="text/event-stream", body="\n\n".join(frames[:4]) + "\n\n" + frames[4][:20]
        )

    def watch(route: Route) -> None:
        after.append(route.request.headers.get("last-event-id"))
        route.continue_()

    page.route("**/api/chat/message", cut)
    page.route("**/api/generations/*/events", watch)
    send(page)
    check_one_answer(page)
    assert after == ["4"]


def test_another_answer_breaks_in_the_middle(open_page: OpenPage) -> None:
    page = open_page(expect=LOST)
    send(page)
    page.get_by_text("Answered by").wait_for()
    page.route(
        "**/regenerate",
        lambda route: route.fulfill(
            content_type="text/event-stream", body=route.fetch().text().split("\n\n", 1)[0] + "\n\n"
        ),
    )
    page.get_by_role("button", name="Answer again").click()
    expect(page.get_by_role("group", name="Versions")).to_contain_text("2/2")
    check_one_answer(page)
