"""“Let it look at my calendar too”: one more tool for an agent."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.memories import add_memory
from nodepilot.composer.build.tools import attach_tools, speaks_of_own_tools
from nodepilot.composer.editing.canvas import LANGCHAIN
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Growth, free_name
from nodepilot.composer.editing.placing import TELLING
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Ref
from nodepilot.sentences import say
from nodepilot.workflow.edits import Edit, RenameNode, ReplaceNode
from nodepilot.workflow.model import Node


def equip(scene: Scene) -> Step | None:
    """Services that an agent may use from now on."""
    agents = [node for node in scene.canvas.nodes if node.type == LANGCHAIN + "agent"]
    if not agents:
        return None
    if not scene.blanked:
        scene = _plainly(replace(scene, text=_ABLE.sub(" can", scene.text)))
    if (remembering := _memory(scene, agents[0])) is not None:
        return remembering
    if not _speaks_of_tools(scene) and not _adds_to_chat(scene):
        return None
    meant = [each.node for each in nodes_meant(scene) if each.node in agents]
    agent = (meant or agents)[0]
    acts = [_through(act) for act in scene.acts()]
    keys = list(dict.fromkeys(hit.key for hit in _told(scene) if _is_new(scene, agent, hit.key)))
    if (
        not keys
        and any(token.kind is Kind.URL for token in scene.u.tokens)
        and _NAMES_TOOL.search(scene.flat)
    ):
        # The address of an API makes a tool as well as a service does.
        keys = ["httpRequest"]
    if not keys and (held := _held(scene, agent)) is not None:
        return held
    if not keys and not speaks_of_own_tools(scene.u):
        return None
    growth = Growth(scene)
    attach_tools(growth.draft, agent.name, keys, acts)
    return growth.finish(sure=0.9)


def _memory(scene: Scene, agent: Node) -> Step | None:
    """“add a memory”."""
    if not any(scene.u.has(index, "nouns", "memory") for index in range(len(scene.u.tokens))):
        return None
    present = scene.canvas.workflow.graph.sub_nodes(agent.name, "ai_memory")
    if present and (kept := _kept_elsewhere(scene, present[0])) is not None:
        return kept
    if present and scene.says("add_verb") is None and "give" not in scene.flat.split():
        return None
    if scene.says("remove") is not None:
        return None
    if present:
        return Step(
            (),
            0.8,
            (
                say(
                    "`{agent}` remembers the conversation already, with `{present}`.",
                    agent=agent.name,
                    present=present[0],
                ),
            ),
        )
    growth = Growth(scene)
    add_memory(growth.draft, agent.name, _conversation(scene))
    return growth.finish(sure=0.9)


def _conversation(scene: Scene) -> Ref | Code | None:
    """What tells the conversations of a messenger apart; n8n's own chat does that by itself."""
    for node in scene.canvas.triggers:
        if node.type != LANGCHAIN + "chatTrigger":
            return scene.canvas.output(node).find("session")
    return None


def _kept_elsewhere(scene: Scene, present: str) -> Step | None:
    """“keep the chat history in Postgres”: another memory in the place of the one that is there."""
    canvas = scene.canvas
    old = canvas.workflow.get(present)
    for hit in scene.u.services:
        types = canvas.services.get(hit.key).roles.get("ai_memory")
        if not types or types[0] == old.type:
            continue
        version = canvas.catalog.get(types[0]).latest
        shared = {
            name: value
            for name, value in old.parameters.items()
            if name in {"sessionIdType", "sessionKey", "contextWindowLength"}
            and version.property(name) is not None
        }
        name = free_name(canvas.workflow, f"{canvas.services.get(hit.key).name} Memory")
        node = {
            key: value
            for key, value in old.raw.items()
            if key not in {"type", "typeVersion", "parameters", "credentials"}
        }
        new = {**node, "type": types[0], "typeVersion": version.version, "parameters": shared}
        edits: list[Edit] = [ReplaceNode(present, new), RenameNode(present, name)]
        return Step(tuple(edits), 0.9)
    return None


