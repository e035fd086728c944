"""Defects of connections and of the graph that they make."""

from __future__ import annotations

from typing import Any

from nodepilot.validation.context import MAIN, Link
from nodepilot.workflow.edits import Connect, Disconnect, Edit, apply
from nodepilot.workflow.model import Connection, Workflow
from tools.mutations.ground import Document, Ground, Operator
from tools.mutations.misspelling import misspelt


def _links(ground: Ground, connection_type: str | None = None) -> list[Link]:
    """Well-formed connections between nodes that run, of one type or of all."""
    names = {node.name for node in ground.nodes}
    return [
        link
        for link, source, target in ground.context.joined
        if source.name in names
        and target.name in names
        and link.source_type == link.target_type
        and connection_type in {None, link.source_type}
        and type(link.target_index) is int
    ]


def _connection(link: Link) -> Connection:
    return Connection(
        link.source,
        link.target,
        link.source_type,
        link.source_index,
        str(link.target_type),
        int(link.target_index),
    )


def _edited(ground: Ground, *edits: Edit) -> Document:
    return dict(apply(Workflow(ground.document), edits).document)


def _with_end(ground: Ground, link: Link, **changes: Any) -> Document:
    """The end of one connection with other keys."""
    source, output_type, output, number = link.place
    by_type = ground.context.connections[source]
    buckets = list(by_type[output_type])
    buckets[output] = [
        {**end, **changes} if place == number else end for place, end in enumerate(buckets[output])
    ]
    return ground.with_connections({**ground.context.connections, source: {**by_type, output_type: buckets}})


def _led(ground: Ground, link: Link, new: Connection) -> Document:
    """One connection from the same node, but to another port or of another type; its neighbours stay."""
    source, output_type, output, number = link.place
    by_type: dict[str, Any] = {}
    for kind, buckets in ground.context.connections[source].items():
        kept = list(buckets)
        if kind == output_type:
            kept[output] = [end for place, end in enumerate(kept[output]) if place != number]
            while kept and not kept[-1]:
                kept.pop()
        if kept or kind == new.source_type:
            by_type[kind] = kept
    buckets = by_type.setdefault(new.source_type, [])
    while len(buckets) <= new.source_index:
        buckets.append([])
    end = {"node": new.target, "type": new.target_type, "index": new.target_index}
    buckets[new.source_index] = [*(buckets[new.source_index] or []), end]
    return _with_source(ground, source, by_type)


def _with_source(ground: Ground, source: str, value: Any) -> Document:
    return ground.with_connections({**ground.context.connections, source: value})


def target_misspelt(ground: Ground) -> Document | None:
    link = ground.pick(_links(ground))
    return None if link is None else _with_end(ground, link, node=misspelt(link.target, ground.chance))


def source_misspelt(ground: Ground) -> Document | None:
    link = ground.pick(_links(ground))
    if link is None:
        return None
    wrong = misspelt(link.source, ground.chance)
    return ground.with_connections(
        {wrong if name == link.source else name: each for name, each in ground.context.connections.items()}
    )


def connections_by_id(ground: Ground) -> Document | None:
    ids = {node.name: node.raw.get("id") for node in ground.context.nodes}
    if not _links(ground) or not all(ids.values()) or len(set(ids.values())) != len(ids):
        return None
    return ground.with_connections(
        {str(ids.get(name, name)): _by_id(each, ids) for name, each in ground.context.connections.items()}
    )


def _by_id(value: Any, ids: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_by_id(each, ids) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("node"), str):
        return {**value, "node": ids.get(value["node"], value["node"])}
    return {key: _by_id(each, ids) for key, each in value.items()}


def target_removed(ground: Ground) -> Document | None:
    """The node at the end of a connection is gone, the connection is not."""
    link = ground.pick(_links(ground, MAIN))
    if link is None or ground.context.outgoing.get(link.target):
        return None
    kept = [raw for raw in ground.document["nodes"] if raw.get("name") != link.target]
    return ground.with_key("nodes", kept)


def output_index_too_high(ground: Ground) -> Document | None:
    link = ground.pick(link for link in _links(ground, MAIN) if link.source_index == 0)
    if link is None:
        return None
    count = sum(port.type == MAIN for port in ground.context.by_name[link.source].outputs)
    moved = Connection(link.source, link.target, MAIN, count + 1, MAIN, int(link.target_index))
    return _led(ground, link, moved)


