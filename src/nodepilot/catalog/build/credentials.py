"""A credential type of n8n (one entry of `dist/types/credentials.json`), cut down to facts."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog.build.properties import property_facts


def credential_facts(package: str, raw: dict[str, Any]) -> dict[str, Any]:
    """The facts of one credential type; supported node types get the name of their package."""
    facts: dict[str, Any] = {
        "displayName": raw["displayName"],
        "properties": [property_facts(each) for each in raw.get("properties", ())],
        "nodes": sorted(f"{package}.{name}" for name in raw.get("supportedNodes", ())),
    }
    if raw.get("extends"):
        facts["extends"] = raw["extends"]
    for key in ("genericAuth", "restrictToSupportedNodes", "hidden"):
        if raw.get(key):
            facts[key] = True
    base_url = raw.get("httpRequestNode", {}).get("apiBaseUrl")
    if base_url:
        facts["apiBaseUrl"] = base_url
    if "authenticate" in raw:
        facts["authenticates"] = True
    return facts
