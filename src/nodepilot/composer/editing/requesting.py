"""“Add the header X-Api-Key: abc”, “send page=2 as a query parameter”: what goes along with an HTTP request."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_KINDS = {
    "header": ("sendHeaders", "headerParameters", r"headers?|kopfzeilen?|en-?tetes?|cabeceras?|cabecalhos?"),
    "query": (
        "sendQuery",
        "queryParameters",
        r"(?:query|url|get) ?(?:string )?param\w*|query string|query|(?:abfrage|url)-?parameter|param\w+ de (?:requete|consulta|busca)",
    ),
}
_PAIR = re.compile(
    r"(?P<name>[A-Za-z][\w.-]*)\s*(?::|=|\bwith (?:the )?value\b|\bset to\b|\bto\b|\bauf\b|\bmit dem wert\b)\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|(?:Bearer |Basic )?[^\s,;]+)"
)


def send_along(scene: Scene) -> Step | None:
    """Headers or query parameters with their values, in the request that is meant."""
    calls = [node for node in scene.canvas.nodes if node.type.removesuffix("Tool") == BASE + "httpRequest"]
    if not calls or scene.says("remove") is not None:
        return None
    for flag, holder, words in _KINDS.values():
        match = re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)
        if match is None:
            continue
        pair = _PAIR.search(scene.text, match.end()) or _PAIR.search(scene.text[: match.start()])
        if pair is None:
            continue
        meant = [each.node for each in nodes_meant(scene) if each.node in calls]
        node = (meant or calls)[0]
        return Step(_edits(node, flag, holder, pair["name"], pair["value"].strip("\"'")), 0.9)
    return None


def _edits(node: Node, flag: str, holder: str, name: str, value: str) -> tuple[Edit, ...]:
    held: Any = node.parameters.get(holder)
    entries = held.get("parameters") if isinstance(held, dict) else None
    known = [each for each in entries or [] if isinstance(each, dict) and each.get("name")]
    entry = {"name": name, "value": value}
    same = [index for index, each in enumerate(known) if str(each["name"]).lower() == name.lower()]
    changed = [entry if index in same else each for index, each in enumerate(known)]
    if not same:
        changed.append(entry)
    edits: list[Edit] = []
    if node.parameters.get(flag) is not True:
        edits.append(SetParameter(node.name, flag, True))
    return (*edits, SetParameter(node.name, holder, {"parameters": changed}))


def authenticate(scene: Scene) -> Step | None:
    """“Call it with basic auth”, “protect the webhook with a header”: how a request shows who it is."""
    kind = next(
        (k for k, words in _AUTHS.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)), None
    )
    if kind is None or scene.says("remove") is not None:
        return None
    able = [node for node in scene.canvas.nodes if node.type in {BASE + "httpRequest", BASE + "webhook"}]
    meant = [each.node for each in nodes_meant(scene) if each.node in able]
    node = next(iter(meant or able), None)
    if node is None:
        return None
    if node.type == BASE + "webhook":
        return Step((SetParameter(node.name, "authentication", kind),), 0.9) if kind in _ON_WEBHOOKS else None
    generic = f"http{kind[:1].upper()}{kind[1:]}" if kind != "oAuth2" else "oAuth2Api"
    return Step(
        (
            SetParameter(node.name, "authentication", "genericCredentialType"),
            SetParameter(node.name, "genericAuthType", generic),
        ),
        0.9,
    )


_AUTHS = {
    "basicAuth": r"basic[- ]?auth\w*",
    "headerAuth": r"header[- ]?auth\w*",
    "bearerAuth": r"bearer(?:[- ](?:auth\w*|token))?",
    "digestAuth": r"digest[- ]?auth\w*",
    "queryAuth": r"query[- ]?auth\w*",
    "jwtAuth": r"jwt(?:[- ]?auth\w*)?",
    "oAuth2": r"oauth ?2?",
}
_ON_WEBHOOKS = frozenset({"basicAuth", "headerAuth", "jwtAuth"})
