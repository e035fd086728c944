"""“Post it to #ops instead”, “check https://… now”: a value of a kind that stands in one place, without the old one beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.composer.editing.addressing import speaks_of_mail
from nodepilot.composer.editing.cues import cue, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import SetParameter, UnsetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_Place = tuple[Node, tuple[str | int, ...], Any]

FITS: Mapping[Kind, re.Pattern[str]] = {
    Kind.URL: re.compile(r"^=?https?://"),
    Kind.EMAIL: re.compile(r"^=?[\w.+-]+@[\w-]+(\.[\w-]+)+$"),
    Kind.CHANNEL: re.compile(r"^#?[\w-]+$"),
    Kind.PATH: re.compile(r"^=?/[\w./-]*(?:\{\{.*\}\}[\w./-]*)?$"),
    Kind.HANDLE: re.compile(r"^@?[\w.-]+$"),
}
_CHANNEL_NAMES = frozenset({"channelid", "channel", "channelname"})


def set_literal(scene: Scene) -> Step | None:
    """“post it to #ops instead”, “check https://… now”: a value of a kind that stands in one place only."""
    if scene.says("also") is not None or scene.is_conditional:
        return None
    if _COMMAND.search(scene.flat):
        # "add a /help command": one more of them, rather than another name for one.
        return None
    if cue("stop_doing").match(cue("polite").sub("", scene.flat).lstrip(" ,")):
        # "don't send it to …": a place where nothing shall go.
        return None
    if (document := _document(scene)) is not None:
        return document
    literals = [t for t in scene.u.tokens if t.kind in FITS]
    if len(literals) != 1:
        return None
    token = literals[0]
    places = list(_of_kind(scene, token))
    meant = [each.node.name for each in nodes_meant(scene)]
    wanted = [place for place in places if place[0].name in meant] or places
    nodes = {place[0].name for place in wanted}
    if not wanted or (len(nodes) > 1 and not _is_change(scene)):
        return None
    if token.kind is Kind.EMAIL and not (
        nodes & {*meant}
        or speaks_of_mail(scene)
        or any(scene.says(each) for each in ("instead", "now", "replace"))
    ):
        # "sales tickets should go to …": for some only, and by what is not said.
        return None
    if not _is_change(scene) and not _names_place(scene, token) and _asks_for_more(scene, {*nodes}):
        return None
    if token.kind is Kind.CHANNEL and _is_elsewhere(scene):
        return None
    node, path, value = wanted[0] if meant else wanted[-1]
    text = token.text
    if (
        token.kind is Kind.CHANNEL
        and isinstance(value, str)
        and value
        and not value.startswith("#")
        and _is_name(value)
    ):
        text = token.text.lstrip("#")
    if token.kind is Kind.PATH and path == ("path",) and not str(value).startswith(("/", "=")):
        text = text.strip("/")
    if token.kind is Kind.PATH and "{{" in str(value) and "." not in text.rpartition("/")[2]:
        # A folder, and a name that is found in the run.
        text = f"={text.rstrip('/')}/{{{{{str(value).partition('{{')[2]}"
    elif (
        token.kind is Kind.PATH
        and "." in str(value).rpartition("/")[2]
        and "." not in text.rpartition("/")[2]
    ):
        # A folder: the file keeps its name.
        text = f"{text.rstrip('/')}/{str(value).rpartition('/')[2]}"
    return Step((SetParameter(node.name, render_path(path), text),), 0.9)


_COMMAND = re.compile(r"(?<!\w)(?:add|create|new|another|also)\b.{0,20}(?:/[\w-]+ command|command /[\w-]+)")
CHAT = re.compile(
    r"(?<!\w)(?:chats?|groups?|gruppe|groupe|grupo)(?: ?id)?(?: number| nr\.?)?\s*(?:is|=|:|to|now|ist|est|es)?\s*(?P<id>-?\d{5,})(?!\w)"
)


def chat_id(scene: Scene) -> Step | None:
    """“send it to chat 987654321 instead”."""
    match = CHAT.search(scene.flat)
    nodes = [node for node in scene.canvas.nodes if isinstance(node.parameters.get("chatId"), str)]
    meant = [each.node for each in nodes_meant(scene) if each.node in nodes]
    chosen = nodes if len(nodes) == 1 else meant[:1]
    if match is None or not chosen or scene.is_conditional:
        return None
    if any(scene.says(each) is not None for each in ("also", "both", "only", "skip", "unless", "from")):
        return None
    return Step((SetParameter(chosen[0].name, "chatId", match["id"]),), 0.9)


_DOCUMENT = re.compile(
    r"(?:docs\.google\.com/\w+/d/|(?<![\w/-]))(?P<id>(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{25,})(?![\w-])"
)


