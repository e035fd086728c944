"""“Remember the last 30 messages”, “set the priority to high”: a parameter by its name or by what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.build.named import named_value
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import at, converted, counted_in, settable, shown, unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_WAITED = frozenset({"seconds", "minutes", "hours", "days"})
_PLUMBING = frozenset({"resource", "operation", "authentication", "select", "notice"})


def turn_knob(scene: Scene) -> Step | None:
    """The parameter that the words name, set to the value that they give."""
    return _number(scene) or _said(scene) or _named(scene) or _identified(scene) or _choice(scene)


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


def tune(scene: Scene) -> Step | None:
    """“keep only the last 6 messages in memory”: a number of a sub-node, whatever "only" says elsewhere."""
    return _number(scene, sub_nodes=True)


def _identified(scene: Scene) -> Step | None:
    """“list 5f3a9”, “project 10042”: an id behind the word for what it belongs to."""
    if scene.says("also") is not None or scene.says("when") is not None:
        return None
    meant = [each.node for each in nodes_meant(scene)]
    for node in sorted(scene.canvas.nodes, key=lambda each: each not in meant):
        for prop in shown(scene, node):
            if prop.name not in node.parameters or not re.search(
                r"(?i)id$|^(?:project|board|list|team|table|base|folder)", prop.name
            ):
                continue
            found = named_value(prop, scene.u, 0, len(scene.u.tokens))
            if found is not None:
                held = node.parameters[prop.name]
                path = f"{prop.name}.value" if isinstance(held, dict) else prop.name
                return Step((SetParameter(node.name, path, found[0]),), 0.85)
    return None


def _choice(scene: Scene) -> Step | None:
    """“translate to Italian instead”, “save them as drafts”: a choice that one parameter alone offers."""
    if scene.says("also") is not None or any(not hit.is_generic for hit in scene.u.services):
        return None
    if any(token.kind in {Kind.URL, Kind.EMAIL} for token in scene.u.tokens):
        # What goes with an address is more than a choice.
        return None
    swap = find_swap(scene)
    said = slice(*swap.new) if swap is not None and swap.old is not None else slice(None)
    found: list[tuple[Node, str, Any, Any]] = []
    for node in scene.canvas.nodes:
        for path, prop in settable(scene, node):
            if prop.type != "options" or prop.name in _PLUMBING - {"authentication"}:
                continue
            found += [
                (node, path, choice.value, at(node, path))
                for choice in prop.choices
                if _is_said(str(choice.name), scene.text[said], scene.flat[said])
            ]
    changing = [each for each in found if each[2] != each[3]]
    # What is set already is what is spoken of, rather than an option that nobody has touched.
    changing = [each for each in changing if each[3] is not None] or changing
    if len({(each[0].name, each[1]) for each in changing}) != 1 or len(changing) != 1:
        return None
    node, path, value, _ = changing[0]
    return Step((SetParameter(node.name, path, value),), 0.75)


def _is_said(name: str, text: str, plain: str) -> bool:
    """A choice by its name; short names only in capitals ("PUT")."""
    if len(name) > _SHORT:
        return re.search(rf"(?<!\w){re.escape(flat(name))}s?(?!\w)", plain) is not None
    return (
        name.isupper()
        and len(name) == _SHORT
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
    )


_SHORT = 3
_MODEL = re.compile(
    r"(?<![\w.])(?:gpt-[\w.-]+|chatgpt-[\w.-]+|o[1-9](?:-[\w-]+)?|claude-[\w.-]+|gemini-[\w.-]+|llama[\w.:-]+|"
    r"mi[sx]tral[\w.:-]+|deepseek-[\w.-]+|grok-[\w.-]+|qwen[\w.:-]+)(?![\w])"
)


def remodel(scene: Scene) -> Step | None:
    """A model by its id: `gpt-4o`, `claude-sonnet-4-5`; where another maker's model is there, it gives way elsewhere."""
    match = _MODEL.search(scene.flat)
    if match is None or scene.says("also") is not None:
        return None
    found = [
        (node, name)
        for node in scene.canvas.nodes
        for name in ("model", "modelName", "modelId")
        if any(prop.name == name for prop in shown(scene, node)) and _makes(node, match)
    ]
    meant = [each.node for each in nodes_meant(scene)]
    roots = {child: root.name for root in meant for child in scene.canvas.workflow.graph.sub_nodes(root.name)}
    best = [each for each in found if each[0] in meant or each[0].name in roots] or found
    if not best:
        return None
    node, name = min(best, key=lambda each: meant.index(each[0]) if each[0] in meant else len(meant))
    return Step((SetParameter(node.name, name, model_value(scene, node, name, match)),), 0.9)


