"""Several webhooks under one address."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.values import to_text
from nodepilot.validation.rule import Rule

_WEBHOOK = "n8n-nodes-base.webhook"


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n registers one webhook per method and path, so the workflow cannot be published."""
    taken: dict[tuple[str, str], CheckedNode] = {}
    for node in context.nodes_of_type(_WEBHOOK):
        path = node.value("path")
        if node.disabled or not isinstance(path, str) or not path.strip("/") or path[:1] == "=":
            continue
        methods = node.value("httpMethod")
        for method in methods if isinstance(methods, list) else [methods]:
            if not isinstance(method, str) or method[:1] == "=":
                continue
            first = taken.setdefault((method, path.strip("/")), node)
            if first is not node:
                yield error(
                    "DUPLICATE_WEBHOOK_PATH",
                    f"`{first.name}` and `{node.name}` both listen to {to_text(method)} `{path}`; n8n refuses to "
                    "publish that.",
                    node.name,
                )
                break


RULE = Rule("webhook paths", ("DUPLICATE_WEBHOOK_PATH",), Source.NODEPILOT, check)
