"""“Send me only the temperature”, “add the date to each row”: what is told alone, and what rows bring along."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import insert
from nodepilot.composer.editing.named_values import (
    TEXT,
    field_name,
    names_new_service,
    source_of,
    tells_list,
    values_listed,
)
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.plan.model import Value
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_VERB = r"(?:send|post|show|tell|mail|e-?mail|text|write|give|message)"
_ONLY = r"(?:only|just|nothing but)"
_ONLY_TOLD = re.compile(
    rf"\W*(?:please )?(?:{_VERB}(?: (?:me|us|them|it))* {_ONLY}|{_ONLY} {_VERB}(?: (?:me|us|them))?) (?:the |its |their )(?P<values>[\w' ,&-]{{3,60}}?)"
    r"(?: in (?:the|that|this) (?:message|text|mail|post))?\W*$|(?:the )?(?:message|text|mail|post) (?:should|must|shall) (?:only|just) "
    r"(?:contain|include|say|show|have) (?:the )?(?P<told>[\w' ,&-]{3,60}?)\W*$"
)


def tell_only(scene: Scene) -> Step | None:
    """“send me only the temperature”: nothing but that is said in the one message that is sent."""
    match = _ONLY_TOLD.match(scene.flat)
    if (
        match is None
        or names_new_service(scene)
        or any(scene.says(each) for each in ("when", "where", "for"))
    ):
        return None
    span = match.span("values") if match["values"] is not None else match.span("told")
    values = values_listed(scene, scene.text[slice(*span)])
    telling = telling_steps(scene)
    if not values or len(telling) != 1:
        return None
    node, name = telling[0]
    sources = [(words, source_of(scene, node, words)) for words in values]
    if any(source is None for _, source in sources):
        return None
    lines = [f"{words[:1].upper()}{words[1:]}: {{{{ {source} }}}}" for words, source in sources]
    return Step((SetParameter(node.name, name, "=" + "\n".join(lines)),), 0.8)


_SAYS = re.compile(
    r"\W*(?:please |also )*(?:mention|add|include|put|write|tag|ping|insert)\s+(?P<what>@[\w.-]+|\"[^\"]+\"|“[^”]+”)\s+(?:in|to|into|at the end of|at the bottom of|behind)\s+"
    r"(?:the |every |each |that |our )?(?:[\w-]+ )?(?:message|text|post|alert|mail|e-?mail|notification|sms)s?(?: too| as well)?\W*$"
)
_ALL_OF_THEM = frozenset({"channel", "here", "everyone"})


_CALLS = re.compile(
    r"\W*(?:please |also )*(?:mention|tag|ping|notify)(?: (?:me|him|her|us|them))?(?: with| as| by)? (?P<what>@[\w.-]+)(?: (?:in|on) (?:(?:the )?(?:message|text|post|alert)|it|there|them))?(?: too| as well)?\W*$"
)


def mention(scene: Scene) -> Step | None:
    """“mention @channel in the message”: words of one's own at the end of what is told."""
    telling = telling_steps(scene)
    if (sign := _emoji(scene)) is not None and len(telling) == 1:
        node, name = telling[0]
        text = str(node.parameters[name])
        start = "=" if text.startswith("=") else ""
        return Step((SetParameter(node.name, name, f"{start}{sign} {text.removeprefix('=')}"),), 0.85)
    match = _SAYS.match(scene.flat) or _CALLS.match(scene.flat)
    if len(telling) > 1:
        # Somebody is called in a message, rather than on a card.
        telling = [each for each in telling if _is_message(scene, each[0])]
    if match is None or not telling:
        return None
    what = scene.text[slice(*match.span("what"))].strip('"“”')
    # "(send it to Discord, too,) and mention @news": the one that was made last.
    node, name = telling[-1]
    if what.lstrip("@") in _ALL_OF_THEM and node.type.endswith(".slack"):
        # What Slack takes for such a call.
        what = f"<!{what.lstrip('@')}>"
    service = scene.canvas.service(node)
    is_mail = service is not None and "email" in service.needs and not what.startswith(("@", "<"))
    between = "\n\n" if is_mail else " "
    return Step((SetParameter(node.name, name, f"{node.parameters[name]}{between}{what}"),), 0.85)


