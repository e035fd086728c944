"""Whether a message asks to mend a whole workflow: "fix it", "please repair the errors in this workflow"."""

from __future__ import annotations

import re
from functools import cache

from nodepilot.composer.editing.cues import flat
from nodepilot.kit.packaged import packaged_json


def asks_to_mend(message: str) -> bool:
    """Only when nothing else is said: "fix the typo in the subject" names a change of its own."""
    words = re.findall(r"[\w']+", flat(message))
    verbs, objects, others = _words()
    return any(word in verbs for word in words) and all(
        word in verbs or word in objects or word in others for word in words
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    found = packaged_json("composer", "data/mending.json")
    return frozenset(found["verbs"]), frozenset(found["objects"]), frozenset(found["others"])
