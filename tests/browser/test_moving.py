"""Nodes that are given another place: dragged, by arrow keys, and by two clicks."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.rest import resting_box
from tests.browser.saving import details, saved, stored, until_version

OpenPage = Callable[..., Page]


def node(page: Page, name: str) -> Locator:
    return page.locator(".react-flow__node").and_(page.get_by_label(re.compile(f"^{name},")))


def position(page: Page, name: str) -> list[int]:
    nodes = stored(page)["workflow"]["nodes"]
    return next(list(each["position"]) for each in nodes if each["name"] == name)


def test_nodes_are_moved_and_stay_there(open_page: OpenPage) -> None:
    page = saved(open_page, reduced_motion="reduce")
    moved = node(page, "Fetch")
    box = resting_box(moved)
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 180, steps=8)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo the last change")).to_be_enabled()
    first = position(page, "Fetch")
    assert first[1] >= 96
    panel = details(page, "Fetch")
    panel.get_by_label("URL", exact=True).fill("https://example.com/1")
    panel.get_by_label("URL", exact=True).press("Enter")
    until_version(page, 3)
    panel.get_by_role("button", name="Close the details").click()
    moved.focus()
    moved.press("Enter")
    moved.press("ArrowRight")
    moved.press("ArrowRight")
    until_version(page, 4)
    assert position(page, "Fetch") == [first[0] + 32, first[1]]


def test_a_node_is_picked_up_by_one_click_and_put_down_by_another(open_page: OpenPage) -> None:
    page = saved(open_page, reduced_motion="reduce")
    moved, other = node(page, "Fetch"), resting_box(node(page, "Start"))
    before = position(page, "Fetch")
    details(page, "Fetch").get_by_role("button", name="Move the node").click()
    note = page.get_by_role("status").filter(has_text="Click where “Fetch” shall stand")
    expect(note).to_be_visible()
    expect(page.get_by_role("complementary", name="Details of Fetch")).to_have_count(0)
    page.mouse.click(other["x"] + 40, other["y"] + 200)
    expect(note).to_have_count(0)
    until_version(page, 2)
    expect(moved).to_be_focused()
    placed = position(page, "Fetch")
    assert placed[0] < before[0]
    assert placed[1] > before[1]
    assert [part % 16 for part in placed] == [0, 0]


def test_a_node_that_was_picked_up_stays_after_escape(open_page: OpenPage) -> None:
    page = saved(open_page, reduced_motion="reduce")
    moved, start = node(page, "Fetch"), node(page, "Start")

    def distance() -> float:
        return resting_box(moved)["x"] - resting_box(start)["x"]

    before = distance()
    details(page, "Fetch").get_by_role("button", name="Move the node").click()
    expect(page.get_by_role("status").filter(has_text="Click where")).to_be_visible()
    canvas = resting_box(page.get_by_label("Workflow canvas").first)
    page.mouse.move(canvas["x"] + 100, canvas["y"] + 200)
    assert distance() < before - 50
    page.keyboard.press("Escape")
    expect(moved).to_be_focused()
    assert abs(distance() - before) < 1
    assert stored(page)["number"] == 1


def test_the_chat_gets_other_widths_by_clicks(open_page: OpenPage) -> None:
    page = saved(open_page)
    page.goto(page.url.split("/workflows/")[0])
    page.get_by_label("Your message").fill("every day at 9 post 'hi' to #team on Slack")
    page.get_by_label("Your message").press("Enter")
    bar = page.get_by_role("separator", name="Resize the chat")
    bar.press("Home")
    widths = []
    for _ in range(3):
        widths.append(int(bar.get_attribute("aria-valuenow") or 0))
        bar.click()
    assert sorted(set(widths)) == widths
    expect(bar).to_have_attribute("aria-valuenow", str(widths[0]))
