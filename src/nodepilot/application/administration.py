"""What administrators do. Every transaction begins with its line in the audit log, so none goes without."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from nodepilot.accounts.errors import NoSuchAccount
from nodepilot.administration import repository
from nodepilot.administration.schemas import Account, AuditEntry
from nodepilot.application.acting import acting, looking
from nodepilot.application.announcements import credits_changed
from nodepilot.application.errors import ExpiredAlready, NotFound
from nodepilot.application.webhook_inbox import BELL as WEBHOOK_BELL
from nodepilot.credits import repository as credit_books
from nodepilot.credits.service import Credits
from nodepilot.feedback import repository as feedback
from nodepilot.feedback.schemas import Liking
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role
from nodepilot.webhooks import repository as webhooks
from nodepilot.webhooks.schemas import EventRow


class Administration:
    """`actor` is the administrator's own id."""

    def __init__(self, database: Database, bells: Bells, credits_: Credits) -> None:
        self._database = database
        self._bells = bells
        self._credits = credits_

    async def accounts(
        self, actor: UUID, query: str, before: UUID | None, limit: int, *, flagged: bool
    ) -> list[Account]:
        async with looking(self._database, actor, "list accounts", {"query": query}) as transaction:
            return await repository.list_accounts(transaction, query, before, limit, flagged=flagged)

    async def account(self, actor: UUID, user_id: UUID) -> Account:
        """Raises `NotFound`."""
        async with looking(self._database, actor, "see account", {"id": str(user_id)}) as transaction:
            found = await repository.find_account(transaction, user_id)
        if found is None:
            raise NotFound("account")
        return found

    async def likings(self, actor: UUID, days: int) -> list[Liking]:
        """How answers were liked in the last days."""
        async with looking(self._database, actor, "see feedback", {"days": days}) as transaction:
            return await feedback.sum_up(transaction, days)

    async def audit_log(
        self, actor: UUID, subject: UUID | None, before: UUID | None, limit: int
    ) -> list[AuditEntry]:
        async with looking(self._database, actor, "read audit log") as transaction:
            return await repository.list_audit(transaction, subject, before, limit)

    async def webhooks(self, actor: UUID, status: str, limit: int) -> list[EventRow]:
        async with looking(self._database, actor, "list webhooks", {"status": status}) as transaction:
            return await webhooks.list_events(transaction, status, limit)

    async def replay(self, actor: UUID, event_id: str | None) -> int:
        """Lets the server try again what it gave up: one message, or all. How many. Raises `NotFound` where the
        named one was not given up."""
        async with acting(self._database, actor, "replay webhooks", {"event": event_id}) as transaction:
            async with transaction.taking_on(Role.WEBHOOKS):
                count = await webhooks.revive(transaction, event_id)
            if event_id is not None and count == 0:
                raise NotFound("message that was given up")
        self._bells.ring(WEBHOOK_BELL)
        return count

    async def grant(
        self, actor: UUID, user_id: UUID, amount: int, reason: str, expires_at: datetime | None
    ) -> Account:
        """Gives credits. Raises `NotFound` for an account that is not there (any more), `ExpiredAlready`."""
        if expires_at is not None and expires_at <= datetime.now(UTC):
            raise ExpiredAlready
        async with self._database.acting_as(Role.ADMIN) as transaction:
            known = await repository.find_account(transaction, user_id)
        if known is None or known.deleted_at is not None:
            raise NotFound("account")
        lot = new_id()
        async with self._database.as_user(user_id) as transaction:
            async with transaction.taking_on(Role.ADMIN):
                detail = {"lot": str(lot), "amount": amount, "reason": reason}
                await repository.note(transaction, actor, "grant credits", subject_id=user_id, detail=detail)
            await credit_books.grant_credits(transaction, user_id, lot, "granted", amount, expires_at)
            told = credits_changed(await self._credits.read_sums(transaction))
            await feed.publish(transaction, [told])
            async with transaction.taking_on(Role.ADMIN):
                account = await repository.find_account(transaction, user_id)
        self._bells.ring(bell_key(user_id))
        if account is None:
            raise NotFound("account")
        return account


async def set_admin(database: Database, email: str, *, is_admin: bool) -> None:
    """For the operator at the command line. Raises `NoSuchAccount`."""
    async with database.acting_as(Role.ADMIN) as transaction:
        changed = await repository.set_admin(transaction, email, is_admin=is_admin)
        if changed is None:
            raise NoSuchAccount(email)
        action = "make administrator" if is_admin else "withdraw administrator"
        await repository.note(transaction, None, action, subject_id=changed)
