"""Which addresses and passwords are taken, and how passwords are kept."""

from __future__ import annotations

import asyncio
import re
import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from nodepilot.accounts.errors import UnfitCredentials
from nodepilot.sentences import say

SHORTEST = 10
LONGEST = 200
LONGEST_EMAIL = 254

MEMORY = 19_456
"""KiB for one hash: with two rounds what OWASP's password storage cheat sheet asks for at least."""

MOST_AT_ONCE = 2

_EMAIL = re.compile(r"[^\s@\x00-\x1f]{1,64}@[^\s@.\x00-\x1f]+(?:\.[^\s@.\x00-\x1f]+)+")


def check_email(text: str) -> str:
    """The address as it is kept; raises `UnfitCredentials`."""
    email = text.strip()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise UnfitCredentials(
            say("This is no e-mail address."), next_step=say("It looks like name@example.com.")
        )
    return email


def check_password(password: str, email: str) -> str:
    """The password in one normal form; raises `UnfitCredentials`."""
    normal = unicodedata.normalize("NFKC", password)
    if not SHORTEST <= len(normal) <= LONGEST:
        raise UnfitCredentials(
            say("The password has {count} characters.", count=len(normal)),
            next_step=say(
                "Choose one with {shortest} to {longest}; several words are fine.",
                shortest=SHORTEST,
                longest=LONGEST,
            ),
        )
    if len(set(normal)) < 4 or normal.casefold() in {email.casefold(), email.partition("@")[0].casefold()}:
        raise UnfitCredentials(
            say("The password is easy to guess."),
            next_step=say("Choose several words that do not belong together."),
        )
    return normal


class PasswordHasher:
    """argon2id, off the event loop and only a few at a time."""

    def __init__(self) -> None:
        self._hashes = PasswordHash((Argon2Hasher(memory_cost=MEMORY, time_cost=2, parallelism=1),))
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        self._decoy: str | None = None

    async def hash(self, password: str) -> str:
        async with self._free:
            return await asyncio.to_thread(self._hashes.hash, password.encode("utf-8", "replace"))

    async def verify(self, password: str, stored: str | None) -> bool:
        """Takes as long when nothing is stored, so that the time tells nothing either."""
        if stored is None and self._decoy is None:
            self._decoy = await self.hash("nobody has this password")
        normal = unicodedata.normalize("NFKC", password).encode("utf-8", "replace")
        async with self._free:
            fits = await asyncio.to_thread(self._hashes.verify, normal, stored or self._decoy or "")
        return fits and stored is not None
