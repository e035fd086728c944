"""Sends mail by SMTP: `smtp://` upgrades to TLS where the server offers it, `smtps://` begins with it."""

from __future__ import annotations

import asyncio
import logging
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds for each step of the conversation with the mail server."""


class Mailer:
    """One mail server and one sender."""

    def __init__(self, url: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._sender = sender

    async def send(self, to: str, subject: str, text: str) -> None:
        """Raises `OSError` or `smtplib.SMTPException` when the server does not take it."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message.set_content(text)
        await asyncio.to_thread(self._deliver, message)

    def _deliver(self, message: EmailMessage) -> None:
        host = self._server.hostname or ""
        if self._server.scheme == "smtps":
            secure = ssl.create_default_context()
            with smtplib.SMTP_SSL(host, self._server.port or 465, timeout=PATIENCE, context=secure) as server:
                self._hand_over(server, message)
        else:
            with smtplib.SMTP(host, self._server.port or 587, timeout=PATIENCE) as server:
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=ssl.create_default_context())
                self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        if self._server.username:
            # Over a connection that anybody could listen to, no password is sent.
            if not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPNotSupportedError("the mail server offers no encryption")
            server.login(unquote(self._server.username), unquote(self._server.password or ""))
        server.send_message(message)
