"""Nodes that send messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nodepilot.upgrade.draft import Draft, Unknown, is_expression
from nodepilot.workflow.edits.paths import MISSING

_CHANNEL_ID = re.compile(r"[A-Z][A-Z0-9]{8,}\Z")
_KEPT_OPTIONS = frozenset({"link_names", "mrkdwn", "unfurl_links", "unfurl_media"})


def slack_2(draft: Draft) -> None:
    """Slack 1 to 2, for a message of plain text to a channel."""
    if (draft.value("resource"), draft.value("operation")) != ("message", "post"):
        raise Unknown("only the posting of messages is known.")
    others = [name for name in ("attachments", "blocksUi", "jsonParameters") if _is_used(draft.given(name))]
    if others:
        raise Unknown(f"`{others[0]}` is written differently.")
    channel, text = draft.value("channel"), draft.value("text")
    if not isinstance(channel, str) or not isinstance(text, str):
        raise Unknown("its channel or text is no text.")
    given = draft.given("otherOptions")
    options = dict(given) if isinstance(given, Mapping) else {}
    unknown = set(options) - _KEPT_OPTIONS
    if unknown:
        raise Unknown(f"its option `{min(unknown)}` is written differently.")
    made: dict[str, Any] = {
        "select": "channel",
        "channelId": {"__rl": True, "mode": _mode(channel), "value": channel},
        "text": text,
        "otherOptions": {**options, "includeLinkToWorkflow": False},
    }
    authentication = draft.given("authentication")
    if authentication is not MISSING:
        made["authentication"] = authentication
    draft.replace(made)


def _mode(channel: str) -> str:
    return "id" if is_expression(channel) or _CHANNEL_ID.match(channel) else "name"


def _is_used(value: Any) -> bool:
    return value is not MISSING and value not in ([], {}, False)


def email_send_2(draft: Draft) -> None:
    """Send Email 1 to 2: text and HTML become a format, the rest moves into the options."""
    made: dict[str, Any] = {
        name: value
        for name in ("fromEmail", "toEmail", "subject")
        if (value := draft.given(name)) is not MISSING
    }
    text, html = draft.value("text"), draft.value("html")
    if text and html:
        made |= {"emailFormat": "both", "text": text, "html": html}
    elif html:
        made |= {"emailFormat": "html", "html": html}
    else:
        made |= {"emailFormat": "text", "text": text}
    given = draft.given("options")
    options: dict[str, Any] = {**(given if isinstance(given, Mapping) else {}), "appendAttribution": False}
    for name in ("ccEmail", "bccEmail", "attachments"):
        value = draft.value(name)
        if value not in ("", MISSING):
            options[name] = value
    made["options"] = options
    draft.replace(made)
