"""Nodes without a typeVersion."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error, warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n then takes the default version but shows and reads parameters as if it were version 0."""
    for node in context.nodes:
        if node.type_version or node.checker is None or node.is_sticky_note:
            continue
        entry = context.catalog.find_entry(node.type)
        if entry is None:
            continue
        several = len(entry.versions) > 1
        make = error if several else warning
        yield make(
            "MISSING_TYPE_VERSION",
            say(
                "`{node}` has no typeVersion. n8n's current one for `{type}` is {version}.",
                node=node.name,
                type=node.type,
                version=f"{entry.default_version:g}",
            ),
            node.name,
            suggestion=f"{entry.default_version:g}",
        )


RULE = Rule("missing typeVersion", ("MISSING_TYPE_VERSION",), Source.NODEPILOT, check)
