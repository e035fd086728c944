"""The pipeline as the server runs it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from nodepilot.application.answering import Turn
from nodepilot.pipeline.events import Event


def default_engine(turn: Turn) -> AsyncIterator[Event]:
    """The pipeline with what this server has: the built-in engine."""
    from nodepilot.pipeline.stream import run

    return run(turn.message, turn.n8n_version, turn.opened)
