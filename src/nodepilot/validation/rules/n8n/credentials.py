"""Credentials that n8n misses: the editor marks the node, and publishing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, nearest


def check(context: ValidationContext) -> Iterator[Issue]:
    """Credentials depend on where the workflow runs, so a missing one is a warning."""
    for node in context.nodes:
        if node.state is None or node.disabled:
            continue
        for need in node.state.credentials:
            if need.required:
                yield from _needed(node, need.name, need.display_name)
        if node.state.chooser is not None:
            yield from _chosen(context, node, node.state.chooser)


def _needed(node: CheckedNode, name: str, label: str | None) -> Iterator[Issue]:
    given = node.raw.get("credentials")
    found = given.get(name) if isinstance(given, dict) else None
    if not found and not isinstance(found, dict | list):
        yield _missing(node, name, label)
    elif not isinstance(found, dict) or not (_is_set(found, "id") or _is_set(found, "__aiGatewayManaged")):
        yield Issue(
            "UNSET_CREDENTIAL",
            Severity.WARNING,
            Source.N8N,
            say(
                "`{node}` names a credential `{name}` without an id; choose one in n8n.",
                node=node.name,
                name=name,
            ),
            Kind.CREDENTIAL,
            node.name,
            path=_place(node, name),
        )


def _is_set(found: dict[str, Any], key: str) -> bool:
    value = found.get(key)
    return bool(value) or isinstance(value, dict | list)


def _chosen(context: ValidationContext, node: CheckedNode, chooser: str) -> Iterator[Issue]:
    """Nodes such as HTTP Request name the credential type in a parameter."""
    name = node.value(chooser)
    if name.__class__ is not str or not name or name.startswith("="):
        return
    known = context.catalog.find_credential(name)
    if known is None:
        suggestion = nearest(name, context.catalog.credential_names)
        yield Issue(
            "UNKNOWN_CREDENTIAL_TYPE",
            Severity.WARNING,
            Source.N8N,
            say(
                "n8n {version} has no credential type `{name}`.{hint}",
                version=context.catalog.n8n_version,
                name=name,
                hint=did_you_mean(suggestion),
            ),
            Kind.CREDENTIAL,
            node.name,
            chooser,
            suggestion,
            path=_place(node, name),
        )
        return
    given = node.raw.get("credentials")
    if given and not isinstance(given, dict | list):
        yield Issue(
            "UNREADABLE_CREDENTIALS",
            Severity.ERROR,
            Source.N8N,
            say(
                "`credentials` of `{node}` has to be an object with one entry per credential type.",
                node=node.name,
            ),
            Kind.THROW,
            node.name,
            path=f"nodes[{node.index}].credentials",
        )
    elif not given or name not in given:
        yield _missing(node, name, known.display_name)


def _missing(node: CheckedNode, name: str, label: str | None) -> Issue:
    shown = f"{label} (`{name}`)" if label and label != name else f"`{name}`"
    return Issue(
        "MISSING_CREDENTIAL",
        Severity.WARNING,
        Source.N8N,
        say("`{node}` needs a credential {credential}.", node=node.name, credential=shown),
        Kind.CREDENTIAL,
        node.name,
        path=_place(node, name),
    )


def _place(node: CheckedNode, name: str) -> str:
    return f"nodes[{node.index}].credentials.{name}"


RULE = Rule(
    "credentials",
    ("MISSING_CREDENTIAL", "UNSET_CREDENTIAL", "UNKNOWN_CREDENTIAL_TYPE", "UNREADABLE_CREDENTIALS"),
    Source.N8N,
    check,
)
