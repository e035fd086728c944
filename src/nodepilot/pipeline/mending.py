"""The open workflow mended as a result, with the answer that tells what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.pipeline.answer import left_to_do, listed
from nodepilot.pipeline.open_workflow import setup_of_document
from nodepilot.pipeline.result import Result
from nodepilot.plan.compiler import Setup
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Repair
from nodepilot.sentences import later, say
from nodepilot.validation.issue import Severity
from nodepilot.workflow.diff import diff
from nodepilot.workflow.model import Workflow

CONFIDENCE = 0.9
MOST_NOTES = 5
SOUND = later("Nothing is broken: the checks find no error in this workflow.")
STUCK = later("I found nothing that I can mend by myself.")


def mended_result(document: Mapping[str, Any], catalog: Catalog) -> Result:
    """The workflow with its errors mended as far as that is certain; without one when nothing was."""
    made = mend(document, catalog)
    if not made.fixes:
        errors = [issue.message for issue in made.issues if issue.severity is Severity.ERROR]
        why = [listed(say("Why it stays"), notes)] if (notes := _notes(made)) else []
        text = "\n\n".join([say(STUCK), listed(say("Still wrong"), errors), *why]) if errors else say(SOUND)
        return Result(outcome="answer", text=text, confidence=CONFIDENCE)
    after = Workflow(made.workflow)
    setup = setup_of_document(after, Setup(), catalog)
    told = listed(say("What I mended"), [fix.text for fix in made.fixes])
    return Result(
        outcome="workflow",
        text="\n\n".join([told, *left_to_do(setup, made.issues)]),
        confidence=CONFIDENCE,
        workflow=dict(made.workflow),
        issues=made.issues,
        setup=setup,
        changes=diff(Workflow(document), after, catalog),
    )


def _notes(made: Repair) -> list[str]:
    """Why something could not be mended, each reason once."""
    return list(dict.fromkeys(note.text for note in made.notes))[:MOST_NOTES]
