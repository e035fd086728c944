"""The built-in engine's stages in a thread: begun as soon as the message is there, whoever answers it in the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from itertools import takewhile

from nodepilot.catalog import load_catalog
from nodepilot.composer.build.outputs import Column
from nodepilot.composer.intents import Intent
from nodepilot.knowledge.house import House
from nodepilot.pipeline.builtin import Stages
from nodepilot.pipeline.events import Event
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.retrieval import Retrieved, retrieve


class Drafting:
    """One message's stages on their way."""

    def __init__(
        self,
        message: str,
        n8n_version: str | None,
        opened: OpenWorkflow | None,
        columns: Sequence[Column] = (),
        intent: Intent | None = None,
        least: float = 0.0,
        house: House | None = None,
    ) -> None:
        """Begins at once. `intent`, `columns` and `least` as for `Stages`. With a `house`, what a model is shown beside a
        plan that is not sure enough is looked for, too."""
        self.retrieved: Retrieved | None = None
        """Known when the work is done; None where nothing was looked for."""
        self._is_wanted = True

        def worked() -> tuple[Stages, list[Event]]:
            catalog = load_catalog(n8n_version)
            stages = Stages(message, catalog, opened, intent, columns, least)
            events = list(takewhile(lambda _: self._is_wanted, stages.work()))
            if house is not None and self._is_wanted and stages.is_unfinished:
                self.retrieved = retrieve(message, stages.result().plan, catalog, house)
            return stages, events

        self.began = time.perf_counter()
        # In one go: it takes milliseconds, and each change of threads costs as much on a busy machine.
        self._working = asyncio.create_task(asyncio.to_thread(worked))
        self._working.add_done_callback(_heed)

    async def done(self) -> tuple[Stages, list[Event]]:
        """The stages and what happened in them. Raises `UnknownVersion` for an n8n release that the catalog does not
        have."""
        return await self._working

    def give_up(self) -> None:
        """Nobody asks for it any more; the thread works to the end of its stage."""
        self._is_wanted = False
        self._working.cancel()


def _heed(working: asyncio.Task[tuple[Stages, list[Event]]]) -> None:
    """An error of what nobody asks for is none."""
    if not working.cancelled():
        working.exception()
