"""Queries on users, sessions, one-time tokens and signing keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
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
    """The local owner's id, an administrator; the account is made with `fresh_id` at the first call."""
    await transaction.execute(
        "insert into users (id, name, is_local_owner) values (%s, 'Owner', true) on conflict do nothing",
        (fresh_id,),
    )
    await transaction.execute("update users set is_admin = true where is_local_owner and not is_admin")
    owner: UUID = await transaction.find_value("select id from users where is_local_owner")
    return owner


async def find_session_user(transaction: Transaction, user_id: UUID, session_id: UUID) -> User | None:
    """The user, if the account lives and the session is neither over nor revoked."""
    return await transaction.find(
        "select u.id, u.email, u.name, u.settings, u.is_admin from users u join sessions s on s.user_id = u.id"
        " where u.id = %s and u.deleted_at is null"
        " and s.id = %s and s.revoked_at is null and s.expires_at > now()",
        (user_id, session_id),
        into=User,
    )


@dataclass(frozen=True, slots=True)
class ClerkSession:
    """A user of Clerk's with one of the sessions; `lives` when neither of them is over."""

    user: User
    has_session: bool
    lives: bool


async def find_clerk_session(
    transaction: Transaction, clerk_user_id: str, session_id: UUID
) -> ClerkSession | None:
    """None when there is no row for the person, not even a tombstone."""
    found = await transaction.find_columns(
        "select u.id, u.email, u.name, u.settings, u.is_admin, s.id is not null as has_session,"
        " u.deleted_at is null and s.id is not null and s.revoked_at is null as lives"
        " from users u left join sessions s on s.user_id = u.id and s.id = %s where u.clerk_user_id = %s",
        (session_id, clerk_user_id),
    )
    if found is None:
        return None
    has_session, lives = found.pop("has_session"), found.pop("lives")
    return ClerkSession(User(**found), has_session, lives)


async def add_clerk_user(
    transaction: Transaction, user_id: UUID, clerk_user_id: str, email: str | None, name: str
) -> None:
    """Adds the person unless there is a row already; without the address if another account has it."""
    for address in (email, None):
        await transaction.execute(
            "insert into users (id, clerk_user_id, email, name) select %(id)s, %(clerk)s, %(email)s, %(name)s"
            " where not exists (select 1 from users where clerk_user_id = %(clerk)s) on conflict do nothing",
            {"id": user_id, "clerk": clerk_user_id, "email": address, "name": name},
        )


async def update_clerk_user(
    transaction: Transaction, clerk_user_id: str, email: str | None, name: str, changed_at: datetime
) -> None:
    """Writes down what Clerk knows of the person, unless something newer was heard."""
    await transaction.execute(
        "update users u set name = %(name)s, external_updated_at = %(changed)s, updated_at = now(),"
        " email = case when exists (select 1 from users o where lower(o.email) = lower(%(email)s)"
        "  and o.deleted_at is null and o.id <> u.id) then u.email else %(email)s end"
        " where u.clerk_user_id = %(clerk)s and u.deleted_at is null"
        " and (u.external_updated_at is null or u.external_updated_at < %(changed)s)",
        {"clerk": clerk_user_id, "email": email, "name": name, "changed": changed_at},
    )


async def find_living_clerk_user(transaction: Transaction, clerk_user_id: str) -> UUID | None:
    found = await transaction.find_value(
        "select id from users where clerk_user_id = %s and deleted_at is null", (clerk_user_id,)
    )
    return found if isinstance(found, UUID) else None


async def add_clerk_session(transaction: Transaction, session_id: UUID, clerk_user_id: str) -> None:
    """Notes a session, so that it can be revoked; how long it lasts, its tokens say."""
    await transaction.execute(
        "insert into sessions (id, user_id, expires_at) select %s, id, now() + interval '400 days'"
        " from users where clerk_user_id = %s and deleted_at is null on conflict do nothing",
        (session_id, clerk_user_id),
    )


async def find_user(transaction: Transaction) -> User | None:
    """The transaction's own user."""
    return await transaction.find(
        "select id, email, name, settings, is_admin from users where id = (select auth.uid())", into=User
    )


async def change_user(
    transaction: Transaction, name: str | None, settings: dict[str, Any] | None
) -> User | None:
    """Changes what is not None of the transaction's own user."""
    return await transaction.find(
        "update users set name = coalesce(%s, name), settings = coalesce(%s, settings), updated_at = now()"
        " where id = (select auth.uid()) returning id, email, name, settings, is_admin",
        (name, None if settings is None else as_json(settings)),
        into=User,
    )


async def bury_user(transaction: Transaction, user_id: UUID) -> None:
    """Leaves a tombstone: nothing personal, no way to sign in."""
    await transaction.execute(
        "update users set deleted_at = now(), email = null, name = '', settings = '{}', is_local_owner = false,"
        " is_admin = false, updated_at = now() where id = %s and deleted_at is null",
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
