"""Whether a message comes from whom it says, and when: over the raw body, before anything of it is read."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

import stripe
from svix.webhooks import Webhook, WebhookVerificationError

from nodepilot.errors import UserError

TOLERANCE = 300
"""Seconds that a message may be old."""

SUPABASE_HEADER = "x-webhook-secret"


class BadSignature(UserError):
    """Forged, changed on the way, or too old."""

    code = "BAD_SIGNATURE"

    def __init__(self) -> None:
        super().__init__(
            "The message's signature does not fit.", next_step="Check the webhook's secret, and both clocks."
        )


def check_stripe(body: bytes, headers: Mapping[str, str], secret: str) -> None:
    """Raises `BadSignature`."""
    try:
        text = body.decode()
        stripe.WebhookSignature.verify_header(text, headers.get("stripe-signature", ""), secret, TOLERANCE)
    except (stripe.SignatureVerificationError, ValueError) as error:
        raise BadSignature from error


def check_svix(body: bytes, headers: Mapping[str, str], secret: str) -> None:
    """Raises `BadSignature`."""
    signed = {name: headers.get(name, "") for name in ("svix-id", "svix-timestamp", "svix-signature")}
    try:
        Webhook(secret).verify(body, signed)
    except (WebhookVerificationError, ValueError) as error:
        raise BadSignature from error


def check_supabase(_body: bytes, headers: Mapping[str, str], secret: str) -> None:
    """A shared secret in a header: Supabase's database webhooks sign nothing. Raises `BadSignature`."""
    if not hmac.compare_digest(headers.get(SUPABASE_HEADER, "").encode(), secret.encode()):
        raise BadSignature
