"""Slots of topics and queues: what is put there, in words of its own or as the item at hand."""

from __future__ import annotations

from nodepilot.composer.build.names import content_said
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind
from nodepilot.plan.model import Value

_VALUES = frozenset({"value", "payload", "wert", "valor", "valeur"})


def published(slot: Slot) -> Value | None:
    """A quoted text, “the value on”, “with payload 21”."""
    u, act = slot.utterance, slot.act
    said = content_said(u, act.first, act.last)
    if said is not None:
        slot.said(said[1])
        return said[0]
    for index in range(act.first, min(act.last, len(u.tokens) - 1)):
        following = u.tokens[index + 1]
        if u.tokens[index].norm not in _VALUES or following.kind not in {Kind.WORD, Kind.NUMBER, Kind.SLUG}:
            continue
        if following.norm == "on" or not (u.has(index + 1, "words") or u.service_at(index + 1)):
            slot.said((following.start, following.end))
            return following.text
    return None


def published_data(slot: Slot) -> Value | None:
    """The item itself goes out where no words of its own do."""
    return False if published(slot) is not None else None


SLOTS: dict[str, SlotFunction] = {"published": published, "published_data": published_data}
