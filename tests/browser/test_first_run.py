"""The first-run tour can be skipped and does not come back; the help says how to go on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, watched

OpenPage = Callable[..., Page]
NAME = "A short tour"


@pytest.fixture
def newcomer(chromium: Browser, served: Served) -> Iterator[Page]:
    """Somebody who has just made an account."""
    with watched(chromium, served.home) as (context, _):
        page = context.new_page()
        page.goto(served.home + "sign-up")
        page.get_by_label("Email").fill(f"{secrets.token_hex(6)}@example.com")
        page.get_by_label("Password").fill(secrets.token_hex(12))
        page.get_by_role("button", name="Create an account").click()
        expect(page.get_by_role("complementary", name=NAME)).to_be_visible()
        yield page


def test_the_tour_is_gone_through_once(newcomer: Page) -> None:
    page = newcomer
    tour = page.get_by_role("complementary", name=NAME)
    for step in range(1, 4):
        expect(tour).to_contain_text(f"{step} of 4")
        tour.get_by_role("button", name="Next").click()
    tour.get_by_role("button", name="Back").click()
    expect(tour).to_contain_text("3 of 4")
    tour.get_by_role("button", name="Next").click()
    with page.expect_response("**/api/users/me"):
        tour.get_by_role("button", name="Start").click()
    expect(tour).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Your message")).to_be_visible()
    expect(tour).to_have_count(0)


def test_it_is_skipped_with_a_key_and_shown_again_from_the_help(newcomer: Page) -> None:
    page = newcomer
    tour = page.get_by_role("complementary", name=NAME)
    with page.expect_response("**/api/users/me"):
        page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="Help").click()
    page.get_by_role("button", name="Show the tour again").click()
    expect(tour).to_be_visible()


def test_going_on_is_skipping(newcomer: Page) -> None:
    page = newcomer
    with page.expect_response("**/api/users/me"):
        page.get_by_role("link", name="Templates", exact=True).click()
    page.go_back()
    expect(page.get_by_label("Your message")).to_be_visible()
    expect(page.get_by_role("complementary", name=NAME)).to_have_count(0)


def test_an_example_of_the_help_becomes_a_request(open_page: OpenPage) -> None:
    page = open_page("help")
    page.get_by_role("link", name="What costs a credit").click()
    expect(page.get_by_role("heading", name="What costs a credit")).to_be_in_viewport()
    example = page.get_by_role("main").get_by_role("button").filter(has_text="GitHub")
    words = example.inner_text()
    example.click()
    box = page.get_by_label("Your message")
    expect(box).to_have_value(words)
    expect(box).to_be_focused()
    box.fill("")
