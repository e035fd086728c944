"""File names are strangers' words."""

from __future__ import annotations

import pytest

from nodepilot.files.names import LONGEST_NAME, clean_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("orders.csv", "orders.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\workflow.json", "workflow.json"),
        ("<img src=x onerror=alert(1)>.json", "_img src=x onerror=alert(1)_.json"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("two\nlines\0.txt", "twolines.txt"),
        ("`x`.md", "_x_.md"),
        ("100%25.csv", "100%25.csv"),
        ("the %22new%22 list.csv", "the _new_ list.csv"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
        ("\ud800.txt", "txt"),
        ("Größe 2.csv", "Größe 2.csv"),
    ],
)
def test_what_is_left_of_a_name(given: str, name: str) -> None:
    assert clean_name(given) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("x" * 500 + ".json")
    assert len(name) == LONGEST_NAME
    assert name.endswith("….json")
    assert len(clean_name("x" * 500)) == LONGEST_NAME