def input_index_too_high(ground: Ground) -> Document | None:
    link = ground.pick(_links(ground, MAIN))
    if link is None:
        return None
    count = sum(port.type == MAIN for port in ground.context.by_name[link.target].inputs)
    return _with_end(ground, link, index=count + 1)


def sub_node_on_main(ground: Ground) -> Document | None:
    """A model, tool or memory that is connected as if it passed items on."""
    link = ground.pick(link for link in _links(ground) if link.source_type != MAIN)
    if link is None:
        return None
    wrong = Connection(link.source, link.target, MAIN, link.source_index, MAIN, int(link.target_index))
    return _led(ground, link, wrong)


def connection_type_misspelt(ground: Ground) -> Document | None:
    link = ground.pick(link for link in _links(ground) if link.source_type != MAIN)
    if link is None:
        return None
    wrong = {"ai_languageModel": "ai_model", "ai_outputParser": "ai_parser"}.get(
        link.source_type, misspelt(link.source_type, ground.chance)
    )
    changed = Connection(link.source, link.target, wrong, link.source_index, wrong, int(link.target_index))
    return _led(ground, link, changed)


def arrival_of_another_type(ground: Ground) -> Document | None:
    link = ground.pick(link for link in _links(ground) if link.source_type != MAIN)
    return None if link is None else _with_end(ground, link, type=MAIN)


def one_list_too_few(ground: Ground) -> Document | None:
    """`main: [{…}]` instead of `main: [[{…}]]`."""
    links = [link for link in _links(ground, MAIN) if list(_by_type(ground, link)) == [MAIN]]
    link = ground.pick(link for link in links if len(_by_type(ground, link)[MAIN]) == 1)
    if link is None:
        return None
    return _with_source(ground, link.source, {MAIN: _by_type(ground, link)[MAIN][0]})


def targets_as_names(ground: Ground) -> Document | None:
    """`main: [["Node"]]` instead of objects with `node`, `type` and `index`."""
    links = [link for link in _links(ground, MAIN) if list(_by_type(ground, link)) == [MAIN]]
    link = ground.pick(link for link in links if _all_first(_by_type(ground, link)[MAIN]))
    if link is None:
        return None
    buckets = _by_type(ground, link)[MAIN]
    return _with_source(
        ground, link.source, {MAIN: [[end["node"] for end in bucket or []] for bucket in buckets]}
    )


def _by_type(ground: Ground, link: Link) -> dict[str, Any]:
    found = ground.context.connections[link.source]
    return found if isinstance(found, dict) else {}


def _all_first(buckets: list[Any]) -> bool:
    return all(end.get("index") == 0 for bucket in buckets for end in bucket or [])


def model_disconnected(ground: Ground) -> Document | None:
    """The language model stays, its connection doesn't."""
    link = ground.pick(
        link
        for link in _links(ground, "ai_languageModel")
        if len(ground.context.outgoing[link.source]) == 1
        and sum(each.target_type == "ai_languageModel" for each in ground.context.incoming[link.target]) == 1
    )
    return None if link is None else _edited(ground, Disconnect(_connection(link)))


def model_removed(ground: Ground) -> Document | None:
    """The language model is gone, with its connection."""
    changed = model_disconnected(ground)
    if changed is None:
        return None
    loose = [
        name
        for name, links in ground.context.outgoing.items()
        if any(link.source_type == "ai_languageModel" for link in links)
        and name not in changed["connections"]
    ]
    return {**changed, "nodes": [raw for raw in changed["nodes"] if raw.get("name") not in loose]}


def branch_cut_off(ground: Ground) -> Document | None:
    """The only connection that leads to a node is gone."""
    link = ground.pick(
        link for link in _links(ground, MAIN) if len(ground.context.incoming[link.target]) == 1
    )
    return None if link is None else _edited(ground, Disconnect(_connection(link)))


def loop_not_closed(ground: Ground) -> Document | None:
    loops = {node.name for node in ground.nodes if _is_loop(node.type, node.type_version)}
    graph = ground.context.graph
    link = ground.pick(
        link
        for link in _links(ground, MAIN)
        if link.target in loops
        and link.source != link.target
        and link.source in graph.reachable(link.target)
        and sum(each in graph.reachable(link.target) for each in graph.predecessors(link.target)) == 1
    )
    return None if link is None else _edited(ground, Disconnect(_connection(link)))


