"""What a step that takes another's place says and does like it: the texts, the table, the file's name, the operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.catalog import NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.translators import TRANSLATED, language_for
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.plan.model import Code, Locator, Ref
from nodepilot.plan.model import Step as PlanStep
from nodepilot.workflow.edits import ReplaceNode
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_PORTABLE = frozenset(
    {
        "message",
        "body",
        "subject",
        "title",
        "recipient",
        "recipient_phone",
        "table",
        "collection",
        "file_name",
        "path_file",
        "bucket",
        "query",
    }
)
"""Kinds of values that mean the same at every service; ids of channels, boards and documents do not."""
_SAME = frozenset(
    {
        "limit",
        "returnAll",
        "where",
        "combineConditions",
        "sort",
        "dataMode",
        "columnToMatchOn",
        "html",
        "emailType",
        "emailFormat",
    }
)
"""Parameters that do the same wherever they bear the same name."""
_KEPT_IN = {"collection": "table", "table": "collection"}
"""What one database calls a table, another one calls a collection."""
_SHORT = 100
"""Characters that a title may have."""


def carry(step: PlanStep, scene: Scene, node: Node) -> PlanStep:
    """The step with what `node`, whose place it takes, was told; what cannot be said at the new service is left."""
    version = scene.canvas.catalog.get(step.node_type).latest
    said = _said(node)
    parameters: dict[str, Any] = dict(step.parameters)
    for name in list(parameters):
        slot = slot_of(name)
        wanted = "message" if slot == "body" else str(slot)
        if wanted in _KEPT_IN and wanted not in said:
            wanted = _KEPT_IN[wanted]
        prop = version.property(name)
        held = parameters[name]
        told = (
            f"={held.source if isinstance(held, Code) else held.path}"
            if isinstance(held, Code | Ref)
            else held
        )
        if wanted == "recipient" and not _fits(told, said.get(wanted, "")):
            # A telephone number is no address for a mail, and no channel.
            continue
        if wanted not in said and wanted in _ADDRESSES and (number := _phone_of(said)) is not None:
            wanted = number
        if wanted in said and prop is not None:
            parameters[name] = _as_kept(parameters[name], said[wanted], prop.type)
    parameters |= _same_named(node, version, parameters)
    parameters |= {
        name: node.parameters[name]
        for name, held in parameters.items()
        if isinstance(held, str) and held.startswith("YOUR_") and _is_text(node.parameters.get(name))
    }
    parameters |= {
        name: replace(held, mode="id", value=Code(code[1]))
        for name, held in parameters.items()
        if isinstance(held, Locator)
        and str(held.value).startswith("YOUR_")
        and (code := _ONE_VALUE.fullmatch(str(node.parameters.get(name, "")))) is not None
    }
    if "message" in said and not any(slot_of(name) in {"message", "body"} for name in parameters):
        parameters = _told_elsewhere(parameters, said)
    return replace(step, parameters=_with_details(parameters, node, version))


_ONE_VALUE = re.compile(r"=\{\{\s*([^{}]*?)\s*\}\}")
_DETAILS = frozenset({"email", "phone", "firstname", "lastname", "company", "website"})
"""What a person's record holds at any service, among its further fields or above them."""


def _with_details(parameters: dict[str, Any], node: Node, version: NodeTypeVersion) -> dict[str, Any]:
    """The further fields with what the old step was told of the person and the new one has a field for."""
    prop = _shown(version, parameters, "additionalFields")
    if prop is None or prop.type != "collection":
        return parameters
    offered = {
        _plain(child.name): child.name
        for child in prop.children
        if child.type == "string" and not child.type_options.multiple_values
    }
    held = parameters.get("additionalFields")
    further: dict[str, Any] = dict(held) if isinstance(held, Mapping) else {}
    present = {_plain(name) for name in (*parameters, *further)}
    for path, value in leaves(node.parameters, ()):
        name = _plain(str(path[-1]))
        if name in _DETAILS & offered.keys() - present and isinstance(value, str) and value.startswith("="):
            further[offered[name]] = value
    return {**parameters, "additionalFields": further} if further else parameters


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def _fits(made: Any, told: str) -> bool:
    """Whether what the old step was told may stand where the new one keeps its recipient: both are addresses, or numbers."""
    return not (isinstance(made, str) and _is_address(made) != _is_address(told))


