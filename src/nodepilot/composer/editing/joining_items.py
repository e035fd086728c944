"""“Put everything in one message”: one message for all items where each had one of its own."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import insert
from nodepilot.composer.editing.scene import Scene
from nodepilot.sentences import say
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_TEXT = r"(?:message|e-?mail|mail|post|text|notification|sms|digest|nachricht|mensaje|mensagem)"
_ONE = rf"(?:one|a single|just one|only one|the same|eine[rm]?(?: einzigen)?|un seul|un solo|uma so)(?: \w+)? {_TEXT}(?!s)"
_JOINED = re.compile(
    rf"(?:everything|all|them|it|those|these|meetings|items|\w+s|alles|tout|todo|tudo)(?: \w+){{0,2}} (?:in|into|as|in einer|dans|en|em) {_ONE}(?!\w)|"
    rf"^\W*(?:please |and |just |i want |we want |make it |send |post )*{_ONE}(?: (?:for|with|per run|instead|not|rather|in total|only|please|a day|listing|containing).*)?$"
)
_VALUE = re.compile(r"\{\{\s*(?P<code>.+?)\s*\}\}", re.DOTALL)


def join_items(scene: Scene) -> Step | None:
    """The items are put into one before the message, which then has a line for each."""
    if _JOINED.search(scene.flat) is None or scene.says("also") is not None:
        return None
    node = _message(scene)
    links = scene.canvas.links(node.name) if node is not None else ()
    if node is None or len(links) != 1:
        return None
    source = scene.canvas.workflow.get(links[0].source)
    if source.type == BASE + "aggregate":
        return Step((), 0.8, (say("It is one message for all of them already."),))
    if scene.canvas.is_trigger(source):
        return None
    edits: list[Edit] = []
    for name, held in node.parameters.items():
        if (
            slot_of(name) not in {"message", "body", "subject"}
            or not isinstance(held, str)
            or "{{" not in held
        ):
            continue
        told = _subject(held) if slot_of(name) == "subject" else _lines(held, source.name)
        if told is None:
            return None
        edits.append(SetParameter(node.name, name, told))

    def build(draft: Draft, flow: Flow) -> None:
        key = draft.add(
            BASE + "aggregate", {"aggregate": "aggregateAllItemData", "options": {}}, name="All in one"
        )
        draft.hook(flow, key)

    made = insert(scene, links, build)
    if made is None or not edits:
        return None
    kept = [edit for edit in made.edits if not isinstance(edit, SetParameter)]
    return Step((*kept, *edits), 0.85, made.notes, made.setup)


def _message(scene: Scene) -> Node | None:
    """The one step that tells something, or the one of several that is named."""
    telling = [
        node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        and any(slot_of(name) in {"message", "body"} for name in node.parameters)
    ]
    meant = [each.node for each in nodes_meant(scene) if each.node in telling]
    return telling[0] if len(telling) == 1 else meant[0] if meant else None


def _lines(text: str, source: str) -> str | None:
    """The text of one item as a line of all; None where it speaks of what belongs to one item alone."""
    line = []
    place = 0
    plain = text.removeprefix("=")
    for match in _VALUE.finditer(plain):
        code = re.sub(rf"\$json\b|\$\((['\"]){re.escape(source)}\1\)\.item\.json\b", "item", match["code"])
        if ".item.json" in code or "$input" in code:
            return None
        line += [_escaped(plain[place : match.start()]), f"${{{code}}}"]
        place = match.end()
    line.append(_escaped(plain[place:]))
    return f"={{{{ $json.data.map(item => `{''.join(line)}`).join('\\n') }}}}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")


def _subject(text: str) -> str:
    """A subject line without what belongs to one item."""
    said = re.sub(r"\s+", " ", _VALUE.sub("", text.removeprefix("="))).strip(" :,-–")
    return said or "Summary"
