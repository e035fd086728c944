"""A conversation as a document to keep."""

from __future__ import annotations

import json
from collections.abc import Sequence

from nodepilot.conversations.schemas import ConversationSummary, Message
from nodepilot.sentences import later, say

SPEAKERS = {"user": later("You"), "assistant": "NodePilot"}


def to_markdown(conversation: ConversationSummary, messages: Sequence[Message]) -> str:
    """Who said what, and each workflow as a block of JSON."""
    parts = [f"# {_one_line(conversation.title)}", f"{conversation.created_at:%Y-%m-%d %H:%M} UTC"]
    for message in messages:
        parts.append(f"## {say(SPEAKERS[message.role])}")
        if message.content:
            parts.append(message.content)
        files = message.metadata.get("files", ())
        if files:
            # Names have no backtick in them: they were cleaned when the files came.
            names = ", ".join(f"`{file['name']}`" for file in files)
            parts.append(say("Files: {names}", names=names))
        workflow = message.metadata.get("workflow")
        if workflow:
            document = json.dumps(workflow, ensure_ascii=False, indent=2)
            fence = _fence(document)
            parts.append(f"{fence}json\n{document}\n{fence}")
    return "\n\n".join(parts) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fence(text: str) -> str:
    """Longer than any run of backticks in the text."""
    fence = "```"
    while fence in text:
        fence += "`"
    return fence
