"""What can stand in the way of signing in."""

from __future__ import annotations

from nodepilot.errors import UserError


class BadCredentials(UserError):
    """Wrong address or wrong password: which of them is not told."""

    code = "BAD_CREDENTIALS"

    def __init__(self) -> None:
        super().__init__("Address and password do not fit together.", next_step="Check both and try again.")


class TooManyAttempts(UserError):
    """Locked out for a while, whether the address exists or not."""

    code = "TOO_MANY_ATTEMPTS"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Too many failed attempts for this address.", next_step=f"Try again in {seconds} seconds."
        )
        self.seconds = seconds


class EmailTaken(UserError):
    """There is an account with the address already."""

    code = "EMAIL_TAKEN"

    def __init__(self) -> None:
        super().__init__("There is an account with this address already.", next_step="Sign in instead.")


class UnfitCredentials(UserError):
    """An address that is none, or a password that is too easy to guess."""

    code = "UNFIT_CREDENTIALS"


class InvalidLink(UserError):
    """A link that was used, is too old, or never was one."""

    code = "INVALID_LINK"

    def __init__(self) -> None:
        super().__init__("This link is no longer valid.", next_step="Ask for a new one.")
