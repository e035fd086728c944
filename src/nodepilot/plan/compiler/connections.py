"""Links as n8n's `connections`, each checked against the ports of both nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nodepilot.catalog import Port
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.model import Link, Plan


def check_links(
    nodes: Mapping[str, CompiledNode | None], links: Iterable[Link], present: Iterable[Link] = ()
) -> None:
    """Raises `InvalidPlan` for a link that n8n's canvas would refuse to draw.

    A node that is None has unknown ports: nothing is said about its side. `present` are connections
    that are there already and take up their inputs.
    """
    arriving = Counter((each.target, each.connection_type, each.input) for each in present)
    for link in links:
        source, target = nodes[link.source], nodes[link.target]
        kind = link.connection_type
        leaving = _port(source.outputs(kind), link.output, link, "output", source) if source else None
        entering = _port(target.inputs(kind), link.input, link, "input", target) if target else None
        for port, one, other in ((leaving, source, target), (entering, target, source)):
            if port and port.filter and one and other and not port.filter.allows(other.version.type_name):
                raise InvalidPlan(
                    f"{_told(link)}: n8n does not connect `{other.version.type_name}` and"
                    f" `{one.version.type_name}` over `{kind}`."
                )
        place = (link.target, kind, link.input)
        arriving[place] += 1
        most = entering.max_connections if entering else None
        if most is not None and arriving[place] > most:
            raise InvalidPlan(
                f"{_told(link)}: this input takes {most} connection(s), and has more.",
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


def checked_links(plan: Plan, known: Iterable[str]) -> Sequence[Link]:
    """The plan's links, each once. Raises `InvalidPlan` for one that leads to or from nowhere."""
    keys = list(known)
    for link in plan.links:
        for key in (link.source, link.target):
            if key not in keys:
                raise InvalidPlan(
                    f"{_told(link)}: there is no step `{key}`.",
                    next_step=f"The steps are {', '.join(f'`{each}`' for each in keys)}.",
                )
    return list(dict.fromkeys(plan.links))
