"""Answers that a browser saves as files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

LONGEST_STEM = 60
"""Characters."""


def attachment(name: str) -> Mapping[str, str]:
    """The header that names the file, in every script (RFC 6266), and in plain letters for what does not read that."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = plain.rpartition(".")[0] if "." in plain else plain
    known = plain if any(letter.isalnum() for letter in stem) else f"nodepilot{plain}"
    shown = "".join(letter if letter.isprintable() and letter not in '"\\' else "_" for letter in known)
    return {
        "Content-Disposition": f"attachment; filename=\"{shown}\"; filename*=UTF-8''{quote(name, safe='')}"
    }


def named_after(title: str, extension: str, *, otherwise: str) -> str:
    """A file name that every file system takes, from the letters and digits of a title in any script."""
    kept = "".join(
        letter if letter.isalnum() else "-" for letter in unicodedata.normalize("NFC", title.lower())
    )
    return f"{'-'.join(filter(None, kept.split('-')))[:LONGEST_STEM].strip('-') or otherwise}.{extension}"
