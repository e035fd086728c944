"""“Remember the last 30 messages”, “set the priority to high”: a parameter by its name or by what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_UNITS = {
    "seconds": "second|sec|sekunde|seconde|segundo",
    "minutes": "minute|min|minuto",
    "hours": "hour|hr|stunde|heure|hora",
    "days": "day|tag|jour|dia",
}
_PLUMBING = frozenset({"resource", "operation", "authentication", "select", "notice"})


def turn_knob(scene: Scene) -> Step | None:
    """The parameter that the words name, set to the value that they give."""
    return _number(scene) or _model(scene) or _said(scene) or _named(scene) or _choice(scene)


def copy_to(scene: Scene) -> Step | None:
    """“cc boss@corp.io”: the option of a mail that copies go to."""
    match = scene.says("copy_to")
    address = next((token for token in scene.u.tokens if token.kind is Kind.EMAIL), None)
    if match is None or address is None:
        return None
    wanted = "bcc" if "bcc" in match.group() else "cc"
    for node in scene.canvas.nodes:
        for prop in shown(scene, node):
            for child in prop.children:
                if re.fullmatch(rf"{wanted}(?:list|email|recipients?|addresses)?", flat(child.name)):
                    return Step((SetParameter(node.name, f"{prop.name}.{child.name}", address.text),), 0.9)
    return None


def _said(scene: Scene) -> Step | None:
    """“the message should say “New order!””: what a step says, in quotation marks."""
    quoted = [token for token in scene.u.tokens if token.kind is Kind.QUOTED]
    if len(quoted) != 1 or scene.says("also") is not None or scene.says("when") is not None:
        return None
    meant = [each.node.name for each in nodes_meant(scene)]
    found: list[tuple[bool, Node, str]] = []
    for slot, words in table("said").items():
        if not re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat[: quoted[0].start]):
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
    _, node, name = max(found, key=lambda each: each[0])
    return Step((SetParameter(node.name, name, quoted[0].text[1:-1]),), 0.85)


def _choice(scene: Scene) -> Step | None:
    """“translate to Italian instead”, “save them as drafts”: a choice that one parameter alone offers."""
    if scene.says("also") is not None or any(not hit.is_generic for hit in scene.u.services):
        return None
    found: list[tuple[Node, str, Any, Any]] = []
    for node in scene.canvas.nodes:
        for prop in shown(scene, node):
            for path, each in [(prop.name, prop), *((f"{prop.name}.{c.name}", c) for c in prop.children)]:
                if each.type != "options" or each.name in _PLUMBING:
                    continue
                for choice in each.choices:
                    name = flat(str(choice.name))
                    if len(name) > 3 and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", scene.flat):
                        found.append((node, path, choice.value, at(node, path)))
    changing = [each for each in found if each[2] != each[3]]
    if len({(each[0].name, each[1]) for each in changing}) != 1 or len(changing) != 1:
        return None
    node, path, value, _ = changing[0]
    return Step((SetParameter(node.name, path, value),), 0.75)


def at(node: Node, path: str) -> Any:
    """A parameter's value by its dotted path; None when it is not set."""
    held: Any = node.parameters
    for part in path.split("."):
        held = held.get(part) if isinstance(held, dict) else None
    return held


_MODEL = re.compile(
    r"(?<![\w.])(?:gpt-[\w.-]+|chatgpt-[\w.-]+|o[1-9](?:-[\w-]+)?|claude-[\w.-]+|gemini-[\w.-]+|llama[\w.:-]+|"
    r"mi[sx]tral[\w.:-]+|deepseek-[\w.-]+|grok-[\w.-]+|qwen[\w.:-]+)(?![\w])"
)


def _model(scene: Scene) -> Step | None:
    """A model by its id: `gpt-4o`, `claude-sonnet-4-5`."""
    match = _MODEL.search(scene.flat)
    if match is None:
        return None
    for node in scene.canvas.nodes:
        for name in ("model", "modelName", "modelId"):
            held = node.parameters.get(name)
            if scene.canvas.is_sub_node(node) and any(prop.name == name for prop in shown(scene, node)):
                value = scene.text[match.start() : match.end()]
                locator = any(
                    prop.name == name and prop.type == "resourceLocator" for prop in shown(scene, node)
                )
                mode = held.get("mode", "list") if isinstance(held, dict) else "list"
                changed = {"__rl": True, "mode": mode, "value": value} if locator else value
                return Step((SetParameter(node.name, name, changed),), 0.9)
    return None


