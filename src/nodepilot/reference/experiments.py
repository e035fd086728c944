"""Experiments between versions of prompts, models and providers: queries, and who gets which arm."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from nodepilot.reference.schemas import Prompt
from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json

Status: TypeAlias = Literal["draft", "running", "stopped"]
_EXPERIMENTS = "select id, name, status, arms, created_at, started_at, stopped_at from experiments"


class Arm(BaseModel):
    """`prompts` are versions by name, `routes` models by task, in place of those that count for all others. The models of
    `provider` are asked first wherever there is a choice; the arm's own routes stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    prompts: dict[str, int] = {}
    routes: dict[str, list[str]] = {}
    provider: Literal["", "anthropic", "openai"] = ""


class Experiment(BaseModel):
    """One at a time is running."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    status: Status
    arms: list[Arm]
    created_at: datetime
    started_at: datetime | None
    stopped_at: datetime | None

    def arm_of(self, user_id: UUID) -> Arm:
        """Always the same one for the same person; all of them about equally often."""
        digest = hashlib.sha256(self.id.bytes + user_id.bytes).digest()
        return self.arms[int.from_bytes(digest[:8]) % len(self.arms)]


class Exposure(BaseModel):
    """What came of one answer in an experiment."""

    model_config = ConfigDict(frozen=True)

    arm: str
    gate_passed: bool
    repair_rounds: int
    milliseconds: int
    dollars: float
    rating: Literal["up", "down"] | None = None


async def find_running(transaction: Transaction) -> Experiment | None:
    return await transaction.find(f"{_EXPERIMENTS} where status = 'running'", (), into=Experiment)


async def list_experiments(transaction: Transaction) -> list[Experiment]:
    """Newest first."""
    return await transaction.fetch_all(f"{_EXPERIMENTS} order by created_at desc, id", into=Experiment)


async def find_experiment(transaction: Transaction, experiment_id: UUID) -> Experiment | None:
    return await transaction.find(f"{_EXPERIMENTS} where id = %s", (experiment_id,), into=Experiment)


async def add_experiment(
    transaction: Transaction, experiment_id: UUID, name: str, arms: Sequence[Arm], author_id: UUID
) -> None:
    await transaction.execute(
        "insert into experiments (id, name, arms, author_id) values (%s, %s, %s, %s)",
        (experiment_id, name, as_json([arm.model_dump() for arm in arms]), author_id),
    )


async def set_status(transaction: Transaction, experiment_id: UUID, status: Status) -> None:
    """Started or stopped now."""
    await transaction.execute(
        "update experiments set status = %(status)s,"
        " started_at = case when %(status)s = 'running' then now() else started_at end,"
        " stopped_at = case when %(status)s = 'stopped' then now() else null end where id = %(id)s",
        {"status": status, "id": experiment_id},
    )


async def texts_of(transaction: Transaction, wanted: Mapping[str, int]) -> list[Prompt]:
    """Versions of prompts with their texts; those that there are not are left out."""
    return await transaction.fetch_all(
        "select name, version, content from ai_prompts where (name, version) in"
        " (select name, version from json_to_recordset(%s) as r(name text, version integer))",
        (as_json([{"name": name, "version": version} for name, version in wanted.items()]),),
        into=Prompt,
    )


async def add_exposure(
    transaction: Transaction,
    experiment_id: UUID,
    generation_id: UUID,
    assistant_message_id: UUID,
    exposure: Exposure,
) -> None:
    """Of the transaction's user."""
    await transaction.execute(
        "insert into experiment_exposures (generation_id, experiment_id, user_id, arm, gate_passed, repair_rounds,"
        " milliseconds, dollars, assistant_message_id) values (%s, %s, auth.uid(), %s, %s, %s, %s, %s, %s)"
        " on conflict (generation_id) do nothing",
        (
            generation_id,
            experiment_id,
            exposure.arm,
            exposure.gate_passed,
            exposure.repair_rounds,
            exposure.milliseconds,
            exposure.dollars,
            assistant_message_id,
        ),
    )


async def list_exposures(transaction: Transaction, experiment_id: UUID) -> list[Exposure]:
    """With how the answers were liked."""
    return await transaction.fetch_all(
        "select arm, gate_passed, repair_rounds, milliseconds, dollars::float as dollars, rating"
        " from experiment_exposures left join message_feedback on message_id = assistant_message_id"
        " where experiment_id = %s order by generation_id",
        (experiment_id,),
        into=Exposure,
    )
