"""What one could say next, after an answer about a workflow."""

from __future__ import annotations

import json
from functools import lru_cache

from nodepilot.catalog import Catalog
from nodepilot.composer.suggesting import suggest
from nodepilot.pipeline.events import Suggested
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.sentences import Language, language_now
from nodepilot.validation import validate
from nodepilot.validation.issue import Severity
from nodepilot.workflow.model import Workflow


def suggested(result: Result, opened: OpenWorkflow | None, catalog: Catalog) -> Suggested | None:
    """For the workflow that was made, else for the one that is talked about; None where there is neither.

    A question of ours comes first: while one is open nothing else is offered.
    """
    if result.questions:
        return None
    if result.workflow is not None:
        document, issues = dict(result.workflow), result.issues
    elif opened is not None:
        document, issues = dict(opened.document), validate(opened.document, catalog)
    else:
        return None
    has_errors = any(issue.severity is Severity.ERROR for issue in issues)
    has_open_credentials = any(need.required for need in result.setup.credentials)
    sentences = _of_document(json.dumps(document), catalog, has_errors, has_open_credentials, language_now())
    return Suggested(sentences) if sentences else None


@lru_cache(maxsize=256)
def _of_document(
    document: str, catalog: Catalog, has_errors: bool, has_open_credentials: bool, language: Language
) -> tuple[str, ...]:
    """The same requests make the same workflows, so much is asked again. `language` is the one spoken now."""
    del language
    return suggest(
        Workflow(json.loads(document)),
        catalog,
        has_errors=has_errors,
        has_open_credentials=has_open_credentials,
    )
