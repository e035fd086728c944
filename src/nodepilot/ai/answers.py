"""Answers that are kept, so that the same question is not paid for twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Protocol

from nodepilot.ai.ports import Ask, Task
from nodepilot.ai.prompt import compact

KEPT_DAYS = 7
KEPT = frozenset({Task.INTENT, Task.TEMPLATE, Task.PATTERNS, Task.GENERATION})
"""Tasks whose answers depend on the request alone, where nothing was said before."""


def key_of(ask: Ask, model: str, n8n_version: str) -> bytes:
    """A digest of everything that the answer depends on: the prompts' own text, the request and all material (blanks
    aside), the tools, the model, the n8n release."""
    parts = [
        ask.task.value,
        model,
        n8n_version,
        ask.system,
        " ".join(ask.prompt.split()),
        compact([[tool.name, tool.description, dict(tool.schema)] for tool in ask.tools]),
    ]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


class Answers(Protocol):
    """Where they are kept. A store that is gone finds nothing and keeps nothing."""

    async def find(self, key: bytes) -> Mapping[str, Any] | None: ...

    def keep(self, key: bytes, task: Task, model: str, value: Mapping[str, Any]) -> None:
        """Returns at once."""
        ...
