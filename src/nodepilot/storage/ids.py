"""Keys made in the app: UUID version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A fresh key, greater than every key that this process made before."""
    global _last  # noqa: PLW0603 - the order within one process is the promise
    with _lock:
        # 48 bits of milliseconds and 12 bits of their fraction; steps on when the clock does not.
        _last = moment = max(_moment(), _last + 1)
    milliseconds, fraction = moment >> 12, moment & 0xFFF
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | secrets.randbits(62))


def _moment() -> int:
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    return milliseconds << 12 | (rest << 12) // 1_000_000
