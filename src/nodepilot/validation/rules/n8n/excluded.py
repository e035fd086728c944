"""Node types that n8n has switched off on a default installation."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """The workflow opens, but such a node is not there when it runs."""
    for node in context.nodes:
        if node.checker is None:
            continue
        entry = context.catalog.find_entry(node.type)
        if entry is not None and entry.off_by_default and not entry.is_tool_variant:
            yield Issue(
                "NODE_OFF_BY_DEFAULT",
                Severity.WARNING,
                Source.N8N,
                say(
                    "`{type}` is switched off by default in n8n {version}; an administrator has to allow "
                    "it (`NODES_EXCLUDE`).",
                    type=node.type,
                    version=context.catalog.n8n_version,
                ),
                Kind.EXCLUDED,
                node.name,
            )


RULE = Rule("nodes off by default", ("NODE_OFF_BY_DEFAULT",), Source.N8N, check)
