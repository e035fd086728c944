"""Links that lead by another name, over a connection type that there is not, or the wrong way round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.model import MAIN
from nodepilot.catalog.ports import inputs, outputs
from nodepilot.kit.records import dataclass
from nodepilot.plan.codec import dump_value
from nodepilot.plan.model import Link, Plan, Step
from nodepilot.plan.submitted.references import key_meant, steps_named
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


ABOUT_ITEMS = frozenset(
    f"n8n-nodes-base.{name}"
    for name in (
        "aggregate",
        "filter",
        "if",
        "limit",
        "removeDuplicates",
        "renameKeys",
        "sort",
        "splitOut",
        "summarize",
        "switch",
    )
)
"""Node types that work on the items that come to them, and have no effect but on what follows."""


@dataclass(frozen=True, slots=True)
class _Ports:
    """Connection types of a step's ports, as often as there are ports."""

    given: tuple[str, ...]
    taken: tuple[str, ...]
    is_trigger: bool
    is_fixed: bool
    """How many outputs there are does not depend on what is decided in the step."""


def mended_links(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with links that can be drawn, as far as it is certain which were meant."""
    ports = {step.key: found for step in plan.steps if (found := _ports(step, catalog)) is not None}
    links = [_named(link, plan, mends) for link in plan.links]
    links = [_typed(link, ports, mends) for link in links]
    links = [link for link in links if not _leads_into_a_start(link, ports, mends)]
    links = _without_endless_ways(plan, links, ports, mends)
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
    if made.source == link.source and count == 1 and source.is_fixed and made.output > 0:
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


def _without_endless_ways(
    plan: Plan, links: list[Link], ports: Mapping[str, _Ports], mends: list[str]
) -> list[Link]:
    """Without a link back to an earlier step from which no other way leads out: it would never end."""
    place = {step.key: number for number, step in enumerate(plan.steps)}
    kept: list[Link] = []
    for link in links:
        is_back = link.connection_type == MAIN and place.get(link.target, 0) < place.get(link.source, 0)
        others = [each for each in links if each != link]
        if is_back and not _has_exit(_between(link.target, link.source, others), ports):
            mends.append(f"The link `{link.source}` -> `{link.target}` would never end.")
        else:
            kept.append(link)
    return kept


def _between(start: str, end: str, links: list[Link]) -> set[str]:
    """Steps on ways from one to the other, both included; none when there is no way."""
    return _reached(start, links) & _reached(
        end, [replace(each, source=each.target, target=each.source) for each in links]
    )


def _reached(start: str, links: list[Link]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        key = waiting.pop()
        for link in links:
            if link.source == key and link.connection_type == MAIN and link.target not in found:
                found.add(link.target)
                waiting.append(link.target)
    return found


def _has_exit(around: set[str], ports: Mapping[str, _Ports]) -> bool:
    """Whether a step decides where it goes on, or what is round is no way round at all."""
    return not around or any(key not in ports or ports[key].given.count(MAIN) > 1 for key in around)


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
    """A step that nothing leads to, behind the one before it in the list, where that one leads nowhere and it takes data
    from that one, one of both only works on items that pass, or that one is the start and comes first. Else it could stand
    elsewhere."""
    attached = {link.source for link in links if link.connection_type != MAIN}
    flow = [
        step
        for step in plan.steps
        if step.key in ports and _is_in_flow(ports[step.key]) and step.key not in attached
    ]
    fed = {link.target for link in links if link.connection_type == MAIN}
    feeding = {link.source for link in links if link.connection_type == MAIN}
    made: list[Link] = []
    for before, step in pairwise(flow):
        here, there = ports[step.key], ports[before.key]
        if here.is_trigger or MAIN not in here.taken or step.key in fed or before.key in feeding:
            continue
        follows = (
            (before is flow[0] and there.is_trigger)
            or before.key in steps_named(step)
            or _is_about_items(step)
            or _is_about_items(before)
        )
        if there.given.count(MAIN) != 1 or not follows:
            continue
        made.append(Link(before.key, step.key))
        mends.append(f"Nothing led to `{step.key}`; it follows `{before.key}`.")
    return made


def _is_about_items(step: Step) -> bool:
    """It does nothing but to choose, order or gather items: it neither begins anything nor ends it."""
    return step.node_type in ABOUT_ITEMS


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
    is_fixed = version.is_trigger or isinstance(version.outputs, tuple)
    return _Ports(given, taken, version.is_trigger, is_fixed)


def _filled(step: Step, version: NodeTypeVersion) -> Mapping[str, object]:
    try:
        return fill_defaults(version, {key: dump_value(each) for key, each in step.parameters.items()})
    except UnreadableParameters:
        return fill_defaults(version, {})
