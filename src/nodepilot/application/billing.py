"""What a person sees of plans, and buys. Stripe's own pages take the money."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from nodepilot.accounts.schemas import User
from nodepilot.application.errors import NotFound
from nodepilot.application.payments import Payments
from nodepilot.billing import repository
from nodepilot.billing.errors import BillingOff, NotAtStripe, NothingToChange, PaymentOverdue
from nodepilot.billing.gateway import Gateway
from nodepilot.billing.plans import Plan
from nodepilot.billing.schemas import Invoice, Standing, Subscription, SubscriptionRow
from nodepilot.sentences import say
from nodepilot.storage.database import Database, Expected
from nodepilot.storage.roles import Role

GRACE = timedelta(days=7)
"""How long everything works after a payment failed."""

MOST_INVOICES = 24

SESSION_PLACE = "{CHECKOUT_SESSION_ID}"
"""Where Stripe writes the session's id into the address to come back to."""


class Billing:
    """Without a gateway, and so without `payments`, nothing is for sale."""

    def __init__(
        self,
        database: Database,
        gateway: Gateway | None,
        payments: Payments | None,
        plans: dict[str, Plan],
        address: str,
    ) -> None:
        self._database = database
        self._gateway = gateway
        self._payments = payments
        self._address = address
        self.plans = plans

    @property
    def enabled(self) -> bool:
        return self._gateway is not None

    async def subscription(self, user_id: UUID) -> Subscription:
        return _shown(await self._row(user_id))

    async def checkout(self, user: User, plan_id: str, back: str) -> str:
        """The address of the page that takes the money; afterwards it leads to the path `back`.

        Raises `BillingOff`, `NothingToChange`, `StripeUnavailable`.
        """
        gateway, plan = self._open(), self.plans[plan_id]
        row = await self._row(user.id)
        if plan.is_monthly and _shown(row).standing != "none":
            raise NothingToChange(
                say("There is a subscription already."),
                next_step=say("Change its plan instead of buying another one."),
            )
        customer = row.stripe_customer_id if row else await self._new_customer(gateway, user)
        place = f"{self._address}{back}"
        paid = f"{place}?paid={plan_id}&checkout={SESSION_PLACE}"
        return await gateway.checkout(customer, plan, user.id, paid, f"{place}?paid=no")

    async def settle(self, user_id: UUID, session_id: str) -> None:
        """What was bought is there, also when Stripe's message about it is late. Raises `NotFound` for a
        session that is not the user's."""
        try:
            known = self._payments is not None and await self._payments.settle_session(session_id, user_id)
        except NotAtStripe:
            known = False
        if not known:
            raise NotFound("checkout")

    async def portal(self, user_id: UUID) -> str:
        """The address of Stripe's page for cards, invoices and cancelling."""
        gateway, row = self._open(), await self._row(user_id)
        if row is None:
            raise NothingToChange(
                say("You have not bought anything yet."), next_step=say("Choose a plan first.")
            )
        return await gateway.portal(row.stripe_customer_id, f"{self._address}/billing")

    async def change(self, user_id: UUID, plan_id: str) -> None:
        """To a dearer plan at once, the difference prorated; to a cheaper one from the next period on."""
        gateway, row = self._open(), await self._row(user_id)
        now = _shown(row)
        item = row.plan_details.get("item") if row else None
        if row is None or row.stripe_subscription_id is None or now.standing == "none" or not item:
            raise NothingToChange(say("There is no subscription."), next_step=say("Choose a plan first."))
        if now.plan == plan_id:
            raise NothingToChange(
                say("The subscription is on this plan."), next_step=say("Choose another one.")
            )
        dearer = now.plan is None or self.plans[plan_id].cents > self.plans[now.plan].cents
        await gateway.change_plan(row.stripe_subscription_id, item, self.plans[plan_id], at_once=dearer)

    async def invoices(self, user_id: UUID) -> list[Invoice]:
        """Newest first."""
        row = await self._row(user_id)
        if self._gateway is None or row is None:
            return []
        return [
            Invoice(
                id=one["id"],
                number=one.get("number"),
                amount=one["total"],
                currency=one["currency"],
                status=one.get("status"),
                created_at=datetime.fromtimestamp(one["created"], UTC),
                url=one.get("hosted_invoice_url"),
            )
            for one in await self._gateway.invoices(row.stripe_customer_id, MOST_INVOICES)
        ]

    def _open(self) -> Gateway:
        if self._gateway is None:
            raise BillingOff
        return self._gateway

    async def _row(self, user_id: UUID) -> SubscriptionRow | None:
        async with self._database.as_user(user_id) as transaction:
            return await repository.find_subscription(transaction, user_id)

    async def _new_customer(self, gateway: Gateway, user: User) -> str:
        customer = await gateway.create_customer(user.id, user.email)
        async with self._database.acting_as(Role.WEBHOOKS) as transaction:
            await repository.add_customer(transaction, user.id, customer)
        return customer


def _shown(row: SubscriptionRow | None) -> Subscription:
    if row is None:
        return Subscription(plan=None, status="none", standing="none", current_period_end=None, renews=False)
    standing = standing_of(row.status, row.past_due_since)
    return Subscription(
        plan=row.plan_details.get("plan"),
        status=row.status,
        standing=standing,
        current_period_end=row.current_period_end,
        renews=standing in {"active", "grace"} and not row.plan_details.get("cancel_at_period_end"),
    )


def standing_of(status: str, past_due_since: datetime | None) -> Standing:
    """What a subscription allows."""
    if status in {"active", "trialing", "paused"}:
        return "active"
    if status == "unpaid":
        return "read_only"
    if status == "past_due":
        late = past_due_since is not None and datetime.now(UTC) - past_due_since > GRACE
        return "read_only" if late else "grace"
    return "none"


async def check_paid(subscription: Expected[SubscriptionRow]) -> None:
    """Raises `PaymentOverdue` for somebody whose payments failed for too long."""
    row = await subscription.find()
    if row is not None and standing_of(row.status, row.past_due_since) == "read_only":
        raise PaymentOverdue
