"""`/api/billing/*`: plans, what one subscribes to, and the way to Stripe's pages."""

from __future__ import annotations

from fastapi import APIRouter

from nodepilot.billing.schemas import Subscription
from nodepilot.sentences import say
from nodepilot.server.business_schemas import (
    CheckoutBody,
    InvoiceList,
    Page,
    PlanBody,
    PlanList,
    PlanRow,
    SettleBody,
)
from nodepilot.server.dependencies import SignedIn, SignedInPerson, TheServices
from nodepilot.server.schemas import Accepted

router = APIRouter(prefix="/api/billing", tags=["billing"])


@router.get("/plans")
async def plans(_identity: SignedIn, services: TheServices) -> PlanList:
    """What is for sale; `enabled` is false where no payments are set up."""
    rows = [
        PlanRow(
            id=plan.id,
            name=say(plan.name),
            cents=plan.cents,
            currency="usd",
            credits=plan.credits,
            days=plan.days,
            monthly=plan.is_monthly,
        )
        for plan in services.billing.plans.values()
    ]
    return PlanList(enabled=services.billing.enabled, plans=rows)


@router.get("/subscription")
async def subscription(identity: SignedIn, services: TheServices) -> Subscription:
    """What one subscribes to."""
    return await services.billing.subscription(identity.user.id)


@router.post("/checkout")
async def checkout(body: CheckoutBody, identity: SignedInPerson, services: TheServices) -> Page:
    """The page that takes the money; it leads back to the conversation, a new one, or the page of plans."""
    chat = f"/c/{body.conversation_id}" if body.conversation_id else "/"
    place = chat if body.back_to == "chat" else "/billing"
    return Page(url=await services.billing.checkout(identity.user, body.plan, place))


@router.post("/checkout/settle", status_code=204)
async def settle_checkout(body: SettleBody, identity: SignedInPerson, services: TheServices) -> None:
    """Back from Stripe's page: what was paid is there, also before Stripe reports it."""
    await services.billing.settle(identity.user.id, body.checkout)


@router.post("/portal")
async def portal(identity: SignedInPerson, services: TheServices) -> Page:
    """The page for cards, invoices and cancelling."""
    return Page(url=await services.billing.portal(identity.user.id))


@router.post("/subscription", status_code=202)
async def change_subscription(body: PlanBody, identity: SignedInPerson, services: TheServices) -> Accepted:
    """To a dearer plan at once, the difference prorated; to a cheaper one from the next period on."""
    await services.billing.change(identity.user.id, body.plan)
    return Accepted()


@router.get("/invoices")
async def invoices(identity: SignedIn, services: TheServices) -> InvoiceList:
    """What was invoiced, newest first."""
    return InvoiceList(invoices=await services.billing.invoices(identity.user.id))
