"""One node: how far its typeVersion can be raised for certain."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.node_type import NodeType
from nodepilot.kit.records import dataclass
from nodepilot.upgrade.conditions import applies
from nodepilot.upgrade.draft import Draft, Remark, Unknown
from nodepilot.upgrade.facts import Change, Facts, Replacement, find_facts
from nodepilot.upgrade.fit import filled_or_unknown, fit
from nodepilot.upgrade.moves import run_moves
from nodepilot.workflow.model import Node, Workflow


@dataclass(frozen=True, slots=True)
class NodeUpgrade:
    """What becomes of one node.

    `raw` is its new object in the document, None when it stays as it is. `remarks` are about what was
    done; `stays` says why it did not get to `newest`, None when it did. `outputs` names the former output
    whose connections each output gets.
    """

    node: Node
    newest: float
    raw: dict[str, Any] | None = None
    remarks: tuple[Remark, ...] = ()
    stays: str | None = None
    outputs: tuple[int, ...] | None = None

    @property
    def type(self) -> str:
        """The node type in the end."""
        return str(self.raw["type"]) if self.raw else self.node.type

    @property
    def version(self) -> Any:
        """The typeVersion in the end."""
        return self.raw["typeVersion"] if self.raw else self.node.type_version

    def told(self) -> str:
        """From what to what, for people: `Slack 2.1 → 2.7`."""
        before = f"{_short(self.node.type)} {_shown(self.node.type_version)}"
        if self.raw is None:
            return before
        same = self.type == self.node.type
        return f"{before} → {_shown(self.version) if same else f'{_short(self.type)} {_shown(self.version)}'}"

    def as_row(self) -> dict[str, Any]:
        """The finding in the shape that the command line writes."""
        return {
            "node": self.node.name,
            "type": self.node.type,
            "type_version": self.node.type_version,
            "new_type": self.type,
            "new_type_version": self.version,
            "raised": self.raw is not None,
            "remarks": [{"level": each.level, "text": each.text} for each in self.remarks],
            "stays": self.stays,
        }


def _short(type_name: str) -> str:
    return type_name.rpartition(".")[2]


def _shown(version: Any) -> str:
    return f"{version:g}" if isinstance(version, int | float) else "without a version"


def upgrade_node(node: Node, workflow: Workflow, catalog: Catalog) -> NodeUpgrade | None:
    """The node at the newest typeVersion that is certain; None when there is nothing to be done.

    A node type that others took over from becomes one of those where that is certain.
    """
    facts = _facts(node.type, catalog)
    replaced = _replaced(node, workflow, catalog, facts) if facts and facts.replacements else None
    if replaced is not None and replaced.raw is not None:
        further = upgrade_node(Node(replaced.raw, node.index), workflow, catalog)
        return _joined(replaced, further)
    node_type = catalog.find(node.type)
    if node_type is None or node.type_version is None:
        return replaced
    newest = _target(node_type)
    if node.type_version >= newest:
        return replaced
    raised = _raised(node, workflow, catalog, node_type, facts)
    return raised if raised.raw is not None or replaced is None else replaced


def _target(node_type: NodeType) -> float:
    """What n8n gives a new node of the type."""
    return node_type.default_version


def _facts(type_name: str, catalog: Catalog) -> Facts | None:
    """A tool is the node type that it was made from, in another place."""
    entry = catalog.find_entry(type_name)
    return find_facts(entry.tool_of if entry and entry.tool_of else type_name)


def _raised(
    node: Node, workflow: Workflow, catalog: Catalog, node_type: NodeType, facts: Facts | None
) -> NodeUpgrade:
    newest = _target(node_type)
    current = node.type_version or 0
    if facts is None:
        return NodeUpgrade(node, newest, stays="what its newer typeVersions change is not known.")
    if current < facts.since:
        return NodeUpgrade(node, newest, stays=f"what changed since typeVersion {current:g} is not known.")
    before = _nearest(node_type, current)
    candidates = [each for each in node_type.versions if current < each <= min(newest, facts.known)]
    stays = None if facts.known >= newest else f"what changed after typeVersion {facts.known:g} is not known."
    for version in reversed(candidates):
        try:
            draft = _draft(node, workflow, catalog, before)
            _walk(draft, facts, node_type, version)
            fit(draft, before, node_type.get(version))
        except Unknown as reason:
            stays = stays or f"typeVersion {version:g}: {reason}"
            continue
        draft.version = version
        return _finished(draft, newest, stays)
    return NodeUpgrade(node, newest, stays=stays)


def _walk(draft: Draft, facts: Facts, node_type: NodeType, version: float) -> None:
    """The changes on the way, each on the parameters as the one before left them."""
    start, first = draft.version, draft.filled
    for change in facts.changes:
        if not start < change.at <= version:
            continue
        below = [each for each in node_type.versions if start <= each < change.at]
        draft.version = change.as_of or (below[-1] if below else start)
        filled = filled_or_unknown(_nearest(node_type, draft.version), draft.parameters)
        # What was left at its default means the default of the typeVersion that the node has.
        own = {
            name: value
            for name, value in first.items()
            if name in filled and name not in draft.parameters and name not in draft.touched
        }
        draft.filled = {**filled, **own}
        _apply(change, draft)


def _apply(change: Change | Replacement, draft: Draft) -> None:
    if not applies(change.when, draft):
        return
    if change.stop is not None:
        raise Unknown(change.stop)
    if isinstance(change, Change):
        draft.touched.update(change.adds)
    run_moves(change.do, draft)
    if change.look is not None:
        draft.remarks.append(Remark("look", change.look))
    if change.note is not None:
        draft.remarks.append(Remark("note", change.note))


def _replaced(node: Node, workflow: Workflow, catalog: Catalog, facts: Facts) -> NodeUpgrade | None:
    reason = "which node type to use instead depends on what it is for."
    node_type = catalog.find(node.type)
    for each in facts.replacements:
        successor = catalog.find(each.type)
        if successor is None or successor.at(each.version) is None:
            continue
        try:
            before = _nearest(node_type, node.type_version) if node_type else None
            draft = _draft(node, workflow, catalog, before)
            if not applies(each.when, draft):
                continue
            draft.type, draft.version = each.type, each.version
            _apply(each, draft)
            _check_replacement(draft, successor.get(each.version))
        except Unknown as unknown:
            reason = str(unknown)
            continue
        return _finished(draft, each.version, None)
    return NodeUpgrade(node, node.type_version or 0, stays=reason)


def _check_replacement(draft: Draft, successor: NodeTypeVersion) -> None:
    filled = filled_or_unknown(successor, draft.parameters)
    lost = [name for name in draft.parameters if name not in filled]
    if lost:
        raise Unknown(f"`{lost[0]}` has no place in `{draft.type}`.")
    if draft.node.credentials and not {need.name for need in successor.credentials} & set(
        draft.node.credentials
    ):
        raise Unknown(f"`{draft.type}` does not take its credentials.")


def _draft(node: Node, workflow: Workflow, catalog: Catalog, before: NodeTypeVersion | None) -> Draft:
    filled = filled_or_unknown(before, node.parameters) if before else dict(node.parameters)
    version = before.version if before else node.type_version or 0
    return Draft(node, workflow, catalog, node.type, version, node.parameters, filled)


def _nearest(node_type: NodeType, version: float | None) -> NodeTypeVersion:
    """The typeVersion, or what n8n runs in its place."""
    found = node_type.at(version)
    if found is not None:
        return found
    older = [each for each in node_type.versions if each <= (version or 0)]
    return node_type.get(older[-1] if older else node_type.versions[0])


def _finished(draft: Draft, newest: float, stays: str | None) -> NodeUpgrade:
    raw = {**draft.node.raw, "parameters": dict(draft.parameters), "type": draft.type, **draft.keys}
    raw["typeVersion"] = int(draft.version) if draft.version == int(draft.version) else draft.version
    return NodeUpgrade(draft.node, newest, raw, tuple(draft.remarks), stays, draft.outputs)


def _joined(first: NodeUpgrade, further: NodeUpgrade | None) -> NodeUpgrade:
    if further is None:
        return first
    return NodeUpgrade(
        first.node,
        further.newest,
        further.raw or first.raw,
        (*first.remarks, *further.remarks),
        further.stays,
        further.outputs if further.outputs is not None else first.outputs,
    )
