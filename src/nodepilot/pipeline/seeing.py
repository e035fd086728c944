"""Pictures become words: a model that sees makes a request of them that stands by itself."""

from __future__ import annotations

import time

from nodepilot.ai.desk import Desk
from nodepilot.ai.router import NoModelAnswered
from nodepilot.ai.stages.request import REQUEST, Optimised
from nodepilot.errors import UserError
from nodepilot.pipeline.channel import Channel
from nodepilot.pipeline.context import Context
from nodepilot.pipeline.events import StageFinished, StageStarted
from nodepilot.sentences import say


class PicturesNotSeen(UserError):
    """No model has looked at the pictures."""

    code = "IMAGE_NOT_READ"

    def __init__(self) -> None:
        super().__init__(
            say("The picture could not be looked at."),
            next_step=say("Send it again in a minute, or say in words what it shows."),
        )


async def request_seen(message: str, context: Context, desk: Desk, channel: Channel) -> Optimised:
    """The message and what its pictures show, as one request in words. Raises `PicturesNotSeen`."""
    at = time.perf_counter()
    channel.put(StageStarted("request"))
    try:
        seen = await desk.ask(
            REQUEST,
            pictures=context.pictures,
            message=message,
            recent=context.recent_lines,
            memory=context.memory,
            draft=None,
        )
    except NoModelAnswered as error:
        raise PicturesNotSeen from error
    channel.put(StageFinished("request", round((time.perf_counter() - at) * 1000, 2), desk.model))
    return seen
