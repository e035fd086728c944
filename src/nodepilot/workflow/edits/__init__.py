"""Changes of a workflow as data.

    after = apply(workflow, [SetParameter("Slack", "text", "Hello"), Disconnect(link)])
    undo = inverse(RenameNode("Slack", "Tell sales"), workflow)

Edits never change the workflow that they are applied to, and what they do not name stays as it is, byte for
byte. New nodes without a position get one from `nodepilot.workflow.layout.place_new`.
"""

from nodepilot.workflow.edits.codec import dump_edit, load_edit
from nodepilot.workflow.edits.connections import Connect, Disconnect, InsertBetween
from nodepilot.workflow.edits.document import RenameKey, SetValue, UnsetValue
from nodepilot.workflow.edits.edit import Batch, Edit, Restore, apply, inverse
from nodepilot.workflow.edits.nodes import AddNode, RemoveNode, RenameNode, ReplaceNode, SetDisabled
from nodepilot.workflow.edits.parameters import SetNodeKey, SetParameter, SetWorkflowKey, UnsetParameter
from nodepilot.workflow.edits.paths import MISSING

__all__ = [
    "MISSING",
    "AddNode",
    "Batch",
    "Connect",
    "Disconnect",
    "Edit",
    "InsertBetween",
    "RemoveNode",
    "RenameKey",
    "RenameNode",
    "ReplaceNode",
    "Restore",
    "SetDisabled",
    "SetNodeKey",
    "SetParameter",
    "SetValue",
    "SetWorkflowKey",
    "UnsetParameter",
    "UnsetValue",
    "apply",
    "dump_edit",
    "inverse",
    "load_edit",
]
