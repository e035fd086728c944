"""Slots: what goes into a parameter, found in the request, in the data at hand, or left to a person.

A recipe says `"sendTo": "@recipient"`; the slot `recipient` looks for an address in the act, then for
the person that is meant ("the author"), and leaves a placeholder otherwise. Each group of slots is a
small module; `SLOTS` maps names to functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Final

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import is_role
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Code, Locator, Origin, OriginKind, Ref, Text, Value


@dataclass(slots=True)
class Slot:
    """Everything that a slot function may look at; it notes where its value came from in `origin`."""

    draft: Draft
    flow: Flow
    act: Act
    service: str
    node_type: str
    operation: str
    origin: Origin | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def utterance(self) -> Utterance:
        """The request."""
        return self.draft.utterance

    @property
    def stretch(self) -> tuple[int, int]:
        """The tokens of the act that speak of this service: “from the table users in A | to the table people in B”."""
        return self.act.stretch_of(self.service)

    @property
    def words(self) -> list[str]:
        """The words of the act, as they are compared."""
        tokens = self.utterance.tokens
        return [tokens[i].norm for i in range(self.act.first, min(self.act.last, len(tokens)))]

    def said(self, span: tuple[int, int]) -> None:
        """The value stands in the request."""
        self.origin = Origin(OriginKind.REQUEST, span)

    def assumed(self, note: str) -> None:
        """The value was chosen."""
        self.origin = Origin(OriginKind.ASSUMPTION, None, note)

    def role(self, role: str, *, guess: bool = True) -> Ref | Code | None:
        """The value in that role, from the nearest step that gives it; of the current data also a guess."""
        current = self.flow.data
        if current is not None and (found := current.find(role)) is not None:
            return found
        rows = current is not None and current.open and current.many
        for output in reversed(self.flow.history):
            if rows and (output.noun in {"file", "folder"} or output.service in FILE_STORES):
                # What is in a file is not called what the file is called.
                continue
            if output is not current and not output.empty and (found := output.find(role)) is not None:
                return found
        for output in (
            ([current] if current is not None else []) + list(reversed(self.flow.history)) if guess else []
        ):
            if (
                output.open
                and not output.empty
                and not output.whole
                and (found := output.guess(role)) is not None
            ):
                return found
        return None


SlotFunction = Callable[[Slot], "Value | None"]


@cache
def slot_functions() -> Mapping[str, SlotFunction]:
    """All slots by name."""
    from nodepilot.composer.build import (
        deleting,
        direct_messages,
        slot_coins,
        slot_content,
        slot_data,
        slot_data_tables,
        slot_home,
        slot_labels,
        slot_names,
        slot_people,
        slot_published,
        slot_repositories,
        slot_row_changes,
        slot_services,
        slot_sql,
        slot_starts,
        slot_tables,
        slot_tickets,
        slot_times,
        slot_titles,
        slot_translation,
    )

    merged: dict[str, SlotFunction] = {}
    for module in (
        slot_content,
        slot_people,
        slot_published,
        slot_names,
        slot_repositories,
        slot_row_changes,
        slot_tables,
        slot_times,
        slot_titles,
        slot_data,
        slot_data_tables,
        slot_services,
        slot_tickets,
        slot_sql,
        slot_starts,
        slot_coins,
        slot_home,
        slot_labels,
        slot_translation,
        deleting,
        direct_messages,
    ):
        merged.update(module.SLOTS)
    return merged


OMITTED: Final[object] = object()
"""What a slot gives whose parameter is to be left out."""
STAND_INS = {
    "recipient": "you@example.com",
    "sender_email": "sender@example.com",
    "email": "person@example.com",
    "own_email": "you@example.com",
    "recipient_phone": "+15550100",
    "sender_phone": "+15550100",
    "phone": "+15550100",
    "url": "https://example.com",
    "feed_url": "https://example.com/feed.xml",
    "locator_id": "0" * 32,
}


@dataclass(slots=True)
class Filler:
    """Fills the parameters of one step from a recipe."""

    draft: Draft
    flow: Flow
    act: Act
    service: str
    node_type: str
    operation: str
    origins: dict[str, Origin] = field(default_factory=dict)
    open_values: list[tuple[str, str]] = field(default_factory=list)

    def fill(self, recipe: Mapping[str, object]) -> dict[str, Value]:
        """The parameters; what could not be found stands in `open_values` as (path, what)."""
        made: dict[str, Value] = {}
        for name, template in recipe.items():
            value = self._value(template, name)
            if value is not OMITTED:
                made[name] = value  # type: ignore[assignment]
        return made

    def slot(self, name: str, path: str, *, optional: bool = False) -> object:
        """The value of a slot; a placeholder when a required one finds nothing."""
        function = slot_functions().get(name)
        slot = Slot(self.draft, self.flow, self.act, self.service, self.node_type, self.operation)
        # Where things are kept (a database, a list) nobody's data tells: only what has a role is guessed.
        guess = not optional and is_role(name)
        value = function(slot) if function is not None else slot.role(name, guess=guess)
        if value is None:
            if optional:
                return OMITTED
            self.open_values.append((path, name))
            self.origins[path] = Origin(OriginKind.PLACEHOLDER, None, name)
            return STAND_INS.get(name, f"YOUR_{name.upper()}")
        if slot.origin is not None:
            self.origins[path] = slot.origin
        return value

    def _value(self, template: object, path: str) -> object:
        if isinstance(template, str) and template.startswith("@"):
            name = template[1:]
            return self.slot(name.rstrip("?"), path, optional=name.endswith("?"))
        if isinstance(template, Mapping):
            if set(template) == {"@rl"}:
                mode, inner = template["@rl"]
                value = self._value(inner, path)
                return value if value is OMITTED or isinstance(value, Locator) else Locator(mode, value)  # type: ignore[arg-type]
            made = {key: self._value(each, f"{path}.{key}") for key, each in template.items()}
            kept = {key: each for key, each in made.items() if each is not OMITTED}
            return kept if kept or not template else OMITTED
        if isinstance(template, Sequence) and not isinstance(template, str):
            items = [self._value(each, f"{path}[{number}]") for number, each in enumerate(template)]
            return [each for each in items if each is not OMITTED]
        return template


def as_text(value: Value) -> Text:
    """A value as a text that can be extended."""
    if isinstance(value, Text):
        return value
    if isinstance(value, Ref | Code):
        return Text((value,))
    return Text((str(value),))
