"""The language that a client asks for (RFC 9110, `Accept-Language`)."""

from __future__ import annotations

from nodepilot.sentences import LANGUAGES, Language

MOST = 20
"""Entries that are looked at."""


def wanted_language(header: str) -> Language:
    """The one that the client likes best among those that there are; English when it names none of them."""
    best: Language = "en"
    most = 0.0
    for entry in header.split(",")[:MOST]:
        tag, _, parameter = entry.partition(";")
        name = tag.strip().partition("-")[0].lower()
        weight = _weight(parameter.strip())
        if weight > most:
            best = next((language for language in LANGUAGES if language == name), best)
            most = weight if best == name else most
    return best


def _weight(parameter: str) -> float:
    if not parameter.startswith("q="):
        return 1.0
    try:
        return float(parameter[2:])
    except ValueError:
        return 0.0
