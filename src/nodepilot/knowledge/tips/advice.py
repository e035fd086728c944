"""Which tips apply to a workflow."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cache

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.figures.learn import chosen_operation
from nodepilot.knowledge.tips.conditions import Chosen
from nodepilot.knowledge.tips.tip import Tip, load_tips
from nodepilot.workflow.edits import Batch, Edit, SetNodeKey, SetParameter, SetWorkflowKey
from nodepilot.workflow.model import Node, Workflow


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip that applies: `nodes` names where (empty: to the workflow), `mend` what would follow it."""

    tip: Tip
    nodes: tuple[str, ...]
    mend: Edit | None


def advise(workflow: Workflow, catalog: Catalog, among: Container[str] | None = None) -> tuple[Advice, ...]:
    """All tips that apply, in the order of `load_tips`; the catalog fills in what nodes leave to defaults.

    `among` are keys of tips: no others are looked at.
    """

    @cache
    def chosen(node: Node) -> tuple[str, str]:
        node_type = catalog.find(node.type)
        if node_type is None:
            return "", ""
        version = node_type.at(node.type_version) or node_type.latest
        resource, _, operation = chosen_operation(version, node.parameters).partition("|")
        return resource, operation

    tips = (tip for tip in load_tips() if among is None or tip.key in among)
    return tuple(_advice(tips, workflow, chosen))


def _advice(tips: Iterable[Tip], workflow: Workflow, chosen: Chosen) -> Iterator[Advice]:
    for tip in tips:
        if not tip.workflow.holds(workflow):
            continue
        names: tuple[str, ...] = ()
        if tip.on is not None:
            names = tuple(node.name for node in workflow.nodes if tip.on.holds(node, workflow, chosen))
            if len(names) < tip.at_least:
                continue
        yield Advice(tip, names, _mend(tip, names))


def _mend(tip: Tip, names: tuple[str, ...]) -> Edit | None:
    if not tip.mend:
        return None
    edits: list[Edit] = []
    for name in dict.fromkeys(names):
        edits += [SetNodeKey(name, key, value) for key, value in tip.mend.node.items()]
        edits += [SetParameter(name, path, value) for path, value in tip.mend.parameters.items()]
    edits += [SetWorkflowKey(f"settings.{key}", value) for key, value in tip.mend.settings.items()]
    return Batch(tuple(edits))