def model_said(scene: Scene) -> re.Match[str] | None:
    """Where the text names a model by its id."""
    return _MODEL.search(scene.flat)


def _makes(node: Node, match: re.Match[str]) -> bool:
    """A model of that name is made by whom the node asks; makers of many models are asked for any."""
    maker = next((maker for maker, start in table("models").items() if re.match(start, match.group())), None)
    known = "|".join(table("models"))
    of_one = re.search(known, node.type.lower())
    return maker is None or of_one is None or of_one.group() == maker


def model_value(scene: Scene, node: Node, name: str, match: re.Match[str]) -> Any:
    """The model as the parameter keeps it."""
    held = node.parameters.get(name)
    value = scene.text[match.start() : match.end()].rstrip(".")
    if any(prop.name == name and prop.type == "resourceLocator" for prop in shown(scene, node)):
        mode = held.get("mode", "list") if isinstance(held, dict) else "list"
        return {"__rl": True, "mode": mode, "value": value}
    return value


def _number(scene: Scene, *, sub_nodes: bool = False) -> Step | None:
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
            if sub_nodes and not _is_plain(scene, node, prop, token.end, meant):
                continue
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


def _is_plain(scene: Scene, node: Node, prop: Property, end: int, meant: list[str]) -> bool:
    """A number of a sub-node that is named, or one with the parameter's own word right behind it."""
    if scene.canvas.is_sub_node(node):
        return node.name in meant
    words = table("knobs").get(prop.name, "")
    return prop.name in _OWN_WORD and re.match(rf"\s*(?:{words})(?!\w)", scene.flat[end:]) is not None


_OWN_WORD = frozenset({"maxIterations", "maxTokens", "temperature", "topK", "batchSize"})


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
            if named is None or value is None or _speaks_of_another(scene, node):
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


def _speaks_of_another(scene: Scene, node: Node) -> bool:
    """“send a Slack message to …”: the message of another service than the node's."""
    service = scene.canvas.service(node)
    named = {hit.key for hit in scene.u.services if not hit.is_generic}
    return bool(named) and (service is None or service.key not in named)


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
        r"\s*(?:(?:of|in|on|for|von|des|der|de|del|do) (?:the |our )?[\w ]{2,20}? )?(?:(?:is|was)? ?(?:now )?(?:called|named)|to|is|should be|=|:|auf|a|en|para|sur)\s+(?:now (?:called|named)?\s*)?",
        rest,
    )
    if match is None and re.search(
        r"(?<!\w)(?:make|set|change|get|gets|give|have|use)(?!\w)", scene.flat[: named[0]]
    ):
        match = re.match(r"\s+(?!(?:of|in|on|for|from|with|and|to)\b)", rest)
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
    if prop.type == "dateTime" and not re.search(r"\d", token.text):
        # "tomorrow" is no date that a parameter takes.
        return None
    if re.fullmatch(r"[\w-]*\d[\w-]*", token.text) and scene.flat[token.end :].startswith(","):
        return token.text
    return _without_tail(scene.text[start:])


def _without_tail(text: str) -> str | None:
    """The value without a "now" or "please" behind it."""
    text = text.strip().rstrip(".!").strip()
    for name in ("now", "polite", "instead") * 2:
        match = re.search(rf"\W+{cue(name).pattern}\W*$", flat(text))
        if match is not None:
            text = text[: match.start()]
    return text or None
