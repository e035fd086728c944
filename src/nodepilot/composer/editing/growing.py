"""New steps on a workflow that is there: composed like a request, with the data of the nodes before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.translators import TRANSLATED
from nodepilot.composer.editing.borrowing import borrow
from nodepilot.composer.editing.canvas import BASE, LISTING, PASSING, Canvas, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.kit.paths import render_path
from nodepilot.plan.compiler.part import compile_part
from nodepilot.plan.model import Link, Plan
from nodepilot.plan.model import Step as PlanStep
from nodepilot.workflow.edits import AddNode, Connect, Disconnect, Edit, SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Connection, Workflow

Build = Callable[[Draft, Flow], None]
"""Adds steps to the draft behind the flow, and moves the flow behind them."""


class Growth:
    """A draft in which the nodes of the workflow stand already, so that new steps can refer to them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.canvas: Canvas = scene.canvas
        self.draft = Draft(scene.u, self.canvas.catalog, self.canvas.services)
        for node in self.canvas.nodes:
            self.draft.steps[node.name] = PlanStep(
                node.name, node.type, node.name, node.parameters, node.type_version
            )
        self._present = set(self.draft.steps)
        self.names: Mapping[str, str] = {}
        self._links = [
            Link(each.source, each.target, each.source_index, each.target_index, each.source_type)
            for each in self.canvas.workflow.connections
        ]
        self.draft.links.extend(self._links)

    def flow(self, ways: Sequence[Way]) -> Flow:
        """The flow behind these outputs, with the data that is at hand there."""
        flow = Flow(tails=[(way.node, way.output) for way in ways], columns=self.canvas.columns)
        for node in self.canvas.above([way.node for way in ways]):
            if self.canvas.is_sub_node(node) or node.type in PASSING:
                continue
            if node.type in _SHAPING_FILES:
                # The file is another, what is known of it stays.
                flow.binary = (node.name, str(node.parameters.get("dataPropertyName", "data")))
                continue
            output = self.canvas.output(node)
            if node.type in LISTING - _REPLACING and flow.data is not None:
                is_one = node.type == BASE + "limit" and node.parameters.get("maxItems", 1) == 1
                output = replace(flow.data, step=node.name, many=flow.data.many and not is_one)
            if self.canvas.is_writing(node):
                flow.give(replace(output, many=False, receipt=True), is_subject=False)
            else:
                flow.give(output, is_subject=not output.empty or flow.data is None)
            if output.binary is not None:
                flow.binary = (node.name, output.binary)
            elif node.type == _READING_FILES and output.many:
                # Rows come without the file that they stood in.
                flow.binary = None
        return flow

    @property
    def new_steps(self) -> list[str]:
        """Keys of the steps that were added."""
        return [key for key in self.draft.steps if key not in self._present]

    def finish(self, *, sure: float = 0.85, notes: Sequence[str] = ()) -> Step | None:
        """The edits that add what is new; None when nothing is."""
        if not self.new_steps:
            return None
        part = compile_part(self._plan(), self.canvas.workflow, self.canvas.catalog)
        self.names = part.node_names
        edits = (*part.edits, *self._answering(part.edits))
        return borrow(self.scene, Step(edits, sure, tuple(notes), part.setup))

    def _answering(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """A webhook waits for the step that answers it, once there is one."""
        if not any(isinstance(e, AddNode) and e.node["type"] == BASE + "respondToWebhook" for e in edits):
            return
        for node in self.canvas.triggers:
            if node.type == BASE + "webhook" and node.parameters.get("responseMode") != "responseNode":
                yield SetParameter(node.name, "responseMode", "responseNode")

    def _plan(self) -> Plan:
        new = set(self.new_steps)
        plan = self.draft.plan("", None, only=new)
        return replace(
            plan,
            links=tuple(link for link in plan.links if link not in self._links),
            assumptions=tuple(each for each in plan.assumptions if each.step is None or each.step in new),
        )


_REPLACING = frozenset({BASE + "aggregate", BASE + "summarize"})
"""What gives other items than those that came."""
_READING_FILES = BASE + "extractFromFile"
_SHAPING_FILES = frozenset({BASE + "editImage"})


def grow(scene: Scene, ways: Sequence[Way], build: Build, *, sure: float = 0.85) -> Step | None:
    """New steps behind these outputs, beside whatever follows them already."""
    growth = Growth(scene)
    build(growth.draft, growth.flow(ways))
    return growth.finish(sure=sure)


def insert(scene: Scene, links: Sequence[Connection], build: Build, *, sure: float = 0.85) -> Step | None:
    """New steps in the middle of these connections."""
    growth = Growth(scene)
    sources = list(dict.fromkeys(Way(link.source, link.source_index) for link in links))
    flow = growth.flow(sources)
    build(growth.draft, flow)
    ends = list(flow.tails)
    made = growth.finish(sure=sure)
    if made is None:
        return None
    targets = dict.fromkeys((link.target, link.target_index) for link in links)
    more: list[Edit] = [Disconnect(link) for link in links]
    for key, output in ends:
        for target, index in targets:
            more.append(
                Connect(
                    Connection(growth.names.get(key, key), target, source_index=output, target_index=index)
                )
            )
    more += _following(growth, flow, [target for target, _ in targets], sources)
    edits = [*_at_their_paths(growth, _with_text(growth, made.edits, more), targets), *more]
    return replace(made, edits=tuple(edits))


def _at_their_paths(growth: Growth, made: Sequence[Edit], targets: Iterable[tuple[str, int]]) -> list[Edit]:
    """“lowercase the title first”: the field that is read behind it is the one that is set, wherever it stands."""
    read = {
        match["path"].rpartition(".")[2].lower(): match["path"]
        for target, _ in targets
        for _, value in leaves(growth.canvas.workflow.get(target).parameters, ())
        if isinstance(value, str)
        for match in _READ.finditer(value)
    }
    edits: list[Edit] = []
    for edit in made:
        told = (
            edit.node["parameters"] if isinstance(edit, AddNode) and edit.node["type"] == BASE + "set" else {}
        )
        held = told.get("assignments") if told.get("includeOtherFields") is True else None
        if isinstance(edit, AddNode) and isinstance(held, Mapping):
            entries = [
                {**each, "name": read.get(str(each["name"]).lower(), each["name"])}
                for each in held.get("assignments", ())
            ]
            parameters = {**edit.node["parameters"], "assignments": {**held, "assignments": entries}}
            edits.append(replace(edit, node={**edit.node, "parameters": parameters}))
        else:
            edits.append(edit)
    return edits


_READ = re.compile(r"\$json\.(?P<path>\w+(?:\.\w+)*)")


def _with_text(growth: Growth, made: Sequence[Edit], following: Sequence[Edit]) -> list[Edit]:
    """“shorten the text before tweeting”: what is made new is the very value that was said behind it so far."""
    said = {
        value
        for edit in following
        if isinstance(edit, SetParameter) and edit.path in _TEXTS and "{{ $json." in str(edit.value)
        if isinstance(held := growth.canvas.workflow.get(edit.node).parameters.get(edit.path), str)
        if (value := _spoken_of(growth.scene, held)) is not None
    }
    makers = [e for e in made if isinstance(e, AddNode) and "text" in dict(e.node["parameters"])]
    if len(said) != 1 or len(makers) != 1 or len([e for e in made if isinstance(e, AddNode)]) > _WITH_MODEL:
        return list(made)
    value = said.pop()
    text = str(makers[0].node["parameters"]["text"])
    order, told, _ = text.partition("\n\n")
    is_order = told and makers[0].node["type"] not in TRANSLATED
    whole = f"{order}\n\n{value.removeprefix('=')}" if is_order else value
    parameters = {**makers[0].node["parameters"], "text": whole}
    new = replace(makers[0], node={**makers[0].node, "parameters": parameters})
    return [new if edit is makers[0] else edit for edit in made]


def _spoken_of(scene: Scene, held: str) -> str | None:
    """What of a message shall be made new: its one value, the value that is named, or all that it says."""
    if (part := _part_said(scene, held)) is not None:
        return f"={part}"
    is_all = _ONE_VALUE.fullmatch(held) is not None or _ITS_WORDS.search(scene.flat) is not None
    return held if is_all else None


_TEXTS = frozenset({"text", "message", "content", "body", "textBody", "caption"})
_WITH_MODEL = 2
_ITS_WORDS = re.compile(
    r"(?<!\w)(?:translate|shorten|rewrite|rephrase|reword|improve|polish|proofread|ubersetze?|kurze|traduis|traduce|traduz)(?: \w+){0,2} (?:text|message|(?:e-?)?mail|post|tweet|sms|alert|it|nachricht|es|mensaje|mensagem)(?!\w)"
)
"""“translate the mail before sending it”: the words that are sent, whatever is in them."""


def _following(growth: Growth, flow: Flow, targets: Sequence[str], sources: Sequence[Way]) -> list[Edit]:
    """What follows gets other items now: it says the new text, and finds the old values where they still are."""
    last = flow.tails[0][0] if flow.tails else ""
    step = growth.draft.steps.get(last)
    if last not in growth.new_steps or step is None or step.node_type in PASSING | LISTING:
        return []
    if step.node_type == BASE + "set" and step.parameters.get("includeOtherFields") is True:
        # The items are the same but for the fields that are set.
        return []
    output = flow.find_step(last)
    text = output.roles.get("ai_text") if output is not None else None
    if step.node_type in TRANSLATED:
        text = Known(TRANSLATED[step.node_type])
    edits: list[Edit] = []
    for target in dict.fromkeys(targets):
        node = growth.canvas.workflow.get(target)
        for path, value in leaves(node.parameters, ()):
            if not isinstance(value, str) or not value.startswith("=") or "{{" not in value:
                continue
            is_message = slot_of(str(path[-1])) in {"message", "body"} and (
                len(path) == 1 or _ONE_VALUE.fullmatch(value) is not None
            )
            if text is not None and is_message and not text.is_code:
                changed = f"={{{{ $json.{text.path} }}}}"
                if (part := _part_said(growth.scene, value)) is not None and len(sources) == 1:
                    before, after = (_of(sources[0].node, each) for each in value.split(part, 1))
                    changed = f"{before}{changed[1:]}{after}"
            elif len(sources) == 1 and "$json" in value:
                changed = _of(sources[0].node, value)
            else:
                continue
            edits.append(SetParameter(target, render_path(path), changed))
    return edits


def _of(node: str, value: str) -> str:
    """The text with what it reads of the items read from that step instead."""
    old = node.replace("\\", "\\\\").replace("'", "\\'")
    return f"$('{old}').item.json".join(re.split(r"\$json\b", value))


def _part_said(scene: Scene, value: str) -> str | None:
    """“translate the titles”: the one value of several in a message that is spoken of."""
    parts = [
        match.group()
        for match in _FIELD.finditer(value)
        if re.search(rf"(?<!\w){re.escape(match['name'].lower())}s?(?!\w)", scene.flat)
    ]
    return parts[0] if len(parts) == 1 and parts[0] != value.removeprefix("=") else None


_FIELD = re.compile(r"\{\{\s*\$json\.(?:\w+\.)*(?P<name>\w+)\s*\}\}")
_ONE_VALUE = re.compile(r"=\{\{[^{}]*\}\}")
"""A value and nothing beside it."""


def free_name(workflow: Workflow, wanted: str) -> str:
    """The name, with a number behind it where it is taken."""
    name, number = wanted, 2
    while workflow.find(name) is not None:
        name, number = f"{wanted} {number}", number + 1
    return name