def _number(scene: Scene) -> Step | None:
    """A number for a parameter that is known by what it does."""
    numbers = [(t, parse_number(t)) for t in scene.u.tokens if t.kind in {Kind.NUMBER, Kind.MONEY}]
    numbers = [(t, n) for t, n in numbers if n is not None]
    if len(numbers) != 1 or numbers[0][1] is None:
        return None
    number = numbers[0][1]
    value = whole(number)
    meant = [each.node.name for each in nodes_meant(scene)]
    candidates = []
    for node in scene.canvas.nodes:
        for path, name in _numeric(scene, node):
            words = table("knobs").get(name)
            if words is not None and re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat):
                candidates.append((node.name in meant, at(node, path) is not None, node, path))
    if not candidates:
        return None
    _, _, node, path = max(candidates, key=lambda each: (each[0], each[1]))
    edits: list[Edit] = [SetParameter(node.name, path, value)]
    if node.type == BASE + "wait" and path == "amount":
        for unit, said in _UNITS.items():
            if re.search(rf"(?<!\w)(?:{said})(?:s|n|en)?(?!\w)", scene.flat):
                edits.append(SetParameter(node.name, "unit", unit))
    return Step(tuple(edits), 0.9)


def _numeric(scene: Scene, node: Node) -> Iterator[tuple[str, str]]:
    """Paths and names of number parameters that the node shows, those in its options too."""
    for prop in shown(scene, node):
        if prop.type == "number" or (
            prop.type == "string" and isinstance(node.parameters.get(prop.name), int)
        ):
            yield prop.name, prop.name
        if prop.type == "collection":
            for child in prop.children:
                if child.type == "number":
                    yield f"{prop.name}.{child.name}", child.name


def shown(scene: Scene, node: Node) -> list[Property]:
    """The properties that n8n shows for the node as it is set."""
    return scene.once(("shown", node.name), lambda: _shown(scene, node))


def _shown(scene: Scene, node: Node) -> list[Property]:
    version = scene.canvas.version(node)
    if version is None:
        return []
    try:
        filled = fill_defaults(version, dict(node.parameters))
    except UnreadableParameters:
        return []
    return [prop for prop in version.properties if is_shown(prop.display_options, filled, version)]


def _named(scene: Scene) -> Step | None:
    """A parameter called by its own name, with a choice, a switch or a text as its value."""
    if scene.says("also") is not None:
        return None
    found = nodes_meant(scene)
    best: tuple[float, Node, str, Any] | None = None
    for node in scene.canvas.nodes:
        bonus = next((each.score for each in found if each.node.name == node.name), 0.0)
        for prop in shown(scene, node):
            for path, each in [(prop.name, prop), *((f"{prop.name}.{c.name}", c) for c in prop.children)]:
                if each.name in _PLUMBING:
                    continue
                named = _says_name(scene, each)
                if not named:
                    continue
                value = _value_for(scene, each, named)
                if value is None:
                    continue
                score = named[1] - named[0] + bonus
                if best is None or score > best[0]:
                    best = (score, node, path, value)
    if best is None:
        return None
    _, node, path, value = best
    if isinstance(node.parameters.get(path), dict) and node.parameters[path].get("__rl"):
        path = f"{path}.value"
    return Step((SetParameter(node.name, path, value),), 0.85)


def _says_name(scene: Scene, prop: Property) -> tuple[int, int] | None:
    name = flat(prop.display_name or "")
    if len(name) < 3:
        return None
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", scene.flat)
    return match.span() if match is not None else None


def _value_for(scene: Scene, prop: Property, named: tuple[int, int]) -> Any:
    rest = scene.flat[named[1] :]
    if prop.type == "options":
        around = scene.flat[: named[0]] + " " + rest
        for choice in sorted(prop.choices, key=lambda each: -len(str(each.name))):
            if re.search(rf"(?<!\w){re.escape(flat(str(choice.name)))}(?!\w)", around):
                return choice.value
        return None
    if prop.type == "boolean":
        before = scene.flat[: named[0]]
        if re.search(
            r"(?<!\w)(?:no|don'?t|without|disable|turn off|off|false|nicht|kein\w*|ohne|sans|sin|sem)(?!\w)",
            before + rest[:12],
        ):
            return False
        return (
            True
            if re.search(
                r"(?<!\w)(?:enable|turn on|on|true|set|use|mit|with|activate)(?!\w)", before + rest[:12]
            )
            else None
        )
    match = re.match(
        r"\s*(?:(?:is|was)? ?(?:now )?(?:called|named)|to|is|should be|=|:|auf|a|en|para|sur)\s+(?:now (?:called|named)?\s*)?",
        rest,
    )
    if match is None and re.search(r"(?<!\w)(?:make|set|change)(?!\w)", scene.flat[: named[0]]):
        match = re.match(r"\s+", rest)
    if match is None:
        return None
    start = named[1] + match.end()
    token = next((t for t in scene.u.tokens if t.start >= start), None)
    if token is None:
        return None
    if prop.type == "number":
        number = parse_number(token)
        return None if number is None else whole(number)
    if prop.type not in {"string", "resourceLocator", "dateTime"}:
        return None
    if token.kind is Kind.QUOTED:
        return token.text[1:-1]
    return scene.text[start:].strip().rstrip(".!").strip() or None
