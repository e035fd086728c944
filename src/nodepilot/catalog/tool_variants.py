"""The node types that n8n makes itself at load time: `…Tool` and `…HitlTool`.

Every node type that is usable as a tool gets a `…Tool` variant for AI agents, every one with a
"send and wait" operation a `…HitlTool` variant by which a person approves an agent's tool call.
They are in no package file; this module derives them by the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.catalog.model import NodeTypeEntry

TOOL = "Tool"
HITL_TOOL = "HitlTool"
_AI_TOOL = "ai_tool"
_SEND_AND_WAIT = "sendAndWait"
_AGENTS = ("@n8n/n8n-nodes-langchain.agent", "@n8n/n8n-nodes-langchain.agentTool")
_APPROVAL_MESSAGE = ["b5475b0f8a180f5d", 82, True]


def tool_entry(base: NodeTypeEntry, versions: Sequence[float]) -> NodeTypeEntry:
    """The index line of the `…Tool` variant; only `versions` are usable as a tool."""
    return replace(
        base,
        name=base.name + TOOL,
        display_name=f"{base.display_name} {TOOL}",
        versions=tuple(versions),
        default_version=_default(base, versions),
        categories=("AI",),
        subcategories={
            "AI": ("Tools",),
            "Tools": base.subcategories.get("Tools", ("Other Tools",)),
        },
        usable_as_tool=False,
        tool_of=base.name,
    )


def hitl_entry(base: NodeTypeEntry, versions: Sequence[float]) -> NodeTypeEntry:
    """The index line of the `…HitlTool` variant."""
    return replace(
        base,
        name=base.name + HITL_TOOL,
        default_name=base.display_name,
        versions=tuple(versions),
        default_version=_default(base, versions),
        categories=("AI",),
        subcategories={"AI": ("Tools",), "Tools": ("Human in the Loop",)},
        tool_of=base.name,
    )


def tool_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """The node type's document turned into that of its `…Tool` variant."""
    pool = list(document["pool"])
    entries = []
    for entry in document["entries"]:
        if "tool" not in entry:
            continue
        properties = list(entry["properties"])
        names = [pool[place]["name"] for place in properties]
        if "toolDescription" not in names:
            by_hand = "resource" in names or "operation" in names
            added = [_tool_description(entry["tool"]["description"], by_hand=by_hand)]
            if by_hand:
                added.insert(0, _DESCRIPTION_TYPE)
            start = _after_callouts(pool, properties)
            properties[start:start] = range(len(pool), len(pool) + len(added))
            pool.extend(added)
        entries.append(
            {
                **{key: value for key, value in entry.items() if key != "tool"},
                "displayName": f"{entry['displayName']} {TOOL}",
                "inputs": [],
                "outputs": [{"type": _AI_TOOL}],
                "properties": properties,
            }
        )
    return {"pool": pool, "entries": entries}


def hitl_document(document: Mapping[str, Any], versions: Sequence[float]) -> dict[str, Any]:
    """The node type's document turned into that of its `…HitlTool` variant."""
    pool: list[Any] = []
    entries = []
    for entry in document["entries"]:
        if not any(version in versions for version in entry["versions"]):
            continue
        properties = [document["pool"][place] for place in entry["properties"]]
        kept = _hitl_properties(properties)
        entries.append(
            {
                **entry,
                "name": entry["displayName"],
                "skipNameGeneration": True,
                "inputs": [{"type": _AI_TOOL, "displayName": "Tool", "required": True}],
                "outputs": [
                    {
                        "type": _AI_TOOL,
                        "displayName": "Human review",
                        "filter": {"nodes": list(_AGENTS)},
                    }
                ],
                "properties": list(range(len(pool), len(pool) + len(kept))),
            }
        )
        pool.extend(kept)
    return {"pool": pool, "entries": entries}


_DESCRIPTION_TYPE = {
    "name": "descriptionType",
    "type": "options",
    "displayName": "Tool Description",
    "default": "auto",
    "noDataExpression": True,
    "options": [
        {"name": "Set Automatically", "value": "auto"},
        {"name": "Set Manually", "value": "manual"},
    ],
}


def _tool_description(digest: list[Any], *, by_hand: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": "toolDescription",
        "type": "string",
        "displayName": "Description",
        "default": {"$text": digest},
        "omitted": True,
        "required": True,
        "typeOptions": {},
    }
    if by_hand:
        facts["displayOptions"] = {"show": {"descriptionType": ["manual"]}}
    return facts


def _after_callouts(pool: Sequence[Any], properties: Sequence[int]) -> int:
    callouts = [i for i, place in enumerate(properties) if pool[place]["type"] == "callout"]
    return callouts[-1] + 1 if callouts else 0


def _hitl_properties(properties: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    resource = _send_and_wait_resource(properties)
    kept: list[Mapping[str, Any]] = [
        {
            "name": "message",
            "type": "string",
            "displayName": "Message",
            "default": {"$text": _APPROVAL_MESSAGE},
            "omitted": True,
            "required": True,
            "typeOptions": {},
        }
    ]
    for each in properties:
        match each["name"]:
            case "message":
                continue
            case "resource":
                if resource is not None:
                    kept.append(_hidden("resource", "Resource", resource))
            case "operation":
                kept.append(_hidden("operation", "Operation", _SEND_AND_WAIT))
            case "responseType":
                kept.append(_hidden("responseType", "Response Type", "approval"))
            case _:
                kept.append(each)
    return kept


def _hidden(name: str, label: str, value: str) -> dict[str, Any]:
    return {"name": name, "type": "hidden", "displayName": label, "default": value}


def _send_and_wait_resource(properties: Sequence[Mapping[str, Any]]) -> str | None:
    for each in properties:
        if each["name"] != "operation":
            continue
        if any(option.get("value") == _SEND_AND_WAIT for option in each.get("options", ())):
            resources = each.get("displayOptions", {}).get("show", {}).get("resource")
            if isinstance(resources, list) and resources:
                return str(resources[0])
    return None


def _default(base: NodeTypeEntry, versions: Sequence[float]) -> float:
    return base.default_version if base.default_version in versions else versions[-1]
