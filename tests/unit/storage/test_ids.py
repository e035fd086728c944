from __future__ import annotations

import time

from nodepilot.storage.ids import new_id


def test_they_are_version_7_and_hold_the_time() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after + 10


def test_they_grow_and_differ() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