def loop_outputs_swapped(ground: Ground) -> Document | None:
    """What belongs on `loop` hangs on `done`, and the other way round."""
    found = [
        node.name
        for node in ground.nodes
        if _is_loop(node.type, node.type_version)
        and len(ground.context.connections.get(node.name, {}).get(MAIN, [])) == 2
    ]
    name = ground.pick(found)
    if name is None:
        return None
    by_type = ground.context.connections[name]
    return _with_source(ground, name, {**by_type, MAIN: list(reversed(by_type[MAIN]))})


def _is_loop(type_name: str, version: Any) -> bool:
    return type_name == "n8n-nodes-base.splitInBatches" and isinstance(version, int | float) and version >= 3


def endless_loop(ground: Ground) -> Document | None:
    """A node that always passes items on leads back to one of its kind before it."""
    passing = {node.name for node in ground.nodes if node.type in _ALWAYS_PASS}
    graph = ground.context.graph
    link = ground.pick(
        link
        for link in _links(ground, MAIN)
        if link.source in passing
        and link.target in passing
        and link.source != link.target
        and not graph.successors(link.target)
        and not graph.on_loop(link.source)
    )
    return None if link is None else _edited(ground, Connect(Connection(link.target, link.source)))


_ALWAYS_PASS = frozenset({"n8n-nodes-base.set", "n8n-nodes-base.httpRequest", "n8n-nodes-base.wait"})


def into_a_trigger(ground: Ground) -> Document | None:
    """A connection that leads into a trigger, which has no input."""
    last = ground.pick(node for node in ground.nodes if not ground.context.outgoing.get(node.name))
    triggers = [
        node
        for node in ground.nodes
        if node.checker is not None and node.checker.version.is_trigger and not node.inputs
    ]
    trigger = ground.pick(triggers)
    if last is None or trigger is None or last is trigger or not any(p.type == MAIN for p in last.outputs):
        return None
    return _edited(ground, Connect(Connection(last.name, trigger.name)))


OPERATORS = (
    Operator("connection to a misspelt name", ("UNKNOWN_CONNECTION_TARGET",), target_misspelt),
    Operator("connection from a misspelt name", ("UNKNOWN_CONNECTION_SOURCE",), source_misspelt),
    Operator(
        "connections by id instead of name",
        ("UNKNOWN_CONNECTION_SOURCE", "UNKNOWN_CONNECTION_TARGET"),
        connections_by_id,
    ),
    Operator("connection to a node that is gone", ("UNKNOWN_CONNECTION_TARGET",), target_removed),
    Operator("output index out of range", ("INVALID_OUTPUT_INDEX", "NO_SUCH_OUTPUT"), output_index_too_high),
    Operator("input index out of range", ("INVALID_INPUT_INDEX", "NO_SUCH_INPUT"), input_index_too_high),
    Operator("sub-node connected on `main`", ("NO_SUCH_OUTPUT",), sub_node_on_main),
    Operator(
        "connection type misspelt", ("UNKNOWN_CONNECTION_TYPE", "NO_SUCH_OUTPUT"), connection_type_misspelt
    ),
    Operator("connection arrives as another type", ("CONNECTION_TYPE_MISMATCH",), arrival_of_another_type),
    Operator("connections one list too shallow", ("INVALID_STRUCTURE",), one_list_too_few),
    Operator("connections as plain names", ("INVALID_STRUCTURE",), targets_as_names),
    Operator("language model not connected", ("MISSING_LANGUAGE_MODEL",), model_disconnected),
    Operator("language model missing", ("MISSING_LANGUAGE_MODEL",), model_removed),
    Operator("branch that nothing leads to", ("DISCONNECTED_NODE",), branch_cut_off),
    Operator("loop without a way back", ("LOOP_NOT_CLOSED",), loop_not_closed),
    Operator("loop outputs swapped", ("LOOP_OUTPUTS_SWAPPED", "LOOP_NOT_CLOSED"), loop_outputs_swapped),
    Operator("loop without an exit", ("CYCLE_WITHOUT_EXIT",), endless_loop),
    Operator("connection into a trigger", ("NO_SUCH_INPUT",), into_a_trigger),
)
