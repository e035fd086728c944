"""What an operator is: a way to spoil an answer."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from nodepilot.catalog import Catalog

Submission: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What comes over the wire: the arguments of a call as text, or a text without a call when `tool` is None."""

    text: str
    tool: str | None = "submit_plan"


Spoil: TypeAlias = Callable[[Submission, Catalog], Submission | Written | None]
"""Spoils a copy of the submission; None when it has nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Operator:
    """`name` says what is wrong."""

    name: str
    spoil: Spoil
    prepare: Callable[[Submission], Submission | None] | None = None
    """Writes the good answer another way first, which is the reference then; None when it cannot be."""

    def prepared(self, plan: Submission) -> Submission | None:
        """The good answer that is spoilt; None when there is none of the kind."""
        return plan if self.prepare is None else self.prepare(copy.deepcopy(plan))

    def apply(self, plan: Submission, catalog: Catalog) -> Written | None:
        """The spoilt answer as it is written; None when it does not differ from the good one."""
        made = self.spoil(copy.deepcopy(plan), catalog)
        if made is None or made == plan:
            return None
        return made if isinstance(made, Written) else Written(json.dumps(made, ensure_ascii=False))


def is_sub_node(step: Submission, catalog: Catalog) -> bool:
    found = catalog.find(step["node_type"])
    return found is not None and found.latest.is_sub_node


def is_trigger(step: Submission, catalog: Catalog) -> bool:
    found = catalog.find(step["node_type"])
    return found is not None and found.latest.is_trigger


def main_links(plan: Submission) -> list[Submission]:
    return [link for link in plan["links"] if link.get("connection_type", "main") == "main"]


def places(value: Any) -> Iterator[tuple[Any, Any, Any]]:
    """(container, key, value) of everything inside, outer before inner."""
    entries = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    for key, each in entries:
        yield value, key, each
        yield from places(each)


def rename_keys(plan: Submission, names: dict[str, str]) -> Submission:
    """Other keys for the steps, wherever they stand."""
    for step in plan["steps"]:
        step["key"] = names[step["key"]]
        for holder, key, value in places(step["parameters"]):
            if key == "$ref" and value.get("step"):
                value["step"] = names[value["step"]]
            elif isinstance(value, str):
                for old, new in names.items():
                    holder[key] = holder[key].replace(f"$('{old}')", f"$('{new}')")
    for link in plan["links"]:
        link["source"], link["target"] = names[link["source"]], names[link["target"]]
    for each in (*plan.get("placeholders", ()), *plan.get("assumptions", ()), *plan.get("questions", ())):
        if each.get("step"):
            each["step"] = names[each["step"]]
    return plan
