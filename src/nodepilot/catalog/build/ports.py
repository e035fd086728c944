"""Recognising how a node type computes its inputs or outputs.

n8n gives such ports as a program. The program is not kept: its shape (lists of node types taken
out, and whatever differs only by n8n's own compiler) has a digest, and each digest that was proven equal to one of the rules in
`nodepilot.catalog.ports` is listed in `proven_ports.py`. The lists of node types are facts and
stay in the snapshot.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from nodepilot.catalog.build.proven_ports import PROVEN, RULE_OF_FAMILY, RULE_OF_TYPE

_FILTER = re.compile(r"filter:\s*\{\s*(nodes|excludedNodes):\s*\[([^\]]*)\]\s*,?\s*\}")
_STRING = re.compile(r"['\"]([^'\"]+)['\"]")
_PORT_KEYS = ("type", "displayName", "required", "maxConnections", "category")


def port_facts(type_name: str, side: str, raw: Any, names: list[str]) -> Any:
    """Fixed ports as a list of facts; computed ones as `{"rule", "filters"}`.

    `side` is `inputs` or `outputs`; `names` are the labels that older descriptions give apart
    (`inputNames`, `outputNames`).
    """
    if isinstance(raw, list):
        return [_fixed(port, names[i] if i < len(names) else None) for i, port in enumerate(raw)]
    facts: dict[str, Any] = {"filters": _filters(raw)}
    rule = PROVEN.get(shape_digest(raw))
    if rule is None:
        rule = _likeliest_rule(type_name, side)
        facts["unproven"] = shape_digest(raw)
    facts["rule"] = rule
    return facts


def shape_digest(program: str) -> str:
    """The digest of a port program; equal programs that n8n's compilers wrote differently agree.

    Left out: white space, lists of node types, trailing commas, brackets around a whole
    assignment. Unified: quotes, and `void 0` for `undefined`.
    """
    shape = re.sub(r"\s+", "", _FILTER.sub(r"filter:{\1:[]}", program))
    shape = shape.replace("'", '"').replace("void0", "undefined")
    shape = re.sub(r",(?=[\]})])", "", shape)
    shape = re.sub(r"=\(([^()]*)\);", r"=\1;", shape)
    return hashlib.sha256(shape.encode()).hexdigest()[:12]


def _likeliest_rule(type_name: str, side: str) -> str:
    for (prefix, which), rule in RULE_OF_FAMILY.items():
        if side == which and type_name.rpartition(".")[2].startswith(prefix):
            return rule
    return RULE_OF_TYPE.get((type_name, side), f"unknown_{side}")


def _filters(program: str) -> list[dict[str, list[str]]]:
    return [{kind: _STRING.findall(names)} for kind, names in _FILTER.findall(program)]


def _fixed(port: Any, name: str | None) -> dict[str, Any]:
    if isinstance(port, str):
        port = {"type": port}
    facts = {key: port[key] for key in _PORT_KEYS if port.get(key) not in (None, False)}
    if name and "displayName" not in facts:
        facts["name"] = name
    allowed = port.get("filter") or {}
    kept = {key: allowed[key] for key in ("nodes", "excludedNodes") if key in allowed}
    if kept:
        facts["filter"] = kept
    return facts
