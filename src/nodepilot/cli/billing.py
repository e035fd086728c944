"""`nodepilot billing`: what an operator does at Stripe."""

from __future__ import annotations

import argparse

from nodepilot.errors import UserError


class NoStripeKey(UserError):
    """There is no account at Stripe to work on."""

    code = "NO_STRIPE_KEY"


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("billing", help="products and prices at Stripe")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    what = "make the plans' products and prices at Stripe, unless they are there"
    actions.add_parser("sync", help=what, description=what).set_defaults(run=run, command="billing")


def run(_parsed: argparse.Namespace) -> int:
    import asyncio

    from nodepilot.billing.gateway import Gateway
    from nodepilot.billing.plans import all_plans
    from nodepilot.settings import load_settings

    settings = load_settings()
    if settings.stripe_secret_key is None:
        raise NoStripeKey("No key for Stripe is set.", next_step="Set STRIPE_SECRET_KEY.")
    gateway = Gateway(settings.stripe_secret_key, settings.stripe_api_base, settings.stripe_prices)
    for plan in all_plans(settings.starter_credits, settings.pro_credits).values():
        if plan.id in settings.stripe_prices:
            print(f"{plan.name}: given ({settings.stripe_prices[plan.id]})")
        elif plan.lookup_key:
            made = asyncio.run(gateway.sync(plan))
            print(f"{plan.name}: {'made' if made else 'there'} ({plan.lookup_key})")
    return 0
