"""A provider that fails again and again is left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES = 4
"""In a row, until it opens."""
PAUSE = 30.0
"""Seconds until one question may try again."""


class Breaker:
    """Closed: everybody may ask. Open: nobody. After the pause a single question is let through, and what comes
    of it decides."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._opened_at: float | None = None
        self._probing = False

    def lets_through(self) -> bool:
        """Whether to ask now. A yes has to be followed by `succeeded`, `failed` or `given_up`."""
        if self._opened_at is None:
            return True
        if self._probing or self._clock() - self._opened_at < PAUSE:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        self._failures = 0
        self._opened_at = None
        self._probing = False

    def failed(self) -> None:
        self._failures += 1
        if self._probing or self._failures >= FAILURES:
            self._opened_at = self._clock()
        self._probing = False

    def given_up(self) -> None:
        """Whoever asked did not wait for an answer: that says nothing of the provider, and the next one may try."""
        self._probing = False
