"""Buying, through the official SDK and signed messages, at a Stripe of the test's own."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from nodepilot.accounts.sessions import Sessions
from nodepilot.accounts.signing_keys import SigningKeys
from nodepilot.cli.main import main
from nodepilot.credits.audit import find_faults
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from nodepilot.storage.vault import open_vault
from tests.integration.server.conftest import EchoEngine, Person, RunningServer, browser, serving
from tests.integration.server.fake_stripe import FakeStripe, Object, running_stripe

HOOK = "/api/stripe/webhook"


@pytest.fixture(scope="module")
def stripe() -> Iterator[FakeStripe]:
    with running_stripe() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRIPE_SECRET_KEY", "sk_test_nothing")
        patch.setenv("STRIPE_API_BASE", running.url)
        assert main(["billing", "sync"]) == 0
        yield running


@pytest.fixture(scope="module")
def shop(settings: Settings, stripe: FakeStripe) -> Iterator[RunningServer]:
    """It ends with these tests: it would take messages that are for the shops of others."""
    chosen = replace(
        settings,
        stripe_secret_key="sk_test_nothing",
        stripe_webhook_secret=stripe.secret,
        stripe_api_base=stripe.url,
        unlimited_credits=False,
    )
    with serving(chosen, EchoEngine()) as running:
        yield running


@dataclass
class Buyer:
    """Somebody with a customer's number at Stripe."""

    person: Person
    customer: str
    stripe: FakeStripe
    shop: RunningServer
    database: Database

    async def balance(self) -> int:
        return int((await self.person.http.get("/api/credits/balance")).json()["balance"])

    async def subscription(self) -> dict[str, Any]:
        return dict((await self.person.http.get("/api/billing/subscription")).json())

    async def hear(self, *events: Object) -> None:
        """The messages arrive, in this order, and are handled."""
        for event in events:
            body = json.dumps(event).encode()
            answer = await self.person.http.post(HOOK, content=body, headers=self.stripe.signed(body))
            assert answer.status_code == 200, answer.text
        await self.settle(events)

    async def settle(self, events: tuple[Object, ...]) -> None:
        ids = [f"stripe:{event['id']}" for event in events]
        for _ in range(400):
            self.shop.on_its_loop(self.shop.services.webhook_inbox.handle_due())
            async with self.database.acting_as(Role.WEBHOOKS) as transaction:
                waiting = await transaction.find_value(
                    "select count(*) from webhook_events where id = any(%s) and status = 'waiting'", (ids,)
                )
            if not waiting:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("the messages were not handled")


@pytest.fixture
async def buyer(shop: RunningServer, stripe: FakeStripe, database: Database) -> AsyncIterator[Buyer]:
    user = new_id()
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("insert into users (id, name) values (%s, 'buyer')", (user,))
    sessions = Sessions(database, SigningKeys(database, open_vault(shop.settings)))
    token = await sessions.start(user, "test")
    async with browser(shop, token) as client:
        page = await client.post("/api/billing/checkout", json={"plan": "pack"})
        assert page.json()["url"].startswith(f"{stripe.url}/pay/")
        [customer] = [
            one["id"]
            for one in stripe.objects["customers"].values()
            if one["metadata"]["user_id"] == str(user)
        ]
        yield Buyer(Person(user, token, client), customer, stripe, shop, database)
        assert [fault for fault in await find_faults(database) if fault.user_id == user] == []


async def test_plans(buyer: Buyer, person: Person) -> None:
    shown = (await buyer.person.http.get("/api/billing/plans")).json()
    assert shown["enabled"] is True
    assert {plan["id"]: (plan["cents"], plan["credits"]) for plan in shown["plans"]} == {
        "trial": (0, 25),
        "starter": (1400, 150),
        "pro": (2100, 300),
        "pack": (800, 100),
    }
    assert (await person.http.get("/api/billing/plans")).json()["enabled"] is False
    for path, body in (("checkout", {"plan": "pack"}), ("portal", {}), ("subscription", {"plan": "pro"})):
        refused = await person.http.post(f"/api/billing/{path}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "BILLING_OFF")


def test_sync_makes_each_once(stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_nothing")
    monkeypatch.setenv("STRIPE_API_BASE", stripe.url)
    before = len(stripe.objects["prices"])
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main(["billing", "sync"])))
    thread.start()
    thread.join()
    assert (codes, len(stripe.objects["prices"]), before) == ([0], 3, 3)


