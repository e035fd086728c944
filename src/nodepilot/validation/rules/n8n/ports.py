"""Connections that leave or arrive at a port that the node does not have, or that refuses the other node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.jsvalues import to_number
from nodepilot.catalog.model import Port
from nodepilot.sentences import counted, say
from nodepilot.validation.connection_issue import connection_issue
from nodepilot.validation.context import Link, ValidationContext
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.values import number_text
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Ports count per connection type. Nothing is said about nodes that n8n cannot read."""
    for link, source, target in context.joined:
        yield from _ports(link, source, target)


def _ports(link: Link, source: CheckedNode, target: CheckedNode) -> Iterator[Issue]:
    output: Port | None = None
    if source.state is not None:
        outputs = source.output_groups.get(link.source_type, ())
        if link.source_index < len(outputs):
            output = outputs[link.source_index]
        else:
            yield _no_output(link, source, len(outputs))
    accepting: Port | None = None
    if target.state is not None:
        inputs = target.input_groups.get(link.target_type, ()) if isinstance(link.target_type, str) else ()
        index = link.target_index if link.target_index.__class__ is int else _index(link.target_index)
        if index is not None and index >= len(inputs):
            yield _no_input(link, target, len(inputs), index)
        elif index is not None and index >= 0 and float(index).is_integer():
            accepting = inputs[int(index)]
    if (
        accepting is not None and accepting.filter is not None and not accepting.filter.allows(source.type)
    ) or (output is not None and output.filter is not None and not output.filter.allows(target.type)):
        yield connection_issue(
            "INCOMPATIBLE_NODES",
            say(
                "`{source}` and `{target}` don't fit together on `{type}`: the input of "
                "`{target}` does not take the node type `{node_type}`.",
                source=link.source,
                target=link.target,
                type=link.source_type,
                node_type=source.type,
            ),
            link.source,
            f"{link.source_type}[{link.source_index}]",
        )


def _no_output(link: Link, source: CheckedNode, count: int) -> Issue:
    port = f"{link.source_type}[{link.source_index}]"
    if count:
        message = counted(
            count,
            "`{source}` has {count} output of type `{type}`, so output {index} (to `{target}`) does not exist; "
            "the last one is {last}.",
            "`{source}` has {count} outputs of type `{type}`, so output {index} (to `{target}`) does not exist; "
            "the last one is {last}.",
            source=link.source,
            type=link.source_type,
            index=link.source_index,
            target=link.target,
            last=count - 1,
        )
        return connection_issue("INVALID_OUTPUT_INDEX", message, link.source, port)
    message = say(
        "`{source}` has no output of type `{type}`{known}.",
        source=link.source,
        type=link.source_type,
        known=_what_it_has(source.outputs),
    )
    return connection_issue("NO_SUCH_OUTPUT", message, link.source, port, _only_type(source.outputs))


def _no_input(link: Link, target: CheckedNode, count: int, index: float) -> Issue:
    port = f"{link.target_type}[{number_text(index)}]"
    if count:
        message = counted(
            count,
            "`{target}` has {count} input of type `{type}`, so input {index} (from `{source}`) does not exist; "
            "the last one is {last}.",
            "`{target}` has {count} inputs of type `{type}`, so input {index} (from `{source}`) does not exist; "
            "the last one is {last}.",
            target=link.target,
            type=link.target_type,
            index=number_text(index),
            source=link.source,
            last=count - 1,
        )
        return connection_issue("INVALID_INPUT_INDEX", message, link.target, port)
    message = say(
        "`{target}` has no input of type `{type}` (from `{source}`){known}.",
        target=link.target,
        type=link.target_type,
        source=link.source,
        known=_what_it_has(target.inputs),
    )
    return connection_issue("NO_SUCH_INPUT", message, link.target, port)


def _index(value: Any) -> float | None:
    return 0 if value is None else to_number(value)


def _what_it_has(ports: tuple[Port, ...]) -> str:
    types = dict.fromkeys(port.type for port in ports)
    return say("; it has {types}", types=", ".join(f"`{each}`" for each in types)) if types else ""


def _only_type(ports: tuple[Port, ...]) -> str | None:
    types = {port.type for port in ports}
    return next(iter(types)) if len(types) == 1 else None


RULE = Rule(
    "ports",
    ("INVALID_OUTPUT_INDEX", "NO_SUCH_OUTPUT", "INVALID_INPUT_INDEX", "NO_SUCH_INPUT", "INCOMPATIBLE_NODES"),
    Source.N8N,
    check,
)
