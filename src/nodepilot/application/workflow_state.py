"""What is to be known of a workflow document beside the document: issues, what mends them, the set-up list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nodepilot.application.errors import NotFound
from nodepilot.catalog import load_catalog
from nodepilot.errors import InvalidEdit
from nodepilot.pipeline.duties import duties_of
from nodepilot.pipeline.open_workflow import setup_of_document
from nodepilot.pipeline.wire import change_rows, setup_rows
from nodepilot.plan.compiler import Setup
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Chosen
from nodepilot.repair.offers import find_offers
from nodepilot.sentences import counted, say
from nodepilot.validation import validate
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.diff import diff
from nodepilot.workflow.edits import load_edit
from nodepilot.workflow.form import form_of, grounded
from nodepilot.workflow.layout import arrange, count_ports_by
from nodepilot.workflow.model import Workflow

MOST_EDITS = 500
"""In one go; a person who moves everything on a large canvas makes one for each node."""

LONGEST_MESSAGE = 200

ARRANGE = {"edit": "arrange"}


@dataclass(frozen=True, slots=True)
class Edited:
    """A document after edits. `message` says in words what was done, `fixes` what was mended, as rows."""

    document: Mapping[str, Any]
    message: str
    changes: Sequence[Mapping[str, Any]]
    fixes: Sequence[Mapping[str, Any]] = ()


def checked(document: Mapping[str, Any], n8n_version: str | None) -> dict[str, Any]:
    """`{"issues", "setup"}`; an issue's `fix` is `{"text", "safe"}`, or null where only a person can mend it."""
    catalog = load_catalog(n8n_version)
    issues = validate(document, catalog)
    offers = find_offers(document, issues, catalog)
    rows = []
    for issue in issues:
        fix = offers.get(Chosen(issue.code, issue.node, issue.parameter))
        rows.append({**issue.as_row(), "fix": {"text": fix.text, "safe": fix.safe} if fix else None})
    workflow = Workflow(document)
    setup = setup_of_document(workflow, Setup(), catalog)
    duties = duties_of(document, setup, catalog, datetime.now(UTC))
    return {"issues": rows, "setup": setup_rows(setup, duties)}


def form(document: Mapping[str, Any], node: str, n8n_version: str | None) -> dict[str, Any]:
    """The form of one node. Raises `NotFound`."""
    workflow = Workflow(document)
    if workflow.find(node) is None:
        raise NotFound("node", say("It may have another name by now."))
    return form_of(workflow, node, load_catalog(n8n_version))


def edited(document: Mapping[str, Any], edits: Sequence[Any], n8n_version: str | None) -> Edited:
    """The document after all edits (their JSON), or none of them. Raises `InvalidEdit`.

    `{"edit": "arrange"}` is no edit of the core: it gives every node a new place, as the layout has it.
    """
    if not 0 < len(edits) <= MOST_EDITS:
        raise InvalidEdit(say("Between 1 and {count} edits go together.", count=MOST_EDITS))
    catalog = load_catalog(n8n_version)
    before = after = load_workflow(document)
    for raw in edits:
        if raw == ARRANGE:
            after = arrange(after, count_ports_by(catalog))
        else:
            after = grounded(load_edit(raw), after, catalog).apply(after)
    # What a document cannot hold is refused here and not when it is read again.
    load_workflow(after.document)
    return _told(before, after, n8n_version)


def mended(document: Mapping[str, Any], only: Chosen | None, n8n_version: str | None) -> Edited:
    """The document with one issue mended, or with all that can be. Raises `InvalidEdit` when nothing can."""
    before = load_workflow(document)
    made = mend(document, load_catalog(n8n_version), unsafe=True, only=only)
    if not made.fixes:
        reason = next((note.text for note in made.notes), say("Only a person can mend this."))
        raise InvalidEdit(say("Nothing was mended."), next_step=reason)
    told = _told(before, load_workflow(made.workflow), n8n_version)
    words = (
        made.fixes[0].text
        if len(made.fixes) == 1
        else counted(len(made.fixes), "Mended {count} issue", "Mended {count} issues")
    )
    return Edited(told.document, words[:LONGEST_MESSAGE], told.changes, [fix.as_row() for fix in made.fixes])


def told_changes(before: Any, after: Any, n8n_version: str | None = None) -> list[dict[str, Any]]:
    """What changed from one document to the other, as rows with a sentence each."""
    return list(change_rows(diff(load_workflow(before), load_workflow(after), load_catalog(n8n_version))))


def _told(before: Workflow, after: Workflow, n8n_version: str | None) -> Edited:
    changes = diff(before, after, load_catalog(n8n_version))
    if not changes:
        raise InvalidEdit(say("Nothing would change."), next_step=say("The workflow is like that already."))
    more = " " + say("and {count} more", count=len(changes) - 1) if len(changes) > 1 else ""
    message = changes[0].text[: LONGEST_MESSAGE - len(more)] + more
    return Edited(after.document, message, change_rows(changes))
