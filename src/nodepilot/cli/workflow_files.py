"""Workflow files: read with their text, written back in the manner in which they were written."""

from __future__ import annotations

import re

from nodepilot.cli.reading import UnusableFile, label, read_text
from nodepilot.errors import InvalidWorkflow
from nodepilot.kit.records import dataclass
from nodepilot.workflow.codec import dump_json, load_workflow
from nodepilot.workflow.model import Workflow

_FIRST_INDENT = re.compile(r"\s*\{\r?\n([ \t]+)\S")


@dataclass(frozen=True)
class WorkflowFile:
    """A file that holds a workflow."""

    name: str
    text: str
    workflow: Workflow

    @property
    def indent(self) -> str | None:
        """What a level is indented by; None for a file of one line."""
        found = _FIRST_INDENT.match(self.text)
        return found[1] if found else None

    def rewritten(self, workflow: Workflow) -> str:
        """Another workflow as this file would hold it: same indent, same end. The same one is the same text."""
        if workflow.document == self.workflow.document and list(workflow.document) == list(
            self.workflow.document
        ):
            return self.text
        text = dump_json(workflow.document, indent=self.indent)
        return text + ("\n" if self.text.endswith("\n") else "")


def read_workflow(name: str) -> WorkflowFile:
    """The workflow in a file. Raises `UnusableFile` when it cannot be read or holds something else."""
    text = read_text(name)
    try:
        return WorkflowFile(name, text, load_workflow(text))
    except InvalidWorkflow as error:
        raise UnusableFile(f"{label(name)}: {error.message}", next_step=error.next_step) from None
