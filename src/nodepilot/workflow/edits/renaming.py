"""A node's name in the expressions and the code of other nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.expressions.references import rename_references, rename_references_in_code

_CODE_KEYS = frozenset({"jsCode", "functionCode", "code"})
"""Parameters of Code, Function and LangChain Code nodes that hold JavaScript without brackets."""
_TEMPLATE_KEYS = frozenset({"html"})
"""Parameters that n8n reads as expressions although no `=` stands before them."""


def with_renamed_references(raw: Mapping[str, Any], old: str, new: str) -> Mapping[str, Any]:
    """A node's object with its references to `old` pointing to `new`; the same object when it has none."""
    parameters = raw.get("parameters")
    renamed = _renamed(parameters, "", old, new)
    return raw if renamed is parameters else {**raw, "parameters": renamed}


def _renamed(value: Any, key: str, old: str, new: str) -> Any:
    if isinstance(value, str):
        return _renamed_text(value, key, old, new) if "$" in value else value
    if isinstance(value, Mapping):
        made = {name: _renamed(each, name, old, new) for name, each in value.items()}
        return made if any(made[name] is not value[name] for name in made) else value
    if isinstance(value, list):
        items = [_renamed(each, key, old, new) for each in value]
        return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
    return value


def _renamed_text(text: str, key: str, old: str, new: str) -> str:
    if text.startswith("="):
        renamed = rename_references(text, old, new)
    elif key in _CODE_KEYS:
        renamed = rename_references_in_code(text, old, new)
    elif key in _TEMPLATE_KEYS:
        renamed = rename_references(f"={text}", old, new)[1:]
    else:
        return text
    return text if renamed == text else renamed
