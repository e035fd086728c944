"""Queries on passwords, failed sign-ins and API keys; all of them in the accounts role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from nodepilot.accounts.schemas import ApiKey, User
from nodepilot.storage.database import Transaction

FREE_FAILURES = 5
"""Failures without a lock-out; each further one locks for twice as long."""

FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)
FORGIVEN_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class StoredPassword:
    """A user's password as it is kept."""

    user_id: UUID
    password_hash: str


async def add_user(transaction: Transaction, user_id: UUID, email: str, name: str) -> None:
    """Raises `AlreadyThere` when the address has an account."""
    await transaction.execute(
        "insert into users (id, email, name) values (%s, %s, %s)", (user_id, email, name)
    )


async def find_user_id(transaction: Transaction, email: str) -> UUID | None:
    found = await transaction.find_value(
        "select id from users where lower(email) = lower(%s) and deleted_at is null", (email,)
    )
    return found if isinstance(found, UUID) else None


async def find_password(transaction: Transaction, email: str) -> StoredPassword | None:
    return await transaction.find(
        "select u.id as user_id, p.password_hash from users u join password_credentials p on p.user_id = u.id"
        " where lower(u.email) = lower(%s) and u.deleted_at is null",
        (email,),
        into=StoredPassword,
    )


async def find_password_of(transaction: Transaction, user_id: UUID) -> str | None:
    found = await transaction.find_value(
        "select password_hash from password_credentials where user_id = %s", (user_id,)
    )
    return found if isinstance(found, str) else None


async def set_password(transaction: Transaction, user_id: UUID, password_hash: str) -> None:
    await transaction.execute(
        "insert into password_credentials (user_id, password_hash) values (%s, %s)"
        " on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = now()",
        (user_id, password_hash),
    )


async def end_other_sessions(transaction: Transaction, user_id: UUID, kept: UUID | None) -> None:
    """Revokes the user's sessions but one."""
    await transaction.execute(
        "update sessions set revoked_at = now()"
        " where user_id = %s and revoked_at is null and id is distinct from %s",
        (user_id, kept),
    )


async def find_lock(transaction: Transaction, subject: bytes) -> int:
    """Seconds for which nobody signs in to this address; 0 when it is not locked."""
    found = await transaction.find_value(
        "select ceil(extract(epoch from locked_until - now()))::int from sign_in_failures"
        " where subject = %s and locked_until > now()",
        (subject,),
    )
    return int(found or 0)


async def note_failure(transaction: Transaction, subject: bytes) -> None:
    """Counts a failure, and locks from some number of them on."""
    await transaction.execute(
        "insert into sign_in_failures as f (subject, failures) values (%(subject)s, 1)"
        " on conflict (subject) do update set last_at = now(),"
        " failures = case when f.last_at < now() - %(forgiven)s then 1 else f.failures + 1 end,"
        " locked_until = case when f.last_at >= now() - %(forgiven)s and f.failures + 1 > %(free)s"
        "  then now() + least(%(longest)s, %(first)s * power(2, f.failures - %(free)s)) end",
        {
            "subject": subject,
            "forgiven": FORGIVEN_AFTER,
            "free": FREE_FAILURES,
            "first": FIRST_LOCK,
            "longest": LONGEST_LOCK,
        },
    )


async def forget_failures(transaction: Transaction, subject: bytes) -> None:
    await transaction.execute("delete from sign_in_failures where subject = %s", (subject,))


async def forget_old_failures(transaction: Transaction) -> None:
    await transaction.execute(
        "delete from sign_in_failures where last_at < now() - %s::interval", (FORGIVEN_AFTER,)
    )


async def add_api_key(transaction: Transaction, key: ApiKey, user_id: UUID, key_hash: bytes) -> None:
    await transaction.execute(
        "insert into api_keys (id, user_id, name, key_hash, prefix, scopes) values (%s, %s, %s, %s, %s, %s)",
        (key.id, user_id, key.name, key_hash, key.prefix, list(key.scopes)),
    )


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whom an API key stands for, and what it may do."""

    key_id: UUID
    scopes: list[str]
    user: User


async def find_key_holder(transaction: Transaction, key_hash: bytes) -> KeyHolder | None:
    """Also notes, to the minute, that the key was used."""
    found = await transaction.find_columns(
        "with used as (update api_keys set last_used_at = now() where key_hash = %(hash)s and revoked_at is null"
        "  and (last_used_at is null or last_used_at < now() - interval '1 minute'))"
        " select k.id as key_id, k.scopes, u.id, u.email, u.name, u.settings, u.is_admin from api_keys k"
        " join users u on u.id = k.user_id"
        " where k.key_hash = %(hash)s and k.revoked_at is null and u.deleted_at is null",
        {"hash": key_hash},
    )
    if found is None:
        return None
    key_id, scopes = found.pop("key_id"), found.pop("scopes")
    return KeyHolder(key_id, scopes, User(**found))


async def revoke_api_key(transaction: Transaction, user_id: UUID, key_id: UUID) -> bool:
    """False when the user has no such key."""
    touched = await transaction.execute(
        "update api_keys set revoked_at = coalesce(revoked_at, now()) where id = %s and user_id = %s",
        (key_id, user_id),
    )
    return touched > 0


async def list_api_keys(transaction: Transaction) -> list[ApiKey]:
    """The user's own keys that still work, oldest first."""
    return await transaction.fetch_all(
        "select id, name, prefix, scopes, created_at, last_used_at from api_keys"
        " where user_id = (select auth.uid()) and revoked_at is null order by id",
        into=ApiKey,
    )
