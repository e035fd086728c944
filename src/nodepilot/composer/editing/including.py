"""“Add the issue link to the Discord message”, “put the phone in the sheet, too”: one more value in a step."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import Found, nodes_meant
from nodepilot.composer.editing.named_values import (
    TEXT,
    field_name,
    label_of,
    names_new_service,
    source_of,
    tells_list,
    values_listed,
    words_of,
)
from nodepilot.composer.editing.parameters import settable
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.telling_only import bring_along
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_INTO = re.compile(
    r"(?<!\w)(?:(?P<top>(?:at|to|on) (?:the )?(?:very )?(?:top|beginning|start|front|head) of|in front of|above|before|am anfang (?:von|der|des)|"
    r"an den anfang (?:von|der|des)|oben in|au debut d[eu]|en haut d[eu]|al (?:principio|inicio) de|no (?:inicio|topo) d[aeo])|"
    r"(?:at|to) (?:the )?(?:end|bottom) of|to|in|into|on|with|zu|zum|zur|in|im|ins|an|dans|au|a|al|en|ao|no|na)\s+"
    r"(?:the|our|that|this|every|each|den|die|das|dem|der|le|la|l'|el|los|las|o|os)?\s*"
)
_HEADS = ("subject", "title")


def include(scene: Scene) -> Step | None:
    """The value by its name, where the step that is named keeps such values."""
    if scene.says("when") is not None:
        return None
    if (shown := scene.says("should_show")) is not None:
        return _shown(scene, shown)
    verb = scene.says("include")
    if verb is None or names_new_service(scene):
        return None
    for into in _INTO.finditer(scene.flat, verb.end()):
        values = values_listed(scene, scene.text[verb.end() : into.start()])
        if not values:
            continue
        if _ALL_MESSAGES.match(
            scene.flat, into.end() - len(into.group().split()[-1]) - 1
        ) or _ALL_MESSAGES.match(scene.flat, into.end()):
            made_all = [_edits(scene, node, values) for node in _telling_steps(scene)]
            if len(made_all) > 1 and all(edits is not None for edits in made_all):
                return Step(tuple(edit for edits in made_all for edit in edits or ()), 0.85)
        for each in _kept(scene, into, nodes_meant(scene, (into.end(), len(scene.text)))):
            made = _edits(scene, each.node, values, first=into["top"] is not None)
            if made is not None:
                return Step(tuple(made), 0.8)
            if (brought := bring_along(scene, each.node, values)) is not None:
                return brought
        telling = _telling_steps(scene)
        if len(telling) == 1 and _TOLD_IN.fullmatch(scene.flat[into.end() :].strip(" .!")):
            made = _edits(scene, telling[0], values, first=into["top"] is not None)
            if made is not None:
                return Step(tuple(made), 0.8)
        if values and _ROWS.match(scene.flat, into.end()):
            writing = [n for n in scene.canvas.nodes if isinstance(n.parameters.get("columns"), dict)]
            writing = [n for n in writing if scene.canvas.is_writing(n)]
            return bring_along(scene, writing[0], values) if len(writing) == 1 else None
    return _without_place(scene, verb.end())


_STORED = re.compile(
    r"\W*(?:please |also |and )*(?:write|store|save|log|record|keep|track|note)(?: down| also)? (?:the|their|its) (?P<values>[\w' ,&-]{3,50}?)(?P<too> too| as well| also)?\W*"
)


def store_more(scene: Scene) -> Step | None:
    """“also write the price”: one more column of the one step that keeps such rows."""
    match = _STORED.fullmatch(scene.flat)
    if match is None or (match["too"] is None and scene.says("also") is None) or _names_service(scene):
        return None
    keeping = [
        node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        and isinstance(held := node.parameters.get("columns"), dict)
        and held.get("mappingMode") == "defineBelow"
    ]
    values = values_listed(scene, scene.text[slice(*match.span("values"))])
    edits = _edits(scene, keeping[0], values) if len(keeping) == 1 and values else None
    return Step(tuple(edits), 0.85) if edits else None


def _names_service(scene: Scene) -> bool:
    return any(not hit.is_generic for hit in scene.u.services)


_ALL_MESSAGES = re.compile(
    r"\s*(?:both|all|all the|all of the|every|each|alle|beide[nm]?|toutes les|todos los|todas as)\s+(?:messages?|mails?|e-?mails?|texts?|posts?|notifications?|alerts?|nachrichten)(?: too| as well)?\W*$"
)
_TOLD_IN = re.compile(
    r"(?:[\w-]+ )?(?:subject(?: line)?|title|message|text|e-?mail|mail|body|post|alert|notification|sms|betreff|nachricht|meldung|objet|asunto|mensaje|correo|assunto|mensagem)(?: too| as well| please| auch)?"
)
"""“in the subject”: of the one message that is sent."""


def _telling_steps(scene: Scene) -> list[Node]:
    return [
        node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node) and any(slot_of(name) in TEXT for name in node.parameters)
    ]


_ROWS = re.compile(r"(?:\w+ )?(?:rows?|records?|entry|entries|lines?|zeilen?|lignes?|filas?|linhas?)\W*$")


def _kept(scene: Scene, into: re.Match[str], found: list[Found]) -> list[Found]:
    """“in front of the summary”: where it is told, rather than the model that writes it."""
    models = {node.name for node in scene.canvas.nodes if scene.canvas.workflow.graph.sub_nodes(node.name)}
    if into["top"] is None or not any(each.node.name in models for each in found):
        return found
    told = [each for each in found if each.node.name not in models]
    below = {name for model in models for name in scene.canvas.workflow.graph.reachable(model)}
    return told or [
        Found(node, 1.0)
        for node in scene.canvas.nodes
        if node.name in below and scene.canvas.is_writing(node)
    ]


_NO_PLACE = re.compile(
    r"\s*(?:also |auch )?(?:(?:the|their|its|den|die|das|le|la|l'|el|o|a)\s+|(?=(?:which|what|who|how many) ))(?P<value>[\w' -]{3,50}?)(?: (?:to|in|into) (?:the |its |that )?(?:text|body|wording))?(?: too| as well| auch| aussi| tambien| please)?\W*$"
)


def _without_place(scene: Scene, start: int) -> Step | None:
    """“add the link to the failed execution”: into the one message that is sent."""
    match = _NO_PLACE.match(scene.flat, start)
    telling = _telling_steps(scene)
    if match is None or len(telling) != 1 or scene.says("form") is not None:
        return None
    start, end = match.span("value")
    # "… to the title" names a place, even where it is not known which.
    is_placed = any(nodes_meant(scene, (into.end(), end)) for into in _INTO.finditer(scene.flat, start, end))
    values = values_listed(scene, scene.text[start:end]) if not is_placed else []
    edits = _edits(scene, telling[0], values) if values else None
    return Step(tuple(edits), 0.75) if edits is not None else None


def _shown(scene: Scene, match: re.Match[str]) -> Step | None:
    """“the subject should include the order id”: where it stands is said first."""
    values = values_listed(scene, _THERE.sub("", scene.text[match.end() :]))
    if not values:
        return None
    for each in nodes_meant(scene, (0, match.start())):
        if (edits := _edits(scene, each.node, values)) is not None:
            return Step(tuple(edits), 0.8)
    return None


_THERE = re.compile(r"(?i)\s+(?:in it|in there|too|as well|inside|darin|dedans|tambien|tambem)\W*$")


def _edits(scene: Scene, node: Node, values: list[str], *, first: bool = False) -> list[Edit] | None:
    """The values, one by one; `first`: in front of what is said there."""
    canvas = scene.canvas
    if canvas.is_trigger(node) or canvas.is_sub_node(node):
        return None
    named: list[tuple[str, str]] = []
    for words in values:
        source = source_of(scene, node, words)
        if source is None:
            return None
        named.append((label_of(words), source))
    if len(named) == 1 and not first:
        label, source = named[0]
        service = canvas.service(node)
        tells = service is not None and bool(service.needs & MESSAGING)
        kept = _in_columns(node, label, source)
        if kept is None and not tells:
            kept = _in_options(scene, node, values[0], source)
        if kept is not None:
            return kept
    if (told := _in_text(scene, node, named, first=first)) is not None:
        return told
    if len(named) == 1:
        return _in_fields_before(scene, node, values[0], named[0][1])
    return None


def _in_text(scene: Scene, node: Node, named: list[tuple[str, str]], *, first: bool) -> list[Edit] | None:
    """Lines at the end of what is said, or in front of it; at the end of the subject when that is spoken of."""
    is_subject = re.search(rf"(?<!\w)(?:{table('said')['subject']})(?!\w)(?! and| und| et| y| e)", scene.flat)
    for name, value in node.parameters.items():
        if is_subject is not None and slot_of(name) in _HEADS and isinstance(value, str):
            start = value if value.startswith("=") else f"={value}"
            ending = " ".join(f"{{{{ {source} }}}}" for _, source in named)
            return [SetParameter(node.name, name, f"{start.rstrip()} {ending}")]
    is_single = all(source.endswith(".length") for _, source in named)
    lines = "\n".join(f"{label}: {{{{ {source} }}}}" for label, source in named)
    for name, value in node.parameters.items():
        if (
            slot_of(name) in TEXT
            and isinstance(value, str)
            and value
            and (is_single or not tells_list(value))
        ):
            plain = value.removeprefix("=")
            if all(f"{{{{ {source} }}}}" in plain for _, source in named):
                # It is told there already.
                return []
            text = f"={lines}\n{plain}" if first else f"={plain.rstrip()}\n{lines}"
            return [SetParameter(node.name, name, text)]
    return None


def take_out_value(scene: Scene, span: tuple[int, int]) -> Step | None:
    """“remove the distance”: the line of a message that tells that value."""
    words = words_of(scene.text[slice(*span)])
    if words is None:
        return None
    edits: list[Edit] = []
    for node in scene.canvas.nodes:
        if not scene.canvas.is_writing(node):
            continue
        source = source_of(scene, node, words)
        label = re.compile(rf"(?i)\W*{re.escape(words)}\s*:")
        for name, value in node.parameters.items():
            if slot_of(name) not in TEXT or not isinstance(value, str) or "\n" not in value:
                continue
            lines = value.split("\n")
            kept = [
                line for line in lines if not (label.match(line) or (source is not None and source in line))
            ]
            if 0 < len(kept) < len(lines):
                text = "\n".join(kept)
                edits.append(SetParameter(node.name, name, text if text.startswith("=") else f"={text}"))
    return Step(tuple(edits), 0.8) if edits else None


def _in_columns(node: Node, label: str, source: str) -> list[Edit] | None:
    columns: Any = node.parameters.get("columns")
    if not isinstance(columns, dict) or columns.get("mappingMode") != "defineBelow":
        return None
    held = columns.get("value")
    known: dict[str, Any] = held if isinstance(held, dict) else {}
    title = label if next(iter(known), "X")[:1].isupper() else re.sub(r"\W+", "_", label.lower())
    edits: list[Edit] = [SetParameter(node.name, "columns.value", {**known, title: f"={{{{ {source} }}}}"})]
    schema = columns.get("schema")
    if isinstance(schema, list) and schema and isinstance(schema[-1], dict):
        new = {**schema[-1], "id": title, "displayName": title, "defaultMatch": False, "required": False}
        edits.append(SetParameter(node.name, "columns.schema", [*schema, new]))
    return edits


def _in_options(scene: Scene, node: Node, words: str, source: str) -> list[Edit] | None:
    """A field of the service that bears the name: "phone" among the additional fields."""
    role = role_of_words(words, scene.u.languages)
    wanted = {flat(words).replace(" ", ""), (role or "").replace("_", "")}
    for path, prop in settable(scene, node):
        if "." not in path or prop.type != "string" or path.startswith("options."):
            continue
        names = {flat(prop.name).replace("_", ""), flat(prop.display_name).replace(" ", "")}
        if names & wanted:
            return [SetParameter(node.name, path, f"={{{{ {source} }}}}")]
    return None


def _in_fields_before(scene: Scene, node: Node, words: str, source: str) -> list[Edit] | None:
    """Where the columns are those of the items, the Set node before gives one more."""
    for link in scene.canvas.links(node.name):
        above = scene.canvas.workflow.get(link.source)
        held = above.parameters.get("assignments")
        entries = held.get("assignments") if isinstance(held, dict) else None
        if above.type == BASE + "set" and isinstance(entries, list) and entries:
            name = field_name(words)
            plain = re.sub(rf"\$\('{re.escape(above.name)}'\)\.item\.json", "$json", source)
            new = {"id": f"{name}-value", "name": name, "value": f"={{{{ {plain} }}}}", "type": "string"}
            return [SetParameter(above.name, "assignments.assignments", [*entries, new])]
    return None
