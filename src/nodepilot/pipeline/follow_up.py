"""A change of the open workflow as a result, with the answer that tells of it."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.edited import Edited
from nodepilot.kit.patterns import Pattern
from nodepilot.pipeline.answer import assumed, left_to_do
from nodepilot.pipeline.open_workflow import OpenWorkflow, setup_of_document
from nodepilot.pipeline.result import Result
from nodepilot.sentences import say
from nodepilot.validation.issue import Issue
from nodepilot.workflow.diff import diff
from nodepilot.workflow.model import Workflow


def edited_result(edited: Edited, issues: tuple[Issue, ...], catalog: Catalog) -> Result:
    """The changed workflow, or why nothing changed."""
    if not edited.changes:
        understood = not edited.not_understood and edited.confidence > 0
        return Result(
            outcome="answer" if understood else "not_understood",
            text=edited.reply,
            confidence=edited.confidence,
        )
    setup = setup_of_document(edited.workflow, edited.setup, catalog)
    return Result(
        outcome="workflow",
        text="\n\n".join([edited.reply, *assumed(edited.setup), *left_to_do(edited.setup, issues)]),
        confidence=edited.confidence,
        workflow=dict(edited.workflow.document),
        issues=issues,
        setup=setup,
        questions=setup.questions,
        changes=edited.changes,
    )


def undone(workflow: Workflow, opened: OpenWorkflow, catalog: Catalog) -> Edited:
    """The state before the last change; the same one, with the reason, when there is none."""
    if opened.earlier is None:
        return Edited(
            workflow, confidence=0.9, reply=say("There is nothing to undo: this is the first version.")
        )
    before = Workflow(opened.earlier)
    changes = diff(workflow, before, catalog)
    lines = "\n".join(f"- {change.text}" for change in changes)
    return Edited(before, (), changes, 0.95, f"{say('The last change is undone.')}\n{lines}")


_CHANGED = Pattern(
    r"(?i)^\W*(?:and |so |ok(?:ay)?,? )?(?:what (?:(?:did|have) you |has |was |were |is |are )?(?:just )?(?:change[ds]?|the (?:last )?changes?|different|done)\b|show (?:me )?(?:the |your )?(?:last )?changes?\b|was (?:hast du|wurde) (?:\w+ )?geändert|qu'est-ce qui a changé|qué (?:has cambiado|cambió)|o que mudou)"
)


def changes_told(message: str, opened: OpenWorkflow, catalog: Catalog) -> str | None:
    """“what did you change?”: what the last change was; None for another message, or where there is none."""
    if opened.earlier is None or _CHANGED.match(message) is None:
        return None
    changes = diff(Workflow(opened.earlier), Workflow(opened.document), catalog)
    if not changes:
        return None
    return "\n".join((say("This was the last change:"), "", *(f"- {change.text}" for change in changes)))
