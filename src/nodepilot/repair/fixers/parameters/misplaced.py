"""Parameter names that are misspelt, in another word, or at the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nodepilot.catalog.model import Property
from nodepilot.kit.paths import parse_path
from nodepilot.repair.case import Case, keys_of, moved_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import meant, same_meaning
from nodepilot.repair.values import as_property
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.given import UnknownKey
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import MISSING, SetNodeKey, UnsetParameter
from nodepilot.workflow.edits.paths import get_at


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """For an unknown name the place that it was meant for; for a missing parameter the name meant for it."""
    node = case.node(issue.node)
    if node is None or issue.parameter is None:
        return
    for unknown in case.context.unknown_keys:
        if unknown.node is not node:
            continue
        if issue.code == "UNKNOWN_PARAMETER":
            if unknown.path == issue.parameter:
                yield from _homes(unknown, issue.suggestion)
                yield from _out_of_parameters(unknown)
        elif issue.code == "MISSING_PARAMETER":
            wanted = parse_path(issue.parameter)
            yield from (
                each for keys, each in _targets(unknown, issue.parameter) if wanted and keys == wanted
            )


def _homes(unknown: UnknownKey, suggestion: str | None) -> Iterator[Proposal]:
    for _, proposal in _targets(unknown, suggestion):
        yield proposal


def _out_of_parameters(unknown: UnknownKey) -> Iterator[Proposal]:
    """Credentials belong to the node itself."""
    node, key = unknown.node, "credentials"
    given = node.given.get(key)
    if unknown.place == (None, key) and isinstance(given, dict) and not node.raw.get(key):
        edits = (UnsetParameter(node.name, key), SetNodeKey(node.name, key, given))
        yield Proposal(say("Moved the credentials of `{node}` out of its parameters.", node=node.name), edits)


def _targets(unknown: UnknownKey, suggestion: str | None) -> Iterator[tuple[tuple[str | int, ...], Proposal]]:
    """Where the value may belong, the likeliest first, each with the way to put it there."""
    node, old = unknown.node, keys_of(unknown.place)
    beside = old[:-1]
    here = _shown(node, beside)
    labels = {name: each.display_name for name, each in here.items()}
    free = {name: label for name, label in labels.items() if _is_free(node, (*beside, name))}
    elsewhere = parse_path(suggestion) if suggestion and suggestion not in labels else None
    found: list[tuple[str | int, ...]] = []
    if elsewhere and elsewhere != old and _is_free(node, elsewhere) and elsewhere[-1] == old[-1]:
        found.append(elsewhere)
    likely = (meant(unknown.key, free), same_meaning(unknown.key, free))
    found += [(*beside, name) for name in likely if name is not None]
    for keys in dict.fromkeys(found):
        definition = _definition(node, keys)
        value = get_at(node.given, old)
        made = value if definition is None else as_property(value, definition)
        if made is MISSING or made is None:
            continue
        text = say(
            "Moved `{path}` of `{node}` to `{right}`, where it belongs.",
            path=unknown.path,
            node=node.name,
            right=_spelled(keys),
        )
        if keys[:-1] == beside:
            text = say(
                "Renamed the parameter `{path}` of `{node}` to `{keys}`.",
                path=unknown.path,
                node=node.name,
                keys=keys[-1],
            )
        yield keys, Proposal(text, moved_parameter(node, old, keys, made))


def _is_free(node: CheckedNode, keys: tuple[str | int, ...]) -> bool:
    return get_at(node.given, keys) in (MISSING, "", None)


def _shown(node: CheckedNode, around: tuple[str | int, ...]) -> Mapping[str, Property]:
    """The properties beside a place that the node shows, by name."""
    if node.checker is None or node.state is None:
        return {}
    if not around:
        entries = (node.state.entry(name) for name in node.checker.level.by_name)
        return {entry.name: entry.property for entry in entries if entry is not None}
    return _inside(node, around)


def _inside(node: CheckedNode, around: tuple[str | int, ...]) -> Mapping[str, Property]:
    """The properties inside a collection, or inside one group of a fixedCollection."""
    definition = _definition(node, around)
    if definition is not None and definition.type == "collection":
        return {child.name: child for child in definition.children}
    names = [key for key in around if isinstance(key, str)]
    outer = _definition(node, around[: around.index(names[-1])]) if len(names) > 1 else None
    group = outer.group(names[-1]) if outer is not None else None
    return {each.name: each for each in group.values} if group is not None else {}


def _definition(node: CheckedNode, keys: tuple[str | int, ...]) -> Property | None:
    """The property at a place; None for groups and for what is not shown."""
    if node.checker is None or node.state is None:
        return None
    names = [key for key in keys if isinstance(key, str)]
    entry = node.state.entry(names[0]) if names else None
    found = entry.property if entry is not None else None
    position = 1
    while found is not None and position < len(names):
        if found.type == "collection":
            found = found.child(names[position])
            position += 1
        else:
            group = found.group(names[position])
            if group is None or position + 1 >= len(names):
                return None
            found = group.property(names[position + 1])
            position += 2
    return found


def _spelled(keys: tuple[str | int, ...]) -> str:
    return ".".join(str(key) for key in keys)


FIXER = Fixer("misplaced parameters", ("MISSING_PARAMETER", "UNKNOWN_PARAMETER"), propose)