def _is_address(text: str) -> bool:
    """An address for mails, or the value of one."""
    return "@" in text or (text.startswith("=") and re.search(r"(?i)mail", text) is not None)


_ADDRESSES = ("recipient_phone", "recipient")


def _phone_of(said: Mapping[str, str]) -> str | None:
    """The kind under which a telephone number is told: "to" of one service, "recipientPhoneNumber" of another."""
    return next((each for each in _ADDRESSES if _NUMBER.fullmatch(said.get(each, ""))), None)


_NUMBER = re.compile(r"\+?\d[\d ()-]{6,}|=.*(?i:phone|mobile|cell|telefon|whatsapp).*", re.DOTALL)
"""A telephone number, or the value of one."""


def _is_text(value: Any) -> bool:
    """A text that somebody or something has set."""
    return isinstance(value, str) and value != "" and not value.startswith("YOUR_")


def _said(node: Node) -> dict[str, str]:
    """What the node says, by kind."""
    said: dict[str, str] = {}
    for name, held in node.parameters.items():
        slot = str(slot_of(name))
        if slot not in _PORTABLE:
            continue
        named = isinstance(held, Mapping) and held.get("__rl") and held.get("mode") == "name"
        value = held.get("value") if named else held
        if isinstance(value, str) and value and not value.startswith("YOUR_"):
            said.setdefault("message" if slot == "body" else slot, value)
    for name, inner in _nested_texts(node.parameters):
        held = node.parameters[name][inner]
        if isinstance(held, str) and held:
            said.setdefault("message", held)
    for name, inner in _nested_texts(node.parameters, _HEADS):
        held = node.parameters[name][inner]
        if isinstance(held, str) and held:
            said.setdefault("subject", held)
    return said


def _as_kept(held: Any, value: str, kind: str) -> Any:
    if kind == "string" and not isinstance(held, Locator | dict):
        return value
    if kind == "options" and isinstance(held, str) and held.startswith("YOUR_"):
        return value
    if isinstance(held, Locator) and held.mode == "name":
        return replace(held, value=value)
    return held


def as_switch(scene: Scene, node: Node) -> Step | None:
    """An If as a Switch: its condition is the one rule, what does not fit leaves by the output for the rest."""
    held = node.parameters.get("conditions")
    if not isinstance(held, dict) or "conditions" not in held:
        return None
    version = scene.canvas.catalog.get(BASE + "switch").latest
    kept = {key: value for key, value in node.raw.items() if key not in {"type", "typeVersion", "parameters"}}
    loose = node.parameters.get("looseTypeValidation")
    parameters = {
        "rules": {"values": [{"conditions": held, "renameOutput": True, "outputKey": node.name.rstrip("?")}]},
        **({"looseTypeValidation": loose} if loose is not None else {}),
        "options": {"fallbackOutput": "extra"},
    }
    raw = {**kept, "type": BASE + "switch", "typeVersion": version.version, "parameters": parameters}
    return Step((ReplaceNode(node.name, raw),), 0.85)


_QUERYING = "executeQuery"


def same_operation(step: PlanStep, scene: Scene, node: Node) -> PlanStep:
    """“upsert” stays “upsert” where the new service knows that, too."""
    version = scene.canvas.catalog.get(step.node_type).latest
    old = scene.canvas.parameter(node, "operation")
    resource = step.parameters.get("resource")
    table_kept = any(slot_of(name) == "table" for name in node.parameters) or old == _QUERYING
    if not isinstance(old, str) or resource is not None or not table_kept:
        return step
    known = {choice.value for prop in version.properties_named("operation") for choice in prop.choices}
    if old == _QUERYING and old in known and _is_text(query := node.parameters.get("query")):
        # The statement says all of it.
        return replace(step, parameters={"operation": old, "query": query, "options": {}})
    if old not in known or old == step.parameters.get("operation"):
        return step
    return replace(step, parameters={**step.parameters, "operation": old})


