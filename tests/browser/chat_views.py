"""Views of the conversation: files that wait and that were sent, versions on both sides, its menu and its link."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.canned import CONVERSATION, Answer, ask

REQUEST = "When a row is added to my Google Sheet, send a mail with Gmail to the customer"


def files(page: Page) -> None:
    """Chips of every kind: one that has arrived, one that was refused, one with a long name."""
    name = "the-customers-of-the-whole-year-with-all-of-their-orders.csv"
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "text/csv", "buffer": b"email,name\na@example.com,Ada\n"},
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
    ]
    page.locator("input[type=file]").set_input_files(payloads)
    expect(page.get_by_text("2 columns")).to_be_visible()
    expect(page.get_by_text("The file is empty.")).to_be_visible()


def branched(page: Page) -> None:
    """Versions on both sides, files that were sent, and what to say next."""
    moment = "2030-01-01T12:00:00Z"
    ids = [f"0190f0e0-0000-7000-8000-00000000040{number}" for number in range(4)]
    file = {"id": ids[0], "name": "the-customers-of-the-whole-year.csv", "kind": "csv", "size": 48_000}
    following = ["If a step fails, send me an email with Gmail", "Run it on weekdays at 8:00 instead"]
    messages = [
        {
            "id": ids[1],
            "role": "user",
            "content": REQUEST,
            "timestamp": moment,
            "metadata": {"files": [file]},
            "siblings": [ids[0], ids[1]],
        },
        {
            "id": ids[3],
            "role": "assistant",
            "content": "Here it is.",
            "timestamp": moment,
            "metadata": {**Answer(workflow=None).metadata(), "suggestions": following},
            "siblings": [ids[2], ids[3]],
        },
    ]
    head = {"id": CONVERSATION, "title": "Branches", "created_at": moment, "updated_at": moment}
    page.route(
        f"**/api/conversations/{CONVERSATION}?*",
        lambda route: route.fulfill(
            json={**head, "messages": messages, "feedback": [], "running_generation_id": None}
        ),
    )
    page.goto(f"{page.url.rstrip('/')}/c/{CONVERSATION}")
    expect(page.get_by_role("group", name="Versions")).to_have_count(2)
    expect(page.get_by_role("list", name="What next?")).to_be_visible()


def conversation_menu(page: Page) -> None:
    """Of a conversation that the server really has."""
    ask(page, "hello")
    if page.viewport_size and page.viewport_size["width"] < 1280:
        page.get_by_role("button", name="Show the sidebar").click()
    page.get_by_role("navigation").locator("a[href^='/c/']").first.hover()
    page.get_by_role("button", name="Options for").first.click()
    expect(page.get_by_role("menu")).to_be_visible()


def share(page: Page) -> None:
    ask(page, "hello")
    page.get_by_role("button", name="Share a link").click()
    page.get_by_role("button", name="Create a link").or_(
        page.get_by_role("button", name="Revoke the link")
    ).wait_for()
