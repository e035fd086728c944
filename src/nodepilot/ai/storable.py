"""Answers of models with nothing in them that neither a database nor UTF-8 can hold."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nodepilot.ai.ports import Call, Kind, ModelFailure, Reply

_NO_CHARACTERS = re.compile("[\x00\ud800-\udfff]")
DEEPEST = 100
"""Levels of a JSON value; no plan comes near."""


def storable_text(text: str) -> str:
    """Without NUL and halves of surrogate pairs, which JSON can spell."""
    return _NO_CHARACTERS.sub("", text)


def storable_reply(reply: Reply) -> Reply:
    """Raises `ModelFailure` (malformed) for numbers that JSON does not have, and for what is nested too deeply."""
    try:
        calls = tuple(Call(call.id, call.name, _storable(call.arguments, 0)) for call in reply.calls)
    except ValueError as error:
        raise ModelFailure(Kind.MALFORMED, usage=reply.usage) from error
    return replace(reply, text=storable_text(reply.text), calls=calls)


def _storable(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, Mapping):
        return {storable_text(str(key)): _storable(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_storable(each, depth + 1) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("no number of JSON's")
    return value
