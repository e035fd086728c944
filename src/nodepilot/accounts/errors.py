"""What can stand in the way of signing in."""

from __future__ import annotations

from nodepilot.errors import UserError
from nodepilot.sentences import say


class BadCredentials(UserError):
    """Wrong address or wrong password: which of them is not told."""

    code = "BAD_CREDENTIALS"

    def __init__(self) -> None:
        super().__init__(
            say("Address and password do not fit together."), next_step=say("Check both and try again.")
        )


class TooManyAttempts(UserError):
    """Locked out for a while, whether the address exists or not."""

    code = "TOO_MANY_ATTEMPTS"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            say("Too many failed attempts for this address."),
            next_step=say("Try again in {seconds} seconds.", seconds=seconds),
        )
        self.seconds = seconds


class EmailTaken(UserError):
    """There is an account with the address already."""

    code = "EMAIL_TAKEN"

    def __init__(self) -> None:
        super().__init__(
            say("There is an account with this address already."), next_step=say("Sign in instead.")
        )


class UnfitCredentials(UserError):
    """An address that is none, or a password that is too easy to guess."""

    code = "UNFIT_CREDENTIALS"


class InvalidLink(UserError):
    """A link that was used, is too old, or never was one."""

    code = "INVALID_LINK"

    def __init__(self) -> None:
        super().__init__(say("This link is no longer valid."), next_step=say("Ask for a new one."))


class NoMail(UserError):
    """No mail server is set up."""

    code = "NO_MAIL"

    def __init__(self) -> None:
        super().__init__(
            say("This server sends no mail."),
            next_step=say("Ask its operator for a link: `nodepilot accounts reset ADDRESS` makes one."),
        )


class NoSuchAccount(UserError):
    """An operator named an address that nobody has."""

    code = "NO_SUCH_ACCOUNT"

    def __init__(self, email: str) -> None:
        super().__init__(
            say("Nobody has the address {email!r}.", email=email), next_step=say("See how it is written.")
        )


class UnfitModelKey(UserError):
    """What cannot be a key for a hosted model."""

    code = "UNFIT_MODEL_KEY"

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(
            say("This is no key of a model provider."),
            next_step=say(
                "It has {shortest} to {longest} characters without spaces; copy it whole.",
                shortest=shortest,
                longest=longest,
            ),
        )
