"""Values of a tool that only a conversation tells: texts, times, people and ids are left to the agent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.plan.model import Locator, Value

_TEXTS = frozenset(
    "message message_html title body subject headline email recipient recipient_phone phone name first_name last_name "
    "last_name_full company query jql city id".split()
)
"""Slots whose values the agent knows from what it was told, or looked up before."""
_TIMES = frozenset("start end range_start range_end due_day".split())


def from_ai(name: str, description: str, kind: str = "string") -> str:
    """n8n's expression for a value that the agent gives; `kind` is one of n8n's: string, number, boolean, json."""
    return f"={{{{ $fromAI('{name}', '{description}', '{kind}') }}}}"


def told_in_talk(recipe: Mapping[str, Any]) -> dict[str, Value]:
    """Parameters that the recipe fills from what is told, each as a value that the agent gives."""
    made: dict[str, Value] = {}
    for name, value in recipe.items():
        slot = value.removeprefix("@").rstrip("?") if isinstance(value, str) else ""
        if isinstance(value, dict) and "@rl" in value and value["@rl"][1] == "@id":
            made[name] = Locator("id", from_ai(name, _words(name)))
        elif isinstance(value, dict) and "@rl" not in value:
            if inner := told_in_talk(value):
                made[name] = inner
        elif isinstance(value, str) and value.startswith("@") and slot in _TEXTS | _TIMES:
            made[name] = from_ai(name, _words(name) + (", ISO 8601" if slot in _TIMES else ""))
    return made


def _words(name: str) -> str:
    """`timeMin` as “Time min”."""
    said = "".join(f" {c.lower()}" if c.isupper() else c for c in name.replace("_", " ")).strip()
    return said[:1].upper() + said[1:]
