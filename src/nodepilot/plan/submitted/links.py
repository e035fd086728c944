"""Links that lead by another name, over a connection type that there is not, or the wrong way round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.model import MAIN
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.plan.codec import dump_value
from nodepilot.plan.model import Link, Plan, Step
from nodepilot.plan.submitted.references import key_meant
from nodepilot.repair.spelling import meant

KINDS = (
    MAIN,
    "ai_agent",
    "ai_chain",
    "ai_document",
    "ai_embedding",
    "ai_languageModel",
    "ai_memory",
    "ai_outputParser",
    "ai_reranker",
    "ai_retriever",
    "ai_textSplitter",
    "ai_tool",
    "ai_vectorStore",
)


@dataclass(frozen=True, slots=True)
class _Ports:
    """Connection types of a step's ports, as often as there are ports."""

    given: tuple[str, ...]
    taken: tuple[str, ...]
    is_trigger: bool


def mended_links(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with links that can be drawn, as far as it is certain which were meant."""
    ports = {step.key: found for step in plan.steps if (found := _ports(step, catalog)) is not None}
    links = [_named(link, plan, mends) for link in plan.links]
    links = [_typed(link, ports, mends) for link in links]
    links = [link for link in links if not _leads_into_a_start(link, ports, mends)]
    links += _attached(plan, links, ports, mends)
    links += _chained(plan, links, ports, mends)
    return replace(plan, links=tuple(dict.fromkeys(links)))


def _named(link: Link, plan: Plan, mends: list[str]) -> Link:
    source, target = (key_meant(end, plan) or end for end in (link.source, link.target))
    if (source, target) != (link.source, link.target):
        mends.append(f"The link `{link.source}` -> `{link.target}` is `{source}` -> `{target}`.")
    return replace(link, source=source, target=target)


def _typed(link: Link, ports: Mapping[str, _Ports], mends: list[str]) -> Link:
    """Over a connection type that both ends have, in the direction in which it goes."""
    source, target = ports.get(link.source), ports.get(link.target)
    if source is None or target is None:
        return link
    kind = link.connection_type
    if kind not in KINDS:
        kind = meant(kind, KINDS) or kind
    forward = _kinds_between(source, target)
    backward = _kinds_between(target, source) - {MAIN}
    made = replace(link, connection_type=kind)
    if kind not in forward:
        if len(forward) == 1:
            made = replace(link, connection_type=next(iter(forward)), output=0, input=0)
        elif not forward and len(backward) == 1:
            made = Link(link.target, link.source, connection_type=next(iter(backward)))
    count = source.given.count(made.connection_type)
    if made.source == link.source and count == 1 and made.output > 0:
        made = replace(made, output=0)
    if made.target == link.target and target.taken.count(made.connection_type) == 1 and made.input > 0:
        made = replace(made, input=0)
    if made != link:
        mends.append(f"The link `{link.source}` -> `{link.target}` is drawn over `{made.connection_type}`.")
    return made


def _kinds_between(source: _Ports, target: _Ports) -> set[str]:
    return set(source.given) & set(target.taken)


def _leads_into_a_start(link: Link, ports: Mapping[str, _Ports], mends: list[str]) -> bool:
    """Nothing can lead into a trigger."""
    target = ports.get(link.target)
    if link.source != link.target and (target is None or not target.is_trigger or target.taken):
        return False
    mends.append(f"Nothing can lead from `{link.source}` into `{link.target}`.")
    return True


def _attached(plan: Plan, links: list[Link], ports: Mapping[str, _Ports], mends: list[str]) -> list[Link]:
    """Sub-nodes that were left lying about, where just one root takes them."""
    made: list[Link] = []
    for step in plan.steps:
        mine = ports.get(step.key)
        if (
            mine is None
            or not mine.given
            or MAIN in mine.given
            or any(link.source == step.key for link in links)
        ):
            continue
        roots = [
            key
            for key, each in ports.items()
            if key != step.key
            and mine.given[0] in each.taken
            and (
                mine.given[0] == "ai_tool"
                or not any(link.target == key and link.connection_type == mine.given[0] for link in links)
            )
        ]
        if len(roots) == 1:
            made.append(Link(step.key, roots[0], connection_type=mine.given[0]))
            mends.append(f"`{step.key}` was connected to nothing; `{roots[0]}` takes it.")
    return made


def _chained(plan: Plan, links: list[Link], ports: Mapping[str, _Ports], mends: list[str]) -> list[Link]:
    """A step that nothing leads to, behind the one before it in the list, where that leads nowhere."""
    flow = [step.key for step in plan.steps if step.key in ports and _is_in_flow(ports[step.key])]
    tools = {link.source for link in links if link.connection_type != MAIN}
    flow = [key for key in flow if key not in tools]
    fed = {link.target for link in links if link.connection_type == MAIN}
    feeding = {link.source for link in links if link.connection_type == MAIN}
    made: list[Link] = []
    for before, key in pairwise(flow):
        if ports[key].is_trigger or key in fed or before in feeding or MAIN not in ports[key].taken:
            continue
        if ports[before].given.count(MAIN) == 1:
            made.append(Link(before, key))
            mends.append(f"Nothing led to `{key}`; it follows `{before}`.")
    return made


def _is_in_flow(ports: _Ports) -> bool:
    return MAIN in ports.given or MAIN in ports.taken


def _ports(step: Step, catalog: Catalog) -> _Ports | None:
    node_type = catalog.find(step.node_type)
    if node_type is None:
        return None
    version = node_type.latest
    filled = _filled(step, version)
    given = tuple(port.type for port in outputs(version, filled, on_error=step.on_error))
    taken = tuple(port.type for port in inputs(version, filled))
    if catalog.find_entry(f"{step.node_type}Tool") is not None:
        given = (*given, "ai_tool")
    return _Ports(given, taken, version.is_trigger)


def _filled(step: Step, version: NodeTypeVersion) -> Mapping[str, object]:
    try:
        return fill_defaults(version, {key: dump_value(each) for key, each in step.parameters.items()})
    except UnreadableParameters:
        return fill_defaults(version, {})
