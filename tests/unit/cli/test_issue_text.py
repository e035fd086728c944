from __future__ import annotations

from dataclasses import replace

from nodepilot.cli.issue_text import render_issues
from tests.unit.cli.conftest import ERROR, HINT


def test_errors_first_grouped_by_node_and_counted() -> None:
    assert render_issues([HINT, ERROR]) == (
        "Call\n"
        "  error  url: `url` is required.  [INVALID_PARAMETER] (n8n)\n"
        "         Give the address to call.\n"
        "\n"
        "The workflow\n"
        "  hint  The workflow has no name.  [NO_NAME]\n"
        "\n"
        "1 error, 1 hint: the workflow is not valid.\n"
    )


def test_nothing_to_say() -> None:
    assert render_issues([]).startswith("No issues")


def test_plural_and_valid() -> None:
    assert render_issues([HINT, HINT]).endswith("2 hints: the workflow is valid.\n")


def test_colours_are_for_terminals() -> None:
    assert "\x1b[31merror\x1b[0m" in render_issues([ERROR], colour=True)
    assert "\x1b" not in render_issues([ERROR])


def test_a_node_name_cannot_command_the_terminal() -> None:
    text = render_issues([replace(ERROR, node="Call\x1b[2J\nme", message="see\x07 \x9b31m")])
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "Call�[2J�me" in text
