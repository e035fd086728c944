"""A property of n8n's node descriptions, cut down to facts.

What goes: descriptions, hints, placeholders, notices, routing, looks, program code.
What stays keeps n8n's own key names, so a snapshot reads like n8n's JSON.
"""

from __future__ import annotations

import re
from typing import Any

from nodepilot.catalog.text import omit_long_texts

_TRUE_FLAGS = (
    "required",
    "noDataExpression",
    "ignoreValidationDuringExecution",
    "isNodeSetting",
    "allowArbitraryValues",
    "doNotInherit",
)
_VALUES = ("validateType", "requiresDataPath", "credentialTypes", "envFeatureFlag")
_TYPE_OPTIONS = (
    "multipleValues",
    "minValue",
    "maxValue",
    "numberPrecision",
    "maxLength",
    "minRequiredFields",
    "maxAllowedFields",
    "loadOptionsMethod",
    "loadOptionsDependsOn",
    "password",
    "editor",
    "dateOnly",
    "binaryDataProperty",
    "regex",
    "sqlDialect",
    "assignment",
)
_MAPPER_FACTS = (
    "resourceMapperMethod",
    "localResourceMapperMethod",
    "mode",
    "fieldWords",
    "addAllFields",
    "multiKeyMatch",
    "supportAutoMap",
    "allowEmptyValues",
)
_LONGEST_NAME = 60
"""An `action` names new nodes; a few are whole sentences instead."""

_TALKS_TO_PEOPLE = ("notice", "callout", "button")
_VERSION_STEP = re.compile(r"\$nodeVersion\s*>=\s*([\d.]+)\s*\?\s*(\d+)\s*:\s*(\d+)?")


def property_facts(raw: dict[str, Any]) -> dict[str, Any]:
    """The facts of one property, with those of everything below it."""
    kind = raw["type"]
    facts: dict[str, Any] = {"name": raw["name"], "type": kind}
    if kind not in _TALKS_TO_PEOPLE:
        facts["displayName"] = raw.get("displayName", "")
    if "default" in raw:
        facts["default"], omitted = omit_long_texts(raw["default"])
        if omitted:
            facts["omitted"] = True
    facts.update({key: True for key in _TRUE_FLAGS if raw.get(key)})
    facts.update({key: raw[key] for key in _VALUES if raw.get(key)})
    for key in ("displayOptions", "disabledOptions"):
        conditions = condition_facts(raw.get(key))
        if conditions is not None:
            facts[key] = conditions
    if "typeOptions" in raw:
        facts["typeOptions"] = _type_option_facts(raw["typeOptions"])
    if "options" in raw:
        facts["options"] = [_option_facts(kind, option) for option in raw["options"]]
    if "modes" in raw:
        facts["modes"] = [_mode_facts(mode) for mode in raw["modes"]]
    extract = _extract_regex(raw)
    if extract:
        facts["extract"] = extract
    return facts


def condition_facts(raw: dict[str, Any] | None) -> dict[str, Any] | None:
    """`show` and `hide` of a displayOptions; None where n8n has no displayOptions."""
    if raw is None:
        return None
    return {key: raw[key] for key in ("show", "hide") if key in raw}


def _option_facts(kind: str, raw: dict[str, Any]) -> dict[str, Any]:
    if kind == "collection":
        return property_facts(raw)
    if kind == "fixedCollection":
        return {
            "name": raw["name"],
            "displayName": raw.get("displayName", ""),
            "values": [property_facts(value) for value in raw.get("values", ())],
        }
    facts: dict[str, Any] = {"name": raw.get("name", raw.get("displayName", ""))}
    if "value" in raw:
        facts["value"] = raw["value"]
    if raw.get("outputConnectionType"):
        facts["outputConnectionType"] = raw["outputConnectionType"]
    if raw.get("action") and len(raw["action"]) <= _LONGEST_NAME:
        facts["action"] = raw["action"]
    if "displayOptions" in raw:
        facts["displayOptions"] = condition_facts(raw["displayOptions"])
    return facts


def _mode_facts(raw: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": raw["name"],
        "displayName": raw.get("displayName", ""),
        "type": raw.get("type", "string"),
    }
    patterns = [
        rule["properties"]["regex"]
        for rule in raw.get("validation", ())
        if rule.get("type") == "regex" and "regex" in rule.get("properties", {})
    ]
    if patterns:
        facts["validation"] = patterns
    extract = _extract_regex(raw)
    if extract:
        facts["extract"] = extract
    method = raw.get("typeOptions", {}).get("searchListMethod")
    if method:
        facts["search"] = method
    return facts


def _extract_regex(raw: dict[str, Any]) -> str | None:
    rule = raw.get("extractValue") or {}
    pattern = rule.get("regex")
    return pattern if rule.get("type") == "regex" and isinstance(pattern, str) else None


def _type_option_facts(raw: dict[str, Any]) -> dict[str, Any]:
    facts = {key: raw[key] for key in _TYPE_OPTIONS if key in raw}
    if "loadOptions" in raw or "loadOptionsMethod" in raw:
        facts["loadsOptions"] = True
    mapper = raw.get("resourceMapper")
    if mapper is not None:
        facts["resourceMapper"] = {key: mapper[key] for key in _MAPPER_FACTS if key in mapper}
    rule = raw.get("filter")
    if rule is not None:
        facts["filter"] = _filter_facts(rule)
    return facts


def _filter_facts(raw: dict[str, Any]) -> dict[str, Any]:
    """`versions` lists [from this typeVersion on, this filter version], newest first."""
    facts: dict[str, Any] = {
        key: value
        for key, value in raw.items()
        if key in ("allowedCombinators", "maxConditions", "caseSensitive", "typeValidation")
        and not (isinstance(value, str) and value.startswith("="))
    }
    version = raw.get("version")
    if isinstance(version, int):
        facts["versions"] = [[0, version]]
    elif isinstance(version, str):
        steps = [(float(a), int(b), c) for a, b, c in _VERSION_STEP.findall(version)]
        facts["versions"] = [[start, then] for start, then, _ in steps]
        facts["versions"] += [[0, int(last)] for *_, last in steps if last]
    return facts