def _same_named(node: Node, version: NodeTypeVersion, parameters: Mapping[str, Any]) -> dict[str, Any]:
    same = {
        name: node.parameters[name]
        for name in _SAME & node.parameters.keys()
        if (prop := _shown(version, parameters, name)) is not None
        and isinstance(node.parameters[name], dict) is isinstance(prop.default, Mapping)
    }
    same |= {
        prop.name: held
        for prop in version.properties
        if prop.type == "multiOptions"
        and isinstance(held := node.parameters.get(prop.name), list)
        and set(held) <= {choice.value for choice in prop.choices}
    }
    same |= _required(node, version, parameters)
    if node.type in TRANSLATED and version.type_name in TRANSLATED:
        same["translateTo"] = language_for(version.type_name, str(node.parameters.get("translateTo", "")))
    if (switched := _switched(node, version, parameters)) is not None:
        same["options"] = switched
    columns = node.parameters.get("columns")
    matching = columns.get("matchingColumns") if isinstance(columns, Mapping) else None
    if (
        parameters.get("operation") in {"upsert", "update"}
        and matching
        and version.property("columnToMatchOn")
    ):
        # The columns by which a row is found again have another place in nodes that map all of them.
        same.setdefault("columnToMatchOn", matching[0])
    if (
        isinstance(columns, Mapping)
        and columns.get("mappingMode") == "defineBelow"
        and "columns" in parameters
    ):
        same["columns"] = columns
    if isinstance(columns, Mapping) and columns.get("mappingMode") == "defineBelow":
        same |= _listed_columns(columns, version, parameters)
    return same


def _listed_columns(
    columns: Mapping[str, Any], version: NodeTypeVersion, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns with their values, at a service that keeps them as a list."""
    chosen = {**parameters, "dataMode": "defineBelow"}
    values = columns.get("value")
    if not isinstance(values, Mapping) or _shown(version, chosen, "valuesToSend") is None:
        return {}
    listed = [{"column": name, "value": value} for name, value in values.items()]
    return {"dataMode": "defineBelow", "valuesToSend": {"values": listed}}


def _switched(node: Node, version: NodeTypeVersion, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """The options with what is switched on at both services under one name: that attachments are brought along."""
    held, prop = node.parameters.get("options"), _shown(version, parameters, "options")
    if not isinstance(held, Mapping) or prop is None:
        return None
    known = {child.name for child in prop.children if child.type == "boolean"}
    switched = {name: value for name, value in held.items() if name in known and isinstance(value, bool)}
    mine = parameters.get("options")
    return {**(mine if isinstance(mine, Mapping) else {}), **switched} if switched else None


def _shown(version: NodeTypeVersion, parameters: Mapping[str, Any], name: str) -> Property | None:
    """The property of that name that these parameters leave room for."""
    try:
        filled = fill_defaults(version, plain(dict(parameters)))
    except UnreadableParameters:
        return None
    named = version.properties_named(name)
    return next((each for each in named if is_shown(each.display_options, filled, version)), None)


def _required(node: Node, version: NodeTypeVersion, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Values that both nodes demand under one name, and that the new step was not told: a file's path in its repository."""
    try:
        filled = fill_defaults(version, plain(dict(parameters)))
    except UnreadableParameters:
        return {}
    return {
        prop.name: held
        for prop in version.properties
        if (prop.required or slot_of(prop.name) == "path_file")
        and prop.type == "string"
        and prop.name not in parameters
        and _is_text(held := node.parameters.get(prop.name))
        and is_shown(prop.display_options, filled, version)
    }


def _told_elsewhere(parameters: dict[str, Any], said: Mapping[str, str]) -> dict[str, Any]:
    """A service whose text stands among its options, or that has nothing but a title: it is said there."""
    text = said["message"]
    told = dict(parameters)
    for name, inner in list(_nested_texts(parameters)):
        told[name] = {**parameters[name], inner: text}
    for name, inner in list(_nested_texts(parameters, _HEADS)) if "subject" in said else ():
        told[name] = {**told[name], inner: said["subject"]}
    titles = [name for name in parameters if slot_of(name) == "title"]
    plain = re.sub(r"\{\{.*?\}\}", "", text)
    if titles and "title" not in said and "subject" not in said and "\n" not in text and len(plain) < _SHORT:
        told[titles[0]] = text
    elif titles and "subject" in said and "title" not in said:
        told[titles[0]] = said["subject"]
    return told


_TEXTS = frozenset({"message", "body"})
_HEADS = frozenset({"subject", "title"})


def _nested_texts(parameters: Mapping[str, Any], kinds: frozenset[str] = _TEXTS) -> Iterator[tuple[str, str]]:
    for name, held in parameters.items():
        if isinstance(held, Mapping) and not held.get("__rl"):
            for inner, value in held.items():
                if slot_of(inner) in kinds and not isinstance(value, Mapping | list):
                    yield name, inner
