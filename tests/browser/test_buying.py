"""Out of credits in the middle of a conversation: to the page that takes the money, and back to the message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import MakeDataDir, Served, start_server, watched
from tests.emulate import emulated
from tests.npm_program import free_port

SECRET = "whsec_of_this_test"
SEED = {
    "products": [{"name": "Starter"}, {"name": "Pro"}, {"name": "Credits"}],
    "prices": [
        {"id": "price_starter", "product_name": "Starter", "currency": "usd", "unit_amount": 1400},
        {"id": "price_pro", "product_name": "Pro", "currency": "usd", "unit_amount": 2100},
        {"id": "price_pack", "product_name": "Credits", "currency": "usd", "unit_amount": 800},
    ],
}
TRIAL = 25


@dataclass
class Shop:
    """A server that sells, and a window in which its owner is signed in."""

    served: Served
    context: BrowserContext

    def page(self, path: str = "") -> Page:
        page = self.context.new_page()
        page.goto(self.served.home + path)
        return page

    def say(self, message: str, conversation: str | None = None) -> str:
        """Asks without the page; the conversation's id."""
        body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
        headers = {"X-NodePilot": "1", "Origin": self.served.home.rstrip("/"), "Accept": "application/json"}
        answer = self.context.request.post(
            f"{self.served.home}api/chat/message", data=body, headers=headers, timeout=30_000
        )
        assert answer.ok, answer.text()
        return str(answer.json()["conversation_id"])


@pytest.fixture(scope="module")
def shop(chromium: Browser, make_data_dir: MakeDataDir) -> Iterator[Shop]:
    port = str(free_port())
    hook = {"url": f"http://127.0.0.1:{port}/api/stripe/webhook", "events": ["*"], "secret": SECRET}
    with emulated("stripe", SEED | {"webhooks": [hook]}) as stripe:
        served = start_server(
            make_data_dir(),
            port,
            STRIPE_SECRET_KEY="sk_test_nothing",
            STRIPE_WEBHOOK_SECRET=SECRET,
            STRIPE_API_BASE=stripe,
            STRIPE_PRICE_STARTER="price_starter",
            STRIPE_PRICE_PRO="price_pro",
            STRIPE_PRICE_PACK="price_pack",
        )
        try:
            with watched(chromium, served.home) as (context, watch):
                watch.others.append(stripe)
                # The browser tells of what was refused, and this Stripe has no invoices.
                watch.expected += ["402", "503"]
                context.new_page().goto(served.sign_in)
                context.pages[0].get_by_label("Your message").wait_for()
                yield Shop(served, context)
        finally:
            served.stop()


def test_out_of_credits_and_back(shop: Shop) -> None:
    conversation = shop.say("every day at 9 send a mail with Gmail")
    for number in range(TRIAL - 1):
        shop.say(f"every day at {number % 12 + 1} send a mail with Gmail", conversation)
    page = shop.page(f"c/{conversation}")
    expect(page.get_by_text("No credits left")).to_be_visible()

    box = page.get_by_label("Your message")
    box.fill("send it to Slack too")
    box.press("Enter")
    offer = page.get_by_role("button", name="Choose Pay as you go")
    expect(offer).to_be_visible()
    offer.click()
    page.get_by_role("button", name="Pay $8.00").click()

    page.wait_for_url(re.compile(f"/c/{conversation}$"))
    expect(page.get_by_text("Your credits are here")).to_be_visible()
    expect(page.get_by_text("100 credits left").first).to_be_visible()
    expect(box).to_have_value("send it to Slack too")
    box.press("Enter")
    expect(page.get_by_text("99 credits left").first).to_be_visible()


def test_what_was_bought_and_spent(shop: Shop) -> None:
    page = shop.page("billing")
    expect(page.get_by_text("do not expire").first).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows.filter(has_text="Bought")).to_contain_text("+100")
    expect(rows.filter(has_text="send it to Slack too")).to_contain_text("-1")
    page.get_by_label("Show", exact=True).select_option(label="Trial")
    expect(rows).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV file").click()
    assert "trial,25,25" in download.value.path().read_text()


def test_nothing_was_bought(shop: Shop) -> None:
    page = shop.page("billing")
    page.get_by_role("button", name="Choose Starter").click()
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url(re.compile("/billing$"))
    expect(page.get_by_text("Nothing was bought.")).to_be_visible()
