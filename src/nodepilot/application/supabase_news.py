"""Rows that were edited in Supabase's console: every open tab of their owner loads anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role
from nodepilot.storage.stream_event import EventBody

OWNED = {
    "conversations": "user_id",
    "conversation_messages": "user_id",
    "workflows": "user_id",
    "workflow_versions": "user_id",
    "credit_accounts": "user_id",
    "subscriptions": "user_id",
    "users": "id",
}
"""Tables that tabs show something of, and the column with the owner."""

RESET = EventBody("reset", {})


class SupabaseNews:
    """Acts on messages of the shape `{"type", "table", "schema", "record", "old_record"}`."""

    def __init__(self, database: Database, bells: Bells) -> None:
        self._database = database
        self._bells = bells

    async def handle(self, payload: dict[str, Any]) -> bool:
        """False for tables that nobody looks at."""
        column = OWNED.get(str(payload.get("table"))) if payload.get("schema") == "public" else None
        if column is None:
            return False
        rows = [payload.get("record") or {}, payload.get("old_record") or {}]
        owners = {UUID(row[column]) for row in rows if isinstance(row.get(column), str)}
        for owner in owners:
            async with self._database.acting_as(Role.ACCOUNTS) as transaction:
                lives = await transaction.find_value(
                    "select 1 from users where id = %s and deleted_at is null", (owner,)
                )
            if lives:
                async with self._database.as_user(owner) as transaction:
                    await feed.publish(transaction, [RESET])
                self._bells.ring(bell_key(owner))
        return bool(owners)
