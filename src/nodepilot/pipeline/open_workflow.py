"""The workflow that a conversation is about, and what a person still has to do for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.composer.build.slots import STAND_INS
from nodepilot.kit.paths import render_path
from nodepilot.kit.records import dataclass
from nodepilot.plan.compiler import Setup
from nodepilot.plan.compiler.credentials import credentials_of
from nodepilot.plan.compiler.nodes import existing_node
from nodepilot.plan.compiler.result import CredentialNeeded
from nodepilot.plan.model import Placeholder
from nodepilot.workflow.labels import parameter_label
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Workflow

_OPEN_VALUE = re.compile(r"^=?YOUR_[A-Z0-9_]+$")


@dataclass(frozen=True, slots=True)
class OpenWorkflow:
    """`document` is n8n's JSON of the newest version; `earlier` the state that an undo leads back to."""

    document: Mapping[str, Any]
    earlier: Mapping[str, Any] | None = None


def setup_of_document(workflow: Workflow, new: Setup, catalog: Catalog) -> Setup:
    """The set-up list of a whole workflow; assumptions and questions are those of what is new in it."""
    known = {(each.step, each.parameter) for each in new.placeholders}
    others = (each for each in _open_values(workflow, catalog) if (each.step, each.parameter) not in known)
    return Setup(
        tuple(_credentials(workflow, catalog)), (*new.placeholders, *others), new.assumptions, new.questions
    )


def _credentials(workflow: Workflow, catalog: Catalog) -> Iterator[CredentialNeeded]:
    for node in workflow.nodes:
        made = existing_node(node, catalog)
        if made is not None and not node.disabled and not node.credentials:
            yield from credentials_of(made, catalog)


def _open_values(workflow: Workflow, catalog: Catalog) -> Iterator[Placeholder]:
    """Values that still say YOUR_…, as this product writes them."""
    for node in workflow.nodes:
        for path, value in leaves(node.parameters, ()):
            if isinstance(value, str) and (value in STAND_INS.values() or _OPEN_VALUE.match(value)):
                name = render_path(path[:-1] if path[-1] == "value" and len(path) > 1 else path)
                yield Placeholder(node.name, name, parameter_label(node, path[:1], catalog))
