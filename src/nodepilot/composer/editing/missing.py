"""“Return a 404 when nothing is found”: a look-up without a result goes on, on a way of its own."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.copies import copied
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.named_values import TEXT
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition, conditions
from nodepilot.sentences import say
from nodepilot.workflow.edits import AddNode, Connect, Disconnect, Edit, SetNodeKey
from nodepilot.workflow.model import Connection, Node


def when_missing(scene: Scene) -> Step | None:
    """What is done when the look-up gives nothing; what follows it so far needs a result."""
    if any(scene.says(name) for name in ("stop_doing", "skip", "idle")):
        # "send nothing if there are none": that is so without a word.
        return None
    span = _missing(scene)
    found = _lookup(scene) if span is not None else None
    if span is None or found is None:
        return None
    rest = scene.without(span)
    acts = rest.acts()
    if not acts:
        return None
    links = scene.canvas.leaving(Way(found.name))
    growth = Growth(rest)
    flow: Flow = growth.flow([Way(found.name)])
    key = _question(growth.draft, flow)
    flow.tails = [(key, 1)]
    building(acts)(growth.draft, flow)
    made = growth.finish(sure=0.85)
    if made is None:
        return None
    name = growth.names[key]
    edits: list[Edit] = [
        *made.edits,
        *(_told_instead(rest, found, name) if growth.new_steps == [key] else ()),
    ]
    if found.raw.get("alwaysOutputData") is not True:
        edits.append(SetNodeKey(found.name, "alwaysOutputData", True))
    for link in links:
        edits += [Disconnect(link), Connect(Connection(name, link.target, target_index=link.target_index))]
    notes = (
        say(
            "`{lookup}` goes on with an empty item when it finds nothing; `{fork}` tells the two cases apart.",
            lookup=found.name,
            fork=name,
        ),
    )
    return Step(tuple(edits), made.sure, notes, made.setup)


def _told_instead(scene: Scene, found: Node, fork: str) -> list[Edit]:
    """“post "No meetings today"”: the words in the place where the things would have been told."""
    quoted = [token.text[1:-1] for token in scene.u.tokens if token.kind is Kind.QUOTED]
    below = scene.canvas.workflow.graph.reachable(found.name)
    telling = [
        (node, name)
        for node in scene.canvas.nodes
        if node.name in below and scene.canvas.is_writing(node)
        for name, held in node.parameters.items()
        if slot_of(name) in TEXT and isinstance(held, str)
    ]
    if len(quoted) != 1 or len(telling) != 1:
        return []
    node, name = telling[0]
    twin = copied(scene, node, {name: quoted[0]}, quoted[0])
    return [AddNode(twin), Connect(Connection(fork, str(twin["name"]), source_index=1))]


def _question(draft: Draft, flow: Flow) -> str:
    key = draft.add(
        BASE + "if",
        {
            "conditions": conditions(condition(Code("$json.isNotEmpty()"), "true", type="boolean")),
            "looseTypeValidation": True,
            "options": {},
        },
        name="Found?",
        key="found_something",
    )
    draft.hook(flow, key)
    return key


def _missing(scene: Scene) -> tuple[int, int] | None:
    """Where the text says that nothing is found, from its "when" on."""
    u = scene.u
    for match in cue("when").finditer(scene.flat):
        first, last = scene.tokens_in(match.end(), len(scene.text))
        for index in range(first, min(last, first + _CLAUSE)):
            length = u.has(index, "conditions_of_finding", "missing")
            if length:
                return match.start(), u.tokens[index + length - 1].end
        nothing = cue("nothing_found").match(scene.flat[match.end() :].lstrip())
        if nothing is not None:
            shift = len(scene.flat[match.end() :]) - len(scene.flat[match.end() :].lstrip())
            return match.start(), match.end() + shift + nothing.end()
    return None


_CLAUSE = 6


def _lookup(scene: Scene) -> Node | None:
    """The step that looks something up: the one that is named, else the only one."""
    canvas = scene.canvas
    looking = [
        node
        for node in canvas.nodes
        if not canvas.is_trigger(node)
        and not canvas.is_sub_node(node)
        and canvas.leaving(Way(node.name))
        and str(canvas.parameter(node, "operation") or "") in _LOOKING
    ]
    meant = [each.node for each in nodes_meant(scene) if each.node in looking]
    return meant[0] if meant else looking[0] if len(looking) == 1 else None


_LOOKING = frozenset(
    {
        "select",
        "get",
        "getAll",
        "read",
        "search",
        "lookup",
        "find",
        "executeQuery",
        "list",
        "getRows",
        "findOne",
    }
)
