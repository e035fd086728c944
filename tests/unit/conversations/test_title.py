from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.conversations.title import LONGEST, UNTITLED, make_title


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("post it to Slack", "Post it to Slack"),
        (
            "When a form is submitted, add a row to Google Sheets.",
            "When a form is submitted, add a row to Google Sheets",
        ),
        ("Hi! Please create a workflow that emails me daily", "Emails me daily"),
        ("I want to sync Notion with Airtable", "Sync Notion with Airtable"),
        ("Could you please build me an n8n automation to back up my database?", "Back up my database?"),
        ("Sync contacts. Then tell the team.", "Sync contacts"),
        ("first line\nsecond line", "First line"),
        ("hello", "Hello"),
        ("please", "Please"),
        ("...", UNTITLED),
        ("", UNTITLED),
    ],
)
def test_titles(message: str, title: str) -> None:
    assert make_title(message) == title


def test_a_long_one_is_cut_at_a_word() -> None:
    title = make_title("when a new row appears in the sheet of the sales team, then tell everybody about it")
    assert title == "When a new row appears in the sheet of the sales team…"
    assert len(title) <= LONGEST


@given(st.text())
def test_any_text_has_a_title(message: str) -> None:
    title = make_title(message)
    assert 0 < len(title) <= LONGEST + 2
    assert "\n" not in title
