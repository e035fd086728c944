from __future__ import annotations

import pytest

from nodepilot.server.accepted_language import wanted_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("pt-BR, fr-CA;q=0.7, en;q=0.3", "fr"),
        ("en;q=0.2, ES;q=0.9", "es"),
        ("fr;q=0, de;q=0.1", "de"),
        ("ja, *;q=0.5", "en"),
        ("de;q=much, fr;q=0.1", "fr"),
        (";;;,,", "en"),
        ("x," * 100_000 + "de", "en"),
    ],
)
def test_the_one_that_is_liked_best(header: str, language: str) -> None:
    assert wanted_language(header) == language
