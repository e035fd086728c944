"""What another n8n release does to a workflow that stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.catalog.comparison.properties import shown_default
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.jsvalues import UNDEFINED, deeply_equal
from nodepilot.kit.records import dataclass
from nodepilot.validation import Issue, Kind, Severity, validate
from nodepilot.workflow.model import Node, Workflow

_DEPLOYMENT = frozenset({Kind.CREDENTIAL, Kind.EXCLUDED})


class EffectKind(StrEnum):
    """Something is wrong that was not, or a default that the workflow rests on is another one."""

    BREAKS = "breaks"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect; `node` is None for the whole workflow, `issue` is what is wrong from then on."""

    kind: EffectKind
    text: str
    node: str | None
    issue: Issue | None = None


def effects(workflow: Workflow, before: Catalog, after: Catalog) -> tuple[Effect, ...]:
    """Everything that the step from one release to the other changes for the workflow, the worst first."""
    return (*_broken(workflow, before, after), *_defaults(workflow, before, after))


def _broken(workflow: Workflow, before: Catalog, after: Catalog) -> Iterator[Effect]:
    found = validate(workflow, before)
    known = Counter(_key(issue) for issue in found)
    # What is wrong with a node that the first release did not even know is not the other release's doing.
    unreadable = {issue.node for issue in found if issue.kind is Kind.TYPE}
    for issue in validate(workflow, after):
        if issue.severity is not Severity.ERROR and issue.kind not in _DEPLOYMENT:
            continue
        if issue.node is not None and issue.node in unreadable:
            continue
        if known[_key(issue)]:
            known[_key(issue)] -= 1
        else:
            yield Effect(EffectKind.BREAKS, issue.message, issue.node, issue)


def _key(issue: Issue) -> tuple[Any, ...]:
    return (issue.code, issue.kind, issue.node, issue.parameter, issue.port, issue.path)


def _defaults(workflow: Workflow, before: Catalog, after: Catalog) -> Iterator[Effect]:
    for node in workflow.nodes:
        old, new = _filled(node, before), _filled(node, after)
        if old is None or new is None or node.disabled:
            continue
        for name, value in old.items():
            if name in node.parameters or name not in new or deeply_equal(value, new[name]):
                continue
            text = f"`{name}` is left at its default, which was {_shown(value)} and is {_shown(new[name])}."
            yield Effect(EffectKind.DEFAULT, text, node.name)


def _filled(node: Node, catalog: Catalog) -> dict[str, Any] | None:
    node_type = catalog.find(node.type)
    version = node_type.at(node.type_version) if node_type else None
    if version is None:
        return None
    try:
        return fill_defaults(version, node.parameters)
    except UnreadableParameters:
        return None


def _shown(value: Any) -> str:
    return "not set" if value is UNDEFINED else shown_default(value)
