"""Queries on users, sessions, one-time tokens and signing keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from nodepilot.accounts.schemas import User
from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A signing key as it lies in the database: sealed."""

    id: str
    private_key: bytes


async def ensure_local_owner(transaction: Transaction, fresh_id: UUID) -> UUID:
    """The local owner's id; the account is made with `fresh_id` at the first call."""
    await transaction.execute(
        "insert into users (id, name, is_local_owner) values (%s, 'Owner', true) on conflict do nothing",
        (fresh_id,),
    )
    owner: UUID = await transaction.find_value("select id from users where is_local_owner")
    return owner


async def find_session_user(transaction: Transaction, user_id: UUID, session_id: UUID) -> User | None:
    """The user, if the account lives and the session is neither over nor revoked."""
    return await transaction.find(
        "select u.id, u.email, u.name, u.settings from users u join sessions s on s.user_id = u.id"
        " where u.id = %s and u.deleted_at is null"
        " and s.id = %s and s.revoked_at is null and s.expires_at > now()",
        (user_id, session_id),
        into=User,
    )


async def find_user(transaction: Transaction) -> User | None:
    """The transaction's own user."""
    return await transaction.find(
        "select id, email, name, settings from users where id = (select auth.uid())", into=User
    )


async def change_user(
    transaction: Transaction, name: str | None, settings: dict[str, Any] | None
) -> User | None:
    """Changes what is not None of the transaction's own user."""
    return await transaction.find(
        "update users set name = coalesce(%s, name), settings = coalesce(%s, settings), updated_at = now()"
        " where id = (select auth.uid()) returning id, email, name, settings",
        (name, None if settings is None else as_json(settings)),
        into=User,
    )


async def bury_user(transaction: Transaction, user_id: UUID) -> None:
    """Leaves a tombstone: nothing personal, no way to sign in."""
    await transaction.execute(
        "update users set deleted_at = now(), email = null, name = '', settings = '{}', is_local_owner = false,"
        " updated_at = now() where id = %s and deleted_at is null",
        (user_id,),
    )
    await transaction.execute("delete from password_credentials where user_id = %s", (user_id,))
    await transaction.execute("delete from one_time_tokens where user_id = %s", (user_id,))
    await transaction.execute("delete from api_keys where user_id = %s", (user_id,))
    await transaction.execute("delete from sessions where user_id = %s", (user_id,))


async def add_session(
    transaction: Transaction, session_id: UUID, user_id: UUID, user_agent: str, lifetime: timedelta
) -> None:
    await transaction.execute(
        "insert into sessions (id, user_id, user_agent, expires_at) values (%s, %s, %s, now() + %s)",
        (session_id, user_id, user_agent, lifetime),
    )


async def revoke_session(transaction: Transaction, session_id: UUID) -> None:
    await transaction.execute(
        "update sessions set revoked_at = now() where id = %s and revoked_at is null", (session_id,)
    )


async def add_one_time_token(
    transaction: Transaction, token_hash: bytes, purpose: str, user_id: UUID, lifetime: timedelta
) -> None:
    """Adds a token, and clears away those whose time is over."""
    await transaction.execute("delete from one_time_tokens where expires_at < now() - interval '1 day'")
    await transaction.execute(
        "insert into one_time_tokens (token_hash, purpose, user_id, expires_at) values (%s, %s, %s, now() + %s)",
        (token_hash, purpose, user_id, lifetime),
    )


async def use_one_time_token(transaction: Transaction, token_hash: bytes, purpose: str) -> UUID | None:
    """Marks the token as used and returns its user; None when it is unknown, used or too old."""
    found = await transaction.find_value(
        "update one_time_tokens set used_at = now()"
        " where token_hash = %s and purpose = %s and used_at is null and expires_at > now() returning user_id",
        (token_hash, purpose),
    )
    return found if isinstance(found, UUID) else None


async def find_newest_key(transaction: Transaction) -> StoredKey | None:
    return await transaction.find(
        "select id, private_key from signing_keys order by created_at desc, id desc limit 1", into=StoredKey
    )


async def add_key(transaction: Transaction, key: StoredKey, public_key: str) -> None:
    await transaction.execute(
        "insert into signing_keys (id, private_key, public_key) values (%s, %s, %s)",
        (key.id, key.private_key, public_key),
    )


async def lock_keys(transaction: Transaction) -> None:
    """Others that want to make the first key wait until this transaction ends."""
    await transaction.execute("select pg_advisory_xact_lock(hashtext('nodepilot signing key'))")
