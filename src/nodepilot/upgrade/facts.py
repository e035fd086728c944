"""What is known of the typeVersions of node types: the files in `data/`, one for each node type or family.

    types = ["n8n-nodes-base.gmail"]
    from = 2                # below it nothing is known
    known = 2.2             # up to here every difference is listed

    [[change]]
    at = 2.1                                                # the first typeVersion that has it
    when = [{ path = "operation", is = ["send"] }]          # the nodes that it concerns (see conditions.py)
    do = [{ keep = "options.appendAttribution", value = false }]    # moves (see moves/)
    adds = ["newParameter"]                                 # new parameters that change nothing by themselves
    note = "…"              # worth knowing; `look`: a person has to look; `stop`: never past it

    [[replacement]]         # node types that others took over from: the first one that fits counts
    type = "n8n-nodes-base.code"
    version = 2

What stands there was read from n8n's packages: from the conditions on typeVersions in the node types'
own programs, and from their properties.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from nodepilot.kit.packaged import packaged
from nodepilot.kit.records import dataclass

Condition = Mapping[str, Any]
Step = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from a typeVersion on, for the nodes that fulfil all conditions.

    Its conditions and moves see the parameters as the typeVersion below has them, or that named by `as_of`.
    """

    at: float
    as_of: float | None = None
    when: Sequence[Condition] = ()
    do: Sequence[Step] = ()
    adds: Sequence[str] = ()
    note: str | None = None
    look: str | None = None
    stop: str | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A node type that does the work now."""

    type: str
    version: float
    when: Sequence[Condition] = ()
    do: Sequence[Step] = ()
    note: str | None = None
    look: str | None = None
    stop: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one node type."""

    known: float
    since: float
    changes: Sequence[Change] = ()
    replacements: Sequence[Replacement] = ()


def find_facts(type_name: str) -> Facts | None:
    """The facts of a node type; None when there are none."""
    return load_facts().get(type_name)


@cache
def load_facts() -> Mapping[str, Facts]:
    """The facts of every node type that has some, by its full name."""
    found: dict[str, Facts] = {}
    for file in sorted(packaged("upgrade", "data").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            document = tomllib.loads(file.read_text(encoding="utf-8"))
            facts = read_facts(document)
            found.update(dict.fromkeys(document["types"], facts))
    return found


def read_facts(document: Mapping[str, Any]) -> Facts:
    """The facts in one file's content."""
    changes = [Change(**change) for change in document.get("change", ())]
    return Facts(
        known=document.get("known", 0),
        since=document.get("from", 0),
        changes=sorted(changes, key=lambda change: change.at),
        replacements=[Replacement(**each) for each in document.get("replacement", ())],
    )
