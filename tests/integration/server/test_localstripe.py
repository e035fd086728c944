"""A subscription's life at localstripe: somebody else's Stripe, spoken to by the official SDK, that sends signed
messages by itself.

It knows plans in place of prices, and nothing of Checkout: what a person does there, the test does through the SDK.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
import stripe
from stripe import StripeClient

from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import NO_TLS, EchoEngine, Person, RunningServer, browser, serving

SECRET = "whsec_of_this_test"
PATIENCE = 40.0
SERVE = """
import sys
from aiohttp import web
from localstripe.server import app
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""
"""Its own command listens on every address of the machine."""
DECLINED = "4000000000000341"
"""A card that can be kept and is refused when it is to pay."""


@dataclass
class LocalStripe:
    url: str
    client: StripeClient

    def plan(self, name: str, cents: int) -> None:
        """A plan under an id of our own."""
        self._post("plans", id=name, amount=cents, currency="usd", interval="month", name=name)

    def card(self, customer: str, number: str = "4242424242424242") -> None:
        """The customer pays with it from now on."""
        card = {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}
        method = self._post(
            "payment_methods", type="card", **{f"card[{key}]": it for key, it in card.items()}
        )
        self._post(f"payment_methods/{method['id']}/attach", customer=customer)
        settings = {"invoice_settings[default_payment_method]": method["id"]}
        self._post(f"customers/{customer}", **settings)

    def subscribe(self, customer: str, plan: str) -> dict[str, Any]:
        return self._post("subscriptions", customer=customer, **{"items[0][plan]": plan})

    def pay(self, invoice: str) -> dict[str, Any]:
        return self._post(f"invoices/{invoice}/pay")

    def _post(self, path: str, **fields: Any) -> dict[str, Any]:
        answer = self.client.raw_request("post", f"/v1/{path}", **fields)
        return dict(answer.data)

    def cancel(self, subscription: str) -> None:
        self.client.v1.subscriptions.cancel(subscription)


@pytest.fixture(scope="module")
def local() -> Iterator[LocalStripe]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        addresses: Any = {"api": url}
        yield LocalStripe(
            url,
            StripeClient(
                "sk_test_local", base_addresses=addresses, http_client=stripe.RequestsClient(timeout=10)
            ),
        )
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/v1/customers", auth=("sk_test_local", ""), verify=NO_TLS)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("localstripe did not start")


@pytest.fixture(scope="module")
def shop(settings: Settings, local: LocalStripe) -> Iterator[RunningServer]:
    chosen = replace(
        settings,
        stripe_secret_key="sk_test_local",
        stripe_webhook_secret=SECRET,
        stripe_api_base=local.url,
        stripe_prices={"starter": "plan_starter", "pro": "plan_pro", "pack": "plan_pack"},
        unlimited_credits=False,
    )
    with serving(chosen, EchoEngine()) as server:
        local.plan("plan_starter", 1400)
        local.plan("plan_pro", 2100)
        hook = {"url": f"{server.url}/api/stripe/webhook", "secret": SECRET}
        assert httpx.post(f"{local.url}/_config/webhooks/shop", json=hook, verify=NO_TLS).status_code == 200
        yield server


@dataclass
class Subscriber:
    http: httpx.AsyncClient
    customer: str

    async def state(self) -> tuple[str, str | None, int]:
        """The standing, the plan and the balance."""
        told = (await self.http.get("/api/billing/subscription")).json()
        balance = (await self.http.get("/api/credits/balance")).json()
        return told["standing"], told["plan"], balance["balance"]

    async def becomes(self, standing: str, plan: str | None, balance: int) -> None:
        """Waits for the messages, which localstripe sends a second late."""
        deadline = time.monotonic() + PATIENCE
        while (seen := await self.state()) != (standing, plan, balance):
            assert time.monotonic() < deadline, f"it stays {seen}"
            await asyncio.sleep(0.1)


@pytest.fixture
async def subscriber(shop: RunningServer, person: Person, database: Database) -> AsyncIterator[Subscriber]:
    async with browser(shop, person.token) as client:
        # The customer is made on the way to Stripe's page, which this Stripe does not have.
        refused = await client.post("/api/billing/checkout", json={"plan": "starter"})
        assert refused.json()["code"] == "STRIPE_UNAVAILABLE"
        async with database.acting_as(Role.WEBHOOKS) as transaction:
            customer = await transaction.find_value(
                "select stripe_customer_id from subscriptions where user_id = %s", (person.id,)
            )
        yield Subscriber(client, str(customer))


async def test_a_subscriptions_life(subscriber: Subscriber, local: LocalStripe) -> None:
    assert await subscriber.state() == ("none", None, 25)
    local.card(subscriber.customer)
    made = await asyncio.to_thread(local.subscribe, subscriber.customer, "plan_starter")
    await subscriber.becomes("active", "starter", 25 + 150)
    invoices = (await subscriber.http.get("/api/billing/invoices")).json()["invoices"]
    assert [(one["amount"], one["status"]) for one in invoices] == [(1400, "paid")]
    await asyncio.to_thread(local.cancel, made["id"])
    await subscriber.becomes("none", "starter", 25 + 150)


async def test_a_card_that_does_not_pay(subscriber: Subscriber, local: LocalStripe) -> None:
    local.card(subscriber.customer, DECLINED)
    made = await asyncio.to_thread(local.subscribe, subscriber.customer, "plan_pro")
    assert made["status"] == "incomplete"
    await subscriber.becomes("none", "pro", 25)
    local.card(subscriber.customer)
    await asyncio.to_thread(local.pay, made["latest_invoice"])
    await subscriber.becomes("active", "pro", 25 + 300)
