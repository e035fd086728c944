"""“Save the attachments to Google Drive”: files that come with a mail, which the trigger has to bring along."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import free_name, grow
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import AddNode, Connect, Edit, SetParameter, apply
from nodepilot.workflow.model import Connection, Node

_ATTACHMENTS = re.compile(
    r"(?<!\w)(?:attachments?|attached files?|anhange?n?|angehangte[nr]? dateien?|pieces? jointes?|adjuntos?|archivos adjuntos|anexos?)(?!\w)"
)
_KEEPING = frozenset({"upload", "add", "create", "copy", "move", "download", "update"})


def keep_attachments(scene: Scene) -> Step | None:
    """They are brought along by the trigger, and kept where the instruction says."""
    trigger = next((node for node in scene.canvas.triggers if node.type == BASE + "gmailTrigger"), None)
    if trigger is None or _ATTACHMENTS.search(scene.flat) is None or scene.says("only") is not None:
        return None
    acts = [act for act in scene.acts() if act.target is not None and act.verb in _KEEPING]
    if not acts or not any(
        "cloud_storage" in scene.canvas.services.get(act.target.key).needs for act in acts if act.target
    ):
        return None
    way, edits = _with_files(scene, trigger)
    ready = scene.canvas.with_workflow(apply(scene.canvas.workflow, edits))

    def build(draft: Draft, flow: Flow) -> None:
        flow.binary = (way.node, "attachment_0")
        building(acts)(draft, flow)

    made = grow(replace(scene, canvas=ready), [way], build, sure=0.85)
    return Step((*edits, *made.edits), made.sure, made.notes, made.setup) if made is not None else None


def _with_files(scene: Scene, trigger: Node) -> tuple[Way, list[Edit]]:
    """Where the files are: behind a trigger that brings the whole mail, else behind a step that fetches it.

    A trigger that brings mails in short stays as it is: what follows reads the short form.
    """
    options = trigger.parameters.get("options")
    if trigger.parameters.get("simple") is False:
        brought = isinstance(options, dict) and options.get("downloadAttachments") is True
        edit = SetParameter(trigger.name, "options.downloadAttachments", True)
        return Way(trigger.name), [] if brought else [edit]
    kind = BASE + "gmail"
    name = free_name(scene.canvas.workflow, "Get the attachments")
    node = {
        "id": str(uuid5(NAMESPACE_OID, f"{trigger.id}:attachments")),
        "name": name,
        "type": kind,
        "typeVersion": scene.canvas.catalog.get(kind).latest.version,
        "parameters": {
            "operation": "get",
            "messageId": "={{ $json.id }}",
            "simple": False,
            "options": {"downloadAttachments": True},
        },
    }
    return Way(name), [AddNode(node), Connect(Connection(trigger.name, name))]
