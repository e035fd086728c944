"""What can stand in the way of a use case."""

from __future__ import annotations

from typing import Literal

from nodepilot.errors import ServiceError, UserError
from nodepilot.sentences import later, say


class NotFound(UserError):
    """No such thing, or not this user's: the two look the same from outside."""

    code = "NOT_FOUND"

    def __init__(self, what: str, next_step: str = later("It may have been deleted.")) -> None:
        super().__init__(say("There is no such {what}.", what=say(what)), next_step=say(next_step))


class NotSignedIn(UserError):
    """The request carries no valid session."""

    code = "NOT_SIGNED_IN"

    def __init__(self) -> None:
        super().__init__(
            say("You are not signed in."),
            next_step=say("Open the address that `nodepilot serve` prints, or sign in."),
        )


class ExpiredAlready(UserError):
    """Credits that would be gone as soon as they are given."""

    code = "EXPIRED_ALREADY"

    def __init__(self) -> None:
        super().__init__(
            say("These credits would have expired already."),
            next_step=say("Give a later time as `expires_at`, or none."),
        )


class ServerStopping(ServiceError):
    """No new answers are begun."""

    code = "SERVER_STOPPING"

    def __init__(self) -> None:
        super().__init__(say("The server is stopping."), next_step=say("Send the message again in a moment."))


class RateLimited(UserError):
    """Too many requests in too short a time."""

    code = "RATE_LIMITED"

    def __init__(self, limit: int, seconds: int) -> None:
        super().__init__(
            say("More than {limit} requests in a minute.", limit=limit),
            next_step=say("Go on in {seconds} seconds.", seconds=seconds),
        )
        self.seconds = seconds


class MissingScope(UserError):
    """The API key may not do this."""

    code = "MISSING_SCOPE"

    def __init__(self, scope: str) -> None:
        super().__init__(
            say("This API key lacks the scope `{scope}`.", scope=scope),
            next_step=say("Make one that has it, or sign in."),
        )


class OutOfCredits(UserError):
    """The answer would cost a credit, and there is none."""

    code = "OUT_OF_CREDITS"

    def __init__(self) -> None:
        super().__init__(say("You have no credits left."), next_step=say("Buy some under /billing."))


class ConversationBusy(UserError):
    """An answer is being written in the conversation."""

    code = "CONVERSATION_BUSY"

    def __init__(self) -> None:
        super().__init__(
            say("An answer is being written in this conversation."),
            next_step=say("Wait until it is there, or stop it."),
        )


class WrongMessage(UserError):
    """What was asked for cannot be done with a message of this side."""

    code = "WRONG_MESSAGE"

    def __init__(self, wanted: Literal["user", "assistant"]) -> None:
        if wanted == "user":
            super().__init__(
                say("Only messages of your own can be edited."),
                next_step=say("Name one whose `role` is `user`."),
            )
        else:
            super().__init__(
                say("Only an answer to a message can be made again."),
                next_step=say("Name one whose `role` is `assistant`."),
            )


class VersionConflict(UserError):
    """Somebody saved another version meanwhile."""

    code = "VERSION_CONFLICT"

    def __init__(self, newest: int) -> None:
        super().__init__(
            say("The workflow was changed meanwhile: version {newest} is the newest.", newest=newest),
            next_step=say("Look at that version and save again with it as `base`."),
        )


class NothingToUndo(UserError):
    """There is no change before the state that is shown, or none after it."""

    code = "NOTHING_TO_UNDO"

    def __init__(self, way: str) -> None:
        super().__init__(
            say("There is nothing to undo.") if way == "undo" else say("There is nothing to redo."),
            next_step=say("This is the first state.") if way == "undo" else say("This is the newest state."),
        )


class IdempotencyKeyReused(UserError):
    """The key of an earlier message came with another message."""

    code = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self) -> None:
        super().__init__(
            say("This idempotency key was used for another message."),
            next_step=say("Make a new key for each message."),
        )
