"""Queries on answers of models that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from nodepilot.storage.database import Expected, Transaction
from nodepilot.storage.json_values import as_json


class KeptAnswers(BaseModel):
    """How many answers of one stage are kept, and how often they were of use."""

    model_config = ConfigDict(frozen=True)

    stage: str
    model: str
    answers: int
    hits: int


async def find(transaction: Transaction, key: bytes) -> Expected[Mapping[str, Any]]:
    """The answer, unless it has expired; counted as a hit."""
    return await transaction.expect_value(
        "update ai_answers set hits = hits + 1 where key = %s and expires_at > now() returning value", (key,)
    )


async def keep(
    transaction: Transaction, key: bytes, stage: str, model: str, value: Mapping[str, Any], days: int
) -> None:
    """Keeps an answer for so many days, in place of one that has expired."""
    await transaction.send(
        "insert into ai_answers (key, stage, model, value, expires_at)"
        " values (%s, %s, %s, %s, now() + make_interval(days => %s))"
        " on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at, hits = 0",
        (key, stage, model, as_json(value), days),
    )


async def sum_up(transaction: Transaction) -> list[KeptAnswers]:
    """In the administrators' role."""
    return await transaction.fetch_all(
        "select stage, model, count(*)::int as answers, sum(hits)::int as hits from ai_answers"
        " where expires_at > now() group by 1, 2 order by 1, 2",
        into=KeptAnswers,
    )


async def forget(transaction: Transaction) -> int:
    """All of them; how many there were."""
    return await transaction.execute("delete from ai_answers")


async def forget_expired(transaction: Transaction) -> None:
    await transaction.execute("delete from ai_answers where expires_at <= now()")
