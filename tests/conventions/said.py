"""What NodePilot says: the sentences in the source and in the data that it is made from."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nodepilot.knowledge.guides import load_guides
from nodepilot.knowledge.node_uses import short_uses
from nodepilot.knowledge.pattern_text import pattern_sentences
from nodepilot.knowledge.templates import load_templates
from nodepilot.knowledge.tips import load_tips
from nodepilot.sentences.catalog import BETWEEN_FORMS
from tests.conventions.imports import nodes_of
from tests.conventions.source_files import ROOT, project_files

PACKAGE = Path("src/nodepilot")
MARKS = {"say": 1, "later": 1, "counted": 2, "later_counted": 2, "NotFound": 1, "existing_id": 1}
"""Which functions say something, and how many of their arguments are one sentence."""
PHRASE = re.compile(r" (?:on the|for what) | \(")
FIRST = {"counted": 1, "existing_id": 1}
"""Where the sentence does not come first."""


@cache
def sentences() -> dict[str, str]:
    """Every sentence with the place where it is said."""
    found = {sentence: place for path in project_files() for sentence, place in _in_source(path)}
    return found | {sentence: place for sentence, place in _in_data() if sentence}


def _in_source(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix != ".py" or PACKAGE not in path.parents:
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            start = FIRST.get(node.func.id, 0)
            forms = node.args[start : start + MARKS[node.func.id]]
            texts = [form.value for form in forms if isinstance(form, ast.Constant)]
            if texts and len(texts) == len(forms):
                yield BETWEEN_FORMS.join(map(str, texts)), f"{path}:{node.lineno}"


def _in_data() -> Iterator[tuple[str, str]]:
    for name, texts in (
        ("composer/data/suggestions.json", _suggestions),
        ("composer/data/failures.json", _failures),
        ("composer/data/credentials.json", _credentials),
    ):
        yield from ((text, name) for text in texts(json.loads((ROOT / PACKAGE / name).read_text("utf-8"))))

    yield from ((use, f"use of {name}") for name, use in short_uses().items())
    yield from ((sentence, "pattern_texts.toml") for sentence in pattern_sentences())
    for tip in load_tips():
        yield from ((text, f"tip {tip.key}") for text in (tip.title, tip.text))
    for guide in load_guides():
        yield from ((text, f"guide {guide.key}") for text in (guide.title, guide.text))
    for template in load_templates():
        yield from ((text, f"template {template.key}") for text in (template.name, template.description))


def _suggestions(data: dict[str, dict[str, str]]) -> Iterator[str]:
    for group in data.values():
        yield from group.values()


def _failures(data: list[dict[str, str]]) -> Iterator[str]:
    for cause in data:
        yield from (cause["cause"], cause["mend"])


def _credentials(data: dict[str, dict[str, str]]) -> Iterator[str]:
    """How to get each of them, and what to allow there where that is a phrase and not the service's own name."""
    for known in data.values():
        yield known["where"]
        scopes = ", ".join(text for key, text in known.items() if key != "where").split(", ")
        yield from (scope for scope in scopes if PHRASE.search(scope))


DEEPEST = 3
"""Errors stand in so many classes below the first."""

SHOWN = {
    "assume", "assumed", "placeholder", "Proposal", "Note", "InvalidEdit", "InvalidWorkflow", "UserError", "Failed",
    "StageFinished", "error", "warning", "hint", "error_at", "warning_at", "connection_issue", "Issue",
}  # fmt: skip
"""What is handed to these is read by people, and so is what an error is made of."""
OPERATOR = {"InvalidSetting", "InvalidModels", "EmbeddedDatabaseError", "PortBusy", "NoN8n", "OwnerMissing"}
"""Errors that stop a start, or that only a log tells of."""
MODELS = {"InvalidPlan"}
"""What a hosted model is told when it is asked again."""
COMMAND_LINE = ("cli", "evaluation", "catalog/build", "storage/migrate.py", "upgrade")
"""It speaks English."""


def unsaid() -> Iterator[str]:
    """Sentences that are shown as they stand in the source."""
    for path in project_files():
        if path.suffix != ".py" or PACKAGE not in path.parents or _is_command_line(path):
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and _name(node.func) in _shown():
                for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                    if _is_sentence(given):
                        yield f"{path}:{given.lineno}: {ast.unparse(given)}"


def _is_command_line(path: Path) -> bool:
    return any(path.is_relative_to(PACKAGE / part) for part in COMMAND_LINE)


@cache
def _shown() -> set[str]:
    """With the classes of errors that people are shown, and functions that make one."""
    found = {"NodePilotError"}
    classes = [node for node in _everything() if isinstance(node, ast.ClassDef)]
    for _ in range(DEEPEST):
        found |= {each.name for each in classes if found & {ast.unparse(base) for base in each.bases}}
    found -= OPERATOR | MODELS
    makers = (node for node in _everything() if isinstance(node, ast.FunctionDef) and node.returns)
    found |= {each.name for each in makers if each.returns and ast.unparse(each.returns) in found}
    return SHOWN | found - MARKS.keys()


def _everything() -> Iterator[ast.AST]:
    for path in project_files():
        if path.suffix == ".py" and PACKAGE in path.parents:
            yield from nodes_of(path)


def _name(called: ast.expr) -> str:
    """Of a function or a method; a log is written for the operator, in English."""
    if isinstance(called, ast.Attribute):
        return "" if isinstance(called.value, ast.Name) and called.value.id == "log" else called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _is_sentence(given: ast.expr) -> bool:
    if isinstance(given, ast.JoinedStr):
        return any(_is_sentence(part) for part in given.values)
    return isinstance(given, ast.Constant) and bool(re.search(r"[a-z]{2,} [a-z]+", str(given.value)))
