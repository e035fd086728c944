"""Connections of the wrong type, the wrong way round, or into a node that takes none."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.repair.connection_edits import joined_by, rejoined
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.context import MAIN, Link
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import UnsetValue


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The one type that both ends have. A connection into a trigger goes: nothing can arrive there."""
    for link, source, target in case.context.joined:
        if issue.node not in (source.name, target.name) or issue.port not in _ports(link):
            continue
        if source.state is None or target.state is None or _is_right(link, source, target):
            continue
        common = _common(source, target)
        if len(common) == 1 and common != [link.source_type]:
            yield _retyped(case, link, common[0])
        elif link.source_type != link.target_type and link.source_type in common:
            yield _retyped(case, link, link.source_type)
        backward = [kind for kind in _common(target, source) if kind != MAIN]
        if not common and len(backward) == 1:
            yield _turned(case, link, backward[0])
        if not target.inputs and target.checker is not None and target.checker.version.is_trigger:
            text = say(
                "Removed the connection from `{source}` into the trigger `{target}`, which takes none.",
                source=link.source,
                target=link.target,
            )
            yield Proposal(text, (UnsetValue(render_path(("connections", *link.place))),))


def _ports(link: Link) -> tuple[str, ...]:
    index = link.target_index if type(link.target_index) is int else 0
    return f"{link.source_type}[{link.source_index}]", f"{link.target_type}[{index}]"


def _is_right(link: Link, source: CheckedNode, target: CheckedNode) -> bool:
    return (
        link.source_type == link.target_type
        and any(port.type == link.source_type for port in source.outputs)
        and any(port.type == link.source_type for port in target.inputs)
    )


def _common(source: CheckedNode, target: CheckedNode) -> list[str]:
    """Types that leave the one and arrive at the other, where neither end refuses the other's node type."""
    return list(
        dict.fromkeys(
            output.type
            for output in source.outputs
            for port in target.inputs
            if port.type == output.type
            and (port.filter is None or port.filter.allows(source.type))
            and (output.filter is None or output.filter.allows(target.type))
        )
    )


def _retyped(case: Case, link: Link, kind: str) -> Proposal:
    text = say(
        "Connected `{source}` to `{target}` as `{kind}`.", source=link.source, target=link.target, kind=kind
    )
    return Proposal(text, rejoined(case, link, joined_by(link.source, link.target, kind)))


def _turned(case: Case, link: Link, kind: str) -> Proposal:
    text = say(
        "Connected `{target}` to `{source}` as `{kind}`: a sub-node leads to its root node.",
        target=link.target,
        source=link.source,
        kind=kind,
    )
    return Proposal(text, rejoined(case, link, joined_by(link.target, link.source, kind)))


FIXER = Fixer(
    "connection types",
    ("UNKNOWN_CONNECTION_TYPE", "CONNECTION_TYPE_MISMATCH", "NO_SUCH_OUTPUT", "NO_SUCH_INPUT"),
    propose,
)
