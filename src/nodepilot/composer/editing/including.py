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
    r"(?<!\w)(?:to|in|into|on|with|zu|zum|zur|in|im|ins|an|dans|au|a|al|en|ao|no|na)\s+"
    r"(?:the|our|that|this|every|each|den|die|das|dem|der|le|la|l'|el|los|las|o|os)?\s*"
)
_MOST_WORDS = 5
_TEXT = ("message", "body")


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
        words = _words(scene.text[verb.end() : into.start()])
        if words is None or not _is_value(scene, words):
            continue
        end = len(scene.text)
        for each in nodes_meant(scene, (into.end(), end)):
            if (edits := _edits(scene, each.node, words)) is not None:
                return Step(tuple(edits), 0.8)
    return None


def _names_new_service(scene: Scene) -> bool:
    present = {
        service.key for node in scene.canvas.nodes if (service := scene.canvas.service(node)) is not None
    }
    return not {hit.key for hit in scene.u.services if not hit.is_generic} <= present


def _shown(scene: Scene, match: re.Match[str]) -> Step | None:
    """“the subject should include the order id”: where it stands is said first."""
    words = _words(scene.text[match.end() :])
    if words is None or not _is_value(scene, words):
        return None
    for each in nodes_meant(scene, (0, match.start())):
        if (edits := _edits(scene, each.node, words)) is not None:
            return Step(tuple(edits), 0.8)
    return None


def _words(text: str) -> str | None:
    text = re.sub(
        r"(?i)^\s*(?:also |auch |the |a |an |den |die |das |le |la |el |o )+", "", text.strip()
    ).strip(" ,.:;")
    return text if 0 < len(text.split()) <= _MOST_WORDS else None


def _is_value(scene: Scene, words: str) -> bool:
    return role_of_words(words, scene.u.languages) is not None


def _edits(scene: Scene, node: Node, words: str) -> list[Edit] | None:
    canvas = scene.canvas
    if canvas.is_trigger(node) or canvas.is_sub_node(node):
        return None
    growth = Growth(scene)
    ways = [Way(link.source, link.source_index) for link in canvas.links(node.name)]
    value = left_value(growth.draft, growth.flow(ways), Test(words, "eq", "", "string", (0, 0)))
    if not isinstance(value, Ref | Code):
        return None
    source = javascript_of(value)
    label = re.sub(r"(?i)^(?:issue|order|customer|contact|lead|user|person|task|deal)(?:'s)? ", "", words)
    label = label[:1].upper() + label[1:]
    return (
        _in_columns(node, label, source)
        or _in_options(scene, node, words, source)
        or _in_text(scene, node, label, source)
        or _in_fields_before(scene, node, words, source)
    )


def _in_text(scene: Scene, node: Node, label: str, source: str) -> list[Edit] | None:
    """A line at the end of what is said; at the end of the subject when that is spoken of."""
    is_subject = re.search(rf"(?<!\w)(?:{table('said')['subject']})(?!\w)", scene.flat) is not None
    for name, value in node.parameters.items():
        if is_subject and slot_of(name) == "subject" and isinstance(value, str):
            start = value if value.startswith("=") else f"={value}"
            return [SetParameter(node.name, name, f"{start.rstrip()} {{{{ {source} }}}}")]
    for name, value in node.parameters.items():
        if slot_of(name) in _TEXT and isinstance(value, str) and value:
            start = value if value.startswith("=") else f"={value}"
            return [SetParameter(node.name, name, f"{start.rstrip()}\n{label}: {{{{ {source} }}}}")]
    return None


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
