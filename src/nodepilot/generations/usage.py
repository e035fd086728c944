"""How much a user has used, day by day."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from nodepilot.storage.database import Transaction


class DayOfUse(BaseModel):
    """One day in UTC on which something was asked for."""

    model_config = ConfigDict(frozen=True)

    day: date
    requests: int
    workflows: int
    """Answers that hold a workflow."""
    failed: int
    milliseconds: int
    """Time that answers took, summed."""


async def list_usage(transaction: Transaction, days: int) -> list[DayOfUse]:
    """The transaction's user's last days, newest first; days without use are left out."""
    return await transaction.fetch_all(
        "select (created_at at time zone 'UTC')::date as day, count(*)::int as requests,"
        " count(*) filter (where outcome = 'workflow')::int as workflows,"
        " count(*) filter (where status = 'failed')::int as failed,"
        " coalesce(sum(generation_time_ms), 0)::int as milliseconds from workflow_generations"
        " where user_id = (select auth.uid()) and created_at >= now() - make_interval(days => %s)"
        " group by 1 order by 1 desc",
        (days,),
        into=DayOfUse,
    )
