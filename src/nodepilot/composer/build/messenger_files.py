"""Files that come with messages: pictures and voice notes, fetched from the messenger that they were sent in."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.plan.model import Code, OriginKind

_BASE = "n8n-nodes-base."
_MEDIA = ("image", "audio", "document", "video")


def fetch_sent_file(draft: Draft, flow: Flow) -> bool:
    """Brings the file of the message that started it; False where none can be had."""
    if flow.binary is not None:
        return True
    first = flow.history[0] if flow.history else None
    if first is None or not first.step.endswith("_trigger"):
        return False
    if first.service == "telegram":
        draft.set(first.step, "additionalFields", {"download": True})
        flow.binary = (first.step, "data")
        return True
    if first.service != "whatsApp":
        return False
    message = f"$('{first.step}').item.json.messages?.[0]"
    address = draft.add(
        _BASE + "whatsApp",
        {
            "resource": "media",
            "operation": "mediaUrlGet",
            "mediaGetId": Code(" ?? ".join(f"{message}?.{kind}?.id" for kind in _MEDIA)),
        },
        name="Find the file",
        key="media",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, address)
    file = draft.add(
        _BASE + "httpRequest",
        {
            "url": Code("$json.url"),
            "authentication": "predefinedCredentialType",
            "nodeCredentialType": "whatsAppApi",
            "options": {"response": {"response": {"responseFormat": "file"}}},
        },
        name="Download the file",
        key="media_file",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, file)
    flow.binary = (file, "data")
    return True
