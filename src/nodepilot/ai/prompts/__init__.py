"""Prompts: one Markdown file each, with variables in double braces."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_VARIABLE = re.compile(r"\{\{([a-z_]+)\}\}")
_TAG = re.compile(r"<(?=/?(?:request|draft|patterns|problems|steps|plan|workflow)>)")


@cache
def load_prompt(name: str) -> str:
    """The text as it was written. Raises `FileNotFoundError` for a name that is none."""
    return (files("nodepilot.ai.prompts") / f"{name}.md").read_text(encoding="utf-8").strip()


def variables_of(name: str) -> frozenset[str]:
    """What the prompt has to be given."""
    return frozenset(_VARIABLE.findall(load_prompt(name)))


def render_prompt(name: str, **values: str) -> str:
    """The prompt with its variables filled in; all of them, and no others."""
    wanted = variables_of(name)
    if wanted != values.keys():
        raise ValueError(f"The prompt `{name}` takes {sorted(wanted)}, not {sorted(values)}.")
    return _VARIABLE.sub(lambda found: values[found[1]], load_prompt(name))


def as_data(text: str) -> str:
    """Somebody's text for between two of our tags: it cannot close them, nor open others."""
    return _TAG.sub(r"<\\", text)
