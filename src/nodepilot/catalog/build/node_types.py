"""A node description of n8n (one entry of `dist/types/nodes.json`), cut down to facts."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.catalog.build.ports import port_facts
from nodepilot.catalog.build.properties import condition_facts, property_facts
from nodepilot.catalog.text import text_digest

SEND_AND_WAIT = "sendAndWait"
_PARAMETER = re.compile(r"^=\{\{\s*\$parameter\[\"(?P<name>\w+)\"\]\s*(?:\|\|\s*\"(?P<fallback>[^\"]*)\")?")


def versions_of(raw: dict[str, Any]) -> list[float]:
    """The typeVersions that a description entry serves."""
    version = raw["version"]
    return list(version) if isinstance(version, list) else [version]


def entry_facts(type_name: str, raw: dict[str, Any]) -> dict[str, Any]:
    """The facts of one description entry; `type_name` is the full name with its package."""
    facts: dict[str, Any] = {
        "versions": versions_of(raw),
        "displayName": raw["displayName"],
        "name": raw.get("defaults", {}).get("name", raw["displayName"]),
        "group": raw.get("group", []),
        "inputs": port_facts(type_name, "inputs", raw.get("inputs", []), raw.get("inputNames", [])),
        "outputs": port_facts(type_name, "outputs", raw.get("outputs", []), raw.get("outputNames", [])),
        "properties": [property_facts(each) for each in raw.get("properties", ())],
    }
    if raw.get("credentials"):
        facts["credentials"] = [_credential_need(each) for each in raw["credentials"]]
    if raw.get("webhooks"):
        facts["webhooks"] = [_webhook(each) for each in raw["webhooks"]]
    for key in ("polling", "hidden", "skipNameGeneration"):
        if raw.get(key):
            facts[key] = True
    for key in ("maxNodes", "features", "schemaPath"):
        if key in raw:
            facts[key] = raw[key]
    if isinstance(raw.get("requiredInputs"), int):
        facts["requiredInputs"] = raw["requiredInputs"]
    if raw.get("usableAsTool"):
        facts["tool"] = tool_facts(raw)
    return facts


def tool_facts(raw: dict[str, Any]) -> dict[str, Any]:
    """What the synthetic `…Tool` takes from the description beyond the entry itself.

    Its default tool description is the node type's description sentence, kept as a digest.
    """
    replaced = raw["usableAsTool"]
    merged = {**raw, **replaced.get("replacements", {})} if isinstance(replaced, dict) else raw
    sentence = merged.get("description", "")
    return {"description": [text_digest(sentence), len(sentence), sentence.startswith("=")]}


def has_send_and_wait(raw: dict[str, Any]) -> bool:
    """n8n makes a `…HitlTool` of it: webhooks, and an operation that sends and waits."""
    if raw["name"].endswith("Tool") or not raw.get("webhooks"):
        return False
    return any(
        isinstance(option, dict) and option.get("value") == SEND_AND_WAIT
        for each in raw.get("properties", ())
        if each["name"] == "operation" and isinstance(each.get("options"), list)
        for option in each["options"]
    )


def _credential_need(raw: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": raw["name"]}
    if raw.get("required"):
        facts["required"] = True
    if raw.get("displayName"):
        facts["displayName"] = raw["displayName"]
    conditions = condition_facts(raw.get("displayOptions"))
    if conditions is not None:
        facts["displayOptions"] = conditions
    return facts


def _webhook(raw: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": raw["name"]}
    for key, source in (("method", "httpMethod"), ("path", "path"), ("mode", "responseMode")):
        value = _fixed_or_parameter(raw.get(source))
        if value is not None:
            facts[key] = value
    for key in ("isFullPath", "restartWebhook"):
        if raw.get(key) is True:
            facts[key] = True
    if raw.get("nodeType"):
        facts["nodeType"] = raw["nodeType"]
    return facts


def _fixed_or_parameter(value: Any) -> str | dict[str, str] | None:
    """A fixed text, a reference to a parameter, or None when n8n computes it otherwise."""
    if not isinstance(value, str):
        return None
    if not value.startswith("="):
        return value
    found = _PARAMETER.match(value)
    if found is None:
        return None
    return {key: text for key, text in found.groupdict().items() if text is not None}
