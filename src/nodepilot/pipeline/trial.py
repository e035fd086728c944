"""Trying a workflow before it is given out, where there is a real n8n to try it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from nodepilot.pipeline.gate import Passed


class Trial(Protocol):
    """Runs workflows in a bounded time."""

    async def faults(self, workflow: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        """What failed in the run for reasons of the workflow's own, by the node's name; nothing where that is not
        certain, or the run came to no end."""
        ...


async def tried(passed: Passed, trial: Trial | None) -> Passed:
    """What has passed all checks, with what a run shows."""
    if trial is None or passed.compiled is None or not passed.is_clean:
        return passed
    keys = {name: key for key, name in passed.compiled.node_names.items()}
    faults = await trial.faults(passed.compiled.document)
    return replace(passed, problems={keys.get(name, ""): texts for name, texts in faults.items()})
