"""The form of every complaint about a connection."""

from __future__ import annotations

from nodepilot.validation.issue import Issue, Kind, Severity, Source


def connection_issue(code: str, message: str, node: str, port: str, suggestion: str | None = None) -> Issue:
    """An error of n8n's kind `connection` at a port (`main[1]`) of a node."""
    return Issue(
        code, Severity.ERROR, Source.N8N, message, Kind.CONNECTION, node, suggestion=suggestion, port=port
    )
