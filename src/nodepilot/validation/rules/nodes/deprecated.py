"""Node types that n8n has replaced."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import hint
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule

_SUCCESSORS = {
    "n8n-nodes-base.function": "n8n-nodes-base.code",
    "n8n-nodes-base.functionItem": "n8n-nodes-base.code",
    "n8n-nodes-base.cron": "n8n-nodes-base.scheduleTrigger",
    "n8n-nodes-base.interval": "n8n-nodes-base.scheduleTrigger",
    "n8n-nodes-base.start": "n8n-nodes-base.manualTrigger",
    "n8n-nodes-base.itemLists": "n8n-nodes-base.splitOut",
    "n8n-nodes-base.htmlExtract": "n8n-nodes-base.html",
    "n8n-nodes-base.readBinaryFile": "n8n-nodes-base.readWriteFile",
    "n8n-nodes-base.readBinaryFiles": "n8n-nodes-base.readWriteFile",
    "n8n-nodes-base.writeBinaryFile": "n8n-nodes-base.readWriteFile",
    "n8n-nodes-base.moveBinaryData": "n8n-nodes-base.extractFromFile",
    "n8n-nodes-base.readPDF": "n8n-nodes-base.extractFromFile",
    "n8n-nodes-base.spreadsheetFile": "n8n-nodes-base.extractFromFile",
    "n8n-nodes-base.iCal": "n8n-nodes-base.dateTime",
    "n8n-nodes-base.openAi": "@n8n/n8n-nodes-langchain.openAi",
    "@n8n/n8n-nodes-langchain.manualChatTrigger": "@n8n/n8n-nodes-langchain.chatTrigger",
}
"""Hidden in n8n's node list, with the node type that does the work now."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """They still run; what is new no longer comes to them."""
    for node in context.nodes:
        successor = _SUCCESSORS.get(node.type)
        if successor is not None and context.catalog.find_entry(successor) is not None:
            yield hint(
                "DEPRECATED_NODE_TYPE",
                say(
                    "`{type}` (`{node}`) is superseded by `{successor}`.",
                    type=node.type,
                    node=node.name,
                    successor=successor,
                ),
                node.name,
                suggestion=successor,
            )


RULE = Rule("deprecated node types", ("DEPRECATED_NODE_TYPE",), Source.NODEPILOT, check)
