"""`nodepilot credits audit`: proves the books."""

from __future__ import annotations

import argparse


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("credits", help="the ledger of credits")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    what = "prove that balances, ledger, lots, holds and payments agree"
    actions.add_parser("audit", help=what, description=what).set_defaults(run=run, command="credits")


def run(_parsed: argparse.Namespace) -> int:
    import asyncio

    from nodepilot.cli.database import with_database
    from nodepilot.credits.audit import find_faults

    faults = asyncio.run(with_database(find_faults))
    for fault in faults:
        print(f"{fault.user_id}: {fault.what}")
    print(
        f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in the books."
        if faults
        else "The books agree."
    )
    return 1 if faults else 0
