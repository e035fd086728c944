"""Credentials that the node does not take: n8n ignores them."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, listed, nearest

_CHOOSERS = ("nodeCredentialType", "genericAuthType")


def check(context: ValidationContext) -> Iterator[Issue]:
    """Types that the node takes with another authentication are left alone: the editor keeps them."""
    for node in context.nodes:
        given = node.raw.get("credentials")
        if node.checker is None or node.disabled or not isinstance(given, dict) or not given:
            continue
        allowed = [need.name for need in node.checker.version.credentials]
        free = _chooses_freely(node)
        for name in given:
            if name not in allowed and not (free and context.catalog.find_credential(name) is not None):
                yield _issue(context, node, name, [] if free else allowed)


def _chooses_freely(node: CheckedNode) -> bool:
    """HTTP Request and its like take credentials of any type."""
    return node.checker is not None and any(name in node.checker.level.names for name in _CHOOSERS)


def _issue(context: ValidationContext, node: CheckedNode, name: str, allowed: list[str]) -> Issue:
    shown = [need.name for need in node.state.credentials] if node.state is not None else []
    suggestion = nearest(name, allowed) or (shown[0] if len(shown) == 1 else None)
    takes = (
        " " + say("It takes {allowed}.", allowed=listed(allowed))
        if allowed
        else " " + say("It takes no credentials.")
    )
    if _chooses_freely(node):
        takes = ""
    known = context.catalog.find_credential(name) is not None
    what = (
        say("`{name}` is no credential type of this node (`{node}`).", name=name, node=node.name)
        if known
        else say("`{name}` is no credential type of n8n (`{node}`).", name=name, node=node.name)
    )
    return warning(
        "CREDENTIAL_NOT_ACCEPTED",
        f"{what}{did_you_mean(suggestion)}{takes}",
        node.name,
        suggestion=suggestion,
    )


RULE = Rule("accepted credentials", ("CREDENTIAL_NOT_ACCEPTED",), Source.NODEPILOT, check)
