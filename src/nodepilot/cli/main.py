"""`nodepilot`: finds the command, runs it, turns errors into one clear line and an exit code."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence

from nodepilot import __version__
from nodepilot.cli import (
    accounts,
    billing,
    catalog,
    classify,
    diff,
    edit,
    evaluate,
    explain,
    generate,
    knowledge,
    merge,
    prompts,
    repair,
    search,
    serve,
    upgrade,
    validate,
    webhooks,
)
from nodepilot.cli import credits as credits_
from nodepilot.cli.exit_codes import FAILED, INTERRUPTED, OK, WRONG_USE
from nodepilot.errors import NodePilotError, UserError

COMMANDS = (
    serve,
    accounts,
    credits_,
    billing,
    webhooks,
    generate,
    edit,
    explain,
    validate,
    repair,
    upgrade,
    diff,
    merge,
    search,
    classify,
    evaluate,
    catalog,
    knowledge,
    prompts,
)

COLLECT_AFTER = 200_000
"""New objects after which the collector looks for garbage: more than one request makes."""

EPILOG = """\
exit codes: 0 fine, 1 issues found or no answer, 2 wrong use

  nodepilot serve
  nodepilot generate "when a form is submitted, add a row to Google Sheets" --output workflow.json
  nodepilot validate workflow.json
"""


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nodepilot",
        description="Plain language in, n8n workflows out.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"nodepilot {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_command(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; only `argparse` exits by itself (0 or 2)."""
    parsed = build_parser().parse_args(arguments)
    if parsed.run is not serve.run:
        # A server stays, and so would its garbage.
        _collect_rarely()
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except UserError as error:
        return _complain(error, WRONG_USE)
    except NodePilotError as error:
        return _complain(error, FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (`| head`) has seen enough. Python would complain at exit otherwise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if os.environ.get("NODEPILOT_DEBUG"):
            raise
        print(
            f"nodepilot: this is a mistake in NodePilot itself: {type(error).__name__}: {error}\n"
            "Set NODEPILOT_DEBUG=1 to see where it happened, and please report it.",
            file=sys.stderr,
        )
        return FAILED
    return code


def _collect_rarely() -> None:
    """What a command loads stays until its end, and looking through it for garbage took a tenth of the time of a short one."""
    gc.set_threshold(COLLECT_AFTER)
    # Python looks through everything once more before a process ends, unless it is said to stay.
    atexit.register(gc.freeze)


def _complain(error: NodePilotError, code: int) -> int:
    print(f"nodepilot: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
