"""What follows an answer without anybody waiting for it: a title, memories, what came of an experiment."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from nodepilot.ai.budget import Budget
from nodepilot.ai.desk import Desk
from nodepilot.ai.prompt import PromptBook
from nodepilot.ai.router import NoModelAnswered, Router
from nodepilot.ai.stages.title import TITLE
from nodepilot.application.announcements import conversation_changed
from nodepilot.application.experiments import Chosen, Experiments
from nodepilot.application.memory import ConversationMemory
from nodepilot.application.turn import Turn
from nodepilot.conversations import repository as conversations
from nodepilot.conversations.title import make_title
from nodepilot.errors import NodePilotError
from nodepilot.generations import model_calls
from nodepilot.pipeline.usage import usage_of
from nodepilot.realtime import repository as feed
from nodepilot.realtime.feed import bell_key
from nodepilot.reference.experiments import Exposure
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.notifications import Bells

log = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds after an answer, in which the server does what somebody waits for."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer for which models were asked; `budget` is what is left of it."""

    turn: Turn
    router: Router
    book: PromptBook
    budget: Budget
    is_first: bool
    services: tuple[str, ...]
    """Names of the nodes that were made, for the title."""
    chosen: Chosen | None
    exposure: Exposure | None


class Aftermath:
    """Runs beside the answers, and ends with the server."""

    def __init__(
        self, database: Database, bells: Bells, memory: ConversationMemory, experiments: Experiments
    ) -> None:
        self._database = database
        self._bells = bells
        self._memory = memory
        self._experiments = experiments
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, answered: Answered) -> None:
        """Returns at once; the router is closed when all is done."""
        task = asyncio.create_task(self._work(answered))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def settle(self) -> None:
        """Waits for all that is under way."""
        await asyncio.gather(*self._tasks)

    async def _work(self, answered: Answered) -> None:
        # The answer itself is stored first.
        await asyncio.sleep(PAUSE)
        turn = answered.turn
        made_before = len(answered.budget.made)
        desk = Desk(answered.router, answered.book, answered.budget)
        try:
            if answered.chosen is not None and answered.exposure is not None:
                await self._experiments.note(
                    turn.user_id,
                    answered.chosen,
                    turn.generation_id,
                    turn.assistant_message_id,
                    answered.exposure,
                )
            if answered.is_first:
                # A better title than the message's first words.
                title = await desk.ask(TITLE, message=turn.message[:4000], result=answered.services)
                await self._book_calls(turn, answered.budget, made_before, title)
            else:
                await self._memory.remember(turn.user_id, turn.conversation_id, desk)
                await self._book_calls(turn, answered.budget, made_before)
        except NoModelAnswered as error:
            log.info("Nothing followed an answer: %s.", error)
            await self._book_calls(turn, answered.budget, made_before)
        except NodePilotError:
            # Somebody deleted the conversation meanwhile, or the database is gone: nothing depends on it.
            log.info("What follows an answer could not be kept.")
        except Exception:
            log.exception("What follows an answer failed.")
        finally:
            await answered.router.close()

    async def _book_calls(self, turn: Turn, budget: Budget, made_before: int, title: str = "") -> None:
        """With the title that was made by them."""
        calls = usage_of(budget).get("by_call", ())[made_before:]
        async with self._database.as_user(turn.user_id) as transaction:
            await model_calls.add_calls(transaction, turn.generation_id, calls)
            is_named = bool(title) and await _name(transaction, turn, title)
        if is_named:
            self._bells.ring(bell_key(turn.user_id))


async def _name(transaction: Transaction, turn: Turn, title: str) -> bool:
    """Names the conversation, unless somebody has done so meanwhile."""
    named = await conversations.retitle(
        transaction, turn.conversation_id, title, in_place_of=make_title(turn.message)
    )
    if named is not None:
        await feed.publish(transaction, [conversation_changed(named)])
    return named is not None


def exposure_of(arm: str, budget: Budget, *, passed: bool, milliseconds: float) -> Exposure:
    """What came of an answer, as experiments keep it."""
    rounds = sum(call.task.value == "repair" and not call.failure for call in budget.made)
    return Exposure(
        arm=arm,
        gate_passed=passed,
        repair_rounds=rounds,
        milliseconds=round(milliseconds),
        dollars=round(budget.spent.dollars, 6),
    )


def names_of(workflow: object) -> tuple[str, ...]:
    """Names of a workflow's nodes."""
    nodes = workflow.get("nodes") if isinstance(workflow, dict) else None
    return tuple(str(node.get("name", "")) for node in nodes or [] if isinstance(node, dict))
