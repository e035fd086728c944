"""NodePilot: plain language in, n8n workflows out.

    import nodepilot

    nodepilot.generate("every weekday at 9 post 'stand-up' to #team on Slack")
    nodepilot.edit(workflow, "only above 100 euros").workflow.document
    nodepilot.validate(workflow)
    nodepilot.repair(workflow).workflow

Nothing is loaded before it is asked for: `import nodepilot` costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nodepilot.composer.editing.edited import Edited
    from nodepilot.pipeline.result import Result
    from nodepilot.repair.model import Repair
    from nodepilot.validation.issue import Issue

__all__ = ["__version__", "edit", "generate", "repair", "validate"]

__version__ = "0.1.0.dev0"


def generate(request: str, n8n_version: str | None = None) -> Result:
    """Turns a request into a workflow with the built-in engine: no key, no network.

    `n8n_version` names the n8n release that has to run it; without one, the newest that the catalog has.
    Raises `UserError` for a release that the catalog doesn't have.
    """
    from nodepilot.pipeline.builtin import run_builtin

    return run_builtin(request, n8n_version=n8n_version)


def edit(workflow: Mapping[str, Any], instruction: str, n8n_version: str | None = None) -> Edited:
    """Changes an n8n workflow document (its JSON) as an instruction in plain language says.

    The document given stays as it is; `workflow.document` of the answer is the changed one, `changes` say in
    words what is different. An instruction that is not understood changes nothing, and `reply` says so.
    """
    from nodepilot.catalog import load_catalog
    from nodepilot.composer.editing.edit import edit_workflow
    from nodepilot.workflow.model import Workflow

    return edit_workflow(instruction, Workflow(workflow), load_catalog(n8n_version))


def validate(workflow: Mapping[str, Any], n8n_version: str | None = None) -> tuple[Issue, ...]:
    """All findings on an n8n workflow document (its JSON), the worst first.

    Raises `InvalidWorkflow` when it is no workflow document at all.
    """
    from nodepilot.pipeline.check import check

    return check(workflow, n8n_version=n8n_version)


def repair(workflow: Any, n8n_version: str | None = None, *, unsafe: bool = False) -> Repair:
    """Mends what can be mended in an n8n workflow document (its JSON); the document given stays as it is.

    Errors are mended, with fixes that follow from what the workflow itself says; without errors, the same
    object comes back. With `unsafe`, warnings are mended, too, and fixes are made that assume something.
    Raises `InvalidWorkflow` when there is no workflow in the document at all.
    """
    from nodepilot.repair.library import repair as mended

    return mended(workflow, n8n_version, unsafe=unsafe)
