"""`nodepilot accounts`: what an operator does for people with accounts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

    from nodepilot.cli.database import with_database

    email = parsed.email.strip()
    print(asyncio.run(with_database(lambda database: _answer(database, parsed.action, email))))
    return 0


async def _answer(database: Database, action: str, email: str) -> str:
    from nodepilot.accounts.errors import NoSuchAccount
    from nodepilot.accounts.forgotten_password import reset_link
    from nodepilot.accounts.one_time import OneTimeTokens
    from nodepilot.application.administration import set_admin
    from nodepilot.settings import load_settings

    if action == "reset":
        token = await OneTimeTokens(database).for_new_password(email)
        if token is None:
            raise NoSuchAccount(email)
        return reset_link(load_settings().own_address, token)
    await set_admin(database, email, is_admin=action == "promote")
    return f"{email} is {'now' if action == 'promote' else 'no longer'} an administrator."
