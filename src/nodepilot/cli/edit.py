"""`nodepilot edit`: a workflow and an instruction in, the changed workflow (JSON alone) out."""

from __future__ import annotations

import argparse
import sys

from nodepilot.cli.batch import Answer, WrongFlags, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import FAILED, OK
from nodepilot.cli.reading import Row, read_text
from nodepilot.cli.writing import open_output, printable

DESCRIPTION = """\
Changes a workflow as an instruction in plain language says, and writes it as JSON to standard
output; what changed goes to standard error. What is not named stays as it is.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "edit",
        help="change a workflow as an instruction says",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a workflow as JSON; `-` reads standard input"
    )
    parser.add_argument(
        "instruction", nargs="?", metavar="INSTRUCTION", help="what shall be different, in plain words"
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what changes, in words, instead of the workflow"
    )
    add_batch_flags(parser, '{"id", "workflow", "instruction"}', '{"id", "workflow", "changes"}')
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release that has to run it")
    parser.set_defaults(run=run, command="edit")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="file")
    if parsed.batch is not None:
        if parsed.diff:
            raise WrongFlags("--diff shows one workflow, not a batch.", next_step="Edit a single FILE.")
        return _run_batch(parsed)
    if parsed.instruction is None or not parsed.instruction.strip():
        raise WrongFlags(
            "There is no instruction.",
            next_step='Say what shall be different: nodepilot edit FILE "post it to #ops instead"',
        )
    return _run_single(parsed)


def _run_single(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.cli.workflow_files import WorkflowFile
    from nodepilot.composer.editing.edit import edit_workflow
    from nodepilot.workflow.codec import load_workflow

    text = read_text(parsed.file)
    file = WorkflowFile(parsed.file, text, load_workflow(text))
    edited = edit_workflow(parsed.instruction, file.workflow, load_catalog(parsed.n8n_version))
    reply = _without_history(edited.reply, is_undo=edited.is_undo)
    sys.stderr.writelines(f"{printable(line)}\n" for line in reply.splitlines())
    if not edited.changes:
        return FAILED
    if parsed.diff:
        sys.stdout.writelines(f"{printable(change.text)}\n" for change in edited.changes)
        return OK
    with open_output(parsed.output) as stream:
        stream.write(file.rewritten(edited.workflow))
    return OK


def _without_history(reply: str, *, is_undo: bool) -> str:
    return "A file has no history to go back to: use your version control." if is_undo else reply


def _run_batch(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.composer.editing.edit import edit_workflow
    from nodepilot.pipeline.wire import change_rows
    from nodepilot.workflow.model import Workflow

    catalog = load_catalog(parsed.n8n_version)

    def answer(row: Row) -> Answer:
        workflow, instruction = row.content.get("workflow"), row.content.get("instruction")
        if not isinstance(workflow, dict) or not isinstance(workflow.get("nodes"), list):
            return _refuse(row, "INVALID_WORKFLOW", "The row has no `workflow` with `nodes` in it.")
        if not isinstance(instruction, str) or not instruction.strip():
            return _refuse(row, "INVALID_ROW", "The row has no `instruction` with text in it.")
        edited = edit_workflow(instruction, Workflow(workflow), catalog)
        if not edited.changes:
            reply = _without_history(edited.reply, is_undo=edited.is_undo)
            return {**_refuse(row, "NOT_UNDERSTOOD", reply), "workflow": workflow}
        return {
            "id": row.id,
            "workflow": edited.workflow.document,
            "changes": list(change_rows(edited.changes)),
        }

    answers = run_batch(parsed.batch, parsed.output, answer=answer, refuse=_refuse)
    refused = sum("error" in one for one in answers)
    if refused:
        print(f"{refused} of {len(answers)} rows have an `error` and nothing changed.", file=sys.stderr)
    return OK


def _refuse(row: Row, code: str, message: str) -> Answer:
    return {
        "id": row.id,
        "workflow": row.content.get("workflow"),
        "changes": [],
        "error": {"code": code, "message": message},
    }
