"""Prompts: one Markdown file each. This is the text alone; `prompt.py` reads it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

NAMES = (
    "intent_classification",
    "main_prompt",
    "prompt_optimization",
    "template_matching",
    "pattern_selection",
    "workflow_generation",
    "workflow_editing",
    "workflow_repair",
    "conversation_handler",
    "platform_knowledge",
    "conversation_title",
    "memory_scoring",
    "workflow_explanation",
)


@cache
def packaged_text(name: str) -> str:
    """The text that comes with this release. Raises `FileNotFoundError` for a name that is none."""
    return (files("nodepilot.ai.prompts") / f"{name}.md").read_text(encoding="utf-8")
