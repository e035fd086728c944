"""“Add the issue link to the Discord message”, “put the phone in the sheet, too”: one more value in a step."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.compared import left_value
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.parameters import settable
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.comparisons import Test
from nodepilot.plan.model import Code, Ref
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_INTO = re.compile(
    r"(?<!\w)(?:(?P<top>(?:at|to|on) (?:the )?(?:very )?(?:top|beginning|start|front|head) of|before|am anfang (?:von|der|des)|"
    r"an den anfang (?:von|der|des)|oben in|au debut d[eu]|en haut d[eu]|al (?:principio|inicio) de|no (?:inicio|topo) d[aeo])|"
    r"(?:at|to) (?:the )?(?:end|bottom) of|to|in|into|on|with|zu|zum|zur|in|im|ins|an|dans|au|a|al|en|ao|no|na)\s+"
    r"(?:the|our|that|this|every|each|den|die|das|dem|der|le|la|l'|el|los|las|o|os)?\s*"
)
_AND = re.compile(
    r"(?i)\s*(?:,|&|\+)\s*(?:and |und |et |y |e )?|\s+(?:and|und|et|y|e|as well as|sowie|plus)\s+"
)
_MOST_WORDS = 5
_TEXT = ("message", "body")
_HEADS = ("subject", "title")


def include(scene: Scene) -> Step | None:
    """The value by its name, where the step that is named keeps such values."""
    if scene.says("when") is not None:
        return None
    if (shown := scene.says("should_show")) is not None:
        return _shown(scene, shown)
    verb = scene.says("include")
    if verb is None or _names_new_service(scene):
        return None
    for into in _INTO.finditer(scene.flat, verb.end()):
        values = _listed(scene, scene.text[verb.end() : into.start()])
        if not values:
            continue
        for each in nodes_meant(scene, (into.end(), len(scene.text))):
            made = _edits(scene, each.node, values, first=into["top"] is not None)
            if made is not None:
                return Step(tuple(made), 0.8)
    return _without_place(scene, verb.end())


_NO_PLACE = re.compile(
    r"\s*(?:also |auch )?(?:the|their|its|den|die|das|le|la|l'|el|o|a)\s+(?P<value>[\w' -]{3,50}?)(?: too| as well| auch| aussi| tambien| please)?\W*$"
)


def _without_place(scene: Scene, start: int) -> Step | None:
    """“add the link to the failed execution”: into the one message that is sent."""
    match = _NO_PLACE.match(scene.flat, start)
    telling = [
        node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node) and any(slot_of(name) in _TEXT for name in node.parameters)
    ]
    if match is None or len(telling) != 1 or scene.says("form") is not None:
        return None
    start, end = match.span("value")
    # "… to the title" names a place, even where it is not known which.
    is_placed = any(nodes_meant(scene, (into.end(), end)) for into in _INTO.finditer(scene.flat, start, end))
    values = _listed(scene, scene.text[start:end]) if not is_placed else []
    edits = _edits(scene, telling[0], values) if values else None
    return Step(tuple(edits), 0.75) if edits is not None else None


def _names_new_service(scene: Scene) -> bool:
    present = {
        service.key for node in scene.canvas.nodes if (service := scene.canvas.service(node)) is not None
    }
    return not {hit.key for hit in scene.u.services if not hit.is_generic} <= present


def _shown(scene: Scene, match: re.Match[str]) -> Step | None:
    """“the subject should include the order id”: where it stands is said first."""
    values = _listed(scene, _THERE.sub("", scene.text[match.end() :]))
    if not values:
        return None
    for each in nodes_meant(scene, (0, match.start())):
        if (edits := _edits(scene, each.node, values)) is not None:
            return Step(tuple(edits), 0.8)
    return None


_THERE = re.compile(r"(?i)\s+(?:in it|in there|too|as well|inside|darin|dedans|tambien|tambem)\W*$")


def _listed(scene: Scene, text: str) -> list[str]:
    """The values that are named, each of them known as such; none where one is not."""
    named = [_words(part) for part in _AND.split(text)]
    values = [words for words in named if words is not None]
    return values if len(values) == len(named) and all(_is_value(scene, each) for each in values) else []


def _words(text: str) -> str | None:
    text = re.sub(
        r"(?i)^\s*(?:also |auch |the |a |an |den |die |das |le |la |el |o )+", "", text.strip()
    ).strip(" ,.:;")
    return text if 0 < len(text.split()) <= _MOST_WORDS else None


def _is_value(scene: Scene, words: str) -> bool:
    """A kind of value that everybody knows, or one that a step here gives."""
    return any(
        role_of_words(each, scene.u.languages) is not None or flat(each).replace(" ", "_") in _given(scene)
        for each in _spelt(words)
    )


def _given(scene: Scene) -> frozenset[str]:
    """The roles and fields of what the steps here give."""

    def find() -> frozenset[str]:
        outputs = [scene.canvas.output(node) for node in scene.canvas.nodes]
        named = {name for output in outputs if not output.empty for name in (*output.roles, *output.fields)}
        return frozenset(flat(name).replace(" ", "_") for name in named)

    return scene.once("given", find)


_OF = re.compile(
    r"(?i)(.+?) (?:of|from|to|for|von|vom|zum|zur|des|der|de|del|du|da|do) (?:the |this |a |der |le |la |el |o )?(.+)$"
)
_NAMING = frozenset({"name", "nom", "nombre", "nome"})


def _spelt(words: str) -> list[str]:
    """“the name of the failed node” is the failed node, the node, or a name."""
    match = _OF.match(words)
    if match is None:
        return [words]
    thing, whole = match.groups()
    owned = [f"{whole} {thing}", *([whole, whole.split(" ")[-1]] if thing.lower() in _NAMING else [])]
    return [words, *owned, thing]


_MOMENTS = frozenset("time date timestamp zeit datum uhrzeit heure date fecha hora data".split())


def _source(scene: Scene, node: Node, words: str) -> str | None:
    """The value as an expression, from what is known to arrive at the node."""
    growth = Growth(scene)
    flow = growth.flow([Way(link.source, link.source_index) for link in scene.canvas.links(node.name)])
    for each in _spelt(words):
        name = flat(each).replace(" ", "_")
        known = next((o for o in flow.history if not o.empty and name in o.roles), None)
        if known is not None:
            return javascript_of(known.value(known.roles[name]))
    if flat(_spelt(words)[-1]) in _MOMENTS and not any(
        "date" in o.roles for o in flow.history if not o.empty
    ):
        # Nothing tells when: it is now.
        return "$now.toFormat('yyyy-MM-dd HH:mm')"
    told = next((each for each in reversed(_spelt(words)) if role_of_words(each, scene.u.languages)), words)
    value = left_value(growth.draft, flow, Test(told, "eq", "", "string", (0, 0)))
    return javascript_of(value) if isinstance(value, Ref | Code) else None


def _edits(scene: Scene, node: Node, values: list[str], *, first: bool = False) -> list[Edit] | None:
    """The values, one by one; `first`: in front of what is said there."""
    canvas = scene.canvas
    if canvas.is_trigger(node) or canvas.is_sub_node(node):
        return None
    named: list[tuple[str, str]] = []
    for words in values:
        source = _source(scene, node, words)
        if source is None:
            return None
        label = re.sub(r"(?i)^(?:issue|order|customer|contact|lead|user|person|task|deal)(?:'s)? ", "", words)
        named.append((label[:1].upper() + label[1:], source))
    if len(named) == 1 and not first:
        label, source = named[0]
        kept = _in_columns(node, label, source) or _in_options(scene, node, values[0], source)
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
    lines = "\n".join(f"{label}: {{{{ {source} }}}}" for label, source in named)
    for name, value in node.parameters.items():
        if slot_of(name) in _TEXT and isinstance(value, str) and value and ".map(" not in value:
            plain = value.removeprefix("=")
            text = f"={lines}\n{plain}" if first else f"={plain.rstrip()}\n{lines}"
            return [SetParameter(node.name, name, text)]
    return None


def take_out_value(scene: Scene, span: tuple[int, int]) -> Step | None:
    """“remove the distance”: the line of a message that tells that value."""
    words = _words(scene.text[slice(*span)])
    if words is None:
        return None
    edits: list[Edit] = []
    for node in scene.canvas.nodes:
        if not scene.canvas.is_writing(node):
            continue
        source = _source(scene, node, words)
        label = re.compile(rf"(?i)\W*{re.escape(words)}\s*:")
        for name, value in node.parameters.items():
            if slot_of(name) not in _TEXT or not isinstance(value, str) or "\n" not in value:
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
            name = re.sub(r"\W+", "_", words.lower()).strip("_")
            plain = re.sub(rf"\$\('{re.escape(above.name)}'\)\.item\.json", "$json", source)
            new = {"id": f"{name}-value", "name": name, "value": f"={{{{ {plain} }}}}", "type": "string"}
            return [SetParameter(above.name, "assignments.assignments", [*entries, new])]
    return None
