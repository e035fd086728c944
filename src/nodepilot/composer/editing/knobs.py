"""“Remember the last 30 messages”, “set the priority to high”: a parameter by its name or by what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import at, converted, counted_in, settable, shown, unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_WAITED = frozenset({"seconds", "minutes", "hours", "days"})
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
        for path, prop in settable(scene, node):
            if re.fullmatch(rf"{wanted}(?:list|email|recipients?|addresses)?", flat(prop.name)):
                return Step((SetParameter(node.name, path, address.text),), 0.9)
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
        for path, prop in settable(scene, node):
            if prop.type != "options" or prop.name in _PLUMBING:
                continue
            for choice in prop.choices:
                name = flat(str(choice.name))
                if len(name) > 3 and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", scene.flat):
                    found.append((node, path, choice.value, at(node, path)))
    changing = [each for each in found if each[2] != each[3]]
    # What is set already is what is spoken of, rather than an option that nobody has touched.
    changing = [each for each in changing if each[3] is not None] or changing
    if len({(each[0].name, each[1]) for each in changing}) != 1 or len(changing) != 1:
        return None
    node, path, value, _ = changing[0]
    return Step((SetParameter(node.name, path, value),), 0.75)


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
    numbers = [(token, number) for token in scene.u.tokens if (number := parse_number(token)) is not None]
    if len(numbers) != 1:
        return None
    token, number = numbers[0]
    unit = unit_said(scene.flat, token.end)
    meant = [each.node.name for each in nodes_meant(scene)]
    candidates = []
    for node in scene.canvas.nodes:
        for path, prop in _numeric(scene, node):
            words = table("knobs").get(prop.name)
            if words is not None and re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat):
                candidates.append((node.name in meant, at(node, path) is not None, node, path, prop))
    if not candidates:
        return None
    _, _, node, path, prop = max(candidates, key=lambda each: (each[0], each[1]))
    if node.type == BASE + "wait" and path == "amount":
        unit_set = (SetParameter(node.name, "unit", unit),) if unit in _WAITED else ()
        return Step((SetParameter(node.name, path, whole(number)), *unit_set), 0.9)
    if unit is not None:
        number = converted(number, unit, counted_in(prop))
    return Step((SetParameter(node.name, path, whole(number)),), 0.9)


def _numeric(scene: Scene, node: Node) -> Iterator[tuple[str, Property]]:
    """Number parameters that the node shows, those in its options too, with their paths."""
    for path, prop in settable(scene, node):
        if prop.type == "number" or (prop.type == "string" and isinstance(at(node, path), int)):
            yield path, prop


def _named(scene: Scene) -> Step | None:
    """A parameter called by its own name, with a choice, a switch or a text as its value."""
    if scene.says("also") is not None:
        return None
    found = nodes_meant(scene)
    best: tuple[float, Node, str, Any] | None = None
    for node in scene.canvas.nodes:
        bonus = next((each.score for each in found if each.node.name == node.name), 0.0)
        for path, prop in settable(scene, node):
            named = None if prop.name in _PLUMBING else _says_name(scene, prop)
            value = _value_for(scene, prop, named) if named else None
            if named is None or value is None:
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
    return _without_tail(scene.text[start:])


def _without_tail(text: str) -> str | None:
    """The value without a "now" or "please" behind it."""
    text = text.strip().rstrip(".!").strip()
    for name in ("now", "polite", "instead") * 2:
        match = re.search(rf"\W+{cue(name).pattern}\W*$", flat(text))
        if match is not None:
            text = text[: match.start()]
    return text or None
