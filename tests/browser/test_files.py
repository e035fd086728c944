"""Files with a message: chosen, dropped, pasted, and what the page says of those that cannot be taken."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.canned import TWO_STEPS, ask

OpenPage = Callable[..., Page]

CSV = "E-Mail Address,First Name\nada@example.com,Ada\n"
BROKEN = json.dumps(
    {
        "name": "Broken <img src=x onerror=alert(1)>",
        "nodes": [
            TWO_STEPS["nodes"][0],
            {
                **TWO_STEPS["nodes"][1],
                "typeVersion": 99,
                "parameters": {
                    "select": "channel",
                    "channelId": "#sales",
                    "text": "=News: {{ $json.subject }}",
                },
            },
        ],
        "connections": TWO_STEPS["connections"],
    }
)

DROP = """(box, files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover"]) {
    box.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
  globalThis.dropped = data;
}"""
LET_GO = """(box) => box.dispatchEvent(
  new DragEvent("drop", { dataTransfer: globalThis.dropped, bubbles: true, cancelable: true })
)"""


def choose(page: Page, *files: tuple[str, str]) -> None:
    kind = "application/octet-stream"
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": kind, "buffer": text.encode()} for name, text in files
    ]
    page.locator("input[type=file]").set_input_files(payloads)


def drop(page: Page, *files: tuple[str, str]) -> None:
    box = page.get_by_label("Your message")
    given: Sequence[Sequence[str]] = [list(file) for file in files]
    box.evaluate(DROP, given)
    expect(page.get_by_text("Drop files to send them along")).to_be_visible()
    box.evaluate(LET_GO)
    expect(page.get_by_text("Drop files to send them along")).to_have_count(0)


def test_a_broken_workflow_is_dropped_and_mended(open_page: OpenPage) -> None:
    page = open_page()
    drop(page, ("broken.json", BROKEN))
    chip = page.get_by_role("listitem").filter(has_text="broken.json")
    expect(chip).to_contain_text("n8n workflow · 2 nodes")
    nodes = page.locator(".react-flow__node")
    expect(nodes).to_have_count(2)
    ask(page, "fix it")
    expect(page.get_by_text("What I mended")).to_be_visible()
    own = page.get_by_role("article", name="You", exact=True)
    expect(own.get_by_role("link", name="broken.json")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("")
    page.reload()
    expect(own.get_by_role("link", name="broken.json")).to_be_visible()
    expect(nodes).to_have_count(2)


def test_a_table_gives_its_columns(open_page: OpenPage) -> None:
    page = open_page()
    choose(page, ("customers.csv", CSV))
    expect(page.get_by_role("listitem").filter(has_text="customers.csv")).to_contain_text("Table · 2 columns")
    ask(page, "When a row is added to my Google Sheet, send a mail with Gmail to the customer")
    page.get_by_role("tab", name="JSON").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("E-Mail Address")


def test_n8n_json_is_pasted_as_a_chip(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", json.dumps(TWO_STEPS))
    box = page.get_by_label("Your message")
    box.fill("and then")
    box.press("End")
    box.press("Control+v")
    expect(page.get_by_role("listitem").filter(has_text="Mail to chat.json")).to_contain_text("2 nodes")
    expect(box).to_have_value("and then")


def test_files_are_pasted(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_label("Your message").evaluate(
        """(box, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([text], "pasted.csv"));
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        CSV,
    )
    expect(page.get_by_role("listitem").filter(has_text="pasted.csv")).to_contain_text("2 columns")


def test_chips_survive_a_reload_and_can_be_removed_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    choose(page, ("one.csv", CSV), ("two.txt", "Every morning a mail."))
    chips = page.get_by_role("list", name="Files").get_by_role("listitem")
    expect(chips).to_have_count(2)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.reload()
    expect(chips).to_have_count(2)
    page.get_by_role("button", name="Remove one.csv").press("Enter")
    expect(chips).to_have_count(1)
    expect(page.get_by_label("Your message")).to_be_focused()
    page.get_by_label("Your message").press("Enter")
    # A text alone is a message, too.
    page.get_by_text("Answered by").wait_for()


def test_what_cannot_be_taken_says_what_is_allowed(open_page: OpenPage) -> None:
    page = open_page(expect=("Failed to load resource",))
    choose(page, ("picture.csv", "<svg xmlns='http://www.w3.org/2000/svg'/>"), ("empty.csv", ""))
    refused = page.get_by_role("listitem").filter(has_text="picture.csv")
    expect(refused.get_by_role("alert")).to_contain_text("Pictures of this kind cannot be read here")
    expect(refused.get_by_role("alert")).to_contain_text("PNG")
    expect(page.get_by_role("listitem").filter(has_text="empty.csv")).to_contain_text("The file is empty.")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Remove picture.csv").click()
    expect(refused).to_have_count(0)
    choose(page, *((f"{number}.csv", CSV) for number in range(5)))
    expect(page.get_by_text("At most 5 files go with a message.")).to_be_visible()


def test_a_name_is_never_markup(open_page: OpenPage) -> None:
    page = open_page()
    name = "<img src=x onerror=alert(1)>.csv"
    choose(page, (name, CSV))
    expect(page.get_by_text("2 columns")).to_be_visible()
    ask(page, "hello")
    own = page.get_by_role("article", name="You", exact=True)
    expect(own.get_by_text("_img src=x onerror=alert(1)_.csv")).to_be_visible()
    expect(page.locator("img")).to_have_count(0)
    with page.expect_download() as download:
        own.get_by_role("link").click()
    assert download.value.suggested_filename.endswith(".csv")


def test_an_upload_that_breaks_off_can_be_taken_back(open_page: OpenPage) -> None:
    page = open_page(expect=("Failed to load resource",))
    page.route("**/api/files", lambda route: route.abort())
    choose(page, ("orders.csv", CSV))
    chip = page.get_by_role("listitem").filter(has_text="orders.csv")
    expect(chip).to_contain_text("The file did not arrive.")
    page.unroute("**/api/files")
    page.get_by_role("button", name="Remove orders.csv").click()
    choose(page, ("orders.csv", CSV))
    expect(chip).to_contain_text("2 columns")
