"""`nodepilot webhooks`: messages of other services that could not be handled."""

from __future__ import annotations

import argparse


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("webhooks", help="messages of Stripe, Clerk and Supabase")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    what = "let the server try again what it gave up"
    replay = actions.add_parser("replay", help=what, description=what)
    replay.add_argument("--event", help="the id of one message, instead of all that were given up")
    replay.set_defaults(run=run, command="webhooks")


def run(parsed: argparse.Namespace) -> int:
    import asyncio

    from nodepilot.cli.database import with_database
    from nodepilot.storage.database import Database
    from nodepilot.storage.roles import Role
    from nodepilot.webhooks import repository

    async def revive(database: Database) -> int:
        async with database.acting_as(Role.WEBHOOKS) as transaction:
            return await repository.revive(transaction, parsed.event)

    count = asyncio.run(with_database(revive))
    print(f"{count} message{'' if count == 1 else 's'} will be tried again.")
    return 0
