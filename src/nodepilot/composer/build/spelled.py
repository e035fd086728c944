"""Messages whose words the request gives: in brackets, or as what a chat is answered with."""

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


_OF_THE_CHAT = frozenset(
    {"message", "email", "text", "reply", "sound", "image", "file", "link", "url", "summary", "weather"}
)
"""What the message at hand holds, or what somebody has to make of it first."""
_OWN = frozenset({"our", "my", "the", "a", "an"})


def answered_with(slot: Slot) -> str | None:
    """“reply with our price list”: to whoever writes in a chat that is said, as nothing at hand holds it."""
    u, about, data = slot.utterance, slot.act.argument("object"), slot.flow.data
    if slot.act.verb not in {"reply", "send"} or about is None or data is None or data.noun != "message":
        return None
    if (
        len(slot.flow.history) > 1
        or slot.act.target is not None
        or about.services
        or about.literals
        or about.pronoun
    ):
        return None
    if u.has(about.last - 1, "words", "object_pronoun") or "qr" in u.words(about.first, about.last).lower():
        return None
    if _OF_THE_CHAT & set(about.nouns) or u.tokens[about.first].norm not in _OWN:
        return None
    slot.said(u.span(about.first, about.last))
    named = u.words(about.first, about.last).strip(" .,")
    return named[:1].upper() + named[1:]
