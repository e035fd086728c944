"""What can stand in the way of paying."""

from __future__ import annotations

from nodepilot.errors import ServiceError, UserError
from nodepilot.sentences import say


class BillingOff(UserError):
    """No payments are set up."""

    code = "BILLING_OFF"

    def __init__(self) -> None:
        super().__init__(
            say("Nothing is for sale on this server."), next_step=say("Ask its operator for credits.")
        )


class NothingToChange(UserError):
    """There is no subscription, or it is on that plan already."""

    code = "NOTHING_TO_CHANGE"


class PaymentOverdue(UserError):
    """Payments failed for too long: what is there can be read, nothing new is made."""

    code = "PAYMENT_OVERDUE"

    def __init__(self) -> None:
        super().__init__(
            say("Your last payment failed."), next_step=say("Bring your payment up to date under /billing.")
        )


class StripeUnavailable(ServiceError):
    """Stripe does not answer, or not as it should."""

    code = "STRIPE_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__(say("The payment service does not answer."), next_step=say("Try again in a moment."))


class NotAtStripe(StripeUnavailable):
    """Stripe has no such object."""
