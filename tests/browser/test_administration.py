"""The administration: people and their credits, messages of other services, the audit log."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from nodepilot.cli.database import with_database
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from nodepilot.webhooks import repository as webhooks
from tests.browser.conftest import Served, watched

OpenPage = Callable[..., Page]
PAYLOAD = "<img src=x onerror='window.attacked = 1'>"


def sign_up(page: Page, name: str) -> str:
    """An account of somebody, made in their own window; its address."""
    email = f"{secrets.token_hex(6)}@example.com"
    page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(secrets.token_hex(12))
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    return email


def give_up_messages(served: Served, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Puts messages into the server's database that could not be handled."""

    async def add(database: Database) -> None:
        async with database.acting_as(Role.WEBHOOKS) as transaction:
            for name in names:
                await webhooks.add_event(transaction, name, "supabase", PAYLOAD, {"type": "none"})
                await transaction.execute(
                    "update webhook_events set status = 'dead', attempts = 8, last_error = 'OSError' where id = %s",
                    (name,),
                )

    monkeypatch.setenv("NODEPILOT_DATA_DIR", str(served.data_dir))
    # Playwright holds this thread's event loop.
    thread = threading.Thread(target=lambda: asyncio.run(with_database(add)))
    thread.start()
    thread.join(60)


def wait_for_prompts(page: Page) -> None:
    """A server that has just started for the first time puts them into its database a moment later."""
    address = f"{page.url.split('/admin')[0]}/api/admin/prompts"
    deadline = time.monotonic() + 30
    while not page.request.get(address).json()["prompts"] and time.monotonic() < deadline:
        page.wait_for_timeout(100)


def test_credits_are_given_and_written_down(open_page: OpenPage, chromium: Browser, served: Served) -> None:
    with watched(chromium, served.home) as (context, watch):
        watch.expected.append("404")
        somebody = context.new_page()
        somebody.goto(served.home + "sign-up")
        email = sign_up(somebody, PAYLOAD)
        somebody.goto(served.home + "admin")
        expect(somebody.get_by_text("This part is for administrators")).to_be_visible()
        expect(somebody.get_by_role("link", name="Administration")).to_have_count(0)

        page = open_page("admin")
        page.get_by_label("Search by name or email").fill(email)
        rows = page.get_by_role("main").get_by_role("row").filter(has_text=email)
        expect(rows).to_have_count(1)
        rows.get_by_role("button", name=PAYLOAD).click()
        account = page.get_by_role("dialog", name=PAYLOAD)
        account.get_by_label("How many").fill("7")
        account.get_by_label("Why").fill("a broken answer")
        account.get_by_role("button", name="Give credits").click()
        expect(page.get_by_text("7 credits given.")).to_be_visible()
        expect(account.get_by_text("reason: a broken answer")).to_be_visible()
        expect(account.get_by_label("How many")).to_have_value("")
        page.keyboard.press("Escape")
        expect(account).to_have_count(0)

        page.get_by_role("link", name="Audit log").click()
        entry = page.get_by_role("listitem").filter(has_text="Gave credits").first
        expect(entry).to_contain_text("a broken answer")
        assert page.evaluate("window.attacked") is None


def test_messages_that_were_given_up_are_tried_again(
    open_page: OpenPage, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"supabase:{secrets.token_hex(8)}" for _ in range(3)]
    give_up_messages(served, monkeypatch, *names)
    page = open_page("admin/messages")
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows.filter(has_text=names[0])).to_contain_text("OSError")
    rows.filter(has_text=names[0]).get_by_role("button").click()
    expect(page.get_by_text("1 message will be tried again.")).to_be_visible()
    expect(rows.filter(has_text=names[0])).to_have_count(0)
    page.get_by_role("button", name="Try all again").click()
    expect(page.get_by_text("Nothing was given up")).to_be_visible()
    page.get_by_role("radio", name="Ignored").click()
    expect(rows.filter(has_text=names[1])).to_be_visible()
    assert page.evaluate("window.attacked") is None


def test_how_answers_were_liked(open_page: OpenPage) -> None:
    page = open_page("admin/feedback")
    days = [
        {"day": "2030-01-01", "answered_by": "built-in engine", "up": 3, "down": 1},
        {"day": "2030-01-02", "answered_by": PAYLOAD, "up": 0, "down": 1},
    ]
    page.route("**/api/admin/feedback?days=90", lambda route: route.fulfill(json={"days": days}))
    page.get_by_role("radio", name="Last 90 days").click()
    expect(page.get_by_role("row", name="built-in engine")).to_contain_text("75%")
    expect(page.get_by_role("row").nth(2)).to_contain_text("0%")
    assert page.evaluate("window.attacked") is None


