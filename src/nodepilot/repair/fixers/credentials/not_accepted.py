"""Credentials that the node does not take, and credentials inside its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import meant
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import MISSING, RenameKey, SetNodeKey, SetParameter, UnsetValue

_NAME = re.compile(r"\A`(?P<name>[^`]+)`")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """A misspelt type gets its name; one of another service goes, as n8n ignores it anyway."""
    node = case.node(issue.node)
    if node is None or node.checker is None:
        return
    match issue.code:
        case "UNKNOWN_CREDENTIAL_TYPE":
            if (
                issue.suggestion
                and issue.parameter
                and meant(str(node.given.get(issue.parameter)), [issue.suggestion])
            ):
                text = say(
                    "Set `{parameter}` of `{node}` to `{suggestion}`.",
                    parameter=issue.parameter,
                    node=node.name,
                    suggestion=issue.suggestion,
                )
                yield Proposal(text, (SetParameter(node.name, issue.parameter, issue.suggestion),))
        case "UNKNOWN_PARAMETER":
            if issue.parameter == "credentials":
                yield from _out_of_parameters(node)
        case _:
            told = _NAME.match(issue.message)
            if told is not None:
                yield from _not_taken(node, told["name"])


def _not_taken(node: CheckedNode, name: str) -> Iterator[Proposal]:
    given = node.raw.get("credentials")
    if not isinstance(given, dict) or name not in given or node.checker is None:
        return
    path = ("nodes", node.index, "credentials")
    right = meant(name, (need.name for need in node.checker.version.credentials if need.name not in given))
    if right is not None:
        text = say(
            "Called the credential `{name}` of `{node}` `{right}`.", name=name, node=node.name, right=right
        )
        yield Proposal(text, (RenameKey(render_path((*path, name)), right),))
    text = say(
        "Removed the credential `{name}` from `{node}`, which does not take it.", name=name, node=node.name
    )
    yield Proposal(text, (UnsetValue(render_path(path if len(given) == 1 else (*path, name))),))


def _out_of_parameters(node: CheckedNode) -> Iterator[Proposal]:
    """To where n8n looks for them, when nothing stands there and each of them is one that the node takes."""
    given = node.given.get("credentials")
    known = {need.name for need in node.checker.version.credentials} if node.checker else set()
    if not isinstance(given, dict) or not given:
        return
    away = set_parameter(node, ("credentials",), MISSING)
    if not node.raw.get("credentials") and given.keys() <= known:
        text = say("Moved the credentials of `{node}` out of its parameters.", node=node.name)
        yield Proposal(text, (away, SetNodeKey(node.name, "credentials", given)))
    yield Proposal(
        say(
            "Removed the credentials from the parameters of `{node}`, where n8n ignores them.", node=node.name
        ),
        (away,),
    )


FIXER = Fixer(
    "credentials", ("CREDENTIAL_NOT_ACCEPTED", "UNKNOWN_CREDENTIAL_TYPE", "UNKNOWN_PARAMETER"), propose
)
