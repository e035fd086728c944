"""Workflows changed by hand: parameters, fixes, moves, undo and redo, versions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.canned import ask
from tests.browser.saving import (
    BROKEN,
    details,
    parameters,
    saved,
    stored,
    until_version,
)

OpenPage = Callable[..., Page]

REQUEST = "When a form is submitted, post a message to the Slack channel #sales"


def test_a_parameter_is_edited_and_undone_by_keyboard(open_page: OpenPage) -> None:
    page = saved(open_page)
    panel = details(page, "Fetch")
    panel.get_by_label("URL", exact=True).fill("https://example.com/orders")
    panel.get_by_label("URL", exact=True).press("Enter")
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo the last change", "Redo"))
    until_version(page, 2)
    expect(undo).to_be_enabled()
    assert parameters(page, "Fetch")["url"] == "https://example.com/orders"
    panel.get_by_role("button", name="Close the details").click()
    page.keyboard.press("Control+z")
    expect(redo).to_be_enabled()
    assert parameters(page, "Fetch")["url"] == "https://example.com"
    page.reload()
    expect(redo).to_be_enabled()
    page.keyboard.press("Control+y")
    expect(redo).to_be_disabled()
    assert parameters(page, "Fetch")["url"] == "https://example.com/orders"
    page.keyboard.press("Control+z")
    expect(redo).to_be_enabled()
    page.keyboard.press("Control+Shift+z")
    expect(redo).to_be_disabled()
    assert stored(page)["number"] == 6


def test_undo_leaves_a_text_alone_that_is_being_written(open_page: OpenPage) -> None:
    page = saved(open_page)
    panel = details(page, "Fetch")
    url = panel.get_by_label("URL", exact=True)
    url.fill("https://example.com/a")
    url.press("Enter")
    expect(page.get_by_role("button", name="Undo the last change")).to_be_enabled()
    url.press("End")
    url.type("bc")
    url.press("Control+z")
    expect(url).not_to_have_value("https://example.com/abc")
    assert parameters(page, "Fetch")["url"] == "https://example.com/a"


def test_fields_follow_each_other(open_page: OpenPage) -> None:
    page = saved(open_page)
    panel = details(page, "Fetch")
    panel.get_by_label("Method", exact=True).select_option("POST")
    expect(panel.get_by_label("Body Content Type", exact=True)).to_have_count(0)
    panel.get_by_label("Send Body", exact=True).click()
    panel.get_by_label("Body Content Type", exact=True).select_option("Raw")
    expect(panel.get_by_label("Content Type", exact=True)).to_be_visible()
    panel.get_by_label("Add: Options").select_option("Timeout")
    panel.get_by_label("Timeout", exact=True).fill("250")
    panel.get_by_label("Timeout", exact=True).press("Enter")
    panel.get_by_label("Send Headers", exact=True).click()
    panel.get_by_role("button", name=re.compile("Add: .*Parameter|Add: Header")).first.click()
    panel.get_by_label("Name", exact=True).first.fill("X-Shop")
    panel.get_by_label("Name", exact=True).first.press("Enter")
    until_version(page, 9)
    found = parameters(page, "Fetch")
    assert (found["method"], found["sendBody"], found["contentType"]) == ("POST", True, "raw")
    assert found["options"] == {"timeout": 250}
    assert found["headerParameters"]["parameters"][0]["name"] == "X-Shop"


def test_an_expression_shows_what_it_gives(open_page: OpenPage) -> None:
    document = {**BROKEN, "pinData": {"Start": [{"json": {"name": "Ada", "total": 3}}]}}
    page = saved(open_page, document)
    page.get_by_role("tab", name="Issues").click()
    page.get_by_role("button", name="Fix all").click()
    page.get_by_role("tab", name="Canvas").click()
    panel = details(page, "Tell sales")
    expect(panel.get_by_text("Ada bought something")).to_be_visible()
    expression = panel.get_by_label("Message Text, Expression")
    expression.fill("{{ $json.name.toUpperCase() }} paid {{ $json.total * 2 }}")
    expect(panel.get_by_text("ADA paid 6")).to_be_visible()
    expression.fill("{{ $json.name.to( }}")
    expect(panel.get_by_text("This expression is not complete.")).to_be_visible()
    expression.press("Escape")
    expect(expression).to_have_value("{{ $json.name }} bought something")
    panel.get_by_label("Insert a field: Message Text").select_option("total (number)")
    expect(expression).to_have_value(re.compile(r"\{\{ \$json\.total \}\}"))
    until_version(page, 3)
    assert "{{ $json.total }}" in parameters(page, "Tell sales")["text"]


def test_one_issue_is_fixed_and_shown(open_page: OpenPage) -> None:
    page = saved(open_page)
    page.get_by_role("tab", name="Issues").click()
    fixes = page.get_by_role("button", name=re.compile("^Fix: "))
    count = fixes.count()
    assert count >= 2
    fixes.filter(has_text="Fix").first.click()
    expect(fixes).to_have_count(count - 1)
    expect(page.get_by_role("status").filter(has_text="Mended")).to_be_visible()
    page.get_by_role("tab", name="Canvas").click()
    expect(page.locator(".react-flow__node.changed")).to_have_count(1)
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".react-flow__node.changed")).to_have_count(0)
    page.get_by_role("tab", name="Issues").click()
    if count > 2:
        page.get_by_role("button", name="Fix all").click()
    else:
        fixes.first.click()
    expect(fixes).to_have_count(0)
    assert parameters(page, "Tell sales")["operation"] == "post"
    assert parameters(page, "Fetch")["method"] == "GET"


def test_an_answer_is_shown_as_what_it_changed(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, REQUEST)
    page.locator(".react-flow__node").first.wait_for()
    before = page.locator(".react-flow__node").count()
    answered = page.get_by_text("Answered by")
    box = page.get_by_label("Your message")
    box.fill("also post it to the Slack channel #ops")
    box.press("Enter")
    expect(answered).to_have_count(2)
    expect(page.locator(".react-flow__node.added")).to_have_count(1)
    bar = page.get_by_role("status").filter(has_text="Changed by the answer")
    expect(bar).to_contain_text("Added")
    bar.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="Undone")).to_be_visible()
    expect(page.locator(".react-flow__node.removed")).to_have_count(1)
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".react-flow__node")).to_have_count(before)


def test_an_answer_is_undone_from_the_message_box(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, REQUEST)
    page.locator(".react-flow__node").first.wait_for()
    answered = page.get_by_text("Answered by")
    box = page.get_by_label("Your message")
    box.fill("also post it to the Slack channel #ops")
    box.press("Enter")
    expect(answered).to_have_count(2)
    until_version(page, 2)
    expect(box).to_be_focused()
    box.press("Control+z")
    expect(page.get_by_role("status").filter(has_text="Undone")).to_be_visible()
    box.type("half a message")
    box.press("Control+z")
    expect(page.get_by_role("group", name="Version 3 of 3")).to_be_visible()


def test_a_pasted_workflow_is_kept_and_edited(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Your message").wait_for()
    page.evaluate("text => navigator.clipboard.writeText(text)", json.dumps(BROKEN))
    page.get_by_label("Your message").press("Control+v")
    page.get_by_role("button", name="Keep and edit").click()
    panel = details(page, "Fetch")
    panel.get_by_label("URL", exact=True).fill("https://example.com/kept")
    panel.get_by_label("URL", exact=True).press("Enter")
    until_version(page, 2)
    assert parameters(page, "Fetch")["url"] == "https://example.com/kept"


def test_versions_are_compared_and_restored(open_page: OpenPage) -> None:
    page = saved(open_page)
    panel = details(page, "Fetch")
    for address in ("https://example.com/1", "https://example.com/2"):
        panel.get_by_label("URL", exact=True).fill(address)
        panel.get_by_label("URL", exact=True).press("Enter")
        until_version(page, 2 if address.endswith("1") else 3)
    page.get_by_role("tab", name="Versions").click()
    rows = page.get_by_role("tabpanel").get_by_role("listitem")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("You")
    rows.nth(2).get_by_role("button").first.click()
    rows.nth(2).get_by_role("button", name="Compare with the shown one").click()
    expect(page.locator(".react-flow__node.changed")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="What is different")).to_contain_text("example.com/2")
    page.get_by_role("button", name="End the comparison").click()
    page.get_by_role("tab", name="Versions").click()
    rows.nth(2).get_by_role("button").first.click()
    rows.nth(2).get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("This is version 1, to look at.")).to_be_visible()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_role("status").filter(has_text="Earlier version restored")).to_be_visible()
    assert stored(page)["workflow"] == BROKEN
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_role("status").filter(has_text="Undone")).to_be_visible()
    assert parameters(page, "Fetch")["url"] == "https://example.com/2"


def test_a_node_is_found_and_the_canvas_zoomed_by_keyboard(open_page: OpenPage) -> None:
    page = saved(open_page, reduced_motion="reduce")
    canvas = page.get_by_label("Workflow canvas").first
    canvas.focus()
    page.keyboard.press("f")
    page.get_by_role("combobox", name="Find a node").fill("fet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Details of Fetch")).to_be_visible()
    canvas.focus()
    scale = "getComputedStyle(document.querySelector('.react-flow__viewport')).transform"
    before = page.evaluate(scale)
    page.keyboard.press("-")
    page.wait_for_function(f"before => {scale} !== before", arg=before)
    page.keyboard.press("0")
    page.wait_for_function(f"() => {scale}.startsWith('matrix(1, ')")
    page.keyboard.press("1")
    page.wait_for_function(f"() => !{scale}.startsWith('matrix(1, ')")


def test_a_node_is_renamed_and_switched_off(open_page: OpenPage) -> None:
    page = saved(open_page)
    panel = details(page, "Fetch")
    panel.get_by_label("Name of the node").fill("Ask the shop")
    panel.get_by_label("Name of the node").press("Enter")
    renamed = page.get_by_role("complementary", name="Details of Ask the shop")
    expect(renamed.get_by_label("Name of the node")).to_be_focused()
    renamed.get_by_label("Switched off").check()
    expect(page.get_by_label("Ask the shop, HTTP Request, Disabled")).to_be_visible()
    document = stored(page)["workflow"]
    assert document["nodes"][2]["disabled"] is True
    assert document["connections"]["Tell sales"]["main"][0][0]["node"] == "Ask the shop"


def test_somebody_else_was_faster(open_page: OpenPage) -> None:
    page = saved(open_page, expect=("409",))
    panel = details(page, "Fetch")
    identity = page.url.rsplit("/", 1)[1]
    # Another tab saves in the moment before this one does.
    page.route(
        "**/edits",
        lambda route: route.fulfill(
            status=409,
            content_type="application/problem+json",
            body=json.dumps(
                {
                    "code": "VERSION_CONFLICT",
                    "detail": f"The workflow {identity} was changed meanwhile.",
                    "next_step": "Look again.",
                }
            ),
        ),
    )
    panel.get_by_label("URL", exact=True).fill("https://example.com/1")
    panel.get_by_label("URL", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="was changed meanwhile. Look again.")).to_be_visible()
    assert parameters(page, "Fetch")["url"] == "https://example.com"


def test_a_node_is_deleted_and_the_rest_tidied_up(open_page: OpenPage) -> None:
    page = saved(open_page)
    panel = details(page, "Tell sales")
    panel.get_by_role("button", name="Delete the node").click()
    expect(page.locator(".react-flow__node")).to_have_count(2)
    expect(panel).to_have_count(0)
    assert stored(page)["workflow"]["connections"]["Start"]["main"][0][0]["node"] == "Fetch"
    page.get_by_role("button", name="Tidy up").click()
    until_version(page, 3)
    page.keyboard.press("Control+z")
    page.get_by_role("status").filter(has_text="Undone").wait_for()
    page.keyboard.press("Control+z")
    expect(page.locator(".react-flow__node.added")).to_have_count(1)
    assert stored(page)["workflow"] == BROKEN


def test_another_tab_follows(open_page: OpenPage) -> None:
    page = saved(open_page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".react-flow__node").first.wait_for()
    panel = details(page, "Fetch")
    panel.get_by_label("Name of the node").fill("Ask the shop")
    panel.get_by_label("Name of the node").press("Enter")
    expect(other.get_by_label(re.compile("^Ask the shop,"))).to_be_visible()
    expect(other.get_by_role("button", name="Undo the last change")).to_be_enabled()
