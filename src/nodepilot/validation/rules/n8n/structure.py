"""The shape that n8n demands before it stores a workflow: creating and importing refuse anything else."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.document_shapes import wrong_shapes
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Shapes first; names, ids and ends of connections are compared only when all shapes are right."""
    shapes = list(wrong_shapes(context.document))
    for path, wanted, node in shapes:
        yield Issue(
            "INVALID_STRUCTURE",
            Severity.ERROR,
            Source.N8N,
            f"`{path}` {say(wanted)}.",
            Kind.STRUCTURE,
            node,
            path=path,
        )
    if shapes:
        return
    yield from _duplicates(context)
    yield from _missing_ends(context)


def _duplicates(context: ValidationContext) -> Iterator[Issue]:
    names: set[str] = set()
    ids: dict[str, str] = {}
    for node in context.nodes:
        node_id = node.raw.get("id")
        if node_id and node_id not in ids:
            ids[node_id] = node.name
        elif node_id:
            yield Issue(
                "DUPLICATE_NODE_ID",
                Severity.ERROR,
                Source.N8N,
                say(
                    "`{other}` and `{node}` have the same id. Every id has to be unique.",
                    other=ids[node_id],
                    node=node.name,
                ),
                Kind.STRUCTURE,
                node.name,
                path=f"nodes[{node.index}].id",
            )
        if node.name in names:
            yield Issue(
                "DUPLICATE_NODE_NAME",
                Severity.ERROR,
                Source.N8N,
                say(
                    "Two nodes are called `{node}`. Connections and expressions find a node by its name.",
                    node=node.name,
                ),
                Kind.STRUCTURE,
                node.name,
                path=f"nodes[{node.index}].name",
            )
        names.add(node.name)


def _missing_ends(context: ValidationContext) -> Iterator[Issue]:
    nodes = context.by_name
    by_id = {str(node.raw.get("id")): node.name for node in context.nodes if node.raw.get("id")}
    for source in context.connections:
        if source not in nodes:
            yield _missing("UNKNOWN_CONNECTION_SOURCE", source, None, f"connections.{source}", by_id)
    for link in context.links:
        if link.target not in nodes:
            source, output_type, output, number = link.place
            place = f"connections.{source}.{output_type}[{output}][{number}].node"
            known = source if source in nodes else None
            yield _missing("UNKNOWN_CONNECTION_TARGET", link.target, known, place, by_id)


def _missing(code: str, name: str, node: str | None, place: str, by_id: dict[str, str]) -> Issue:
    suggestion = by_id.get(name)
    hint = (
        " "
        + say("Connections use names, not ids: that id is the node `{suggestion}`.", suggestion=suggestion)
        if suggestion
        else ""
    )
    return Issue(
        code,
        Severity.ERROR,
        Source.N8N,
        say("The connections name a node `{name}` that does not exist.{hint}", name=name, hint=hint),
        Kind.STRUCTURE,
        node,
        suggestion=suggestion,
        path=place,
    )


RULE = Rule(
    "structure",
    (
        "INVALID_STRUCTURE",
        "DUPLICATE_NODE_ID",
        "DUPLICATE_NODE_NAME",
        "UNKNOWN_CONNECTION_SOURCE",
        "UNKNOWN_CONNECTION_TARGET",
    ),
    Source.N8N,
    check,
)
