"""Answers in words by a model: talk, questions about n8n, and about the open workflow."""

from __future__ import annotations

import time
from typing import Literal

from nodepilot.ai.desk import Desk
from nodepilot.ai.ports import Task
from nodepilot.ai.router import NoModelAnswered
from nodepilot.ai.stages.editing import workflow_lines
from nodepilot.composer.explaining.failures import read_failure
from nodepilot.pipeline.builtin import ENGINE_ANSWERS
from nodepilot.pipeline.channel import Channel
from nodepilot.pipeline.context import Context
from nodepilot.pipeline.events import StageFinished, StageStarted
from nodepilot.pipeline.result import Result
from nodepilot.sentences import say
from nodepilot.workflow.model import Workflow

LONGEST_ANSWER = 900
"""Tokens."""
LONGEST_QUESTION = 4000
"""Characters: whoever pastes a whole execution has its failure read out of it."""


async def tell(
    kind: Literal["new", "edit", "question", "talk"],
    message: str,
    draft: Result,
    opened: Workflow | None,
    context: Context,
    desk: Desk,
    channel: Channel,
) -> str | None:
    """The answer, told piece by piece as well; None when no model gave one. `draft` is the built-in engine's."""
    at = time.perf_counter()
    channel.put(StageStarted("answer"))
    recent, workflow = context.recent_lines, workflow_lines(opened)
    try:
        if kind == "question" and opened is not None:
            text = await desk.write(
                Task.EXPLANATION,
                ("platform_knowledge", "workflow_explanation"),
                LONGEST_ANSWER,
                question=message[:LONGEST_QUESTION],
                workflow=workflow,
                facts=(draft.text,),
                failure=_failure_lines(message, opened),
                recent=recent,
            )
        else:
            text = await desk.write(
                Task.CONVERSATION,
                ("platform_knowledge", "conversation_handler"),
                LONGEST_ANSWER,
                message=message,
                recent=recent,
                memory=context.memory,
                workflow=workflow,
                facts=(draft.text,) if kind == "question" else (),
            )
    except NoModelAnswered as error:
        channel.put(StageFinished("answer", _since(at), say(ENGINE_ANSWERS, why=error)))
        return None
    channel.put(StageFinished("answer", _since(at), desk.model))
    return text


def _failure_lines(message: str, opened: Workflow) -> tuple[str, ...]:
    """What a pasted execution or error says by itself."""
    failure = read_failure(message, opened)
    if failure.node is None and failure.message == message:
        return ()
    return (f"node: {failure.node or 'unknown'}", f"error: {failure.message[:LONGEST_QUESTION]}")


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
