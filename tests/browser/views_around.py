"""Views of the pages around the chat and the canvas, each with the way to it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.canned import EVERYTHING

ABOUT = "Answer questions in a chat with an assistant that looks into Wikipedia"


def library(page: Page) -> None:
    """With names of every length, one of its workflows opened where there is room beside the list."""
    moment = "2030-01-01T12:00:00Z"
    names = ("Backup", "Every weekday the newest rows of a sheet, sorted and summed up, by mail " * 2)
    rows = [
        {
            "id": f"0190f0e0-0000-7000-8000-00000000030{number}",
            "name": name,
            "conversation_id": None,
            "version_count": 1 + number,
            "created_at": moment,
            "updated_at": moment,
        }
        for number, name in enumerate(names)
    ]
    page.route("**/api/workflows?q=*", lambda route: route.fulfill(json={"workflows": rows}))
    version = {"number": 1, "author": "", "message": "", "node_count": 11, "created_at": moment}
    page.route(
        f"**/api/workflows/{rows[0]['id']}",
        lambda route: route.fulfill(json={**rows[0], "version": {**version, "workflow": EVERYTHING}}),
    )
    page.goto(page.url.rstrip("/") + "/workflows")
    options = page.get_by_role("main").get_by_role("button", name="Options for")
    expect(options).to_have_count(len(rows))
    if page.viewport_size and page.viewport_size["width"] >= 900:
        page.get_by_role("main").get_by_role("button", name="Backup", exact=False).first.click()
        expect(page.locator(".react-flow__node")).to_have_count(11)


def at(path: str, *, shown: Callable[[Page], Locator]) -> Callable[[Page], None]:
    """A page of the server's own content."""

    def show(page: Page) -> None:
        page.goto(page.url.rstrip("/") + path)
        expect(shown(page)).to_be_visible()

    return show


def with_a_shop(page: Page) -> None:
    """A subscriber whose last payment failed, with little left."""
    moment = "2030-01-01T12:00:00Z"
    lots = [
        {"id": "1", "origin": "monthly", "amount": 150, "remaining": 3, "expires_at": "2030-02-01T12:00:00Z"},
        {"id": "2", "origin": "bought", "amount": 100, "remaining": 40, "expires_at": None},
    ]
    plans = [
        ("starter", "Starter", 1400, 150),
        ("pro", "Pro", 2100, 300),
        ("pack", "Pay as you go", 800, 100),
    ]
    entry = {
        "transaction_id": "1",
        "amount": -1,
        "transaction_type": "chat_interaction",
        "workflow_generation_id": "1",
        "remaining_balance": 43,
        "created_at": moment,
        "conversation_id": "1",
        "about": ABOUT * 2,
    }
    invoice = {
        "id": "1",
        "number": "N-1",
        "amount": 1400,
        "currency": "usd",
        "created_at": moment,
        "url": "/",
    }
    answers = {
        "credits/balance": {"balance": 43, "held": 1, "available": 42, "unlimited": False, "lots": lots},
        "credits/history?*": {
            "entries": [entry, {**entry, "transaction_id": "2", "amount": 100, "about": None}]
        },
        "billing/plans": {
            "enabled": True,
            "plans": [
                {"id": key, "name": name, "cents": cents, "credits": credits_}
                | {"currency": "usd", "days": 31, "monthly": key != "pack"}
                for key, name, cents, credits_ in plans
            ],
        },
        "billing/subscription": {
            "plan": "starter",
            "status": "past_due",
            "standing": "grace",
            "current_period_end": "2030-02-01T12:00:00Z",
            "renews": True,
        },
        "billing/invoices": {"invoices": [{**invoice, "status": "open"}]},
    }
    for path, answer in answers.items():
        page.route(f"**/api/{path}", lambda route, _request, answer=answer: route.fulfill(json=answer))


def billing(page: Page) -> None:
    with_a_shop(page)
    page.goto(page.url.rstrip("/") + "/billing")
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("link", name="N-1")).to_be_visible()


def tour(page: Page) -> None:
    me = page.request.get(page.url.rstrip("/") + "/api/users/me").json()
    page.route("**/api/users/me", lambda route: route.fulfill(json={**me, "settings": {}}))
    page.reload()
    expect(page.get_by_role("complementary", name="A short tour")).to_be_visible()


def account(page: Page) -> None:
    page.goto(page.url.rstrip("/") + "/admin")
    page.get_by_role("button", name="Owner").click()
    expect(page.get_by_label("Why")).to_be_visible()


def experiment(page: Page) -> None:
    """One that runs, and the form for another one."""
    figure = {"value": 0.9, "low": 0.8, "high": 0.95, "of": 40}
    names = ("as now", "B")
    listed = {
        "id": "1",
        "name": "A shorter title",
        "status": "running",
        "arms": [{"name": name, "prompts": {"conversation_title": 2}, "routes": {}} for name in names],
        "created_at": "2030-01-01T12:00:00Z",
        "started_at": "2030-01-01T12:00:00Z",
        "stopped_at": None,
    }
    parts = ("gate_passed", "repair_rounds", "milliseconds", "dollars", "liked")
    figures = [{"arm": name, "answers": 40} | dict.fromkeys(parts, figure) for name in names]
    page.route("**/api/admin/experiments", lambda route: route.fulfill(json={"experiments": [listed]}))
    page.route(
        "**/api/admin/experiments/1",
        lambda route: route.fulfill(json={"experiment": listed, "figures": figures}),
    )
    page.goto(page.url.rstrip("/") + "/admin/experiments")
    page.get_by_role("button", name="New experiment").click()
    expect(page.get_by_role("row")).to_have_count(3)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1, name="Administration")


def canvas_node(page: Page) -> Locator:
    return page.locator(".react-flow__node").first
