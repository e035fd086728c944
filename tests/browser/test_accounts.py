"""Accounts with email and password, and keys for programs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MakeDataDir, Served, start_server, watched
from tests.mailbox import mail_server

OpenPage = Callable[..., Page]


def test_sign_up_sign_out_and_sign_in(chromium: Browser, served: Served) -> None:
    email, password = f"{secrets.token_hex(6)}@example.com", secrets.token_hex(12)
    with watched(chromium, served.home) as (context, watch):
        watch.expected += ["401", "422"]
        page = context.new_page()
        page.goto(served.home)
        page.get_by_role("link", name="Or sign in with email and password").click()
        page.get_by_role("link", name="Create an account").click()
        page.get_by_label("Name").fill("Somebody")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Create an account").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Create an account").click()
        expect(page.get_by_label("Your message")).to_be_visible()

        page.get_by_role("button", name="Settings").click()
        page.get_by_role("tab", name="Account").click()
        expect(page.get_by_label("Name")).to_have_value("Somebody")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Open the printed address")).to_be_visible()

        page.get_by_role("link", name="Or sign in with email and password").click()
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill("wrong password here")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Password").fill(password)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Your message")).to_be_visible()


def test_a_link_to_reset_that_is_no_good(chromium: Browser, served: Served) -> None:
    with watched(chromium, served.home) as (context, watch):
        watch.expected.append("Failed to load resource")
        page = context.new_page()
        page.goto(f"{served.home}reset?token=nothing")
        page.get_by_label("New password").fill(secrets.token_hex(12))
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()


def test_a_key_is_shown_once_and_can_be_revoked(open_page: OpenPage, served: Served) -> None:
    page = open_page()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("tab", name="API keys").click()
    page.get_by_label("Name of the key").fill("For the script")
    page.get_by_role("button", name="Create a key").click()
    key = page.get_by_role("status").get_by_role("code").inner_text()
    answer = page.request.get(f"{served.home}api/conversations", headers={"Authorization": f"Bearer {key}"})
    assert answer.ok
    page.reload()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("tab", name="API keys").click()
    expect(page.get_by_text("For the script")).to_be_visible()
    expect(page.get_by_text(key)).to_have_count(0)
    page.get_by_role("button", name="Revoke For the script").click()
    expect(page.get_by_text("For the script")).to_have_count(0)


def test_a_forgotten_password_is_set_anew_by_the_mailed_link(
    chromium: Browser, make_data_dir: MakeDataDir
) -> None:
    email, forgotten, chosen = (
        f"{secrets.token_hex(6)}@example.com",
        secrets.token_hex(12),
        secrets.token_hex(12),
    )
    with (
        mail_server() as mailbox,
        serving_by_mail(make_data_dir, mailbox.url) as server,
        watched(chromium, server.home) as (context, watch),
    ):
        watch.expected += ["401", "422"]
        page = context.new_page()
        page.goto(server.home + "sign-up")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(forgotten)
        page.get_by_role("button", name="Create an account").click()
        expect(page.get_by_label("Your message")).to_be_visible()
        context.clear_cookies()

        page.goto(server.home + "sign-in")
        page.get_by_role("link", name="Forgot your password?").click()
        page.get_by_label("Email").fill(email)
        page.get_by_role("button", name="Send me a link").click()
        expect(page.get_by_text("a link is on its way")).to_be_visible()
        link = mailbox.wait_for_link()
        page.goto(link)
        page.get_by_label("New password").fill(chosen)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

        for password, shown in (
            (forgotten, page.get_by_role("alert")),
            (chosen, page.get_by_label("Your message")),
        ):
            page.get_by_label("Email").fill(email)
            page.get_by_label("Password").fill(password)
            page.keyboard.press("Enter")
            expect(shown).to_be_visible()
        # It worked once.
        page.goto(link)
        page.get_by_label("New password").fill(secrets.token_hex(12))
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()


@contextmanager
def serving_by_mail(make_data_dir: MakeDataDir, smtp_url: str) -> Iterator[Served]:
    server = start_server(make_data_dir(), SMTP_URL=smtp_url, NODEPILOT_MAIL_FROM="nodepilot@example.com")
    try:
        yield server
    finally:
        server.stop()
