"""Parameters that an AI agent fills in: a value that is nothing but `$fromAI(…)`."""

from __future__ import annotations

import re

_MARKER = "/*n8n-auto-generated-fromAI-override*/"
_CALL = re.compile(
    r"""
    \$fromAI\s*\(
    (?: "(?:\\.|[^"\\])*"
      | '(?:\\.|[^'\\])*'
      | `(?:\\.|\$(?!\{)|[^`\\$])*`        # a template without ${…}
      | [a-z0-9](?!\s*`)                   # a word before a template would be a call
      | [.,\s-]
    )*
    \)\s*
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def is_from_ai_only(expression: str) -> bool:
    """True for `={{ $fromAI('to') }}` and the like: one call with literal arguments only."""
    text = expression.removeprefix("=").strip()
    if text.startswith("{{") and text.endswith("}}"):
        text = text[2:-2].strip()
    text = text.removeprefix(_MARKER).strip()
    return _CALL.fullmatch(text) is not None
