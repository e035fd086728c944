"""A link by mail for those who forgot their password."""

from __future__ import annotations

import asyncio
import logging
import smtplib

from nodepilot.accounts.errors import NoMail
from nodepilot.accounts.mail import Mailer
from nodepilot.accounts.one_time import OneTimeTokens
from nodepilot.sentences import later, say
from nodepilot.storage.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

SUBJECT = later("Set a new password for NodePilot")

TEXT = later(
    "Somebody, most likely you, asked for a new password for NodePilot. Set it here within "
    "an hour:\n\n    {link}\n\nIf it was not you, nothing needs to be done: your password "
    "stays as it is."
)


def reset_link(address: str, token: str) -> str:
    """Where the page that sets a password is; `address` is scheme and host."""
    return f"{address}/reset?token={token}"


class ForgottenPassword:
    """Mails are made and sent after the answer is given: its time tells nothing about an address."""

    def __init__(self, tokens: OneTimeTokens, mailer: Mailer | None, address: str) -> None:
        self._tokens = tokens
        self._mailer = mailer
        self._address = address
        self._sending: set[asyncio.Task[None]] = set()

    def ask(self, email: str) -> None:
        """Sends a link if somebody has the address. Raises `NoMail` when mails cannot be sent here."""
        if self._mailer is None:
            raise NoMail
        task = asyncio.create_task(self._send(self._mailer, email.strip()))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def finish(self) -> None:
        """Waits for the mails that are on their way."""
        if self._sending:
            await asyncio.wait(self._sending)

    async def _send(self, mailer: Mailer, email: str) -> None:
        try:
            token = await self._tokens.for_new_password(email)
            if token is not None:
                text = say(TEXT, link=reset_link(self._address, token))
                await mailer.send(email, say(SUBJECT), f"{text}\n")
        except DatabaseUnavailable:
            log.warning("A link for a new password was not made: the database does not answer.")
        except (OSError, ValueError, smtplib.SMTPException) as error:
            # The server's answer can name the address; its kind is enough.
            log.error("A link for a new password could not be sent: %s", type(error).__name__)  # noqa: TRY400
