"""Webhook and Respond to Webhook: both have to agree on who answers."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error, warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule
from nodepilot.validation.starts import reached_from

_RESPOND = "n8n-nodes-base.respondToWebhook"
_WEBHOOK = "n8n-nodes-base.webhook"
_WAIT = "n8n-nodes-base.wait"
_CAN_BE_ANSWERED = frozenset(
    {_WEBHOOK, _WAIT, "n8n-nodes-base.formTrigger", "@n8n/n8n-nodes-langchain.chatTrigger"}
)
_FIRST_STRICT_RESPOND = 1.1
_FIRST_STRICT_WEBHOOK = 2


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n stops with an error in each of these cases; older Webhook nodes go on and answer something else."""
    responds = [node for node in context.nodes_of_type(_RESPOND) if not node.disabled]
    for webhook in context.nodes_of_type(_WEBHOOK):
        if not webhook.disabled:
            yield from _webhook(context, webhook, responds)
    for respond in responds:
        if _version(respond) >= _FIRST_STRICT_RESPOND:
            before = context.graph.ancestors(respond.name)
            if before and not any(context.by_name[name].type in _CAN_BE_ANSWERED for name in before):
                yield error(
                    "RESPOND_WITHOUT_WEBHOOK",
                    say(
                        "No Webhook leads to `{respond}`, so there is nobody to respond to.",
                        respond=respond.name,
                    ),
                    respond.name,
                )


def _webhook(
    context: ValidationContext, webhook: CheckedNode, responds: list[CheckedNode]
) -> Iterator[Issue]:
    mode = webhook.value("responseMode")
    if isinstance(mode, str) and mode[:1] == "=":
        return
    reached = reached_from([webhook.name], context.graph)
    make = error if _version(webhook) >= _FIRST_STRICT_WEBHOOK else warning
    following = [node for node in responds if node.name in reached]
    if mode == "responseNode" and not following:
        if any(context.by_name[name].checker is None for name in reached):
            return
        disabled = next((name for name in reached if context.by_name[name].type == _RESPOND), None)
        if disabled is not None:
            # n8n counts it, runs everything, and gives the caller an answer that says nothing.
            message = say(
                "`{webhook}` waits for `{disabled}` to respond, which is disabled.",
                webhook=webhook.name,
                disabled=disabled,
            )
            yield warning("WEBHOOK_WITHOUT_RESPONSE", message, webhook.name)
            return
        yield make(
            "WEBHOOK_WITHOUT_RESPONSE",
            say(
                "`{webhook}` waits for a Respond to Webhook node, and none follows it.", webhook=webhook.name
            ),
            webhook.name,
        )
    elif following and mode not in ("responseNode", "streaming"):
        unused = [node for node in following if not _belongs_to_wait(context, node, reached)]
        if unused:
            yield make(
                "UNUSED_RESPOND_NODE",
                say(
                    "`{webhook}` answers by itself, so `{unused}` cannot. Set its `responseMode` to "
                    "`responseNode`.",
                    webhook=webhook.name,
                    unused=unused[0].name,
                ),
                webhook.name,
                suggestion="responseNode",
            )


def _version(node: CheckedNode) -> float:
    return 0 if node.checker is None else node.checker.version.version


def _belongs_to_wait(context: ValidationContext, respond: CheckedNode, reached: frozenset[str]) -> bool:
    """It answers the call that continues a Wait node."""
    waits = (context.by_name[name] for name in context.graph.ancestors(respond.name) if name in reached)
    return any(
        node.type == _WAIT
        and not node.disabled
        and node.value("resume") in ("webhook", "form")
        and node.value("responseMode") == "responseNode"
        for node in waits
    )


RULE = Rule(
    "webhook responses",
    ("WEBHOOK_WITHOUT_RESPONSE", "UNUSED_RESPOND_NODE", "RESPOND_WITHOUT_WEBHOOK"),
    Source.NODEPILOT,
    check,
)
