"""Connections that leave or arrive at a port that the node does not have, or that refuses the other node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.jsvalues import to_number
from nodepilot.catalog.model import Port
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
            f"`{link.source}` and `{link.target}` don't fit together on `{link.source_type}`: the input of "
            f"`{link.target}` does not take the node type `{source.type}`.",
            link.source,
            f"{link.source_type}[{link.source_index}]",
        )


def _no_output(link: Link, source: CheckedNode, count: int) -> Issue:
    port = f"{link.source_type}[{link.source_index}]"
    if count:
        message = (
            f"`{link.source}` has {_counted(count, 'output')} of type `{link.source_type}`, so output "
            f"{link.source_index} (to `{link.target}`) does not exist; the last one is {count - 1}."
        )
        return connection_issue("INVALID_OUTPUT_INDEX", message, link.source, port)
    message = f"`{link.source}` has no output of type `{link.source_type}`{_what_it_has(source.outputs)}."
    return connection_issue("NO_SUCH_OUTPUT", message, link.source, port, _only_type(source.outputs))


def _no_input(link: Link, target: CheckedNode, count: int, index: float) -> Issue:
    port = f"{link.target_type}[{number_text(index)}]"
    if count:
        message = (
            f"`{link.target}` has {_counted(count, 'input')} of type `{link.target_type}`, so input {number_text(index)} "
            f"(from `{link.source}`) does not exist; the last one is {count - 1}."
        )
        return connection_issue("INVALID_INPUT_INDEX", message, link.target, port)
    message = (
        f"`{link.target}` has no input of type `{link.target_type}` (from `{link.source}`)"
        f"{_what_it_has(target.inputs)}."
    )
    return connection_issue("NO_SUCH_INPUT", message, link.target, port)


def _index(value: Any) -> float | None:
    return 0 if value is None else to_number(value)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _what_it_has(ports: tuple[Port, ...]) -> str:
    types = dict.fromkeys(port.type for port in ports)
    return "; it has " + ", ".join(f"`{each}`" for each in types) if types else ""


def _only_type(ports: tuple[Port, ...]) -> str | None:
    types = {port.type for port in ports}
    return next(iter(types)) if len(types) == 1 else None


RULE = Rule(
    "ports",
    ("INVALID_OUTPUT_INDEX", "NO_SUCH_OUTPUT", "INVALID_INPUT_INDEX", "NO_SUCH_INPUT", "INCOMPATIBLE_NODES"),
    Source.N8N,
    check,
)
