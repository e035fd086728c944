"""What changed between two workflows, in plain words.

`Slack`: channel `#sales` → `#ops`
Added `Wait` (Wait)
`If` (output 2) now leads to `Slack`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.paths import render_path
from nodepilot.kit.records import dataclass
from nodepilot.sentences import later, say
from nodepilot.workflow.edits.nodes import RenameNode
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.labels import parameter_label, shown_type
from nodepilot.workflow.model import MAIN, Connection, Node, Workflow
from nodepilot.workflow.told import told


class ChangeKind(StrEnum):
    """What kind of thing changed."""

    NODE_ADDED = "node_added"
    NODE_REMOVED = "node_removed"
    NODE_RENAMED = "node_renamed"
    NODE_CHANGED = "node_changed"
    PARAMETER = "parameter"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    MOVED = "moved"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `node` is the name after the change (before, for one removed); `text` is for people.

    `path` is the dotted path of a parameter, node key or workflow key; `before` and `after` are its raw
    values, `MISSING` where there was none.
    """

    kind: ChangeKind
    text: str
    node: str | None = None
    path: str | None = None
    before: Any = MISSING
    after: Any = MISSING


_OWN_WORDS = frozenset({"name", "parameters", "position", "disabled", "id"})
_NODE_KEYS: Mapping[str, str] = {
    "typeVersion": later("version"),
    "onError": later("on error"),
    "webhookId": later("webhook id"),
    "continueOnFail": later("continue on fail"),
    "retryOnFail": later("retry on fail"),
    "alwaysOutputData": later("always output data"),
    "executeOnce": later("execute once"),
}


def diff(before: Workflow, after: Workflow, catalog: Catalog | None = None) -> tuple[Change, ...]:
    """All changes: names first, then nodes in the order of `after`, connections, and the rest.

    A node keeps its identity by its name, or by its id when the name is new. What a renaming changes in
    other nodes is no change of theirs. With a catalog, parameters are called what n8n's editor calls them.
    """
    renamed = renamed_nodes(before, after)
    changes = [
        Change(
            ChangeKind.NODE_RENAMED,
            say("`{old}` is now called `{new}`", old=old, new=new),
            new,
            "name",
            old,
            new,
        )
        for old, new in renamed.items()
    ]
    # In two rounds, so that two nodes can swap their names.
    for number, old in enumerate(renamed):
        before = RenameNode(old, f"\x00{number}").apply(before)
    for number, new in enumerate(renamed.values()):
        before = RenameNode(f"\x00{number}", new).apply(before)
    changes += _nodes(before, after, catalog)
    changes += _connections(before, after)
    changes += _moves(before, after)
    changes += _settings(before, after)
    return tuple(changes)


def renamed_nodes(before: Workflow, after: Workflow) -> Mapping[str, str]:
    """Old to new names of nodes that kept their id and type but not their name."""
    old_ids = Counter(node.id for node in before.nodes)
    new_ids = Counter(node.id for node in after.nodes)
    by_id = {node.id: node for node in before.nodes}
    found = {}
    for node in after.nodes:
        old = by_id.get(node.id)
        unique = node.id and old_ids[node.id] == new_ids[node.id] == 1
        if unique and old and old.type == node.type and old.name != node.name:
            found[old.name] = node.name
    # A name that another node had and gave up without being renamed itself: not to be told apart by words.
    while clashes := [old for old, new in found.items() if before.find(new) and new not in found]:
        for name in clashes:
            del found[name]
    return found


def _nodes(before: Workflow, after: Workflow, catalog: Catalog | None) -> Iterator[Change]:
    for node in before.nodes:
        if after.find(node.name) is None:
            yield Change(
                ChangeKind.NODE_REMOVED, say("Removed {node}", node=_introduced(node, catalog)), node.name
            )
    for node in after.nodes:
        old = before.find(node.name)
        if old is None:
            yield Change(
                ChangeKind.NODE_ADDED, say("Added {node}", node=_introduced(node, catalog)), node.name
            )
        elif old.raw != node.raw:
            yield from _node(old, node, catalog)


