"""Lists inside the things of services: “one row per line item of an order”, “split the items of each order”."""

from __future__ import annotations

import re
from functools import cache

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import noun_forms
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_ONE_BY_ONE = (
    r"(?:each|every|per|for all|split(?:ting)?(?: up| out)?|flatten|jede[rsn]?|pro|je|cada|por|chaque|par)"
    r" (?:single |individual |of )*(?:the |its |their |its own |all )*(?:order(?:'s|ed)? )?"
)
_APART = r"\b[^.;]*? (?:as|to|in|into|on) (?:a |an |its |their )*(?:own|separate|individual|single|new) (?:rows?|lines?|records?|items?|entries|documents?)"


@dataclass(frozen=True, slots=True)
class NestedList:
    """Where the list stands in the item, and what one of its entries has."""

    path: str
    entry: str
    roles: dict[str, Known]
    asked: Pattern


def nested_list(u: Utterance, data: Output) -> NestedList | None:
    """The list inside `data` whose entries the request wants one by one."""
    found = _lists().get((data.service, data.noun))
    return found if found is not None and found.asked.search(u.text) else None


def split_nested(draft: Draft, flow: Flow, act: Act) -> bool:
    """One item for each entry of the list, where the request deals with entries; once for a list."""
    data = flow.data
    found = nested_list(draft.utterance, data) if data is not None else None
    if data is None or found is None:
        return False
    key = draft.add(
        "n8n-nodes-base.splitOut",
        {"fieldToSplitOut": data.path_of(found.path), "options": {}},
        name=f"Each {found.entry}",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(Output(key, found.roles, noun=found.entry, many=True, open=True))
    return True


@cache
def _lists() -> dict[tuple[str, str], NestedList]:
    """By service and what it tells of. Read from `data/nested_lists.json`."""
    lists: dict[tuple[str, str], NestedList] = {}
    for row in packaged_json("composer", "data/nested_lists.json")["lists"]:
        words = "|".join(
            sorted({form for word in row["words"] for form in noun_forms(word)}, key=len, reverse=True)
        )
        asked = Pattern(rf"\b(?:{_ONE_BY_ONE}(?:{words})\b|(?:{words}){_APART})", re.IGNORECASE)
        roles = {role: Known(path) for role, path in row["roles"].items()}
        for service in row["services"]:
            lists[service, row["noun"]] = NestedList(row["path"], row["entry"], roles, asked)
    return lists
