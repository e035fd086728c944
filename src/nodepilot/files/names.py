"""What a file is called: a stranger's word, of which no path, no control and no markup is left."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
UNNAMED = "file"

_UNWANTED = re.compile(r'[<>:"|?*`]')


def clean_name(given: str) -> str:
    """One line of at most `LONGEST_NAME` characters, its ending kept."""
    # Browsers write these three so in forms, and nothing else.
    written = given.replace("%22", '"').replace("%0D", " ").replace("%0A", " ")
    last = re.split(r"[/\\]", written)[-1]
    # Among the format characters are those that turn the direction of writing round.
    shown = "".join(
        letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    name = " ".join(_UNWANTED.sub("_", shown).split()).strip(". ")
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        keeps = dot and len(ending) <= 10
        name = (
            f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}" if keeps else f"{name[: LONGEST_NAME - 1]}…"
        )
    return name or UNNAMED
