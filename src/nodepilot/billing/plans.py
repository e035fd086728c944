"""Plans as data. Prices are in cents of a US dollar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nodepilot.sentences import later

PlanId = Literal["trial", "starter", "pro", "pack"]
Buyable = Literal["starter", "pro", "pack"]
MonthlyId = Literal["starter", "pro"]

CURRENCY = "usd"


@dataclass(frozen=True, slots=True)
class Plan:
    """`lookup_key` names the price at Stripe; `days` is how long the credits last (None: for ever)."""

    id: PlanId
    name: str
    cents: int
    credits: int
    days: int | None
    lookup_key: str

    @property
    def is_monthly(self) -> bool:
        return self.id in {"starter", "pro"}


def all_plans(starter_credits: int, pro_credits: int) -> dict[str, Plan]:
    """By id, in the order in which they are shown."""
    plans = (
        Plan("trial", later("Free trial"), 0, 25, 7, ""),
        Plan("starter", "Starter", 1400, starter_credits, 31, "nodepilot_starter_monthly"),
        Plan("pro", "Pro", 2100, pro_credits, 31, "nodepilot_pro_monthly"),
        Plan("pack", later("Pay as you go"), 800, 100, None, "nodepilot_pack_100"),
    )
    return {plan.id: plan for plan in plans}
