"""Nodes that fetch page after page until there is no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import At, hint_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule

_HTTP = "n8n-nodes-base.httpRequest"
_NARROWING = ("filter", "query", "search", "where", "condition", "match", "additionalfields", "options")
"""Parts of the names of parameters that narrow down what is fetched."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """Works, and gets slower with everything that is added over there."""
    for given in context.values("boolean"):
        if given.definition.name != "returnAll" or given.value is not True:
            continue
        if not given.node.disabled and not _is_narrowed(given.node):
            yield hint_at(
                "FETCHES_WITHOUT_LIMIT",
                given,
                say(
                    "`{node}` fetches everything there is, page after page. Set a limit, or a filter, where "
                    "that can grow.",
                    node=given.node.name,
                ),
            )
    for node in context.nodes_of_type(_HTTP):
        if not node.disabled and _pages_on(node):
            yield hint_at(
                "FETCHES_WITHOUT_LIMIT",
                At(node, "options.pagination.pagination"),
                say(
                    "`{node}` fetches page after page until the service ends it. Set `limitPagesFetched`.",
                    node=node.name,
                ),
            )


def _is_narrowed(node: CheckedNode) -> bool:
    """Some filter or query is set."""
    return any(
        bool(value) and any(part in name.lower() for part in _NARROWING) for name, value in node.given.items()
    )


def _pages_on(node: CheckedNode) -> bool:
    value: Any = node.value("options")
    for key in ("pagination", "pagination"):
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict) or value.get("paginationMode") == "off":
        return False
    return value.get("limitPagesFetched") is not True


RULE = Rule("fetch limits", ("FETCHES_WITHOUT_LIMIT",), Source.NODEPILOT, check)
