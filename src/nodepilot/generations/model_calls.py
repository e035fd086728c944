"""What calls of hosted models cost: stored with the generation, summed for people and administrators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from nodepilot.ai.answers import KEPT
from nodepilot.storage.database import Transaction
from nodepilot.storage.ids import new_id
from nodepilot.storage.json_values import as_json


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ModelDay(_Frozen):
    """What one stage asked of one model on one day, over all people."""

    day: date
    stage: str
    provider: str
    model: str
    calls: int
    """Those that came to nothing included."""
    failures: int
    from_cache: int
    """Answers that were kept, without a call."""
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    dollars: float
    milliseconds: int
    """The median of a call."""


class ModelTotals(_Frozen):
    """All of these days together. Rates are shares of 1; None where nothing could have been found."""

    calls: int
    failures: int
    from_cache: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    dollars: float
    answer_hit_rate: float | None
    """How many questions whose answers are kept were answered without a call."""
    prompt_hit_rate: float | None
    """How many tokens of the input the provider had kept."""


class DayOfModels(_Frozen):
    """What hosted models cost one person on a day."""

    day: date
    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    dollars: float


def sum_up(days: Sequence[ModelDay]) -> ModelTotals:
    kept = [day for day in days if day.stage in KEPT]
    hits = sum(day.from_cache for day in kept)
    # A question that was asked again after a failure is one question.
    questions = hits + sum(day.calls - day.failures for day in kept)
    tokens = sum(day.input_tokens for day in days)
    cached = sum(day.cached_tokens for day in days)
    return ModelTotals(
        calls=sum(day.calls for day in days),
        failures=sum(day.failures for day in days),
        from_cache=sum(day.from_cache for day in days),
        input_tokens=tokens,
        cached_tokens=cached,
        output_tokens=sum(day.output_tokens for day in days),
        dollars=sum(day.dollars for day in days),
        answer_hit_rate=hits / questions if questions else None,
        prompt_hit_rate=cached / tokens if tokens else None,
    )


async def add_calls(
    transaction: Transaction, generation_id: UUID, calls: Sequence[Mapping[str, Any]]
) -> None:
    """Of the transaction's user; `calls` as the pipeline's usage lists them."""
    if not calls:
        return
    rows = [{**call, "id": str(new_id())} for call in calls]
    await transaction.send(
        "insert into model_calls (id, user_id, generation_id, stage, provider, model, input_tokens, cached_tokens,"
        " output_tokens, dollars, milliseconds, failure, from_cache)"
        " select id, auth.uid(), %s, stage, provider, model, input_tokens, cached_tokens, output_tokens, dollars,"
        " round(milliseconds), failure, from_cache from json_to_recordset(%s) as r(id uuid, stage text,"
        " provider text, model text, input_tokens integer, cached_tokens integer, output_tokens integer,"
        " dollars numeric, milliseconds numeric, failure text, from_cache boolean)",
        (generation_id, as_json(rows)),
    )


async def list_days(transaction: Transaction, days: int) -> list[ModelDay]:
    """In the administrators' role; newest day first."""
    return await transaction.fetch_all(
        "select (created_at at time zone 'UTC')::date as day, stage, provider, model,"
        " count(*) filter (where not from_cache)::int as calls,"
        " count(*) filter (where failure <> '')::int as failures,"
        " count(*) filter (where from_cache)::int as from_cache,"
        " sum(input_tokens)::bigint as input_tokens, sum(cached_tokens)::bigint as cached_tokens,"
        " sum(output_tokens)::bigint as output_tokens, sum(dollars)::float as dollars,"
        " coalesce(percentile_disc(0.5) within group (order by milliseconds)"
        "  filter (where not from_cache), 0)::int as milliseconds"
        " from model_calls where created_at >= now() - make_interval(days => %s)"
        " group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4",
        (days,),
        into=ModelDay,
    )


async def list_own_days(transaction: Transaction, days: int) -> list[DayOfModels]:
    """The transaction's user's; newest day first."""
    return await transaction.fetch_all(
        "select (created_at at time zone 'UTC')::date as day, count(*) filter (where not from_cache)::int as calls,"
        " sum(input_tokens)::bigint as input_tokens, sum(cached_tokens)::bigint as cached_tokens,"
        " sum(output_tokens)::bigint as output_tokens, sum(dollars)::float as dollars"
        " from model_calls where user_id = (select auth.uid()) and created_at >= now() - make_interval(days => %s)"
        " group by 1 order by 1 desc",
        (days,),
        into=DayOfModels,
    )
