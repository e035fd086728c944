"""The ledger as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from nodepilot.credits.schemas import Entry

COLUMNS = ("time", "kind", "credits", "balance", "message", "conversation", "transaction")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(entries: Sequence[Entry]) -> str:
    """A line of names, then a line for each entry; times are in UTC."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(
        (
            f"{entry.created_at:%Y-%m-%d %H:%M:%S}",
            entry.transaction_type,
            entry.amount,
            entry.remaining_balance,
            _as_text(entry.about or ""),
            entry.conversation_id or "",
            entry.transaction_id,
        )
        for entry in entries
    )
    return text.getvalue()


def _as_text(written: str) -> str:
    """Spreadsheets compute what looks like a formula, and people's messages are none."""
    line = " ".join(written.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
