"""What hosted models cost, as JSON."""

from __future__ import annotations

from nodepilot.ai.budget import Budget, CallMade
from nodepilot.pipeline.events import JsonObject


def usage_of(budget: Budget) -> JsonObject:
    """Sums, and each call by itself under `by_call`; empty when no model was asked."""
    spent = budget.spent
    if not budget.made:
        return {}
    return {
        "calls": spent.calls,
        "input_tokens": spent.input,
        "cached_tokens": spent.cached,
        "output_tokens": spent.output,
        "dollars": round(spent.dollars, 6),
        "retries": sum(bool(call.failure) for call in budget.made),
        "by_call": [_row(call) for call in budget.made],
    }


def _row(call: CallMade) -> JsonObject:
    return {
        "stage": call.task.value,
        "provider": call.provider,
        "model": call.model,
        "input_tokens": call.usage.input,
        "cached_tokens": call.usage.cached,
        "output_tokens": call.usage.output,
        "dollars": round(call.dollars, 6),
        "milliseconds": call.milliseconds,
        "failure": call.failure,
        "from_cache": call.from_cache,
    }