async def test_checkout_leads_back_to_the_conversation(buyer: Buyer) -> None:
    conversation = new_id()
    body = {"plan": "starter", "conversation_id": str(conversation)}
    url = (await buyer.person.http.post("/api/billing/checkout", json=body)).json()["url"]
    session = buyer.stripe.objects["checkout/sessions"][url.rpartition("/")[2]]
    assert (session["mode"], session["customer"]) == ("subscription", buyer.customer)
    place = f"{buyer.shop.settings.own_address}/c/{conversation}"
    assert session["success_url"] == f"{place}?paid=starter&checkout={{CHECKOUT_SESSION_ID}}"
    assert session["cancel_url"] == f"{place}?paid=no"
    assert session["line_items"]["0"]["price"] == buyer.stripe.price("nodepilot_starter_monthly")
    portal = await buyer.person.http.post("/api/billing/portal", json={})
    assert portal.json()["url"].startswith(f"{buyer.stripe.url}/pay/")


async def test_a_pack_is_credited_once(buyer: Buyer) -> None:
    session, _ = buyer.stripe.pay_pack(buyer.customer)
    event = buyer.stripe.event("checkout.session.completed", session)
    await buyer.hear(*[event] * 100)
    assert await buyer.balance() == 125
    await buyer.hear(buyer.stripe.event("checkout.session.async_payment_succeeded", session))
    assert await buyer.balance() == 125
    unpaid = buyer.stripe.add(
        "checkout/sessions", "cs", **{**session, "payment_status": "unpaid", "id": "cs_x"}
    )
    await buyer.hear(buyer.stripe.event("checkout.session.completed", unpaid))
    assert await buyer.balance() == 125


async def test_what_was_paid_is_there_before_stripe_says_so(buyer: Buyer, stranger: Person) -> None:
    session, _ = buyer.stripe.pay_pack(buyer.customer)
    body = {"checkout": session["id"]}
    assert (await stranger.http.post("/api/billing/checkout/settle", json=body)).status_code == 404
    assert await buyer.balance() == 25
    for _ in range(2):
        assert (await buyer.person.http.post("/api/billing/checkout/settle", json=body)).status_code == 204
        assert await buyer.balance() == 125
    await buyer.hear(buyer.stripe.event("checkout.session.completed", session))
    assert await buyer.balance() == 125
    for nothing in ("cs_nothing", "sub_1"):
        answer = await buyer.person.http.post("/api/billing/checkout/settle", json={"checkout": nothing})
        assert answer.status_code == (404 if nothing == "cs_nothing" else 422)


async def test_a_message_without_an_id_is_handled(buyer: Buyer) -> None:
    session, _ = buyer.stripe.pay_pack(buyer.customer)
    event = buyer.stripe.event("checkout.session.completed", session)
    body = json.dumps({name: value for name, value in event.items() if name != "id"}).encode()
    for _ in range(2):
        answer = await buyer.person.http.post(HOOK, content=body, headers=buyer.stripe.signed(body))
        assert answer.status_code == 200
    for _ in range(100):
        if await buyer.balance() == 125:
            break
        await asyncio.sleep(0.05)
    assert await buyer.balance() == 125


async def test_a_month(buyer: Buyer) -> None:
    subscription, invoice, _ = buyer.stripe.subscribe(buyer.customer, "nodepilot_starter_monthly", 1400)
    await buyer.hear(buyer.stripe.event("invoice.paid", invoice))
    assert await buyer.balance() == 175
    shown = await buyer.subscription()
    assert (shown["plan"], shown["standing"], shown["renews"]) == ("starter", "active", True)
    again = await buyer.person.http.post("/api/billing/checkout", json={"plan": "pro"})
    assert (again.status_code, again.json()["code"]) == (409, "NOTHING_TO_CHANGE")
    lots = (await buyer.person.http.get("/api/credits/balance")).json()["lots"]
    assert [lot["origin"] for lot in lots] == ["trial", "monthly"]
    [listed] = (await buyer.person.http.get("/api/billing/invoices")).json()["invoices"]
    assert (listed["id"], listed["amount"]) == (invoice["id"], 1400)
    subscription["cancel_at_period_end"] = True
    await buyer.hear(buyer.stripe.event("customer.subscription.updated", subscription))
    assert (await buyer.subscription())["renews"] is False
    subscription["status"] = "canceled"
    await buyer.hear(buyer.stripe.event("customer.subscription.deleted", subscription))
    assert (await buyer.subscription())["standing"] == "none"
    assert await buyer.balance() == 175