def _document(scene: Scene) -> Step | None:
    """An id of a spreadsheet or document, or its address, for the step that works on one."""
    match = _DOCUMENT.search(scene.text)
    holding = [node for node in scene.canvas.nodes if isinstance(node.parameters.get("documentId"), Mapping)]
    meant = [each.node for each in nodes_meant(scene) if each.node in holding]
    chosen = meant[:1] or (holding if len(holding) == 1 else [])
    if match is None or not chosen:
        return None
    held = chosen[0].parameters["documentId"]
    value = {**held, "mode": "id", "value": match["id"]}
    return Step((SetParameter(chosen[0].name, "documentId", value),), 0.9)


_PRIVATELY = re.compile(
    r"(?<!\w)(?:direct messages?|dms?|privately|private messages?|direktnachricht|message prive|mensaje directo)(?!\w)"
)


def directly(scene: Scene) -> Step | None:
    """“send it as a direct message to @tom”: a person in the place of the channel."""
    handles = [token.text for token in scene.u.tokens if token.kind is Kind.HANDLE]
    nodes = [
        node
        for node in scene.canvas.nodes
        if node.type.endswith(".slack") and isinstance(node.parameters.get("channelId"), Mapping)
    ]
    if len(handles) != 1 or len(nodes) != 1 or _PRIVATELY.search(scene.flat) is None or scene.says("also"):
        return None
    user = {"__rl": True, "mode": "username", "value": handles[0]}
    return Step(
        (
            SetParameter(nodes[0].name, "select", "user"),
            SetParameter(nodes[0].name, "user", user),
            UnsetParameter(nodes[0].name, "channelId"),
        ),
        0.9,
    )


def _is_name(value: str) -> bool:
    return re.fullmatch(r"[a-z][\w-]*", value) is not None


def _of_kind(scene: Scene, token: Token) -> Iterator[_Place]:
    fits = FITS[token.kind]
    for node in scene.canvas.nodes:
        if token.kind in {Kind.CHANNEL, Kind.HANDLE}:
            for name, value in node.parameters.items():
                if name.lower() in _CHANNEL_NAMES | {"chatid"}:
                    inner = value.get("value") if isinstance(value, Mapping) else value
                    path: tuple[str | int, ...] = (name, "value") if isinstance(value, Mapping) else (name,)
                    if isinstance(inner, str) and fits.match(inner):
                        yield node, path, inner
            continue
        held = node.parameters.get("path") if scene.canvas.is_trigger(node) else None
        if token.kind is Kind.PATH and isinstance(held, str) and re.fullmatch(r"[\w-]+(?:/[\w:-]+)*", held):
            # A webhook keeps its path without the first stroke.
            yield node, ("path",), held
        for path, value in leaves(node.parameters, ()):
            if not isinstance(value, str) or not fits.match(value) or path[-1] == "fromEmail":
                continue
            if token.kind is Kind.URL and not _is_address(path, value, token.text):
                continue
            yield node, path, value


def _is_address(path: tuple[str | int, ...], value: str, new: str) -> bool:
    """A parameter for addresses; one that keeps a document's address takes another of the same host alone."""
    if any(re.search(r"(?i)ur[il]|link|endpoint|host|site|address", str(part)) for part in path):
        return True
    hosts = [re.match(r"=?https?://([^/]+)", each) for each in (value, new)]
    return all(hosts) and len({match.group(1) for match in hosts if match is not None}) == 1


def _is_change(scene: Scene) -> bool:
    return any(scene.says(name) is not None for name in ("instead", "now", "from_to", "replace"))


def _asks_for_more(scene: Scene, nodes: set[str]) -> bool:
    """It names a service that is not among these nodes, or a condition or place of its own."""
    services = {
        service.key
        for node in scene.canvas.nodes
        if node.name in nodes and (service := scene.canvas.service(node))
    }
    named = {hit.key for hit in scene.u.services if not hit.is_generic}
    return bool(named - services) or any(
        scene.says(each) is not None for each in ("when", "before", "after", "for", "then")
    )


def _is_elsewhere(scene: Scene) -> bool:
    """“… go to #board on Discord” where nothing goes there yet: a place of a service that is not here."""
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    return any(hit.key not in present for hit in scene.u.services if not hit.is_generic)


def _names_place(scene: Scene, token: Token) -> bool:
    """“the address is …”, “use … as the channel”."""
    words = table("appointed")
    kind = "channel" if token.kind is Kind.CHANNEL else "email"
    return re.search(rf"(?<!\w)(?:{words[kind]}|url|link|endpoint)(?!\w)", scene.flat) is not None
