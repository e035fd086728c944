"""The project speaks of itself alone: nothing of the machines it was made on, nothing that looks like a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conventions.source_files import project_files, read

# Written so that no pattern matches its own text.
FORBIDDEN = {
    "the address of a package registry": r"pypi\.(?:org|io)|pythonhosted\.(?:org)|registry\.(?:npmjs|yarnpkg)|proxy\.(?:golang)",
    "a path of one machine": r"(?<![\w.$}\-])/(?:work|home|Users|root)/[\w.]",
    "a file address": r"file:(?://)/(?:opt|home|tmp|mnt)\b",
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE(?: )KEY",
    "a provider's key": r"\b(?:sk-(?:ant-|proj-)?[A-Za-z0-9]{24,}|sk_live_[A-Za-z0-9]{10,}|ghp_[A-Za-z0-9]{30,}|xox[bp]-\d{6,})",
}


def lines_with(pattern: str, text: str) -> list[str]:
    return [
        f"line {number}: {line.strip()[:120]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found: dict[Path, list[str]] = {}
    for path in project_files():
        text = read(path)
        lines = lines_with(FORBIDDEN[what], text) if text else []
        if lines:
            found[path] = lines[:3]
    assert not found, f"{what} in: {found}"


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("the address of a package registry", "resolved https://" + "registry." + "npmjs" + ".org/x"),
        ("the address of a package registry", "--index-url https://" + "pypi" + ".org/simple"),
        ("a path of one machine", "see " + "/work" + "/main/README.md"),
        ("a file address", "--find-links file:" + "///opt/wheels"),
        ("a private key", "-----BEGIN RSA " + "PRIVATE KEY-----"),
        ("a provider's key", "sk-" + "a" * 40),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, line: str) -> None:
    assert lines_with(FORBIDDEN[what], line)
