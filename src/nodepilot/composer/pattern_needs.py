"""All patterns of the engine, for `nodepilot knowledge build` to write down what they need (`kit/needs.py`)."""

from __future__ import annotations

import gc
from importlib import import_module
from pkgutil import walk_packages

from nodepilot import composer
from nodepilot.composer.intents import cues
from nodepilot.composer.language.lexicon import LANGUAGES
from nodepilot.composer.reading.ai_verdicts import verdict_words
from nodepilot.composer.reading.courtesies import courtesies_of
from nodepilot.composer.reading.rewording_rules import rule_shapes
from nodepilot.kit.needs import needs_document
from nodepilot.kit.patterns import Pattern


def build_needs() -> bytes:
    """The content of `needs.json`."""
    return needs_document(all_patterns())


def all_patterns() -> set[str]:
    """Those in the code, and those that are made of data files, as they are written."""
    for module in walk_packages(composer.__path__, f"{composer.__name__}."):
        import_module(module.name)
    for language in LANGUAGES:
        courtesies_of(language)
        verdict_words(language)
    # What a command of ours set aside before its end (`cli/main.py`) is not among the objects.
    gc.unfreeze()
    made = {each.pattern for each in gc.get_objects() if isinstance(each, Pattern)}
    return made | {pattern for _, pattern, _ in cues()} | rule_shapes()
