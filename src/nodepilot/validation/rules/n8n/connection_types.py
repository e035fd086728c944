"""Connections in a form that n8n cannot read, and connection types that don't exist or don't agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.connection_issue import connection_issue
from nodepilot.validation.context import Link, ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, nearest

CONNECTION_TYPES = (
    "main",
    "ai_agent",
    "ai_chain",
    "ai_document",
    "ai_embedding",
    "ai_languageModel",
    "ai_memory",
    "ai_outputParser",
    "ai_retriever",
    "ai_reranker",
    "ai_textSplitter",
    "ai_tool",
    "ai_vectorStore",
)
_KNOWN_TYPES = frozenset(CONNECTION_TYPES)


def check(context: ValidationContext) -> Iterator[Issue]:
    """Where n8n cannot read the connections at all, nothing else is said about them."""
    broken = context.unreadable_connection
    if broken is not None:
        yield Issue(
            "UNREADABLE_CONNECTIONS",
            Severity.ERROR,
            Source.N8N,
            say(
                "n8n cannot read `{broken}`: it has to be an object of lists of lists of connections.",
                broken=broken,
            ),
            Kind.THROW,
            path=broken,
        )
        return
    yield from _not_lists(context)
    for link, _, _ in context.joined:
        if link.target_type != link.source_type or link.source_type not in _KNOWN_TYPES:
            yield from _types(link)


def _types(link: Link) -> Iterator[Issue]:
    port = f"{link.source_type}[{link.source_index}]"
    if link.target_type != link.source_type:
        yield connection_issue(
            "CONNECTION_TYPE_MISMATCH",
            say(
                "The connection from `{source}` to `{target}` leaves as `{source_type}` and arrives as "
                "`{target_type}`; both have to be the same.",
                source=link.source,
                target=link.target,
                source_type=link.source_type,
                target_type=link.target_type,
            ),
            link.source,
            port,
        )
    if link.source_type not in _KNOWN_TYPES:
        suggestion = nearest(link.source_type, CONNECTION_TYPES)
        yield connection_issue(
            "UNKNOWN_CONNECTION_TYPE",
            say(
                "`{source_type}` (from `{source}` to `{target}`) is no connection type.{hint}",
                source_type=link.source_type,
                source=link.source,
                target=link.target,
                hint=did_you_mean(suggestion),
            ),
            link.source,
            port,
            suggestion,
        )


def _not_lists(context: ValidationContext) -> Iterator[Issue]:
    for source, by_type in context.connections.items():
        if isinstance(by_type, dict):
            pairs: Iterable[tuple[Any, Any]] = by_type.items()
        elif isinstance(by_type, list):
            pairs = enumerate(by_type)
        else:
            continue
        for output_type, buckets in pairs:
            if not isinstance(buckets, list):
                message = say(
                    "The `{output_type}` connections of `{source}` have to be a list with one list per "
                    "output.",
                    output_type=output_type,
                    source=source,
                )
                yield connection_issue("INVALID_CONNECTION_LIST", message, source, f"{output_type}[0]")


RULE = Rule(
    "connection types",
    (
        "UNREADABLE_CONNECTIONS",
        "INVALID_CONNECTION_LIST",
        "CONNECTION_TYPE_MISMATCH",
        "UNKNOWN_CONNECTION_TYPE",
    ),
    Source.N8N,
    check,
)
