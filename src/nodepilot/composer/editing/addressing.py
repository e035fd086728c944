"""“Send it to a@x.de and b@x.de”, “the mail should go to …”: other recipients of a mail that is there."""

from __future__ import annotations

import re

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_ELSEWHERE = (
    "copy_to",
    "when",
    "for",
    "before",
    "after",
    "then",
    "add_verb",
    "remove",
    "replace",
)


_BY_PHONE = frozenset({"sms", "chat_message"})


def address(scene: Scene) -> Step | None:
    """The addresses that are named, in the place of those that are set."""
    addresses = [token.text for token in scene.u.tokens if token.kind is Kind.EMAIL]
    phones = [re.sub(r"[ ()/-]", "", each) for each in _PHONE.findall(scene.text)] if not addresses else []
    addresses = addresses or phones[:1]
    if (sender := _from_whom(scene)) is not None:
        return sender
    instead = bool(phones) and any(scene.says(each) is not None for each in ("instead", "from_to", "now"))
    if (
        not addresses
        or (scene.says("go_to") is None and not instead)
        or any(scene.says(each) for each in _ELSEWHERE)
    ):
        return None
    mails = [
        (node, name)
        for node in scene.canvas.nodes
        if (name := _recipient(scene, node, by_phone=bool(phones)))
    ]
    others = {hit.key for hit in scene.u.services if not hit.is_generic}
    others -= {service.key for node, _ in mails if (service := scene.canvas.service(node)) is not None}
    if not mails or others or (scene.says("instead_of") is not None and len(addresses) > 1):
        return None
    meant = [each.node for each in nodes_meant(scene)]
    chosen = [each for each in mails if each[0] in meant]
    if not chosen and (instead or speaks_of_mail(scene)):
        chosen = mails
    if not chosen:
        return None
    if len(chosen) > 1:
        scores = {each.node.name: each.score for each in nodes_meant(scene)}
        best = max(scores.get(node.name, 0.0) for node, _ in chosen)
        chosen = [each for each in chosen if scores.get(each[0].name, 0.0) == best]
    if len(chosen) != 1:
        return None
    node, name = chosen[0]
    if scene.says("also") is not None:
        held = str(node.parameters[name])
        if held.startswith("=") or "@" not in held:
            # Whom it goes to is found in the run: a mail of its own is the plainer way.
            return None
        addresses = [*(each.strip() for each in held.split(",")), *addresses]
    return Step((SetParameter(node.name, name, ", ".join(addresses)),), 0.85)


def _from_whom(scene: Scene) -> Step | None:
    """“mail it from reports@x.de”: the address that it comes from, where the step keeps one."""
    tokens = [token for token in scene.u.tokens if token.kind is Kind.EMAIL]
    if (
        len(tokens) != 1
        or scene.says("only") is not None
        or not re.search(r"(?<!\w)(?:from|von|de|desde|depuis)\s+$", scene.flat[: tokens[0].start])
    ):
        return None
    held = [
        (node, name)
        for node in scene.canvas.nodes
        for name, value in node.parameters.items()
        if re.fullmatch(r"(?i)(?:from|sender)(?:_?e?mail)?", name) and isinstance(value, str)
    ]
    if len(held) != 1 or not scene.canvas.is_writing(held[0][0]):
        return None
    node, name = held[0]
    return Step((SetParameter(node.name, name, tokens[0].text),), 0.85)


def speaks_of_mail(scene: Scene) -> bool:
    """“send it to …”, “two recipients: …”: nothing but the mail can be meant."""
    u = scene.u
    return (
        any(
            u.has(index, "nouns", "email")
            or u.has(index, "words", "object_pronoun")
            or u.has(index, "verbs", "email")
            for index in range(len(u.tokens))
        )
        or re.search(r"(?<!\w)(?:recipients?|empfanger|destinat\w+)(?!\w)", scene.flat) is not None
    )


_PHONE = re.compile(r"\+\d[\d ()/-]{6,}\d")


def _recipient(scene: Scene, node: Node, *, by_phone: bool) -> str | None:
    """The parameter of a mail (or of a text message) that holds whom it goes to."""
    service = scene.canvas.service(node)
    if (
        service is None
        or (not _BY_PHONE & service.needs if by_phone else "email" not in service.needs)
        or not scene.canvas.is_writing(node)
    ):
        return None
    held = ((name, value) for name, value in node.parameters.items() if isinstance(value, str))
    if by_phone:
        return next((name for name, value in held if name != "from" and _PHONE.match(value)), None)
    return next((name for name, _ in held if slot_of(name) == "recipient"), None)