async def test_upgrade_and_downgrade(buyer: Buyer) -> None:
    subscription, invoice, _ = buyer.stripe.subscribe(buyer.customer, "nodepilot_starter_monthly", 1400)
    await buyer.hear(buyer.stripe.event("invoice.paid", invoice))
    changed = await buyer.person.http.post("/api/billing/subscription", json={"plan": "pro"})
    assert changed.status_code == 202
    assert subscription["last_update"]["proration_behavior"] == "always_invoice"
    # Half of the month is left: half of the difference is paid, half of the credits come.
    lines = [("nodepilot_starter_monthly", -700), ("nodepilot_pro_monthly", 1050)]
    prorated, _ = buyer.stripe.invoice(subscription, lines, "subscription_update")
    await buyer.hear(buyer.stripe.event("invoice.paid", prorated))
    assert await buyer.balance() == 25 + 150 + 75
    assert (await buyer.subscription())["plan"] == "pro"
    await buyer.person.http.post("/api/billing/subscription", json={"plan": "starter"})
    assert subscription["last_update"]["proration_behavior"] == "none"


async def test_failed_payments(buyer: Buyer, database: Database) -> None:
    subscription, invoice, _ = buyer.stripe.subscribe(buyer.customer, "nodepilot_pro_monthly", 2100)
    await buyer.hear(buyer.stripe.event("invoice.paid", invoice))
    subscription["status"], open_invoice = "past_due", {**invoice, "status": "open"}
    buyer.stripe.objects["invoices"]["in_open"] = open_invoice | {"id": "in_open"}
    await buyer.hear(buyer.stripe.event("invoice.payment_failed", open_invoice | {"id": "in_open"}))
    assert (await buyer.subscription())["standing"] == "grace"
    assert (await buyer.person.say("hello")).status_code == 200
    async with database.acting_as(Role.WEBHOOKS) as transaction:
        await transaction.execute(
            "update subscriptions set past_due_since = now() - interval '8 days' where user_id = %s",
            (buyer.person.id,),
        )
    assert (await buyer.subscription())["standing"] == "read_only"
    refused = await buyer.person.say("hello")
    assert (refused.status_code, refused.json()["code"]) == (402, "PAYMENT_OVERDUE")
    assert (await buyer.person.http.get("/api/conversations")).status_code == 200
    subscription["status"] = "active"
    await buyer.hear(buyer.stripe.event("invoice.paid", invoice))
    assert (await buyer.person.say("hello")).status_code == 200


async def test_refund_and_dispute(buyer: Buyer, database: Database) -> None:
    session, charge = buyer.stripe.pay_pack(buyer.customer)
    await buyer.hear(buyer.stripe.event("checkout.session.completed", session))
    charge["amount_refunded"] = 200
    await buyer.hear(buyer.stripe.event("charge.refunded", charge))
    assert await buyer.balance() == 100
    charge["disputed"] = True
    dispute = buyer.stripe.add("disputes", "dp", charge=charge["id"], status="needs_response")
    await buyer.hear(buyer.stripe.event("charge.dispute.created", dispute))
    assert await buyer.balance() == 25
    dispute["status"] = "won"
    await buyer.hear(buyer.stripe.event("charge.dispute.closed", dispute))
    assert await buyer.balance() == 100


async def test_what_was_spent_before_it_was_taken_back(
    buyer: Buyer, stranger: Person, database: Database
) -> None:
    session, charge = buyer.stripe.pay_pack(buyer.customer)
    await buyer.hear(buyer.stripe.event("checkout.session.completed", session))
    async with database.as_user(buyer.person.id) as transaction, transaction.taking_on(Role.LEDGER):
        # As if 110 answers had been given.
        await transaction.execute("select nodepilot.take_back(%s, %s, 110)", (buyer.person.id, new_id()))
    charge["amount_refunded"] = 800
    await buyer.hear(buyer.stripe.event("charge.refunded", charge))
    assert await buyer.balance() == 0
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("update users set is_admin = true where id = %s", (stranger.id,))
    flagged = (await stranger.http.get("/api/admin/users", params={"flagged": True})).json()["users"]
    told = {one["id"]: one["attention"] for one in flagged}
    assert told[str(buyer.person.id)].startswith("85 of 100 credits")
    assert str(stranger.id) not in told


async def test_without_credits_the_plans_are_shown(buyer: Buyer, database: Database) -> None:
    async with database.as_user(buyer.person.id) as transaction, transaction.taking_on(Role.LEDGER):
        await transaction.execute("select nodepilot.lock_credits(%s)", (buyer.person.id,))
        await transaction.execute("select nodepilot.take_back(%s, %s, 25)", (buyer.person.id, new_id()))
    refused = await buyer.person.say("hello")
    assert (refused.status_code, refused.json()["code"]) == (402, "OUT_OF_CREDITS")
    assert [plan["id"] for plan in refused.json()["plans"]] == ["starter", "pro", "pack"]


