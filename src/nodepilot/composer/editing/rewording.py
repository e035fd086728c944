"""The same order in plainer words, for what no reader knows as it was said ("the boss should get a mail" is "send the boss a mail").

The turns of phrase stand in `data/follow_ups.json`: each a pattern over the text as it was written, and what it becomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nodepilot.composer.editing.not_wanted import said_as_orders
from nodepilot.kit.packaged import packaged_json


def plainer(text: str) -> str:
    """The text without what was taken back, in the words that mean the same everywhere."""
    for pattern, plain in _turns("always"):
        text = pattern.sub(plain, text)
    return said_as_orders(text)


def other_words(text: str) -> Iterator[str]:
    """The text in other words, one turn of phrase at a time."""
    for pattern, plain in _turns("else"):
        said = pattern.sub(plain, text)
        if said != text:
            yield said


@cache
def _turns(when: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    document = packaged_json("composer", "data/follow_ups.json")
    return tuple((re.compile(each["said"], re.IGNORECASE), each["plain"]) for each in document[when])
