"""Two nodes with one name or one id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.naming import free_name
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetValue, UnsetValue
from nodepilot.workflow.model import Connection

_PLACE = re.compile(r"nodes\[(\d+)\]\.(name|id)\Z")
_OF_A_COPY = frozenset({"id", "position", "webhookId"})
"""Keys in which a node and its copy may differ."""


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """An equal copy goes; another node gets a name or id of its own."""
    match = _PLACE.match(issue.path or "")
    if match is None:
        return
    index = int(match[1])
    node = case.document["nodes"][index]
    if match[2] == "id":
        made = SetValue(f"nodes[{index}].id", _new_id(case, node, index))
        yield Proposal(say("Gave `{name}` an id of its own.", name=node.get("name")), (made,))
        return
    name = node["name"]
    first = next(each for each in case.context.nodes if each.name == name)
    if first.index < index and _content(first.raw) == _content(node):
        yield Proposal(
            say("Removed the second of two equal nodes `{name}`.", name=name),
            (UnsetValue(f"nodes[{index}]"),),
        )
    new = free_name(name, (each.name for each in case.context.nodes))
    text = say("Called the second node `{name}` `{new}`.", name=name, new=new)
    yield Proposal(
        text, (SetValue(f"nodes[{index}].name", new), *_own_chain(case, name, new)), renames={new: name}
    )


def _content(node: Any) -> Any:
    return {key: value for key, value in node.items() if key not in _OF_A_COPY}


def _own_chain(case: Case, name: str, new: str) -> list[Edit]:
    """A node that leads to itself leads to the other one of its name; what follows comes after that one."""
    links = case.workflow.connections
    if sum(node.name == name for node in case.context.nodes) != 2:
        return []
    if not any(link.source == link.target == name for link in links):
        return []
    edits: list[Edit] = [Disconnect(link) for link in links if link.source == name]
    for link in links:
        if link.source == name:
            leads_on = link.target != name
            source, target = (new, link.target) if leads_on else (name, new)
            edits.append(
                Connect(
                    Connection(
                        source,
                        target,
                        link.source_type,
                        link.source_index,
                        link.target_type,
                        link.target_index,
                    )
                )
            )
    return edits


def _new_id(case: Case, node: Any, index: int) -> str:
    """A UUID that depends on the node's name and place alone, so that the same document gets the same."""
    taken = {each.raw.get("id") for each in case.context.nodes}
    number = 0
    while True:
        digest = hashlib.sha256(f"{node.get('name')}/{index}/{number}".encode("utf-8", "replace")).hexdigest()
        made = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
        if made not in taken:
            return made
        number += 1


FIXER = Fixer("names and ids", ("DUPLICATE_NODE_NAME", "DUPLICATE_NODE_ID"), propose)
