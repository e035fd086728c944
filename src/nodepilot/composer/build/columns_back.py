"""Results that go back to the row they were made of: "write the result into the column due"."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import FIELD
from nodepilot.composer.reading.story import Act

_ROWS = frozenset({"row", "record", "page", "contact", "document", "deal", "task", "item", "product"})


def back_to_column(draft: Draft, flow: Flow, act: Act) -> Act:
    """The act as a change of the row, where it writes to a column and names no other place."""
    if act.verb not in {"add", "copy", "move", "create"} or act.target is not None or act.source is not None:
        return act
    place = act.argument("to", "in")
    if place is None or place.services or flow.data is None or not flow.history:
        return act
    named = any(
        draft.utterance.tokens[i].norm in FIELD for i in range(place.first, min(place.first + 3, place.last))
    )
    from_table = any(output.service and output.noun in _ROWS for output in flow.history)
    return act.doing("update") if named and from_table else act
