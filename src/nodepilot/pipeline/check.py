"""Validates a workflow against the catalog of an n8n release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.errors import InvalidWorkflow
from nodepilot.sentences import say
from nodepilot.validation import Issue, validate


def check(workflow: Any, n8n_version: str | None = None) -> tuple[Issue, ...]:
    """All findings on a workflow document, errors first.

    Raises InvalidWorkflow when it is no workflow document at all, UnknownVersion for a release that the
    catalog does not have.
    """
    catalog = load_catalog(n8n_version)
    if not isinstance(workflow, Mapping) or not isinstance(workflow.get("nodes"), list):
        raise InvalidWorkflow(
            say("This is no n8n workflow: it has to be a JSON object with a list `nodes`."),
            next_step=say("In n8n, `Download` in the workflow's menu writes such a file."),
        )
    return validate(workflow, catalog)
