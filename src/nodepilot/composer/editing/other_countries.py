"""“Orders from Austria, too”, “change it to France”: another country where one is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.further_tests import with_value
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared, tests_of
from nodepilot.composer.reading.value_kinds import country_code
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_NAME = re.compile(r"(?<!\w)[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*")
_CHANGED = re.compile(
    r"\W*(?:please |now )*(?:change (?:it|that|this|the country) to|make (?:it|that)|switch (?:it )?to|use|set (?:it|the country) to|andere es auf|cambia(?:lo)? a|mets|passe a|muda para) (?:the )?[a-z ]+?(?: instead| now| please)*\W*"
)


def another_country(scene: Scene) -> Step | None:
    """One more country, or the other one, in the comparison with the only country that is looked at."""
    named = [(code, name) for name in _NAME.findall(scene.text) if (code := country_code(name)) is not None]
    looking = list(_looking(scene))
    if len(named) != 1 or len(looking) != 1:
        return None
    (code, name), (node, test) = named[0], looking[0]
    right = str(test.get("rightValue"))
    value = code if _is_code(right) else name
    if value.lower() == right.lower():
        return None
    if scene.says("also") is not None and len(tests_of(node)) == 1:
        return with_value(node, tests_of(node), test, value)
    if _CHANGED.fullmatch(scene.flat) is None:
        return None
    path = next(each.right_path for each in compared(node) if each.right == test.get("rightValue"))
    return Step((SetParameter(node.name, path, value),), 0.9)


def _looking(scene: Scene) -> Iterator[tuple[Node, dict[str, Any]]]:
    """The comparisons with a country."""
    for node in scene.canvas.nodes:
        if node.type not in {BASE + "if", BASE + "filter"}:
            continue
        for test in tests_of(node):
            right = test.get("rightValue")
            if isinstance(right, str) and (_is_code(right) or country_code(right) is not None):
                yield node, test


def _is_code(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{2}", text) is not None
