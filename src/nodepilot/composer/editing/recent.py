"""What the last change made: the steps that it touched and the values that it set, for follow-ups that speak of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.kit.records import dataclass
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node, Workflow

_FORMAL = frozenset(
    {
        "mode",
        "__rl",
        "id",
        "mappingMode",
        "type",
        "operation",
        "resource",
        "combinator",
        "select",
        "version",
        "name",
    }
)
"""Parameters that say how another is kept or what a node is."""


@dataclass(frozen=True, slots=True)
class Recent:
    """`nodes` are new or changed, in the document's order; `values` stand there since the last change."""

    nodes: tuple[Node, ...] = ()
    values: tuple[tuple[Node, tuple[str | int, ...], Any], ...] = ()
    field: str | None = None
    """The form field that was added or changed, by its label."""
    is_renaming: bool = False
    """Whether one step has another name and is otherwise as it was."""


def recent_of(earlier: Workflow | None, now: Workflow) -> Recent:
    """What differs from the state before; nothing where there is none, or where it is another workflow altogether."""
    if earlier is None:
        return Recent()
    known = {node.name: node for node in earlier.nodes}
    touched = tuple(
        node
        for node in now.nodes
        if node.name
        and not node.is_sticky_note
        and _without_place(known.get(node.name)) != _without_place(node)
    )
    if len(touched) == len(now.nodes):
        return Recent()
    values = tuple(each for node in touched for each in _new_values(known.get(node.name), node))
    ids = {node.id: node for node in earlier.nodes if node.id}
    before = ids.get(touched[0].id or "") if len(touched) == 1 else None
    renamed = before is not None and before.name != touched[0].name and before.type == touched[0].type
    return Recent(touched, values, _field(known, touched), renamed)


def _without_place(node: Node | None) -> dict[str, Any]:
    return {key: value for key, value in node.raw.items() if key != "position"} if node is not None else {}


def _new_values(before: Node | None, node: Node) -> Iterator[tuple[Node, tuple[str | int, ...], Any]]:
    held = dict(leaves(before.parameters, ())) if before is not None else {}
    for path, value in leaves(node.parameters, ()):
        if path[-1] in _FORMAL or isinstance(value, bool) or value in (None, ""):
            continue
        if path not in held or held[path] != value:
            yield node, path, value


def _field(known: dict[str, Node], touched: tuple[Node, ...]) -> str | None:
    if len(touched) != 1 or touched[0].name not in known:
        return None
    before, now = _fields(known[touched[0].name]), _fields(touched[0])
    new = [field for field in now if field not in before]
    return str(new[0].get("fieldLabel") or "") or None if len(new) == 1 else None


def _fields(node: Node) -> list[dict[str, Any]]:
    held = node.parameters.get("formFields")
    values = held.get("values") if isinstance(held, dict) else None
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