def _node(old: Node, new: Node, catalog: Catalog | None) -> Iterator[Change]:
    name = new.name
    if old.disabled != new.disabled:
        state = (
            say("`{name}` is switched off", name=name)
            if new.disabled
            else say("`{name}` is switched on", name=name)
        )
        yield Change(ChangeKind.NODE_CHANGED, state, name, "disabled", old.disabled, new.disabled)
    for path, was, now in _leaves(old.parameters, new.parameters, ()):
        label = parameter_label(new, path, catalog)
        text = f"`{name}`: {label} {told(was, now)}"
        yield Change(ChangeKind.PARAMETER, text, name, render_path(path), was, now)
    for key in dict.fromkeys([*old.raw, *new.raw]):
        was, now = old.raw.get(key, MISSING), new.raw.get(key, MISSING)
        if key not in _OWN_WORDS and was != now:
            text = f"`{name}`: {say(_NODE_KEYS.get(key, key))} {told(was, now)}"
            yield Change(ChangeKind.NODE_CHANGED, text, name, key, was, now)


def _leaves(
    was: Any, now: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Where two values differ, as deep as both are objects, or lists of the same length."""
    if was == now and type(was) is type(now):
        return
    one_thing = any(isinstance(each, Mapping) and each.get("__rl") for each in (was, now))
    if isinstance(was, Mapping) and isinstance(now, Mapping) and not one_thing:
        for key in dict.fromkeys([*was, *now]):
            yield from _leaves(was.get(key, MISSING), now.get(key, MISSING), (*path, key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now) and path:
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _leaves(one, other, (*path, number))
    else:
        yield path, was, now


def _connections(before: Workflow, after: Workflow) -> Iterator[Change]:
    old, new = dict.fromkeys(before.connections), dict.fromkeys(after.connections)
    for link in old:
        # That a removed node is no longer connected goes without saying.
        if link not in new and after.find(link.source) and after.find(link.target):
            yield Change(
                ChangeKind.DISCONNECTED,
                say("{source} no longer leads to `{target}`", source=_leaving(link), target=link.target),
                link.source,
            )
    for link in new:
        if link not in old:
            at = " " + say("(input {number})", number=link.target_index + 1) if link.target_index else ""
            yield Change(
                ChangeKind.CONNECTED,
                say("{source} now leads to `{target}`{at}", source=_leaving(link), target=link.target, at=at),
                link.source,
            )


def _leaving(link: Connection) -> str:
    if link.source_type != MAIN:
        return f"`{link.source}` ({shown_type(link.source_type)})"
    return (
        say("`{source}` (output {number})", source=link.source, number=link.source_index + 1)
        if link.source_index
        else f"`{link.source}`"
    )


def _moves(before: Workflow, after: Workflow) -> Iterator[Change]:
    moved = [
        node.name
        for node in after.nodes
        for old in [before.find(node.name)]
        if old is not None and old.raw.get("position") != node.raw.get("position")
    ]
    if len(moved) == 1:
        yield Change(ChangeKind.MOVED, say("Moved `{node}`", node=moved[0]), moved[0], "position")
    elif moved:
        yield Change(ChangeKind.MOVED, say("Moved {count} nodes", count=len(moved)))


def _settings(before: Workflow, after: Workflow) -> Iterator[Change]:
    skipped = {"nodes", "connections"}
    old = {key: value for key, value in before.document.items() if key not in skipped}
    new = {key: value for key, value in after.document.items() if key not in skipped}
    for path, was, now in _leaves(old, new, ()):
        label = say("name") if path == ("name",) else render_path(path)
        yield Change(
            ChangeKind.SETTING, f"Workflow: {label} {told(was, now)}", None, render_path(path), was, now
        )


def _introduced(node: Node, catalog: Catalog | None) -> str:
    entry = catalog.find_entry(node.type) if catalog else None
    kind = entry.display_name if entry else node.type.rpartition(".")[2]
    return f"`{node.name}` ({kind})" if kind else f"`{node.name}`"
