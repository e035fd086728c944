"""What a person does with the own account: change it, take everything along, leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from nodepilot.accounts import repository as accounts
from nodepilot.accounts.schemas import User, UserSettings
from nodepilot.application.account_export import export_account
from nodepilot.application.errors import NotFound
from nodepilot.catalog import resolve_version
from nodepilot.conversations import repository as conversations
from nodepilot.credits import repository as credit_books
from nodepilot.files import repository as files
from nodepilot.generations import repository as generations
from nodepilot.generations.model_calls import DayOfModels, list_own_days
from nodepilot.generations.usage import DayOfUse, list_usage
from nodepilot.saved_workflows import repository as saved_workflows
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.retries import retrying
from nodepilot.storage.roles import Role


class OwnAccount:
    """Each method acts for one user."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def change(self, user_id: UUID, *, name: str | None, settings: UserSettings | None) -> User:
        """Changes what is not None. Raises `UnknownVersion` for an n8n release without a catalog."""
        values = None if settings is None else settings.model_dump(exclude_none=True)
        if values and "n8n_version" in values:
            values["n8n_version"] = resolve_version(values["n8n_version"])
        async with self._database.as_user(user_id) as transaction:
            changed = await accounts.change_user(transaction, name, values)
        if changed is None:
            raise NotFound("user")
        return changed

    async def usage(self, user_id: UUID, days: int) -> tuple[list[DayOfUse], list[DayOfModels]]:
        """What was asked for, and what hosted models cost; newest day first."""
        async with self._database.as_user(user_id) as transaction:
            return await list_usage(transaction, days), await list_own_days(transaction, days)

    async def export(self, user_id: UUID) -> dict[str, Any]:
        """Everything that is kept about the user, as JSON."""
        return await export_account(self._database, user_id)

    async def delete(self, user_id: UUID) -> None:
        """Deletes all that the user said and made, and ends every session and key.

        What stays is a tombstone without a name, so that an old token opens nothing, and the ledger.
        """
        await retrying(lambda: self._delete(user_id))

    async def _delete(self, user_id: UUID) -> None:
        async with self._database.as_user(user_id) as transaction:
            # Whoever is about to start a generation waits here, and finds no account any more.
            await credit_books.open_account(transaction, user_id)
            for running in await generations.lock_all_running(transaction):
                await credit_books.close_hold(transaction, user_id, running, new_id(), spend=False)
            await saved_workflows.delete_all(transaction)
            await conversations.delete_all(transaction)
            # Those that no message has brought along yet.
            await files.delete_all(transaction)
            await generations.delete_all(transaction)
            await transaction.execute("delete from model_keys where user_id = (select auth.uid())")
            async with transaction.taking_on(Role.ACCOUNTS):
                await accounts.bury_user(transaction, user_id)
