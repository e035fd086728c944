"""“Who gets the email?”, “where are the files stored?”: to whom and where the steps send and write."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.explaining.steps import describe
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.workflow.model import Node

_WHO = re.compile(
    r"\W*(?:and |so |und |et |y |e )?(?:who(?:m)?|to whom|wer|wem|an wen|qui|a qui|quien(?:es)?|a quien|quem|para quem)\b.{0,40}\b(?:gets?|receives?|is (?:told|notified|mailed)|sent|send|goes|notified|bekommt|kriegt|erhalt|geht|recoit|envoye|recibe|envia|recebe)\b"
)
_WHERE = re.compile(
    r"\W*(?:and |so |und |et |y |e )?(?:where|into (?:which|what)|wo|wohin|ou|donde|a donde|onde|para onde)\b.{0,40}\b(?:stored?|saved?|goes?|go|put|written|posted|uploaded|kept|land|end up|sent|gespeichert|landen|landet|abgelegt|stocke\w*|enregistre\w*|guard\w*|salv\w*|van|vao)\b"
)


def places_asked(scene: Scene, catalog: Catalog) -> str | None:
    """The steps that tell somebody, or write somewhere, with their places; None for another question."""
    who, where = _WHO.match(scene.flat), _WHERE.match(scene.flat)
    if who is None and where is None:
        return None
    writing = [node for node in scene.canvas.steps if scene.canvas.is_writing(node)]
    if who is not None:
        writing = [node for node in writing if _tells(scene, node)] or writing
    meant = [each.node for each in nodes_meant(scene) if each.node in writing]
    workflow = scene.canvas.workflow
    lines = [f"- **{node.name}** {describe(node, workflow, catalog)}." for node in meant or writing]
    return "\n".join(lines) if lines else None


def _tells(scene: Scene, node: Node) -> bool:
    service = scene.canvas.service(node)
    return (service is not None and bool(service.needs & MESSAGING)) or any(
        slot_of(name) in {"recipient", "recipient_phone"} for name in node.parameters
    )
