"""Parameter names that the node type does not have: n8n drops them without a word."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at, warning_at
from nodepilot.validation.given import UnknownKey
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.places import Place, top_key
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, nearest

_SET = "n8n-nodes-base.set"


def check(context: ValidationContext) -> Iterator[Issue]:
    """Says where the name belongs: another place in the node, another typeVersion, or a similar name."""
    for unknown in context.unknown_keys:
        if not unknown.key or unknown.node.disabled:
            continue
        elsewhere = _elsewhere(unknown)
        versions = "" if elsewhere else _other_versions(context, unknown)
        suggestion = elsewhere
        if unknown.place == (None, "credentials"):
            message = " " + say("Credentials stand in the node itself, beside `parameters`.")
        elif elsewhere is not None:
            message = " " + say("It belongs at `{elsewhere}`.", elsewhere=elsewhere)
        elif versions:
            message = " " + say("It is of typeVersion {versions}.", versions=versions)
        else:
            known = _shown_names(unknown)
            suggestion = nearest(unknown.key, known) or _only(known)
            message = did_you_mean(suggestion)
        make = error_at if _does_nothing_without(unknown) else warning_at
        yield make(
            "UNKNOWN_PARAMETER",
            unknown,
            say(
                "`{node}` has no parameter `{path}`; n8n ignores it.{hint}",
                node=unknown.node.name,
                path=unknown.path,
                hint=message,
            ),
            suggestion,
        )


def _does_nothing_without(unknown: UnknownKey) -> bool:
    """Fields in the shape of Set 1 and 2 where nothing else is set: what reads them later finds none."""
    given = unknown.node.given
    return (
        unknown.node.type == _SET
        and unknown.path == "values"
        and bool(unknown.node.given["values"])
        and not given.get("assignments")
        and not given.get("fields")
        and given.get("mode", "manual") == "manual"
    )


def _shown_names(unknown: UnknownKey) -> tuple[str, ...]:
    """At the top only what the node shows at the moment."""
    state = unknown.node.state
    if state is None or unknown.place[0] is not None:
        return unknown.known
    return tuple(name for name in unknown.known if state.entry(name) is not None)


def _only(known: tuple[str, ...]) -> str | None:
    return known[0] if len(known) == 1 else None


def _elsewhere(unknown: UnknownKey) -> str | None:
    """The one other place among the node's shown parameters where the name exists."""
    node = unknown.node
    if node.checker is None or node.state is None:
        return None
    depth = _depth(unknown.place)
    is_own_place = top_key(unknown.place) == unknown.key
    if depth > 1 and not is_own_place and node.state.entry(unknown.key) is not None:
        return unknown.key
    found = [
        f"{entry.name}.{unknown.key}"
        for entry in node.checker.level.fill_order
        if entry.children is not None
        and unknown.key in entry.children.names
        and node.state.entry(entry.name) is entry
    ]
    return found[0] if len(found) == 1 and found[0] != unknown.path else None


def _depth(place: Place | None) -> int:
    depth = 0
    while place is not None:
        place = place[0]
        depth += 1
    return depth


def _other_versions(context: ValidationContext, unknown: UnknownKey) -> str:
    """The typeVersions whose top level has the name, as a list for people."""
    node_type = context.catalog.find(unknown.node.type)
    if node_type is None or unknown.place[0] is not None:
        return ""
    versions = [
        version for version in node_type.versions if node_type.get(version).property(unknown.key) is not None
    ]
    return ", ".join(f"{version:g}" for version in versions)


RULE = Rule("unknown parameters", ("UNKNOWN_PARAMETER",), Source.NODEPILOT, check)
