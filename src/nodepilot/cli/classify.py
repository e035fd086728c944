"""`nodepilot classify`: what a message wants."""

from __future__ import annotations

import argparse

from nodepilot.cli.batch import Answer, WrongFlags, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import OK
from nodepilot.cli.reading import Row
from nodepilot.cli.writing import open_output, to_json

DESCRIPTION = """\
Says what a message wants: a new workflow (workflow_request), a change of the one that is open
(workflow_edit), an answer (workflow_question) or just talk (general_conversation).
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "classify",
        help="say what a message wants",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("message", nargs="?", metavar="MESSAGE", help="what somebody wrote")
    parser.add_argument("--has-workflow", action="store_true", help="a workflow is open that it may be about")
    add_batch_flags(parser, '{"id", "message", "has_workflow"}', '{"id", "label", "confidence"}')
    parser.set_defaults(run=run, command="classify")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="message")
    if parsed.batch is not None:
        run_batch(parsed.batch, parsed.output, answer=_answer, refuse=_refuse)
        return OK
    if not parsed.message.strip():
        raise WrongFlags("The message is empty.", next_step="Give the words of a message.")
    with open_output(parsed.output) as stream:
        stream.write(to_json(_intent(parsed.message, has_workflow=parsed.has_workflow)) + "\n")
    return OK


def _answer(row: Row) -> Answer:
    message = row.content.get("message")
    if not isinstance(message, str):
        return _refuse(row, "INVALID_ROW", "The row has no `message` text.")
    return {"id": row.id, **_intent(message, has_workflow=row.content.get("has_workflow") is True)}


def _intent(message: str, *, has_workflow: bool) -> Answer:
    from nodepilot.catalog import load_catalog
    from nodepilot.composer.intents import classify
    from nodepilot.knowledge.services import load_services

    intent = classify(message, load_services(load_catalog()), has_workflow=has_workflow)
    return {"label": intent.label, "confidence": intent.confidence}


def _refuse(row: Row, code: str, message: str) -> Answer:
    return {"id": row.id, "label": None, "confidence": 0.0, "error": {"code": code, "message": message}}
