"""The list of conversations, and conversations that are long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.canned import CONVERSATION, Answer, ask, hold
from tests.browser.conftest import MakeDataDir, start_server, watched
from tests.browser.rest import resting_box

OpenPage = Callable[..., Page]
LONG = f"**/api/conversations/{CONVERSATION}?*"


@pytest.fixture
def own_page(chromium: Browser, make_data_dir: MakeDataDir) -> Iterator[Page]:
    """A page on a server that nobody else uses, with three real conversations."""
    server = start_server(make_data_dir())
    try:
        with watched(chromium, server.home) as (context, _):
            page = context.new_page()
            page.goto(server.sign_in)
            for message in ("hello", "hello there", "good morning"):
                page.get_by_label("Your message").fill(message)
                page.get_by_label("Your message").press("Enter")
                page.get_by_text("Answered by").wait_for()
                page.get_by_role("button", name="New workflow").first.click()
            yield page
    finally:
        server.stop()


def options(page: Page, title: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=title, exact=True).hover()
    page.get_by_role("button", name=f"Options for “{title}”").click()


def test_rename_pin_delete_and_undo(own_page: Page) -> None:
    page = own_page
    links = page.get_by_role("navigation").locator("a[href^='/c/']")
    expect(links).to_have_count(3)
    title = links.last.inner_text()

    options(page, title)
    page.get_by_role("menuitem", name="Rename").click()
    field = page.get_by_label("Title of the conversation")
    expect(field).to_be_focused()
    field.fill("First words")
    field.press("Enter")
    expect(links.last).to_have_text("First words")

    options(page, "First words")
    page.get_by_role("menuitem", name="Pin", exact=True).click()
    expect(links.first).to_have_text("First words")
    page.reload()
    expect(links.first).to_have_text("First words")

    options(page, "First words")
    page.get_by_role("menuitem", name="Delete").click()
    expect(links).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(links).to_have_count(3)
    assert urlsplit(page.url).path == "/"

    options(page, "First words")
    page.get_by_role("menuitem", name="Delete").click()
    expect(links).to_have_count(2)
    # Leaving the page ends the time to think about it.
    page.reload()
    expect(links).to_have_count(2)


def test_nobody_has_to_be_quick_to_undo(own_page: Page) -> None:
    page = own_page
    links = page.get_by_role("navigation").locator("a[href^='/c/']")
    expect(links).to_have_count(3)
    page.clock.install()
    options(page, links.last.inner_text())
    page.get_by_role("menuitem", name="Delete").click()
    undo = page.get_by_role("button", name="Undo")
    undo.focus()
    page.clock.fast_forward("01:00")
    undo.press("Enter")
    expect(links).to_have_count(3)

    options(page, links.last.inner_text())
    page.get_by_role("menuitem", name="Delete").click()
    expect(undo).to_be_visible()
    with page.expect_request(lambda request: request.method == "DELETE"):
        page.clock.fast_forward("01:00")
    expect(undo).to_have_count(0)
    page.reload()
    expect(links).to_have_count(2)


def test_a_slow_conversation_shows_where_it_will_stand(open_page: OpenPage) -> None:
    page = open_page(expect=("404",))
    expect(page.get_by_label("Your message")).to_be_visible()
    hold(page, LONG)
    page.goto(f"{page.url}c/{CONVERSATION}")
    loading = page.get_by_role("main").get_by_role("status", name="Loading")
    expect(loading).to_be_visible()
    page.unroute(LONG)
    give_a_thousand(page, [])
    page.reload()
    expect(page.get_by_text("Message 999.")).to_be_visible()
    expect(loading).to_have_count(0)


def give_a_thousand(page: Page, asked: list[str]) -> None:
    """A thousand messages, given in pages as the server does; `asked` hears what is asked for."""
    answer = Answer(workflow=None)
    messages = [
        {
            "id": f"0190f0e0-0000-7000-8000-{number:012d}",
            "role": "assistant" if number % 2 else "user",
            "content": f"Message {number}. " + "Some more words of it. " * (number % 7),
            "timestamp": "2030-01-01T12:00:00Z",
            "metadata": answer.metadata() if number % 2 else {},
        }
        for number in range(1000)
    ]
    conversation: dict[str, object] = {
        "id": CONVERSATION,
        "title": "A long one",
        "created_at": "2030-01-01T12:00:00Z",
        "updated_at": "2030-01-01T12:00:00Z",
        "running_generation_id": None,
        "feedback": [],
    }

    def give(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        before = query.get("before", [""])[0]
        asked.append(before)
        end = next((index for index, each in enumerate(messages) if each["id"] == before), len(messages))
        start = max(0, end - int(query["limit"][0]))
        route.fulfill(json={**conversation, "messages": messages[start:end], "has_earlier": start > 0})

    page.route(LONG, give)


def test_a_thousand_messages_stay_quick(open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []
    give_a_thousand(page, asked)
    page.goto(f"{page.url}c/{CONVERSATION}")
    expect(page.get_by_text("Message 999.")).to_be_in_viewport()
    assert page.get_by_role("article").count() < 60
    assert asked == [""]
    log = page.get_by_role("log")
    first = page.get_by_text("Message 0.")
    for _ in range(30):
        log.press("Home")
        if first.count():
            break
        page.wait_for_timeout(100)
    expect(first).to_be_in_viewport()
    assert len(asked) == len(set(asked))
    assert page.get_by_role("article").count() < 60
    expect(page.get_by_role("button", name="Earlier messages")).to_have_count(0)
    page.get_by_role("button", name="Go to the newest message").click()
    expect(page.get_by_text("Message 999.")).to_be_in_viewport()


def test_what_is_read_stays_where_it_is_while_earlier_messages_come(open_page: OpenPage) -> None:
    page = open_page(expect=("Failed to load resource",))
    asked: list[str] = []
    give_a_thousand(page, asked)
    page.goto(f"{page.url}c/{CONVERSATION}")
    expect(page.get_by_text("Message 999.")).to_be_in_viewport()
    page.unroute(LONG)
    page.route(LONG, lambda route: route.abort())
    page.get_by_role("log").press("Home")
    again = page.get_by_role("button", name="Earlier messages could not be loaded. Try again")
    expect(again).to_be_in_viewport()
    page.unroute(LONG)
    read = page.get_by_text("Message 940.")
    expect(read).to_be_in_viewport()
    before = resting_box(read)
    give_a_thousand(page, asked)
    again.click()
    expect(again).to_have_count(0)
    assert abs(resting_box(read)["y"] - before["y"]) < 4
    page.mouse.move(before["x"] + 20, before["y"] + 20)
    page.mouse.wheel(0, -200)
    expect(page.get_by_text("Message 939.")).to_be_in_viewport()


def test_what_is_remembered_is_seen_and_forgotten(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "hello")
    identity = page.url.rsplit("/", 1)[1]
    sentences = ["Mails go out by Gmail, never by SMTP.", "<img src=x onerror='window.attacked = 1'>"]
    kept = [
        {
            "id": str(index),
            "kind": "decision",
            "text": text,
            "score": 0.9,
            "created_at": "2030-01-01T12:00:00Z",
        }
        for index, text in enumerate(sentences)
    ]
    path = f"**/api/conversations/{identity}/memories"
    page.route(path, lambda route: route.fulfill(json={"memories": kept}))

    def forget(route: Route) -> None:
        kept.pop(int(route.request.url.rsplit("/", 1)[1]))
        route.fulfill(status=204)

    page.route(f"{path}/*", forget)
    page.get_by_role("navigation").locator(f"a[href='/c/{identity}']").hover()
    page.get_by_role("navigation").get_by_role("button", name="Options for").first.click()
    page.get_by_role("menuitem", name="What is remembered").click()
    shown = page.get_by_role("dialog", name="What is remembered")
    expect(shown.get_by_role("listitem")).to_have_count(2)
    shown.get_by_role("button", name="Forget this sentence").first.click()
    expect(shown.get_by_role("listitem")).to_have_count(1)
    assert page.evaluate("window.attacked") is None
    # Of this conversation, as the server knows it, nothing is.
    page.unroute(path)
    page.keyboard.press("Escape")
    page.get_by_role("navigation").get_by_role("button", name="Options for").first.click()
    page.get_by_role("menuitem", name="What is remembered").click()
    expect(shown.get_by_text("Nothing yet.")).to_be_visible()
