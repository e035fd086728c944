"""The fields that n8n says a step gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.inflection import singular
from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class KnownPath:
    """A field's path in the item, and the types of its values."""

    path: str
    types: tuple[str, ...]


def known_paths(draft: Draft, data: Output) -> Iterator[KnownPath]:
    """Those of each item, without what stands in lists."""
    return (each for each in all_paths(draft, data) if "[" not in each.path)


def all_paths(draft: Draft, data: Output) -> Iterator[KnownPath]:
    """Those that n8n's package tells of the step's operation; none where it tells none."""
    step = draft.steps[data.step]
    node_type = draft.catalog.find(step.node_type)
    if node_type is None:
        return
    resource, operation = (step.parameters.get(name) for name in ("resource", "operation"))
    schema = draft.catalog.output_schema(
        step.node_type,
        node_type.latest.version,
        resource if isinstance(resource, str) else None,
        operation if isinstance(operation, str) else None,
    )
    for each in schema.fields() if schema is not None else ():
        yield KnownPath(each.path, tuple(each.types))


def path_called(draft: Draft, data: Output, words: str) -> str | None:
    """The field that bears that very name, or the id of what is called so (“stage”: `stage_id`)."""
    name = re.sub(r"\W+", "_", singular(words.lower())).strip("_")
    known = {each.path.lower(): each.path for each in known_paths(draft, data)}
    return next((known[each] for each in (name, f"{name}_id", f"{name}id") if each in known), None)
