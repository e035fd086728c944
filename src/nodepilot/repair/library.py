"""`nodepilot.repair`: a document in, what became of it out."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.errors import InvalidWorkflow
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Repair
from nodepilot.sentences import say


def repair(workflow: Any, n8n_version: str | None = None, *, unsafe: bool = False) -> Repair:
    """Mends an n8n workflow document (its JSON) for an n8n release, the newest in the catalog by default.

    Errors are mended, with fixes that follow from what the workflow itself says; a document without errors
    comes back as the same object. With `unsafe`, warnings and hints are mended, too, and fixes are made that
    assume something. No repair brings an issue that was not there. The document given is never changed.

    Raises `InvalidWorkflow` when there is no workflow in it at all, `UnknownVersion` for a release that the
    catalog does not have.
    """
    made = mend(workflow, load_catalog(n8n_version), unsafe=unsafe)
    if any(issue.code == "NOT_A_WORKFLOW" for issue in made.issues):
        raise InvalidWorkflow(
            say("This is no n8n workflow: it has to be a JSON object with a list `nodes`."),
            next_step=say("In n8n, `Download` in the workflow's menu writes such a file."),
        )
    return made
