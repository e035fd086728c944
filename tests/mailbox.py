"""A mail server on this machine that keeps what it gets."""

from __future__ import annotations

import email
import queue
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """`letters` are recipient and text, in the order in which they came; `url` is what `SMTP_URL` takes."""

    url: str
    letters: list[tuple[str, str]] = field(default_factory=list)
    _arrived: queue.Queue[str] = field(default_factory=queue.Queue)

    async def handle_DATA(  # noqa: N802 - the name that the mail server looks for
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        body = email.message_from_bytes(content, policy=default).get_body()
        text = body.get_content() if body else ""
        self.letters.append((envelope.rcpt_tos[0], text))
        self._arrived.put(text)
        return "250 OK"

    def wait_for_link(self) -> str:
        """The first address in the next letter."""
        found = re.search(r"http\S+", self._arrived.get(timeout=30))
        assert found is not None
        return found[0]


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailbox = Mailbox(f"smtp://127.0.0.1:{port}")
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
