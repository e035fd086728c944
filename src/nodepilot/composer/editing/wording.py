"""“The message should say “New order!””, “cc boss@corp.io”: what a step says, and to whom a copy goes."""

from __future__ import annotations

import re

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import settable
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node


def change_wording(scene: Scene) -> Step | None:
    """“the message should say “New order!””: what a step says, in quotation marks."""
    quoted = [token for token in scene.u.tokens if token.kind is Kind.QUOTED]
    if not quoted and (plain := _put_in_front(scene)) is not None:
        return plain
    if len(quoted) != 1 or any(scene.says(each) is not None for each in ("also", "when", "acting")):
        return None
    meant = [each.node.name for each in nodes_meant(scene)]
    found: list[tuple[bool, Node, str]] = []
    for slot, words in table("said").items():
        beside = not _is_alone(scene)
        if not re.search(
            rf"(?<!\w)(?:{words})(?!\w)", scene.flat if beside else scene.flat[: quoted[0].start]
        ):
            continue
        for node in scene.canvas.nodes:
            found += [
                (node.name in meant, node, name)
                for name, value in node.parameters.items()
                if isinstance(value, str)
                and slot_of(name) in ({slot, "body"} if slot == "message" else {slot, "title"})
            ]
    if not found:
        return None
    _, node, name = max(found, key=lambda each: (each[0], scene.canvas.is_writing(each[1])))
    said = quoted[0].text[1:-1]
    said = f"={said}" if "{{" in said and _is_alone(scene) else said
    return Step((SetParameter(node.name, name, _beside(scene, str(node.parameters[name]), said)),), 0.85)


_IN_FRONT = re.compile(
    r"(?:put|write|add|schreibe?|setze?|mets|ecris|pon|escribe|ponha)\s+(?P<said>[^\"]{2,60}?)\s+(?P<where>in front of|at the (?:start|beginning|top) of|before|at the (?:end|bottom) of|behind|after|vor|an den anfang von|au debut de|al principio de)\s+"
    r"(?:the |our |die |den |das |le |la |el |o )?(?:slack |telegram |discord |mail |email |sms )?(?:text|message|mail|post|tweet|nachricht|texte|texto|mensaje|mensagem)"
)


def _put_in_front(scene: Scene) -> Step | None:
    """“put good morning in front of the text”: words that are meant as they are."""
    match = _IN_FRONT.match(cue("polite").sub("", scene.flat).lstrip(" ,"))
    said = scene.text[scene.flat.find(match["said"]) :][: len(match["said"])] if match is not None else ""
    telling = [
        (node, name)
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        for name, value in node.parameters.items()
        if isinstance(value, str) and value and slot_of(name) in {"message", "body"}
    ]
    if match is None or len(telling) != 1 or re.match(r"(?:the|their|its|die|der|das|le|la|el)\s", said):
        return None
    node, name = telling[0]
    held = str(node.parameters[name])
    start, rest = ("=", held[1:]) if held.startswith("=") else ("", held)
    said = said[:1].upper() + said[1:]
    is_first = not re.match(r"at the (?:end|bottom)|behind|after", match["where"])
    text = f"{said}\n{rest}" if is_first else f"{rest}\n{said}"
    return Step((SetParameter(node.name, name, start + text),), 0.75)


def _is_alone(scene: Scene) -> bool:
    """It takes the place of what was said, rather than standing beside it."""
    return scene.says("text_first") is None and scene.says("text_last") is None


def _beside(scene: Scene, held: str, said: str) -> str:
    """“should start with …”, “put … in front of it”: what is there stays beside it."""
    for name, is_first in (("text_first", True), ("text_last", False)):
        if scene.says(name) is None:
            continue
        if "{{" in said and not held.startswith("="):
            held = f"={held}"
        start, rest = ("=", held[1:]) if held.startswith("=") else ("", held)
        parts = (said, rest) if is_first else (rest, said)
        return start + " ".join(parts)
    return said


def copy_to(scene: Scene) -> Step | None:
    """“cc boss@corp.io, bcc archive@corp.io”: the options of a mail that copies go to."""
    edits: list[Edit] = []
    for match in cue("copy_to").finditer(scene.flat):
        wanted = "bcc" if "bcc" in match.group() else "cc"
        addresses = [token for token in scene.u.tokens if token.kind is Kind.EMAIL]
        address = next((token for token in addresses if token.start >= match.end()), None)
        address = address or next(
            (token for token in reversed(addresses) if token.end <= match.start()), None
        )
        if address is not None and (found := _copy_option(scene, wanted)) is not None:
            edits.append(SetParameter(*found, address.text))
    return Step(tuple(edits), 0.9) if edits else None


def _copy_option(scene: Scene, wanted: str) -> tuple[str, str] | None:
    meant = [each.node for each in nodes_meant(scene)]
    for node in sorted(scene.canvas.nodes, key=lambda each: each not in meant):
        for path, prop in settable(scene, node):
            if re.fullmatch(rf"{wanted}(?:list|email|recipients?|addresses)?", flat(prop.name)):
                return node.name, path
    return None