def test_what_models_cost_and_what_is_kept_of_them(open_page: OpenPage) -> None:
    call = {
        "provider": "anthropic",
        "model": PAYLOAD,
        "from_cache": 1,
        "cached_tokens": 800,
        "output_tokens": 300,
    }
    day = {**call, "calls": 4, "failures": 1, "input_tokens": 2000, "dollars": 0.25, "milliseconds": 3100}
    totals = {**day, "answer_hit_rate": 0.25, "prompt_hit_rate": 0.4}
    rows = [{**day, "day": "2030-01-02", "stage": stage} for stage in ("generation", "title")]
    kept = [{"stage": "generation", "model": PAYLOAD, "answers": 12, "hits": 5}]
    page = open_page("admin/models")
    expect(page.get_by_text("No model was asked")).to_be_visible()
    expect(page.get_by_text("Nothing is kept at present.")).to_be_visible()
    page.route(
        "**/api/admin/models?days=90", lambda route: route.fulfill(json={"days": rows, "totals": totals})
    )
    page.get_by_role("radio", name="Last 90 days").click()
    sums = page.get_by_role("region", name="All together")
    expect(sums).to_contain_text("25%")
    expect(sums).to_contain_text("40%")
    stages = page.get_by_role("region", name="By stage and model")
    expect(stages.get_by_role("row", name="Plan")).to_contain_text("$0.25")
    page.route("**/api/admin/model-answers", lambda route: answer_kept(route, kept))
    page.reload()
    expect(page.get_by_role("row", name="Plan")).to_contain_text("12")
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_text("12 answers forgotten.")).to_be_visible()
    expect(page.get_by_text("Nothing is kept at present.")).to_be_visible()
    assert page.evaluate("window.attacked") is None


def answer_kept(route: Route, kept: list[dict[str, Any]]) -> None:
    """What is kept, until it is forgotten."""
    if route.request.method == "DELETE":
        route.fulfill(json={"forgotten": sum(row["answers"] for row in kept)})
        kept.clear()
    else:
        route.fulfill(json={"answers": kept})


def test_a_prompt_is_edited_compared_and_brought_back(open_page: OpenPage) -> None:
    page = open_page("admin/prompts", expect=("422",))
    wait_for_prompts(page)
    page.reload()
    page.get_by_role("link", name="conversation_title").click()
    text = page.get_by_label("Text of conversation_title")
    before = text.input_value()
    save = page.get_by_role("button", name="Save as a new version")
    expect(save).to_be_disabled()
    # What its stage could not use is refused, with the reason.
    text.fill("nothing of what it needs")
    save.click()
    expect(page.get_by_role("alert")).to_be_visible()
    text.fill(before.replace("## The task", f"## The task\n{PAYLOAD}", 1))
    page.get_by_role("radio", name="Changes").click()
    changes = page.get_by_role("region", name="Changes")
    expect(changes.get_by_role("img", name="added")).to_have_count(1)
    expect(changes).to_contain_text(PAYLOAD)
    save.click()
    expect(page.get_by_text("counts now.")).to_be_visible()
    page.reload()
    expect(text).to_have_value(before.replace("## The task", f"## The task\n{PAYLOAD}", 1))

    page.get_by_role("radio", name="Versions").click()
    versions = (
        page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_text("version", exact=False))
    )
    expect(versions.filter(has_text="edited").first).to_contain_text("counts")
    shipped = versions.filter(has_text="as shipped").first
    shipped.get_by_role("button", name="Compare").click()
    expect(shipped.get_by_role("img", name="removed")).to_have_count(1)
    shipped.get_by_role("button", name="Bring").click()
    expect(page.get_by_text("counts again.")).to_be_visible()
    page.get_by_role("radio", name="Text").click()
    expect(text).to_have_value(before)
    assert page.evaluate("window.attacked") is None


def test_an_experiment_is_made_started_and_stopped(open_page: OpenPage) -> None:
    page = open_page("admin/experiments", expect=("422",))
    wait_for_prompts(page)
    page.reload()
    page.get_by_role("button", name="New experiment").click()
    page.get_by_label("Name of the experiment").fill(PAYLOAD)
    page.get_by_label("Prompt", exact=True).select_option("conversation_title")
    page.get_by_label("Version of the prompt").select_option("1")
    page.get_by_label("Task").fill("no such task")
    page.get_by_label("Models, by commas").fill("no-such-model")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Task").fill("")
    page.get_by_role("button", name="Save the draft").click()

    row = page.get_by_role("main").get_by_role("listitem").filter(has_text=PAYLOAD)
    expect(row).to_contain_text("draft")
    expect(row.get_by_role("row").nth(1)).to_contain_text("as now")
    expect(row.get_by_role("row").nth(2)).to_contain_text("conversation_title 1")
    row.get_by_role("button", name="Start").click()
    expect(row).to_contain_text("running")
    row.get_by_role("button", name="Stop").click()
    expect(row).to_contain_text("stopped")
    expect(row.get_by_role("button")).to_have_count(0)
    assert page.evaluate("window.attacked") is None
