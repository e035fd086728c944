"""What a user sees of the own credits."""

from __future__ import annotations

from uuid import UUID

from nodepilot.credits import repository
from nodepilot.credits.repository import Account
from nodepilot.credits.schemas import Balance, Entry, Hold, Kind, Sums
from nodepilot.storage.database import Database, Transaction


class Credits:
    """Without payments set up (`unlimited`) credits are counted and never refused."""

    def __init__(self, database: Database, *, unlimited: bool) -> None:
        self._database = database
        self.unlimited = unlimited

    async def balance(self, user_id: UUID) -> Balance:
        async with self._database.as_user(user_id) as transaction:
            await repository.open_account(transaction, user_id)
            sums = await self.read_sums(transaction)
            return Balance(**sums.model_dump(), lots=await repository.list_lots(transaction))

    async def read_sums(self, transaction: Transaction) -> Sums:
        """As the transaction sees them; the account must have been opened."""
        account = await (await repository.expect_account(transaction)).get()
        return self.sums_of(account)

    def sums_of(self, account: Account) -> Sums:
        """What the account comes to."""
        return Sums(
            balance=account.balance,
            held=account.held,
            available=account.balance - account.held,
            unlimited=self.unlimited,
        )

    async def history(self, user_id: UUID, before: UUID | None, kind: Kind | None, limit: int) -> list[Entry]:
        """Newest first; all, or those of one kind."""
        async with self._database.as_user(user_id) as transaction:
            return await repository.list_history(transaction, before, kind, limit)

    async def holds(self, user_id: UUID) -> list[Hold]:
        async with self._database.as_user(user_id) as transaction:
            return await repository.list_holds(transaction)
