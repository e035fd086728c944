"""Reads the cases of a rule: short descriptions of workflows that a code is, or is not, reported on.

    fail:
      - title: the tool is no tool
        nodes: {Start: {type: manualTrigger}, Set: {type: set, version: 3.4, parameters: {…}}}
        links: [Start -> Set, "Model -ai_languageModel-> Agent", "IF:1 -> Set", "A -> Merge:1"]
        document: {settings: …}          # further keys of the document
        expect: {node: Set, parameter: value, severity: error}
        fix: Connected `Model` to `Agent` as `ai_languageModel`.      # what `repair --unsafe` does about it

A node type without a dot is one of `n8n-nodes-base`, `@agent` one of n8n's LangChain package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"

_LINK = re.compile(
    r"(?P<source>.+?)(?::(?P<output>\d+))? -(?:(?P<type>[\w]+)-)?> (?P<target>.+?)(?::(?P<input>\d+))?$"
)


@dataclass(frozen=True)
class Case:
    """One workflow and what has to be found on it; `expect` is empty where the code must not come up, `fix` None where nobody
    can mend it, or another case shows how."""

    code: str
    title: str
    document: dict[str, Any]
    fails: bool
    expect: dict[str, Any]
    fix: str | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"


def load_cases() -> list[Case]:
    return [case for path in sorted(CASES.glob("*.yaml")) for case in _file(path)]


def _file(path: Path) -> list[Case]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: list[Case] = []
    for key in ("pass", "fail"):
        for each in content[key]:
            expect = each.get("expect", {})
            found.append(
                Case(path.stem, each["title"], document_of(each), key == "fail", expect, each.get("fix"))
            )
    return found


def document_of(case: dict[str, Any]) -> dict[str, Any]:
    """The n8n document that a case describes."""
    nodes = [_node(index, name, given) for index, (name, given) in enumerate(case.get("nodes", {}).items())]
    document: dict[str, Any] = {"name": "Case", "nodes": nodes, "connections": {}, "settings": {}}
    for link in case.get("links", []):
        _connect(document["connections"], link)
    for place, value in case.get("raw", {}).items():
        nodes[int(place)].update(value)
    for key in case.get("without", []):
        name, _, field = key.partition(".")
        next(node for node in nodes if node["name"] == name).pop(field)
    document.update(case.get("document", {}))
    return document


def _node(index: int, name: str, given: dict[str, Any]) -> dict[str, Any]:
    type_name = given["type"]
    if type_name.startswith("@") and "." not in type_name:
        type_name = f"@n8n/n8n-nodes-langchain.{type_name[1:]}"
    elif "." not in type_name:
        type_name = f"n8n-nodes-base.{type_name}"
    node = {
        "id": f"node-{index}",
        "name": name,
        "type": type_name,
        "typeVersion": given.get("version", 1),
        "position": [200 * index, 0],
        "parameters": given.get("parameters", {}),
    }
    node.update({key: value for key, value in given.items() if key not in ("type", "version", "parameters")})
    return node


def _connect(connections: dict[str, Any], link: str) -> None:
    match = _LINK.match(link)
    assert match, f"no link: {link}"
    kind = match["type"] or "main"
    outputs = connections.setdefault(match["source"], {}).setdefault(kind, [])
    output = int(match["output"] or 0)
    while len(outputs) <= output:
        outputs.append([])
    outputs[output].append({"node": match["target"], "type": kind, "index": int(match["input"] or 0)})
