"""Messages whose words stand in brackets."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot


def spelled_out(slot: Slot) -> str | None:
    """“reply with our opening hours (Mon-Sat 9-18)”: what the message says stands in brackets."""
    u = slot.utterance
    about = slot.act.argument("object")
    if slot.act.verb not in {"reply", "send", "message", "text"} or about is None:
        return None
    opening = next((i for i in range(about.first, about.last) if u.tokens[i].norm == "("), None)
    if opening is None or opening == about.first:
        return None
    end = next((i for i in range(opening, len(u.tokens)) if u.tokens[i].norm == ")"), len(u.tokens))
    if any(u.has(i, "fields") for i in range(opening, end)):
        return None
    named, said = u.words(about.first, opening).strip(), u.words(opening + 1, end).strip()
    slot.said(u.span(about.first, end))
    return f"{named[:1].upper()}{named[1:]}: {said}"
