"""What stands beside a workflow for whoever runs it: credentials and how to get them, effects, times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.composer.duties.credential_help import CredentialHelp, credential_help
from nodepilot.composer.duties.effects import Effect, effects_of
from nodepilot.composer.duties.timing import Timing, timing_of
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.services import load_services
from nodepilot.plan.compiler import Setup
from nodepilot.workflow.model import Workflow


@dataclass(frozen=True, slots=True)
class Duties:
    """`help` is by credential type."""

    effects: tuple[Effect, ...] = ()
    timing: Timing = field(default_factory=lambda: Timing(None, (), None))
    help: Mapping[str, CredentialHelp] = field(default_factory=dict)


def duties_of(document: Mapping[str, Any], setup: Setup, catalog: Catalog, now: datetime) -> Duties:
    """For a workflow with its set-up list, as seen at `now` (with a time zone)."""
    workflow = Workflow(document)
    effects = effects_of(workflow, catalog, load_services(catalog))
    kinds = {effect.node: effect.kind for effect in effects}
    wanted: dict[str, set[str]] = {}
    for need in setup.credentials:
        wanted.setdefault(need.credential_type, set()).add(kinds.get(need.node, "reads"))
    helped = {name: credential_help(name, done, catalog) for name, done in wanted.items()}
    return Duties(effects, timing_of(workflow, now), helped)
