"""Builders for the parameter shapes that n8n's editor writes, so that nobody writes them by hand.

    Step("big", "n8n-nodes-base.if", parameters={
        "conditions": conditions(condition(Ref("order", "total"), "gt", 100, type="number")),
    })
    Step("at_nine", "n8n-nodes-base.scheduleTrigger", parameters={"rule": schedule(weekly([1, 2, 3, 4, 5], 9))})

Ids, `options` of filters and their version numbers are the compiler's business.
"""

from nodepilot.plan.shapes.conditions import OPERATORS, case, cases, condition, conditions
from nodepilot.plan.shapes.fields import assignment, assignments, columns, form_field, form_fields, key_values
from nodepilot.plan.shapes.schedule import cron, daily, every, monthly, polling, schedule, weekly

__all__ = [
    "OPERATORS",
    "assignment",
    "assignments",
    "case",
    "cases",
    "columns",
    "condition",
    "conditions",
    "cron",
    "daily",
    "every",
    "form_field",
    "form_fields",
    "key_values",
    "monthly",
    "polling",
    "schedule",
    "weekly",
]
