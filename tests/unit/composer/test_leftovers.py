"""What a request gives and no step uses is said."""

from __future__ import annotations

from nodepilot.pipeline.builtin import run_builtin


def test_an_address_that_no_step_uses_is_named() -> None:
    text = run_builtin(
        "when someone fills in my Typeform post it to #sales on Slack (ask lena@example.com)"
    ).text
    assert "“lena@example.com” is not used by any step" in text


def test_what_is_used_is_not_named() -> None:
    text = run_builtin(
        "every day at 9 Europe/Berlin get https://api.example.com/x and mail it to lena@example.com"
    ).text
    assert "is not used by any step" not in text
