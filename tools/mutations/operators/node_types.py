"""Defects of a node's type and typeVersion."""

from __future__ import annotations

import json

from nodepilot.workflow.edits.paths import MISSING
from tools.mutations.ground import Document, Ground, Operator
from tools.mutations.misspelling import misspelt

_PACKAGES = ("n8n-nodes-base.", "@n8n/n8n-nodes-langchain.")


def type_without_package(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    return None if node is None else ground.with_node_key(node, "type", node.type.rpartition(".")[2])


def type_with_short_package(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    if node is None:
        return None
    return ground.with_node_key(node, "type", node.type.removeprefix("@n8n/").removeprefix("n8n-"))


def type_of_the_other_package(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    if node is None:
        return None
    package, _, name = node.type.rpartition(".")
    other = _PACKAGES[f"{package}." == _PACKAGES[0]]
    known = ground.catalog.find_entry(other + name) is not None
    return None if known else ground.with_node_key(node, "type", other + name)


def type_in_another_case(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    if node is None:
        return None
    package, dot, name = node.type.rpartition(".")
    wrong = name.lower() if name != name.lower() else name[:1].upper() + name[1:]
    return ground.with_node_key(node, "type", package + dot + wrong)


def type_misspelt(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    if node is None:
        return None
    package, dot, name = node.type.rpartition(".")
    wrong = package + dot + misspelt(name, ground.chance)
    known = ground.catalog.find_entry(wrong) is not None
    return None if known else ground.with_node_key(node, "type", wrong)


def version_that_does_not_exist(ground: Ground) -> Document | None:
    """Between two versions, or just above the newest one, where n8n insists on one that it has."""
    found = []
    for node in ground.nodes:
        node_type = ground.catalog.find(node.type)
        if node_type is not None and node_type.strict_versions and isinstance(node.type_version, int | float):
            wrong = round(node.type_version + 0.05, 2)
            if node_type.at(wrong) is None:
                found.append((node, wrong))
    chosen = ground.pick(found)
    return None if chosen is None else ground.with_node_key(chosen[0], "typeVersion", chosen[1])


def version_far_too_high(ground: Ground) -> Document | None:
    found = []
    for node in ground.nodes:
        node_type = ground.catalog.find(node.type)
        newest = node_type is not None and node.type_version == node_type.versions[-1]
        if node_type is not None and node_type.strict_versions and newest:
            found.append((node, int(node_type.versions[-1]) + 3))
    chosen = ground.pick(found)
    return None if chosen is None else ground.with_node_key(chosen[0], "typeVersion", chosen[1])


def version_missing(ground: Ground) -> Document | None:
    node = ground.pick(ground.nodes)
    return None if node is None else ground.with_node_key(node, "typeVersion", MISSING)


def version_as_text(ground: Ground) -> Document | None:
    node = ground.pick(node for node in ground.nodes if isinstance(node.type_version, int | float))
    return None if node is None else ground.with_node_key(node, "typeVersion", json.dumps(node.type_version))


OPERATORS = (
    Operator("type without its package", ("UNKNOWN_NODE_TYPE",), type_without_package),
    Operator("type with a shortened package", ("UNKNOWN_NODE_TYPE",), type_with_short_package),
    Operator("type under the other package", ("UNKNOWN_NODE_TYPE",), type_of_the_other_package),
    Operator("type in another letter case", ("UNKNOWN_NODE_TYPE",), type_in_another_case),
    Operator("type misspelt", ("UNKNOWN_NODE_TYPE",), type_misspelt),
    Operator("typeVersion between two", ("UNKNOWN_NODE_VERSION",), version_that_does_not_exist),
    Operator("typeVersion far too high", ("UNKNOWN_NODE_VERSION",), version_far_too_high),
    Operator("typeVersion missing", ("MISSING_TYPE_VERSION",), version_missing),
    Operator("typeVersion as a text", ("INVALID_STRUCTURE",), version_as_text),
)
