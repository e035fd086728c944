"""Inputs that need a node and have none, or take fewer connections than lead to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.jsvalues import to_number
from nodepilot.sentences import say
from nodepilot.validation.connection_issue import connection_issue
from nodepilot.validation.context import MAIN, ValidationContext
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Disabled nodes need nothing."""
    if context.unreadable_connection is not None:
        return
    fed = Counter(
        (link.target, link.target_type)
        for link, _, _ in context.joined
        if isinstance(link.target_type, str) and _names_a_port(link.target_index)
    )
    for node in context.nodes:
        if node.state is None or node.disabled or node.checker is None:
            continue
        if node.checker.fixed_inputs_demand is not False:
            yield from _inputs(node, fed)


def _names_a_port(index: Any) -> bool:
    """n8n counts only connections whose index is a whole number, as a text too."""
    if index.__class__ is int or index is None:
        return True
    number = to_number(index) if isinstance(index, str | float) else None
    return number is not None and number >= 0 and float(number).is_integer()


def _inputs(node: CheckedNode, fed: Counter[tuple[str, str]]) -> Iterator[Issue]:
    for port in node.inputs:
        if port.required and not fed[node.name, port.type]:
            is_model = port.type == "ai_languageModel"
            yield connection_issue(
                "MISSING_LANGUAGE_MODEL" if is_model else "MISSING_REQUIRED_INPUT",
                say(
                    "`{node}` needs a node at its input {input} (`{type}`).",
                    node=node.name,
                    input=port.display_name or port.type,
                    type=port.type,
                ),
                node.name,
                f"{port.type}[0]",
            )
        most = port.max_connections
        if most and port.type != MAIN:
            count = fed[node.name, port.type]
            if count > most and sum(other.type == port.type for other in node.inputs) == 1:
                yield connection_issue(
                    "TOO_MANY_CONNECTIONS",
                    say(
                        "`{node}` takes {most} connection of type `{type}`, {count} lead to it.",
                        node=node.name,
                        most=most,
                        type=port.type,
                        count=count,
                    ),
                    node.name,
                    f"{port.type}[0]",
                )


RULE = Rule(
    "connected inputs",
    ("MISSING_LANGUAGE_MODEL", "MISSING_REQUIRED_INPUT", "TOO_MANY_CONNECTIONS"),
    Source.N8N,
    check,
)
