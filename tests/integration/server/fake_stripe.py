"""Stripe as the official SDK sees it: forms in, the documented JSON shapes out, for the calls that we make."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from nodepilot.storage.ids import new_id

Object = dict[str, Any]
MONTH = 30 * 24 * 3600


@dataclass
class FakeStripe:
    """Objects by kind and id. What a person would do on Stripe's pages, the test does with the methods."""

    url: str = ""
    secret: str = "whsec_of_the_test"
    objects: dict[str, dict[str, Object]] = field(default_factory=dict)
    down: bool = False

    def add(self, kind: str, prefix: str, **fields: Any) -> Object:
        made = {"id": f"{prefix}_{new_id().hex}", "created": int(time.time()), **fields}
        self.objects.setdefault(kind, {})[made["id"]] = made
        return made

    def price(self, lookup_key: str) -> str:
        prices = self.objects["prices"].values()
        return next(str(one["id"]) for one in prices if one["lookup_key"] == lookup_key)

    def pay_pack(self, customer: str) -> tuple[Object, Object]:
        """A pack that was bought: the session and its charge."""
        intent = f"pi_{new_id().hex}"
        session = self.add(
            "checkout/sessions",
            "cs",
            object="checkout.session",
            customer=customer,
            mode="payment",
            payment_status="paid",
            payment_intent=intent,
        )
        return session, self._charge(customer, intent, 800)

    def subscribe(self, customer: str, lookup_key: str, cents: int) -> tuple[Object, Object, Object]:
        """A first month: the subscription, its paid invoice and the charge."""
        end = int(time.time()) + MONTH
        price = {"id": self.price(lookup_key)}
        item = {"id": f"si_{new_id().hex}", "price": price, "current_period_end": end}
        subscription = self.add(
            "subscriptions",
            "sub",
            object="subscription",
            customer=customer,
            status="active",
            items={"object": "list", "data": [item]},
            cancel_at_period_end=False,
        )
        lines = [(lookup_key, cents)]
        invoice, charge = self.invoice(subscription, lines, "subscription_create")
        return subscription, invoice, charge

    def invoice(
        self, subscription: Object, lines: list[tuple[str, int]], reason: str
    ) -> tuple[Object, Object]:
        """A paid invoice with its charge; `lines` are prices and amounts."""
        end = subscription["items"]["data"][0]["current_period_end"]
        total = sum(cents for _, cents in lines)
        invoice = self.add(
            "invoices",
            "in",
            object="invoice",
            customer=subscription["customer"],
            status="paid",
            billing_reason=reason,
            amount_paid=total,
            total=total,
            currency="usd",
            parent={
                "type": "subscription_details",
                "subscription_details": {"subscription": subscription["id"]},
            },
            lines={
                "object": "list",
                "data": [
                    {
                        "id": f"il_{new_id().hex}",
                        "amount": cents,
                        "period": {"start": end - MONTH, "end": end},
                        "pricing": {"price_details": {"price": self.price(key)}},
                    }
                    for key, cents in lines
                ],
            },
        )
        intent = f"pi_{new_id().hex}"
        self.add("invoice_payments", "inpay", invoice=invoice["id"], payment_intent=intent)
        return invoice, self._charge(subscription["customer"], intent, total)

    def _charge(self, customer: str, intent: str, cents: int) -> Object:
        return self.add(
            "charges",
            "ch",
            object="charge",
            customer=customer,
            payment_intent=intent,
            amount=cents,
            amount_refunded=0,
            disputed=False,
        )

    def event(self, type_: str, thing: Object) -> Object:
        """A message with the object as it is at the moment."""
        snapshot = json.loads(json.dumps(thing))
        return {"id": f"evt_{new_id().hex}", "object": "event", "type": type_, "data": {"object": snapshot}}

    def signed(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The header that Stripe documents."""
        moment = int(at or time.time())
        key = (secret or self.secret).encode()
        digest = hmac.new(key, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
        return {"Stripe-Signature": f"t={moment},v1={digest}", "Content-Type": "application/json"}

    # --- what the SDK calls

    def answer(self, method: str, path: str, form: Object) -> Object | None:
        kind, _, key = path.removeprefix("/v1/").rpartition("/")
        if (
            path.removeprefix("/v1/")
            in {"customers", "products", "prices", "checkout/sessions", "billing_portal/sessions"}
            or not kind
        ):
            kind, key = path.removeprefix("/v1/"), ""
        if method == "GET" and key:
            return self.objects.get(kind, {}).get(key)
        if method == "GET":
            return {"object": "list", "data": self._matching(kind, form), "has_more": False, "url": path}
        if key:
            return self._update(self.objects[kind][key], form)
        return self._create(kind, form)

    def _matching(self, kind: str, form: Object) -> list[Object]:
        found = list(self.objects.get(kind, {}).values())
        keys = form.get("lookup_keys", {})
        if keys:
            found = [one for one in found if one["lookup_key"] in keys.values()]
        wanted = {name: form[name] for name in ("customer", "payment_intent", "charge") if name in form}
        if "payment" in form:
            wanted["payment_intent"] = form["payment"]["payment_intent"]
        return [one for one in found if all(one.get(name) == value for name, value in wanted.items())]

    def _create(self, kind: str, form: Object) -> Object:
        if kind == "prices":
            form["unit_amount"] = int(form["unit_amount"])
        made = self.add(kind, kind.rpartition("/")[2][:4], **form)
        if kind.endswith("sessions"):
            made["url"] = f"{self.url}/pay/{made['id']}"
        return made

    def _update(self, thing: Object, form: Object) -> Object:
        if "items" in form:
            thing["items"]["data"][0]["price"] = {"id": form["items"]["0"]["price"]}
        thing["last_update"] = form
        return thing


def read_form(text: str) -> Object:
    """`a[b][0]=c` as nested dicts."""
    form: Object = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        first, *rest = name.replace("]", "").split("[")
        place = form
        for part, following in zip([first, *rest], [*rest, None], strict=True):
            if following is None:
                place[part or str(len(place))] = value
            else:
                place = place.setdefault(part, {})
    return form


@contextmanager
def running_stripe() -> Iterator[FakeStripe]:
    stripe = FakeStripe()

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            parts = urlsplit(self.path)
            form = read_form(self.rfile.read(length).decode() if length else parts.query)
            found = None if stripe.down else stripe.answer(self.command, parts.path, form)
            if stripe.down:
                # The SDK repeats a 500 with pauses; a 429 it hands on at once.
                status, code, message = 429, "rate_limit", "Too many requests"
            else:
                status, code, message = 404, "resource_missing", "No such object"
            error = {"error": {"type": "invalid_request_error", "code": code, "message": message}}
            body = json.dumps(error if found is None else found).encode()
            self.send_response(status if found is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer  # noqa: N815 - the names that the server looks for

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    stripe.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stripe
    finally:
        server.shutdown()
        server.server_close()
