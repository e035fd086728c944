"""Settings that the server keeps: the n8n release, who answers, keys for models; and the end of an account."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, watched

OpenPage = Callable[..., Page]


def open_settings(page: Page, part: str) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("tab", name=part).click()


def test_workflows_are_made_for_ones_own_release(open_page: OpenPage) -> None:
    page = open_page("nodes")
    count = page.get_by_role("status").filter(has_text="nodes of n8n")
    newest = count.inner_text()
    open_settings(page, "General")
    choice = page.get_by_role("dialog").get_by_label("Your n8n")
    choice.select_option("2.0.3")
    expect(page.get_by_text("Saved")).to_be_visible()
    page.keyboard.press("Escape")
    # A release that nobody asked for yet is read from its files.
    expect(count).to_contain_text("of n8n 2.0.3", timeout=30_000)
    page.reload()
    expect(count).to_contain_text("of n8n 2.0.3")
    open_settings(page, "General")
    expect(choice).to_have_value("2.0.3")
    choice.select_option("")
    page.keyboard.press("Escape")
    expect(count).to_have_text(newest)


def test_who_answers_and_with_which_key(open_page: OpenPage) -> None:
    page = open_page(expect=("422",))
    open_settings(page, "Models")
    page.get_by_role("radio", name="The built-in engine only").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    field = page.get_by_label("Key for OpenAI", exact=True)
    field.fill("short")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    key = f"sk-test-{secrets.token_hex(12)}"
    field.fill(key)
    field.press("Enter")
    expect(page.get_by_text(f"ends in {key[-4:]}")).to_be_visible()
    expect(field).to_have_value("")
    page.reload()
    open_settings(page, "Models")
    expect(page.get_by_role("radio", name="The built-in engine only")).to_be_checked()
    expect(page.get_by_text(f"ends in {key[-4:]}")).to_be_visible()
    assert key not in page.content()
    page.get_by_role("button", name="Remove the key for OpenAI").click()
    expect(page.get_by_text("ends in")).to_have_count(0)
    page.get_by_role("radio", name="Automatic").click()
    expect(page.get_by_role("radio", name="Automatic")).to_be_checked()


def test_an_account_is_deleted_in_two_steps(chromium: Browser, served: Served) -> None:
    email, password = f"{secrets.token_hex(6)}@example.com", secrets.token_hex(12)
    with watched(chromium, served.home) as (context, watch):
        watch.expected += ["401"]
        page = context.new_page()
        page.goto(served.home + "sign-up")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Create an account").click()
        expect(page.get_by_label("Your message")).to_be_visible()
        open_settings(page, "Account")
        page.get_by_role("button", name="Delete the account").click()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Delete the account").click()
        page.get_by_role("button", name="Delete for good").click()
        expect(page.get_by_role("link", name="Or sign in with email and password")).to_be_visible()
        page.goto(served.home + "sign-in")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(password)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()


def test_memory_is_switched_off_and_on(open_page: OpenPage) -> None:
    page = open_page()
    settings = "() => fetch('/api/users/me').then((answer) => answer.json()).then((me) => me.settings.memory ?? null)"
    for kept in (False, None):
        page.get_by_role("button", name="Settings").click()
        box = page.get_by_label("Remember what matters in long conversations")
        box.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.wait_for_function(f"async kept => await ({settings})() === kept", arg=kept)
        page.reload()
