"""The documentation of the command line cannot drift away from it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from nodepilot.cli.main import build_parser
from tests.conventions.source_files import ROOT

DOCUMENT = ROOT / "docs" / "command-line.md"


def commands(
    parser: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, with its full name."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield name, parser
    for group in groups:
        for word, inner in group.choices.items():
            yield from commands(inner, f"{name} {word}".strip())


COMMANDS = dict(commands(build_parser()))


def section(name: str) -> str:
    found = re.search(
        rf"^## `nodepilot {name}\b.*?(?=^## |\Z)", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL
    )
    assert found, f"docs/command-line.md has no section on `nodepilot {name}`"
    return found[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_flags_and_document_agree(name: str) -> None:
    flags = {
        flag for action in COMMANDS[name]._actions for flag in action.option_strings if flag.startswith("--")
    }
    documented = set(re.findall(r"^\| `(--[a-z0-9-]+)", section(name), re.MULTILINE))
    assert documented == flags - {"--help"}


def test_no_command_is_made_up() -> None:
    documented = re.findall(r"^## `nodepilot ([a-z]+(?: [a-z]+)*)", DOCUMENT.read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(COMMANDS)
