"""“It shouldn't be able to send mails any more”: a tool that an agent may not use from now on."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import LANGCHAIN
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.workflow.edits import RemoveNode
from nodepilot.workflow.model import Node

_MAY_NOT = re.compile(
    r"\W*(?:please |bitte |and |but )*(?:(?:it|he|she|they|(?:the|our|my) (?:agent|assistant|bot|ai|chatbot)|er|sie|es|der (?:agent|assistent|bot)|il|elle|l'(?:agent|assistant)|el (?:agente|asistente|bot)|o (?:agente|assistente|bot)) "
    r"(?:should ?n'?t|should not|must ?n'?t|must not|may not|can ?n[o']?t|cannot|(?:should|may|must|can) no longer|(?:is|are)(?: not|n'?t| no longer)|soll(?:te)? (?:nicht|kein\w*)|darf (?:nicht|kein\w*)|kann nicht|ne (?:doit|peut) (?:pas|plus)|(?:ya )?no (?:debe|puede)|nao (?:deve|pode)(?: mais)?)|"
    r"don'?t let (?:it|him|her|the \w+)|do not let (?:it|him|her|the \w+)|stop it from|lass (?:ihn|sie|es) nicht|ne le laisse (?:pas|plus)|no (?:le )?dejes que|nao deixe que) "
    r"(?:(?:be|to|able|allowed|also|mehr|plus|pouvoir|poder) )*(?P<what>.{3,60}?)\W*$"
)
_USING = re.compile(
    r"^(?:have )?(?:access(?: to)?|use|using|look(?:ing)?(?: at| into| in| up)?|read(?:ing)?(?: from)?|search(?:ing)?|query(?:ing)?|call(?:ing)?|check(?:ing)?|open(?:ing)?|auf|nutz\w*|verwend\w*|zugreif\w*|utilis\w*|acced\w*|usar?|consult\w*)(?!\w)"
)
_NO_MORE = re.compile(r"(?<!\w)(?:any ?more|any longer|no longer|mehr|plus|ya no|mais)(?!\w)")
_ABLE = re.compile(
    r"(?<!\w)(?:able|allowed|pouvoir|poder|can ?n[o']?t|cannot|may not|darf|let|laisse|dejes|deixe)(?!\w)"
)


def disarm(scene: Scene) -> Step | None:
    """The tool that is told, taken away; an order how to answer is about no tool."""
    agents = [node for node in scene.canvas.nodes if node.type == LANGCHAIN + "agent"]
    match = _MAY_NOT.match(scene.flat) if agents else None
    if match is None:
        return None
    what = match["what"]
    said = scene.flat[: match.start("what")] + (" any more" if _NO_MORE.search(scene.flat) else "")
    if not (_USING.match(what) or _NO_MORE.search(said) or _ABLE.search(said)):
        return None
    tools = [
        scene.canvas.workflow.get(name)
        for agent in agents
        for name in scene.canvas.workflow.graph.sub_nodes(agent.name, "ai_tool")
    ]
    meant = _meant(scene, tools, match.span("what"))
    return Step(tuple(RemoveNode(tool.name) for tool in meant), 0.9) if meant else None


def _meant(scene: Scene, tools: list[Node], span: Span) -> list[Node]:
    named = [each.node for each in nodes_meant(scene, span) if each.node in tools]
    if named:
        return named[:1]
    # "send mails": by whichever service it does that.
    start, end = span
    could = {
        candidate.service
        for hit in scene.u.services
        if start <= hit.mention.start < end
        for candidate in hit.mention.candidates
    }
    doing = [
        tool for tool in tools if (service := scene.canvas.service(tool)) is not None and service.key in could
    ]
    if doing:
        return doing[:1]
    first, last = scene.tokens_in(*span)
    wanted = {
        need
        for index in range(first, last)
        for need, verbs in _DEEDS.items()
        if scene.u.has(index, "verbs", *verbs)
    }
    return [
        tool
        for tool in tools
        if (service := scene.canvas.service(tool)) is not None and wanted & set(service.needs)
    ][:1]


_DEEDS = {"email": ("email",), "sms": ("text",), "chat_message": ("message", "post")}
"""What a service is there for, and the verbs that say so."""
