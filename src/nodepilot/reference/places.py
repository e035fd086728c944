"""Places among meanings of what can be looked for, in PostgreSQL with pgvector. All in the knowledge role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json


@dataclass(frozen=True, slots=True)
class Placed:
    """What has a place, and of which text."""

    shelf: str
    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Near:
    """What is near: `cosine` is 1 for the same meaning."""

    key: str
    cosine: float


async def can_be_kept(transaction: Transaction) -> bool:
    """Whether there is a table for them: there is none in a database without pgvector."""
    found: bool = await transaction.find_value("select to_regclass('public.search_places') is not null")
    return found


async def list_placed(transaction: Transaction, model: str) -> list[Placed]:
    return await transaction.fetch_all(
        "select shelf, key, digest from search_places where model = %s", (model,), into=Placed
    )


async def keep_places(
    transaction: Transaction, model: str, placed: Sequence[Placed], places: Sequence[Sequence[float]]
) -> None:
    """One place for each; what was placed before is placed anew."""
    rows: list[Mapping[str, object]] = [
        {"shelf": each.shelf, "key": each.key, "digest": each.digest.hex(), "place": as_vector(place)}
        for each, place in zip(placed, places, strict=True)
    ]
    await transaction.execute(
        "insert into search_places (shelf, key, model, digest, place)"
        " select shelf, key, %s, decode(digest, 'hex'), place::vector"
        " from json_to_recordset(%s) as r(shelf text, key text, digest text, place text)"
        " on conflict (model, shelf, key) do update set digest = excluded.digest, place = excluded.place",
        (model, as_json(rows)),
    )


async def forget_places(transaction: Transaction, model: str, gone: Sequence[Placed]) -> None:
    """Of this model those of what is no longer there, and all of other models."""
    await transaction.execute(
        "delete from search_places where model <> %s or (shelf, key) in"
        " (select * from unnest(%s::text[], %s::text[]))",
        (model, [each.shelf for each in gone], [each.key for each in gone]),
    )


async def find_near(
    transaction: Transaction, model: str, shelf: str, place: Sequence[float], limit: int
) -> list[Near]:
    """The nearest first. All are compared: a few thousand take milliseconds, and none is missed."""
    return await transaction.fetch_all(
        "select key, 1 - (place <=> %(place)s::vector) as cosine from search_places"
        " where model = %(model)s and shelf = %(shelf)s order by place <=> %(place)s::vector, key limit %(limit)s",
        {"model": model, "shelf": shelf, "place": as_vector(place), "limit": limit},
        into=Near,
    )


def as_vector(place: Sequence[float]) -> str:
    """As pgvector reads it."""
    return f"[{','.join(format(each, '.6g') for each in place)}]"
