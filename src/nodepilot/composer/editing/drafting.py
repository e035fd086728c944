"""“Don't send it, just make a draft”: a mail that is prepared, for a person to send."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Edit, SetParameter, UnsetParameter
from nodepilot.workflow.model import Node

_DRAFTED = re.compile(
    r"(?:make|create|save|leave|keep|write|prepare|store|turn)(?: it| them| that| the \w+| this)?(?: just| only)?(?: as| into)?(?: an?)? drafts?(?! \w*(?:with|using|about))|"
    r"(?<!\w)(?:as (?:an? )?drafts?|only (?:an? )?drafts?|just (?:an? )?drafts?|drafts? (?:only|instead|rather than|is enough|are enough))(?!\w)|"
    r"(?:als entwurf|nur (?:ein(?:en)? )?entwurf|entwurf statt|en (?:tant que )?brouillon|como (?:un )?borrador|como rascunho)"
)
_SENDING = frozenset({"send", "reply"})


def make_draft(scene: Scene) -> Step | None:
    """What sends or answers mails prepares drafts of the same words."""
    if _DRAFTED.search(scene.flat) is None or scene.says("also") is not None:
        return None
    mailing = [node for node in scene.canvas.nodes if _is_sending(scene, node)]
    meant = [each.node for each in nodes_meant(scene) if each.node in mailing]
    if not mailing or (len(mailing) > 1 and not meant):
        return None
    node = mailing[0] if len(mailing) == 1 else meant[0]
    edits = _gmail(scene, node) if node.type == BASE + "gmail" else _outlook(node)
    return Step(tuple(edits), 0.9)


_SENT = re.compile(
    r"(?<!\w)(?:send|reply|answer|mail)(?!\w).*(?:(?:instead of|rather than|not(?: just| only)?|no|without) (?:(?:saving|making|creating|writing|keeping) )?(?:it )?(?:as )?(?:an? |the )?drafts?|right away|directly|immediately)(?: any ?more)?\W*$"
)
"""“send it right away instead of saving a draft”."""


def send_draft(scene: Scene) -> Step | None:
    """What prepares drafts in Gmail sends them: as an answer where a mail came in."""
    drafting = [
        node
        for node in scene.canvas.nodes
        if node.type == BASE + "gmail" and node.parameters.get("resource") == "draft"
    ]
    if _SENT.search(scene.flat) is None or len(drafting) != 1 or scene.says("also") is not None:
        return None
    node = drafting[0]
    options = dict(node.parameters.get("options") or {})
    receiver = options.pop("sendTo", None)
    options.pop("threadId", None)
    edits: list[Edit] = [UnsetParameter(node.name, "resource"), SetParameter(node.name, "options", options)]
    if "operation" in node.parameters:
        edits.append(UnsetParameter(node.name, "operation"))
    if node.parameters.get("emailType") is None:
        edits.append(SetParameter(node.name, "emailType", "text"))
    came_in = next((each for each in scene.canvas.triggers if each.type == BASE + "gmailTrigger"), None)
    if came_in is not None:
        source = f"={{{{ $('{came_in.name}').item.json.id }}}}"
        edits += [SetParameter(node.name, "operation", "reply"), SetParameter(node.name, "messageId", source)]
        if "subject" in node.parameters:
            edits.append(UnsetParameter(node.name, "subject"))
    elif receiver is not None:
        edits.append(SetParameter(node.name, "sendTo", receiver))
    else:
        return None
    return Step(tuple(edits), 0.9)


def _is_sending(scene: Scene, node: Node) -> bool:
    if node.type not in {BASE + "gmail", BASE + "microsoftOutlook"}:
        return False
    resource, operation = (scene.canvas.parameter(node, each) for each in ("resource", "operation"))
    return resource == "message" and operation in _SENDING


def _gmail(scene: Scene, node: Node) -> list[Edit]:
    """A draft keeps whom it is for among its options; one that answers, the conversation."""
    held = node.parameters
    options: dict[str, Any] = {
        name: value for name, value in dict(held.get("options") or {}).items() if name in _KEPT
    }
    edits: list[Edit] = [
        SetParameter(node.name, "resource", "draft"),
        SetParameter(node.name, "operation", "create"),
    ]
    if "sendTo" in held:
        options["sendTo"] = held["sendTo"]
        edits.append(UnsetParameter(node.name, "sendTo"))
    if "messageId" in held:
        edits.append(UnsetParameter(node.name, "messageId"))
        came_in = next((each for each in scene.canvas.triggers if each.type == BASE + "gmailTrigger"), None)
        if came_in is not None:
            source = f"$('{came_in.name}').item.json"
            options |= {"threadId": f"={{{{ {source}.threadId }}}}", "sendTo": f"={{{{ {source}.From }}}}"}
            edits.append(SetParameter(node.name, "subject", f"=Re: {{{{ {source}.Subject }}}}"))
    return [*edits, SetParameter(node.name, "options", options)]


_KEPT = frozenset({"ccList", "bccList", "attachmentsUi"})


def _outlook(node: Node) -> list[Edit]:
    more = dict(node.parameters.get("additionalFields") or {})
    edits: list[Edit] = [
        SetParameter(node.name, "resource", "draft"),
        SetParameter(node.name, "operation", "create"),
    ]
    if "toRecipients" in node.parameters:
        more["toRecipients"] = node.parameters["toRecipients"]
        edits.append(UnsetParameter(node.name, "toRecipients"))
    return [*edits, SetParameter(node.name, "additionalFields", more)]
