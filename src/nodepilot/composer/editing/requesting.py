"""“Add the header X-Api-Key: abc”, “send page=2 as a query parameter”: what goes along with an HTTP request."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.said_values import structure
from nodepilot.composer.editing.scene import Scene
from nodepilot.sentences import say
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_KINDS = {
    "header": ("sendHeaders", "headerParameters", r"headers?|kopfzeilen?|en-?tetes?|cabeceras?|cabecalhos?"),
    "query": (
        "sendQuery",
        "queryParameters",
        r"(?:query|url|get) ?(?:string )?param\w*|param(?:eter)?s?(?= )|parameter:?|query string|query|(?:abfrage|url)-?parameter|param\w+ de (?:requete|consulta|busca)",
    ),
}
_PAIR = re.compile(
    r"(?P<name>[A-Za-z][\w.-]*)\s*(?::|=|\bwith (?:the )?value\b|\bset to\b|\bto\b|\bauf\b|\bmit dem wert\b)\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|(?:Bearer |Basic )?[^\s,;]+)"
)


_VALUE_BEHIND = re.compile(
    r"(?P<name>[A-Za-z][\w-]*) header (?:with (?:the value )?|of |: ?|= ?|set to )(?P<value>\"[^\"]*\"|'[^']*'|(?:Bearer |Basic )?[^\s,;]+)"
)
"""“an Authorization header with Bearer abc”."""


def send_along(scene: Scene) -> Step | None:
    """Headers, query parameters or a body with their values, in the request that is meant; or all of its pages."""
    calls = [node for node in scene.canvas.nodes if node.type.removesuffix("Tool") == BASE + "httpRequest"]
    if not calls or scene.says("remove") is not None:
        return None
    meant = [each.node for each in nodes_meant(scene) if each.node in calls]
    node = (meant or calls)[0]
    if (placed := _in_address(scene, node)) is not None:
        return placed
    if (pages := _all_pages(scene, node)) is not None:
        return pages
    if (body := _body(scene, node)) is not None:
        return body
    for kind, (flag, holder, words) in _KINDS.items():
        match = re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)
        if match is None:
            continue
        pair = _VALUE_BEHIND.search(scene.text) if kind == "header" else None
        pair = pair or _PAIR.search(scene.text, match.end()) or _PAIR.search(scene.text[: match.start()])
        if pair is not None:
            name = "Authorization" if pair["name"].lower() == "authorization" else pair["name"]
            return Step(_edits(node, flag, holder, name, pair["value"].strip("\"'")), 0.9)
        if (
            kind == "header"
            and (name := _HEADER.search(scene.text)) is not None
            and node.type == BASE + "httpRequest"
        ):
            # A header without its value is a secret: it belongs into a credential.
            note = say(
                "The header `{name}` and its value go into a Header Auth credential.", name=name.group()
            )
            return Step(_generic(node, "headerAuth"), 0.8, (note,))
    return None


_HEADER = re.compile(
    r"(?<![\w-])(?:X-[\w-]+|Authorization|[A-Z][a-z]+-[A-Z][\w-]+)(?![\w-])|(?<!\w)(?:x-[\w-]+)"
)


_NAMED = re.compile(
    r"\W*(?:please |now )*(?:(?:set|change) )?(?:the |my |our )?(?P<name>[A-Za-z][\w-]*) (?:is now|is|to|should be|should now be|must be|=|now) ['\"]?(?P<value>[\w.@+-]+(?: [\w.@+-]+)?)['\"]?(?: now| please| instead)*\W*"
)


def _in_address(scene: Scene, node: Node) -> Step | None:
    """“the city is Vienna”: a parameter that stands in the address already."""
    match = _NAMED.fullmatch(scene.text)
    url = node.parameters.get("url")
    if match is None or not isinstance(url, str):
        return None
    held = re.compile(rf"(?i)(?<=[?&]){re.escape(match['name'])}=[^&#]*")
    if held.search(url) is None:
        return None
    value = quote(match["value"].strip())
    changed = held.sub(lambda each: f"{each.group().split('=')[0]}={value}", url)
    return Step((SetParameter(node.name, "url", changed),), 0.9)


def _all_pages(scene: Scene, node: Node) -> Step | None:
    """“walk through all pages”: the request is repeated with the next page's number until a page is empty."""
    if scene.says("all_pages") is None or node.type != BASE + "httpRequest":
        return None
    held = node.parameters.get("options")
    if isinstance(held, dict) and held.get("pagination"):
        return None
    pagination = {
        "pagination": {
            "paginationMode": "updateAParameterInEachRequest",
            "parameters": {"parameters": [{"name": "page", "value": "={{ $pageCount + 1 }}"}]},
            "paginationCompleteWhen": "receiveSpecificStatusCodes",
            "statusCodesWhenComplete": "404",
            "limitPagesFetched": True,
            "maxRequests": _MOST_PAGES,
        }
    }
    note = say(
        "Each request asks for the next `page`, at most {count}; change the parameter if the service calls it otherwise.",
        count=_MOST_PAGES,
    )
    return Step((SetParameter(node.name, "options.pagination", pagination),), 0.75, (note,))


_MOST_PAGES = 100


def _body(scene: Scene, node: Node) -> Step | None:
    """“send the body {…}”: JSON that is sent; a request that only reads becomes one that sends."""
    match = re.search(r"(?<!\w)(?:body|payload|json|rumpf|corps|cuerpo|corpo)(?!\w)", scene.flat)
    start = scene.text.find("{", match.end()) if match is not None else -1
    code = structure(scene.text[start:]) if start >= 0 else None
    if code is None or any(each.type == BASE + "respondToWebhook" for each in _meant(scene)):
        return None
    edits: list[Edit] = []
    if str(node.parameters.get("method", "GET")) == "GET":
        edits.append(SetParameter(node.name, "method", "POST"))
    edits += [
        SetParameter(node.name, "sendBody", True),
        SetParameter(node.name, "specifyBody", "json"),
        SetParameter(node.name, "jsonBody", code),
    ]
    return Step(tuple(edits), 0.85)


def _meant(scene: Scene) -> list[Node]:
    return [each.node for each in nodes_meant(scene)][:1]


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
    return Step(_generic(node, kind), 0.9)


def _generic(node: Node, kind: str) -> tuple[Edit, ...]:
    generic = f"http{kind[:1].upper()}{kind[1:]}" if kind != "oAuth2" else "oAuth2Api"
    return (
        SetParameter(node.name, "authentication", "genericCredentialType"),
        SetParameter(node.name, "genericAuthType", generic),
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
