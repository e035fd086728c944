"""Workflows that are tried in a real n8n before they are given out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nodepilot.n8n.play import NotPlayed, RealN8n

log = logging.getLogger(__name__)

SECONDS = 8.0
"""Somebody waits for the answer: a run that takes longer says nothing."""


class TrialInN8n:
    """A `Trial` of the pipeline."""

    def __init__(self, folder: Path) -> None:
        """Raises `NoN8n`."""
        self._n8n = RealN8n(folder, SECONDS)

    async def faults(self, workflow: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        try:
            played = await self._n8n.play(workflow)
        except NotPlayed as error:
            log.info("A workflow could not be tried: %s", error)
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for failure in played.failures:
            if failure.certain:
                told = f"n8n ran it, and it failed: {failure.message}"
                found[failure.node] = (*found.get(failure.node, ()), told)
        return found
