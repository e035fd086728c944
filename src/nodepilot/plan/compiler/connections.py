"""Links as n8n's `connections`, each checked against the ports of both nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from nodepilot.catalog import Port
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.model import Link

_MAIN = "main"


def check_links(nodes: Mapping[str, CompiledNode], links: Iterable[Link]) -> None:
    """Raises `InvalidPlan` for a link that n8n's canvas would refuse to draw."""
    arriving: Counter[tuple[str, str, int]] = Counter()
    for link in links:
        source, target = nodes[link.source], nodes[link.target]
        kind = link.connection_type
        leaving = _port(source.outputs(kind), link.output, link, "output", source)
        entering = _port(target.inputs(kind), link.input, link, "input", target)
        for port, other in ((leaving, target), (entering, source)):
            if port.filter is not None and not port.filter.allows(other.version.type_name):
                raise InvalidPlan(
                    f"{_told(link)}: n8n does not connect `{source.version.type_name}` to"
                    f" `{target.version.type_name}` over `{kind}`."
                )
        arriving[link.target, kind, link.input] += 1
        if (
            entering.max_connections is not None
            and arriving[link.target, kind, link.input] > entering.max_connections
        ):
            raise InvalidPlan(
                f"{_told(link)}: this input takes {entering.max_connections} connection(s), and has more.",
                next_step="Leave one of the links out.",
            )


def connections(nodes: Mapping[str, CompiledNode], links: Iterable[Link]) -> dict[str, Any]:
    """The `connections` object; sources in the order of the steps, targets in the order of the links."""
    made: dict[str, dict[str, list[list[dict[str, Any]]]]] = {}
    by_source: dict[str, list[Link]] = {key: [] for key in nodes}
    for link in links:
        by_source[link.source].append(link)
    for key, leaving in by_source.items():
        for link in leaving:
            by_type = made.setdefault(nodes[key].name, {})
            groups = by_type.setdefault(link.connection_type, [])
            while len(groups) <= link.output:
                groups.append([])
            end = {"node": nodes[link.target].name, "type": link.connection_type, "index": link.input}
            groups[link.output].append(end)
    return made


def _port(ports: tuple[Port, ...], index: int, link: Link, side: str, node: CompiledNode) -> Port:
    if index < len(ports):
        return ports[index]
    kind = link.connection_type
    if not ports:
        every = inputs(node.version, node.filled) if side == "input" else outputs(node.version, node.filled)
        kinds = ", ".join(f"`{each}`" for each in dict.fromkeys(port.type for port in every))
        raise InvalidPlan(
            f"{_told(link)}: `{node.name}` ({node.version.type_name}) has no {side} of type `{kind}`.",
            next_step=f"Its {side}s are of type {kinds}." if kinds else f"It has no {side}s at all.",
        )
    count = f"{len(ports)} {side}s" if len(ports) > 1 else f"one {side}"
    raise InvalidPlan(
        f"{_told(link)}: `{node.name}` ({node.version.type_name}) has {count} of type `{kind}`,"
        f" so there is no {side} {index}.",
        next_step=f"Count from 0: the last one is {len(ports) - 1}.",
    )


def _told(link: Link) -> str:
    return f"Link `{link.source}` -> `{link.target}`"
