"""The slot for a text that a translator gets: the field that is named, else what the item says."""

from __future__ import annotations

from nodepilot.composer.build.field_names import field_said
from nodepilot.composer.build.outputs import Known
from nodepilot.composer.build.slot_content import body
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Value


def translated(slot: Slot) -> Value | None:
    """“translate the column comment to English”: that column alone."""
    data, act = slot.flow.data, slot.act
    name = field_said(slot.utterance, act.first, act.last)
    if name is not None and data is not None and data.open:
        return data.value(Known(data.path_of(name)))
    return body(slot)


SLOTS: dict[str, SlotFunction] = {"translated": translated}