_ADD_IT = re.compile(
    r"\W*(?:please |bitte )?(?:also )?(?:add|plus|and|und|ajoute|anade|adicione)\s+(?:[\w.-]+\s*){1,6}?(?:too|as well|auch|bitte|please)?\W*$"
)


def _adds_to_chat(scene: Scene) -> bool:
    """“add Gmail” where there is nothing but an assistant: something that it may use."""
    canvas = scene.canvas
    only_chats = not any(canvas.is_writing(node) for node in canvas.steps)
    return only_chats and bool(scene.u.services) and _ADD_IT.match(scene.flat) is not None


def _speaks_of_tools(scene: Scene) -> bool:
    return cue("tool").search(scene.flat) is not None and (
        cue("pronoun_agent").search(scene.flat) is not None or cue("add_verb").search(scene.flat) is not None
    )


_TOOL_FOR = re.compile(
    r"(?i)^\W*(?:please |bitte )?(?:add|give it|give (?:the |him |her )?\w*|include|equip it with) (?:an?|another|one more|the) tool"
    r"(?: (?:for|to|that (?:can|lets it)|which can)|,? so (?:that )?(?:it|the \w+|he|she) (?:can|could|is able to|may)) (?=\w)"
)


def _plainly(scene: Scene) -> Scene:
    """“add a tool for sending Slack messages”: let it send them."""
    match = _TOOL_FOR.match(scene.text)
    if match is None:
        return scene
    place = next((i for i, token in enumerate(scene.u.tokens) if token.start >= match.end()), None)
    sense = scene.u.concept(place, "verbs") if place is not None else None
    if place is None or sense is None:
        return scene
    return replace(scene, text=f"let it {sense.concept} {scene.text[scene.u.tokens[place].end :].lstrip()}")


def _through(act: Act) -> Act:
    """“send emails through Gmail”: what is sent by it, nothing that is read there."""
    return replace(act, target=act.source, source=None) if act.verb in TELLING and act.source else act


_NAMES_TOOL = re.compile(r"(?<!\w)(?:tool|werkzeug|outil|herramienta|ferramenta)s?(?!\w)")
_ABLE = re.compile(r"(?i)\s(?:should|must|shall|needs to|has to|ought to)(?: also)? be able to(?= )")
"""“it should be able to …”: it can."""


def _told(scene: Scene) -> list[ServiceHit]:
    """The services that are spoken of: "emails through Gmail" needs no other one for emails."""
    services = scene.canvas.services
    named = {hit.key for hit in scene.u.services if not hit.is_generic and hit.key != _PLAIN_MAIL}
    mailing = any("email" in services.get(key).needs for key in named)
    return [
        hit
        for hit in scene.u.services
        if not (mailing and hit.key == _PLAIN_MAIL)
        and (not hit.is_generic or not named & {each.service for each in hit.mention.candidates})
    ]


_PLAIN_MAIL = "emailSend"


def _held(scene: Scene, agent: Node) -> Step | None:
    """“give it Wikipedia”: a tool that it has."""
    if not any(scene.says(each) is not None for each in ("add_verb", "give_tool")):
        return None
    tools = scene.canvas.workflow.graph.sub_nodes(agent.name, "ai_tool")
    said = {hit.key for hit in scene.u.services}
    for name in tools:
        service = scene.canvas.service(scene.canvas.workflow.get(name))
        if service is not None and service.key in said:
            note = say("`{agent}` has that tool already: `{tool}`.", agent=agent.name, tool=name)
            return Step((), 0.8, (note,))
    return None


def _is_new(scene: Scene, agent: Node, key: str) -> bool:
    canvas = scene.canvas
    service = canvas.services.get(key)
    if not (service.tool_types or "ai_tool" in service.roles or service.action_types):
        return False
    if (
        {"ai_languageModel", "ai_memory"} & set(service.roles)
        and not service.tool_types
        and not service.action_types
    ):
        return False
    present = {
        found.key
        for name in canvas.workflow.graph.sub_nodes(agent.name, "ai_tool")
        if (found := canvas.service(canvas.workflow.get(name))) is not None
    }
    return key not in present
