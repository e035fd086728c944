"""All patterns of the engine, for `nodepilot knowledge build` to write down what they need (`kit/needs.py`)."""

from __future__ import annotations

import gc
from importlib import import_module
from pkgutil import walk_packages

from nodepilot import composer
from nodepilot.composer.intents import cues
from nodepilot.composer.reading.rewording_rules import rule_shapes
from nodepilot.kit.needs import needs_document
from nodepilot.kit.patterns import Pattern


def build_needs() -> bytes:
    """The content of `needs.json`."""
    return needs_document(all_patterns())


def all_patterns() -> set[str]:
    """Those in the code, and those in the data files of intents and of wordings, as they are written."""
    for module in walk_packages(composer.__path__, f"{composer.__name__}."):
        import_module(module.name)
    in_code = {each.pattern for each in gc.get_objects() if isinstance(each, Pattern)}
    return in_code | {pattern for _, pattern, _ in cues()} | rule_shapes()
