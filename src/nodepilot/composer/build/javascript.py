"""Values of a plan as JavaScript, for expressions that do more than read them."""

from __future__ import annotations

from nodepilot.plan.model import Code, Ref


def javascript_of(value: Ref | Code) -> str:
    """The source that gives the value: `$('Step').item.json.path` for a reference, `$json.path` without a step."""
    if isinstance(value, Code):
        return value.source
    path = value.path if not value.path or value.path.startswith("[") else f".{value.path}"
    return f"$json{path}" if value.step is None else f"$('{value.step}').item.json{path}"
