"""Looking at and mending workflows, off the event loop and a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from nodepilot.errors import InvalidWorkflow
from nodepilot.sentences import say
from nodepilot.workflow.codec import load_workflow

Answer = TypeVar("Answer")

MOST_AT_ONCE = 2


def read_document(value: Any) -> Mapping[str, Any]:
    """A workflow document as it came in a request; raises `InvalidWorkflow`."""
    if not isinstance(value, Mapping):
        raise InvalidWorkflow(
            say("This is no workflow: it has to be a JSON object."),
            next_step=say("Send the JSON that n8n exports: an object with `nodes` and `connections`."),
        )
    return load_workflow(value).document


class WorkflowChecks:
    """What `nodepilot validate` and `repair` do, over HTTP."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_AT_ONCE)

    async def validate(self, workflow: Any, n8n_version: str | None) -> dict[str, Any]:
        """`{"valid", "issues"}`. Raises `InvalidWorkflow`, `UnknownVersion`."""

        def work() -> dict[str, Any]:
            from nodepilot.pipeline.check import check

            rows = [issue.as_row() for issue in check(read_document(workflow), n8n_version)]
            return {"valid": all(row["severity"] != "error" for row in rows), "issues": rows}

        return await self._off_the_loop(work)

    async def repair(self, workflow: Any, n8n_version: str | None, *, unsafe: bool) -> dict[str, Any]:
        """`{"workflow", "fixes", "issues", "notes"}`. Raises `InvalidWorkflow`, `UnknownVersion`."""

        def work() -> dict[str, Any]:
            from nodepilot.repair.library import repair

            made = repair(read_document(workflow), n8n_version, unsafe=unsafe)
            return {
                "workflow": made.workflow,
                "fixes": [fix.as_row() for fix in made.fixes],
                "issues": [issue.as_row() for issue in made.issues],
                "notes": [note.as_row() for note in made.notes],
            }

        return await self._off_the_loop(work)

    async def diff(self, before: Any, after: Any) -> list[dict[str, Any]]:
        """What changed, as rows with a sentence each."""

        def work() -> list[dict[str, Any]]:
            from nodepilot.catalog import load_catalog
            from nodepilot.workflow.diff import diff

            changes = diff(load_workflow(before), load_workflow(after), load_catalog())
            return [
                {"kind": one.kind.value, "text": one.text, "node": one.node, "path": one.path}
                for one in changes
            ]

        return await self._off_the_loop(work)

    async def _off_the_loop(self, work: Callable[[], Answer]) -> Answer:
        async with self._free:
            return await asyncio.to_thread(work)
