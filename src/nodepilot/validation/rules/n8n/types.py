"""Node types and typeVersions that n8n does not know."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.catalog import Catalog
from nodepilot.catalog.node_type import NodeType
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule

_OWN_PACKAGES = ("n8n-nodes-base.", "@n8n/n8n-nodes-langchain.")
_OWN_BARE = frozenset({"n8n-nodes-base", "n8n-nodes-langchain"})
_CUSTOM = "CUSTOM"


def check(context: ValidationContext) -> Iterator[Issue]:
    """A node type that n8n doesn't have cannot be opened; one of a community package can be installed."""
    for node in context.nodes:
        if node.checker is not None:
            continue
        node_type = context.catalog.find(node.type) if node.type else None
        if node_type is not None:
            yield _unknown_version(node, node_type)
        else:
            yield _unknown_type(node, context)


def _unknown_type(node: CheckedNode, context: ValidationContext) -> Issue:
    catalog = context.catalog
    package = community_package(node.type, catalog)
    if package is not None:
        return _missing_package(node, package)
    own = _own_name(node.type, catalog)
    nearest = (own,) if own else context.suggestions.node_types(node.type)
    hint = " " + say("Did you mean `{nearest}`?", nearest=nearest[0]) if nearest else ""
    return Issue(
        "UNKNOWN_NODE_TYPE",
        Severity.ERROR,
        Source.N8N,
        say(
            "n8n {version} has no node type `{type}`.{hint}",
            version=catalog.n8n_version,
            type=node.type,
            hint=hint,
        ),
        Kind.TYPE,
        node.name,
        suggestion=nearest[0] if nearest else None,
    )


def _missing_package(node: CheckedNode, package: str) -> Issue:
    if package == _CUSTOM:
        message = say(
            "`{type}` is a node of somebody's own. It runs on an n8n that loads it as a custom extension.",
            type=node.type,
        )
        install = say("Put the node's files into the folder that `N8N_CUSTOM_EXTENSIONS` names.")
    else:
        message = say(
            "`{type}` is not part of n8n. It runs where the community package `{package}` is installed.",
            type=node.type,
            package=package,
        )
        install = say("In n8n: Settings > Community nodes > Install `{package}`.", package=package)
    return Issue(
        "UNKNOWN_COMMUNITY_NODE",
        Severity.WARNING,
        Source.N8N,
        message,
        Kind.TYPE,
        node.name,
        suggestion=install,
    )


def community_package(type_name: str, catalog: Catalog) -> str | None:
    """The npm package that a node type's name says it comes from, when it is not one of n8n's own.

    n8n installs packages whose name begins with `n8n-nodes-` (behind a scope, too), and calls nodes of a
    custom folder `CUSTOM.…`. None for a misspelt name of a node type that n8n has.
    """
    package, dot, name = type_name.partition(".")
    if not dot or not name or type_name.startswith(_OWN_PACKAGES) or _own_name(type_name, catalog):
        return None
    bare = package.rpartition("/")[2]
    return package if bare.startswith("n8n-nodes-") or package == _CUSTOM else None


def _own_name(type_name: str, catalog: Catalog) -> str | None:
    """The node type that n8n has under that name, when only its package was written differently."""
    package, _, name = type_name.partition(".")
    if package.rpartition("/")[2] not in _OWN_BARE:
        return None
    return next((own + name for own in _OWN_PACKAGES if catalog.find_entry(own + name)), None)


def _unknown_version(node: CheckedNode, node_type: NodeType) -> Issue:
    known = ", ".join(f"{version:g}" for version in node_type.versions)
    nearest = _nearest_version(node.type_version, node_type.versions)
    return Issue(
        "UNKNOWN_NODE_VERSION",
        Severity.ERROR,
        Source.N8N,
        say(
            "`{type}` has no typeVersion {version}; it has {known}.",
            type=node.type,
            version=repr(node.type_version),
            known=known,
        ),
        Kind.TYPE,
        node.name,
        suggestion=f"{nearest:g}",
    )


def _nearest_version(wanted: object, known: tuple[float, ...]) -> float:
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        older = [version for version in known if version <= wanted]
        return older[-1] if older else known[0]
    return known[-1]


RULE = Rule(
    "node types", ("UNKNOWN_NODE_TYPE", "UNKNOWN_COMMUNITY_NODE", "UNKNOWN_NODE_VERSION"), Source.N8N, check
)