@pytest.mark.parametrize("seed", range(4))
async def test_any_order_ends_the_same(buyer: Buyer, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order
    stripe = buyer.stripe
    subscription, invoice, _ = stripe.subscribe(buyer.customer, "nodepilot_starter_monthly", 1400)
    events = [stripe.event("customer.subscription.created", subscription | {"status": "incomplete"})]
    events += [stripe.event("invoice.paid", invoice)]
    lines = [("nodepilot_starter_monthly", -1400), ("nodepilot_pro_monthly", 2100)]
    prorated, _ = stripe.invoice(subscription, lines, "subscription_update")
    stripe._update(subscription, {"items": {"0": {"price": stripe.price("nodepilot_pro_monthly")}}})
    events += [
        stripe.event("customer.subscription.updated", subscription),
        stripe.event("invoice.paid", prorated),
    ]
    session, charge = stripe.pay_pack(buyer.customer)
    events += [stripe.event("checkout.session.completed", session)]
    charge["amount_refunded"] = 400
    events += [stripe.event("charge.refunded", charge)]
    subscription["cancel_at_period_end"] = True
    events += [stripe.event("customer.subscription.updated", subscription)]
    events += chance.choices(events, k=6)
    chance.shuffle(events)
    await buyer.hear(*events)
    assert await buyer.balance() == 25 + 150 + 150 + 50
    shown = await buyer.subscription()
    assert (shown["plan"], shown["standing"], shown["renews"]) == ("pro", "active", False)


@pytest.mark.parametrize("how", ["forged", "changed", "old", "unsigned"])
async def test_a_message_that_is_not_stripes(buyer: Buyer, stripe: FakeStripe, how: str) -> None:
    session, _ = stripe.pay_pack(buyer.customer)
    body = json.dumps(stripe.event("checkout.session.completed", session)).encode()
    headers = {
        "forged": stripe.signed(body, secret="whsec_of_somebody_else"),
        "changed": stripe.signed(body + b" "),
        "old": stripe.signed(body, at=time.time() - 600),
        "unsigned": {"Content-Type": "application/json"},
    }[how]
    answer = await buyer.person.http.post(HOOK, content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_SIGNATURE")
    assert await buyer.balance() == 25


async def test_a_message_that_cannot_be_handled_waits_and_is_replayed(
    buyer: Buyer, stripe: FakeStripe, database: Database
) -> None:
    session, _ = stripe.pay_pack(buyer.customer)
    event = stripe.event("checkout.session.completed", session)
    name = f"stripe:{event['id']}"
    body = json.dumps(event).encode()
    stripe.down = True
    try:
        # The answer does not depend on what handling does.
        answer = await buyer.person.http.post(HOOK, content=body, headers=stripe.signed(body))
        assert answer.status_code == 200
        row: Any = None
        for _ in range(400):
            buyer.shop.on_its_loop(buyer.shop.services.webhook_inbox.handle_due())
            async with database.acting_as(Role.WEBHOOKS) as transaction:
                row = await transaction.find_columns(
                    "select status, last_error, attempts from webhook_events where id = %s", (name,)
                )
                await transaction.execute(
                    "update webhook_events set next_attempt_at = now() where id = %s and last_error is not null",
                    (name,),
                )
            if row["status"] == "dead":
                break
            await asyncio.sleep(0.05)
        assert row == {"status": "dead", "last_error": "StripeUnavailable", "attempts": 8}
    finally:
        stripe.down = False
    assert await buyer.balance() == 25
    from nodepilot.webhooks.repository import revive

    async with database.acting_as(Role.WEBHOOKS) as transaction:
        assert await revive(transaction, name) == 1
    await buyer.settle((event,))
    assert await buyer.balance() == 125


async def test_strangers_and_unknown_kinds_are_kept_and_ignored(buyer: Buyer, database: Database) -> None:
    session, _ = buyer.stripe.pay_pack("cus_of_another_shop")
    events = (
        buyer.stripe.event("checkout.session.completed", session),
        buyer.stripe.event("something.new", {"id": "x"}),
    )
    await buyer.hear(*events)
    async with database.acting_as(Role.WEBHOOKS) as transaction:
        for event in events:
            status = await transaction.find_value(
                "select status from webhook_events where id = %s", (f"stripe:{event['id']}",)
            )
            assert status == "ignored"


async def test_where_no_secret_is_set_there_is_no_webhook(nobody: httpx.AsyncClient) -> None:
    for sender in ("stripe", "clerk", "supabase"):
        assert (await nobody.post(f"/api/{sender}/webhook", json={})).status_code == 404
