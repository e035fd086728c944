"""A list that a model takes out of a text, and what is made of each of its entries: “pull out the tasks and create them in …”."""

from __future__ import annotations

import json
import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value

_THINGS = re.compile(
    r"\b(?:tasks|action items|action points|to-?dos|to dos|next steps|deadlines|questions|ideas|appointments|decisions|line items|products)\b",
    re.IGNORECASE,
)
"""What a text holds several of, each of which may become something of its own."""
_EACH = frozenset({"them", "each", "every", "those", "these"})
_NEAR = 8
"""Words behind the order in which what is done with each of them is said."""
_ENTRY = {"title": "Short title", "details": "Everything that the text says of it"}


def list_taken(draft: Draft, act: Act) -> str | None:
    """The name of the list (`action_items`); None where one value is taken, or its entries stay together."""
    u, read = draft.utterance, act.argument("object")
    if act.verb not in {"extract", "get"} or read is None:
        return None
    found = _THINGS.match(u.words(read.first, read.last).lower().removeprefix("all ").removeprefix("the "))
    behind = range(act.last, min(act.last + _NEAR, len(u.tokens)))
    if found is None or not any(u.tokens[i].norm in _EACH for i in behind):
        return None
    return re.sub(r"\W+", "_", found.group().lower())


def schema_of(name: str) -> dict[str, Value]:
    """What the model answers: a list of entries with a title and details."""
    return {"schemaType": "fromJson", "jsonSchemaExample": json.dumps({name: [_ENTRY]}, indent=2)}


def each_entry(draft: Draft, flow: Flow, name: str, span: tuple[int, int]) -> None:
    """One item for each entry."""
    thing = singular(name.replace("_", " "))
    key = draft.add(
        "n8n-nodes-base.splitOut",
        {"fieldToSplitOut": f"output.{name}", "options": {}},
        name=f"Each {thing}",
        key="each",
        span=span,
    )
    draft.hook(flow, key)
    title, details = Known("title"), Known("details")
    roles = {"title": title, "name": title, "text": details, "description": details}
    flow.give(Output(key, roles, {}, noun=thing.rpartition(" ")[2], many=True))
