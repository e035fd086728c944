"""What a message stands in: what was said before it, and what is remembered."""

from __future__ import annotations

from nodepilot.ai.ports import Picture
from nodepilot.composer.build.outputs import Column
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.house import SHIPPED_ALONE, House

MOST_RECENT = 8
"""Messages that go with a question."""
LONGEST_RECENT = 1200
"""Characters of each."""


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier message."""

    by_person: bool
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """`recent` are earlier messages of the conversation, oldest first; `memory` sentences about it; `columns` the
    fields in data that came with the message, and `pictures` came with it, too. `house` is what the
    operator changed of the shipped knowledge.
    """

    recent: tuple[Said, ...] = ()
    memory: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    pictures: tuple[Picture, ...] = ()
    house: House = SHIPPED_ALONE

    @property
    def recent_lines(self) -> tuple[str, ...]:
        """The last messages as prompts show them."""
        return tuple(
            f"{'person' if said.by_person else 'NodePilot'}: {said.text[:LONGEST_RECENT]}"
            for said in self.recent[-MOST_RECENT:]
        )


NO_CONTEXT = Context()
