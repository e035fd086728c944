"""What Clerk reports about people and sessions. In any order it ends the same: a tombstone stays one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nodepilot.accounts import repository as accounts
from nodepilot.accounts.clerk import LONGEST_NAME, clerk_session_id
from nodepilot.application.own_account import OwnAccount
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role


class ClerkNews:
    """Each method may be called again and again."""

    def __init__(self, database: Database, own_account: OwnAccount) -> None:
        self._database = database
        self._own_account = own_account

    async def handle(self, type_: str, data: dict[str, Any]) -> bool:
        """False for a kind of message that says nothing to us."""
        if type_ in {"user.created", "user.updated"}:
            await self._keep_user(data)
        elif type_ == "user.deleted":
            await self._delete_user(str(data["id"]))
        elif type_ in {"session.revoked", "session.ended", "session.removed"}:
            await self._end_session(str(data["user_id"]), str(data["id"]))
        else:
            return False
        return True

    async def _keep_user(self, data: dict[str, Any]) -> None:
        clerk_id, email, name = str(data["id"]), _primary_address(data), _full_name(data)
        changed = datetime.fromtimestamp(data["updated_at"] / 1000, UTC)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await accounts.add_clerk_user(transaction, new_id(), clerk_id, email, name)
            await accounts.update_clerk_user(transaction, clerk_id, email, name, changed)

    async def _delete_user(self, clerk_id: str) -> None:
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            # Somebody whom we never saw leaves a tombstone too: a token may still be on its way.
            await accounts.add_clerk_user(transaction, new_id(), clerk_id, None, "")
            living = await accounts.find_living_clerk_user(transaction, clerk_id)
        if living is not None:
            await self._own_account.delete(living)

    async def _end_session(self, clerk_id: str, session: str) -> None:
        session_id = clerk_session_id(session)
        async with self._database.acting_as(Role.ACCOUNTS) as transaction:
            await accounts.add_clerk_user(transaction, new_id(), clerk_id, None, "")
            await accounts.add_clerk_session(transaction, session_id, clerk_id)
            await accounts.revoke_session(transaction, session_id)


def _primary_address(data: dict[str, Any]) -> str | None:
    """The address that Clerk calls the primary one, if it was verified."""
    for each in data.get("email_addresses") or []:
        verified = (each.get("verification") or {}).get("status") == "verified"
        if each.get("id") == data.get("primary_email_address_id") and verified:
            return str(each["email_address"])
    return None


def _full_name(data: dict[str, Any]) -> str:
    parts = (data.get("first_name"), data.get("last_name"))
    return " ".join(str(part) for part in parts if part)[:LONGEST_NAME]
