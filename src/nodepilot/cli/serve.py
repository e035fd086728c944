"""`nodepilot serve`: the server with its web page and its own database."""

from __future__ import annotations

import argparse

from nodepilot.errors import ServiceError

DESCRIPTION = """\
Starts the database, serves the web page and the HTTP API, and prints one address to open.
Ctrl-C stops everything. Settings come from the environment: see docs/operations.md.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="start the server with its web page",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, or NODEPILOT_HOST)")
    parser.add_argument("--port", type=_port, help="port to listen on (default: 8000, or NODEPILOT_PORT)")
    parser.add_argument(
        "--workers", type=_count, default=1, help="processes that answer requests (default: 1)"
    )
    parser.add_argument("--reload", action="store_true", help="start again when a source file changes")
    parser.set_defaults(run=run, command="serve")


def run(parsed: argparse.Namespace) -> int:
    try:
        from nodepilot.server.run import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("nodepilot"):
            raise
        raise ServiceError(
            f"The server needs a package that is not installed: `{missing.name}`.",
            next_step="Install it with: pip install 'nodepilot[server]'",
        ) from None
    return serve(host=parsed.host, port=parsed.port, reload=parsed.reload, workers=parsed.workers)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 (any free one) to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: give 1 or more")
    return int(text)
