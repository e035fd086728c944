"""`nodepilot accounts`: what an operator does for people with accounts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nodepilot.settings import Settings
    from nodepilot.storage.database import Database

DESCRIPTION = """\
Works on the database of the server's settings (docs/operations.md), whether the server runs or not.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "accounts",
        help="links for new passwords, administrators",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, what in (
        ("reset", "print a link with which somebody sets a new password within an hour"),
        ("promote", "make somebody an administrator"),
        ("demote", "make an administrator an ordinary user again"),
    ):
        action = actions.add_parser(name, help=what, description=what)
        action.add_argument("email", metavar="ADDRESS", help="the account's address")
        action.set_defaults(run=run, command="accounts", action=name)


def run(parsed: argparse.Namespace) -> int:
    import asyncio

    from nodepilot.settings import load_settings

    print(asyncio.run(_act(load_settings(), parsed.action, parsed.email.strip())))
    return 0


async def _act(settings: Settings, action: str, email: str) -> str:
    import asyncio

    from nodepilot.storage.database import Database
    from nodepilot.storage.source import DatabaseSource

    with DatabaseSource(settings) as source:
        await asyncio.to_thread(source.migrate)
        database = Database(source.app)
        await database.open()
        try:
            return await _answer(database, settings, action, email)
        finally:
            await database.close()


async def _answer(database: Database, settings: Settings, action: str, email: str) -> str:
    from nodepilot.accounts.errors import NoSuchAccount
    from nodepilot.accounts.forgotten_password import reset_link
    from nodepilot.accounts.one_time import OneTimeTokens
    from nodepilot.application.administration import set_admin

    if action == "reset":
        token = await OneTimeTokens(database).for_new_password(email)
        if token is None:
            raise NoSuchAccount(email)
        return reset_link(settings.own_address, token)
    await set_admin(database, email, is_admin=action == "promote")
    return f"{email} is {'now' if action == 'make-admin' else 'no longer'} an administrator."