_EMOJI = re.compile(
    r"\W*(?:please |also )*(?:put|add|set|write|use|show) (?:an? |the )?(?P<name>[\w ]{3,15}?)[- ]?emoji(?: (?:in front(?: of (?:it|the \w+))?|(?:at|to|in) the (?:start|beginning|front|top)(?: of (?:it|the \w+))?|before (?:it|the \w+)|first|to (?:it|the \w+)))?\W*$"
)


def _emoji(scene: Scene) -> str | None:
    """“put a fire emoji in front”."""
    match = _EMOJI.match(scene.flat)
    if match is None:
        return None
    return next((sign for sign, words in table("emojis").items() if re.fullmatch(words, match["name"])), None)


def _is_message(scene: Scene, node: Node) -> bool:
    service = scene.canvas.service(node)
    return service is not None and bool(service.needs & MESSAGING)


def telling_steps(scene: Scene) -> list[tuple[Node, str]]:
    """The steps that tell somebody something, and the parameter of each with the text."""
    return [
        (node, name)
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        for name, held in node.parameters.items()
        if slot_of(name) in TEXT and isinstance(held, str)
    ]


_TELL_TOO = re.compile(
    r"\W*(?:also |please )+(?:tell|give|show|send|mail|text) (?:me|us|them) (?:the|its|their) (?P<values>[\w' ,&-]{3,50}?)\W*$|"
    r"\W*(?:(?:tell|give|show|send|mail|text) (?:me|us|them)|post|mention|write|include|send) (?:the|its|their) (?P<more>[\w' ,&-]{3,50}?)(?: too| as well| also)\W*$"
)


def tell_more(scene: Scene) -> Step | None:
    """“also tell me the temperature”: one more line in the one message that is sent."""
    match = _TELL_TOO.match(scene.flat)
    telling = telling_steps(scene)
    if match is None or len(telling) != 1 or names_new_service(scene):
        return None
    span = match.span("values") if match["values"] is not None else match.span("more")
    if any(span[0] <= hit.mention.start < span[1] for hit in scene.u.services):
        # "send the forecast by email as well": another way to tell it.
        return None
    values = values_listed(scene, scene.text[slice(*span)])
    node, name = telling[0]
    held = str(node.parameters[name])
    sources = [(words, source_of(scene, node, words)) for words in values]
    if not values or tells_list(held) or any(source is None or source in held for _, source in sources):
        return None
    lines = [f"{words[:1].upper()}{words[1:]}: {{{{ {source} }}}}" for words, source in sources]
    return Step(
        (SetParameter(node.name, name, "=" + "\n".join([held.removeprefix("=").rstrip(), *lines])),), 0.8
    )


def bring_along(scene: Scene, node: Node, values: list[str]) -> Step | None:
    """A step that writes its items as they come: they bring the value along."""
    columns: Any = node.parameters.get("columns")
    links = scene.canvas.links(node.name)
    if not isinstance(columns, dict) or columns.get("mappingMode") != "autoMapInputData" or not links:
        return None
    sources = {words: source_of(scene, node, words) for words in values}
    if None in sources.values():
        return None
    entries = [
        {
            "id": f"{field_name(words)}-value",
            "name": words[:1].upper() + words[1:],
            "value": f"={{{{ {source} }}}}",
            "type": "string",
        }
        for words, source in sources.items()
    ]

    def build(draft: Draft, flow: Flow) -> None:
        held: dict[str, Value] = {
            "assignments": {"assignments": entries},
            "includeOtherFields": True,
            "options": {},
        }
        draft.hook(flow, draft.add(BASE + "set", held, name=f"Add the {values[0]}", key="bring_along"))

    return insert(scene, links, build, sure=0.8)
