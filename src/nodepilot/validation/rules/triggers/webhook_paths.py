"""Several webhooks under one address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.values import to_text
from nodepilot.validation.rule import Rule

_WEBHOOK = "n8n-nodes-base.webhook"
_FORM = "n8n-nodes-base.formTrigger"
_METHODS_OF_FORM = ("GET", "POST")


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n registers one webhook per method and path, so the workflow cannot be published."""
    taken: dict[tuple[str, str], CheckedNode] = {}
    for node in context.nodes_of_type(_WEBHOOK, _FORM):
        path = _path(node)
        if node.disabled or not isinstance(path, str) or not path.strip("/") or path[:1] == "=":
            continue
        for method in _methods(node):
            if not isinstance(method, str) or method[:1] == "=":
                continue
            first = taken.setdefault((method, path.strip("/")), node)
            if first is not node:
                yield error(
                    "DUPLICATE_WEBHOOK_PATH",
                    say(
                        "`{first}` and `{node}` both listen to {method} `{path}`; n8n refuses to publish that.",
                        first=first.name,
                        node=node.name,
                        method=to_text(method),
                        path=path,
                    ),
                    node.name,
                )
                break


def _path(node: CheckedNode) -> Any:
    """A form takes the first of three that is set."""
    path = node.value("path")
    if node.type == _WEBHOOK or (isinstance(path, str) and path):
        return path
    options = node.given.get("options")
    return (isinstance(options, dict) and options.get("path")) or node.raw.get("webhookId")


def _methods(node: CheckedNode) -> Sequence[Any]:
    if node.type == _FORM:
        return _METHODS_OF_FORM
    methods = node.value("httpMethod")
    return methods if isinstance(methods, list) else [methods]


RULE = Rule("webhook paths", ("DUPLICATE_WEBHOOK_PATH",), Source.NODEPILOT, check)
