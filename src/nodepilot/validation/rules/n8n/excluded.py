"""Node types that n8n has switched off on a default installation."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.rule import Rule

OFF_BY_DEFAULT = frozenset({"n8n-nodes-base.executeCommand", "n8n-nodes-base.localFileTrigger"})
"""Since n8n 2.0 (`NODES_EXCLUDE`)."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """The workflow opens, but such a node is not there when it runs."""
    for node in context.nodes:
        if node.type in OFF_BY_DEFAULT and node.checker is not None:
            yield Issue(
                "NODE_OFF_BY_DEFAULT",
                Severity.WARNING,
                Source.N8N,
                f"`{node.type}` is switched off by default since n8n 2.0; an administrator has to allow it "
                "(`NODES_EXCLUDE`).",
                Kind.EXCLUDED,
                node.name,
            )


RULE = Rule("nodes off by default", ("NODE_OFF_BY_DEFAULT",), Source.N8N, check)
