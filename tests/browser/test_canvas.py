"""The workflow as it is drawn, and everything that can be done with the drawing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.canned import EVERYTHING, TWO_STEPS, Answer, ask, pretend
from tests.browser.rest import resting_box
from tests.browser.saving import open_saved
from tests.browser.views import ANSWER, REQUEST

OpenPage = Callable[..., Page]


def node(page: Page, name: str) -> Locator:
    return page.get_by_label(name).and_(page.locator(".react-flow__node"))


def test_nodes_stand_as_on_n8ns_canvas(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    pretend(page, ANSWER)
    ask(page, REQUEST)
    expect(page.locator(".react-flow__edge")).to_have_count(10)
    root = resting_box(page.get_by_label("Assistant, Agent"))
    model = resting_box(page.get_by_label("Model, Model Chat"))
    step = resting_box(page.get_by_label("Tell the team, Slack"))
    assert root["width"] > 2.5 * step["width"]
    assert abs(step["width"] - step["height"]) < 1
    assert model["y"] > root["y"] + root["height"]
    for label in ("true", "false", "German", "French", "Fallback", "done", "loop", "Memory", "Tool"):
        expect(page.locator(".react-flow__node").get_by_text(label, exact=True).first).to_be_visible()
    expect(page.get_by_label("Write it down, Google Sheets, Disabled")).to_be_visible()
    expect(page.locator(".react-flow__edge path[stroke-dasharray]")).to_have_count(3)


def test_the_whole_workflow_is_in_sight_and_its_names_can_be_read(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    pretend(page, ANSWER)
    ask(page, REQUEST)
    resting_box(page.locator(".react-flow__node").first)
    corner = resting_box(page.locator(".react-flow__minimap"))
    controls = resting_box(page.get_by_role("toolbar"))
    # The loop runs below everything else.
    for link in page.locator(".react-flow__edge").all():
        box = link.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= min(corner["y"], controls["y"])
    name = page.locator(".react-flow__node .node-name", has_text="By language")
    drawn_height = name.evaluate(
        "name => parseFloat(getComputedStyle(name).fontSize) * name.getBoundingClientRect().width / name.offsetWidth"
    )
    assert drawn_height > 9.5


def test_labels_of_ports_leave_a_sub_node_its_name(open_page: OpenPage) -> None:
    page = open_page("templates/chat-with-documents", reduced_motion="reduce")
    store = page.locator(".react-flow__node", has=page.get_by_text("Embedding", exact=True))
    label = resting_box(store.get_by_text("Embedding", exact=True))
    name = resting_box(store.locator(".node-name"))
    assert label["y"] + label["height"] <= name["y"]


# Where a node was while it could be seen.
FOLLOW_A_NODE = """globalThis.places = new Set();
(function look() {
  const node = document.querySelector(".react-flow__node");
  if (node?.checkVisibility({ visibilityProperty: true })) {
    const { x, y } = node.getBoundingClientRect();
    places.add(`${Math.round(x)},${Math.round(y)}`);
  }
  requestAnimationFrame(look);
})();"""


def test_nodes_appear_where_they_stay(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.add_init_script(FOLLOW_A_NODE)
    open_saved(page)
    box = resting_box(page.locator(".react-flow__node").first)
    assert page.evaluate("[...places]") == [f"{round(box['x'])},{round(box['y'])}"]


def test_a_click_opens_the_details_and_escape_closes_them(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    ask(page, REQUEST)
    page.get_by_label("Tell the team, Slack").click()
    details = page.get_by_role("complementary", name="Details of Tell the team")
    expect(details).to_contain_text("{{ $json.text }}")
    expect(details).to_contain_text("Channel is required.")
    expect(details).to_contain_text("tell the team in Slack")
    details.get_by_role("button", name="Close the details").press("Escape")
    expect(details).to_have_count(0)


def test_issues_lead_to_their_node(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    ask(page, REQUEST)
    page.get_by_role("tab", name="Issues").click()
    expect(page.get_by_role("tabpanel").get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Show the node: Tell the team").click()
    expect(page.get_by_role("complementary", name="Details of Tell the team")).to_be_visible()


def test_words_light_up_what_became_of_them_and_back(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    pretend(page, ANSWER)
    ask(page, REQUEST)
    word = page.get_by_role("button", name="Wikipedia", exact=True)
    word.hover()
    expect(page.locator(".react-flow__node.lit")).to_have_count(1)
    expect(page.locator(".react-flow__node.lit")).to_contain_text("Wikipedia")
    page.mouse.move(5, 5)
    expect(page.locator(".react-flow__node.lit")).to_have_count(0)
    before = word.evaluate("element => getComputedStyle(element).backgroundColor")
    page.get_by_label("Wikipedia, Tool Wikipedia").hover()
    expect(word).not_to_have_css("background-color", before)
    word.press("Enter")
    expect(page.get_by_role("complementary", name="Details of Wikipedia")).to_be_visible()


def test_the_set_up_list_remembers_its_ticks(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, ANSWER)
    ask(page, REQUEST)
    page.get_by_role("tab", name="Set-up").click()
    expect(page.get_by_text("0 of 3 done")).to_be_visible()
    page.get_by_label("OpenAI").check()
    expect(page.get_by_text("1 of 3 done")).to_be_visible()
    page.reload()
    page.get_by_role("tab", name="Set-up").click()
    expect(page.get_by_label("OpenAI")).to_be_checked()


def test_json_is_copied_whole(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    pretend(page, ANSWER)
    ask(page, REQUEST)
    page.get_by_role("button", name="Copy for n8n").click()
    expect(page.get_by_role("status").filter(has_text="Paste it on n8n")).to_be_visible()
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == EVERYTHING


def test_files_are_downloaded(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    pretend(page, ANSWER)
    ask(page, REQUEST)
    starts = {"Download JSON": b"{", "Picture (SVG)": b"<svg xmlns", "Picture (PNG)": b"\x89PNG\r\n"}
    for item, start in starts.items():
        page.get_by_role("button", name="Download", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=item).click()
        kept = tmp_path / download.value.suggested_filename
        download.value.save_as(kept)
        assert kept.stem == "everything-at-once"
        assert kept.read_bytes().startswith(start)
        assert kept.stat().st_size > 1000


def test_n8n_json_can_be_pasted(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", json.dumps(TWO_STEPS))
    box = page.get_by_label("Your message")
    box.press("Control+v")
    expect(page.locator(".react-flow__node")).to_have_count(2)
    expect(page.get_by_text("Opened here")).to_be_visible()
    expect(page.get_by_role("tab", name="Issues")).to_have_count(0)
    expect(box).to_have_value("")
    page.get_by_role("button", name="Remove Mail to chat.json").click()
    expect(page.locator(".react-flow")).to_have_count(0)
    page.evaluate("navigator.clipboard.writeText('just words {}')")
    box.press("Control+v")
    expect(box).to_have_value("just words {}")


def test_an_earlier_version_can_be_looked_at(open_page: OpenPage) -> None:
    page = open_page()
    pretend(page, Answer(workflow=TWO_STEPS))
    # Two answers of one conversation.
    page.route(
        "**/api/conversations/*-000000000001?*",
        lambda route: route.fulfill(
            json={
                "id": "0190f0e0-0000-7000-8000-000000000001",
                "title": "Two versions",
                "created_at": "2030-01-01T12:00:00Z",
                "updated_at": "2030-01-01T12:00:00Z",
                "running_generation_id": None,
                "messages": [
                    {
                        "id": f"0190f0e0-0000-7000-8000-0000000001{number}{turn}",
                        "role": role,
                        "content": f"{role} {number}",
                        "timestamp": "2030-01-01T12:00:00Z",
                        "metadata": {} if role == "user" else Answer(workflow=workflow).metadata(),
                    }
                    for number, workflow in enumerate((TWO_STEPS, EVERYTHING))
                    for turn, role in enumerate(("user", "assistant"))
                ],
            }
        ),
    )
    page.goto(page.url + "c/0190f0e0-0000-7000-8000-000000000001")
    expect(page.locator(".react-flow__node")).to_have_count(11)
    page.get_by_role("button", name="Earlier version").click()
    expect(page.locator(".react-flow__node")).to_have_count(2)
    expect(page.get_by_role("button", name="Earlier version")).to_be_disabled()
    expect(page.get_by_role("button", name="Compare with the version before")).to_have_count(0)
    page.get_by_role("button", name="Later version").click()
    page.get_by_role("button", name="Compare with the version before").click()
    expect(page.locator(".react-flow__node.added")).to_have_count(11)
    expect(page.locator(".react-flow__node.removed")).to_have_count(2)
    expect(page.get_by_role("button", name="Removed: Gmail Trigger")).to_be_visible()
    page.get_by_role("button", name="Compare with the version before").click()
    expect(page.locator(".react-flow__node")).to_have_count(11)
    page.get_by_role("button", name="Earlier version").click()
    expect(page.locator(".react-flow__node")).to_have_count(2)
    page.get_by_role("button", name="Show the workflow: Everything at once").click()
    expect(page.locator(".react-flow__node")).to_have_count(11)
