"""“The score should go from 0 to 100”: another scale for what a language model judges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.editing.canvas import LANGCHAIN
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.leaves import leaves

_RANGE = r"(?P<low>\d+) ?(?:to|-|–|and|bis|und|a|à|ate|hasta|through) ?(?P<high>\d+)"
_SAID = re.compile(
    rf"(?<!\w)(?:scor(?:e|es|ing)|scale|rat(?:e|es|ing|ings)|grad(?:e|es|ing)|points?|rank(?:ing)?|skala|note|punkte?|bewertung|escala|puntuacion|echelle|notes?|nota|pontuacao)(?!\w).*?(?<![\w.]){_RANGE}(?![\w.])"
)
_KEPT = re.compile(rf"(?<![\w.]){_RANGE}(?![\w.])")


_OTHERWISE_MEANT = ("add_verb", "only", "skip", "when", "unless", "for")
"""“only leads with a score from 8 to 10”: some of them, on the scale that is there."""


def rescale(scene: Scene) -> Step | None:
    """The new bounds wherever a model is told the old ones, where it is told one scale."""
    match = _SAID.search(scene.flat)
    if match is None or any(scene.says(each) is not None for each in _OTHERWISE_MEANT):
        return None
    told = list(_told(scene))
    scales = {(kept["low"], kept["high"]) for _, _, value in told for kept in _KEPT.finditer(value)}
    if len(scales) != 1:
        return None

    def renewed(kept: re.Match[str]) -> str:
        joint = kept.group()[len(kept["low"]) : -len(kept["high"])]
        return f"{match['low']}{joint}{match['high']}"

    edits: list[Edit] = [
        SetParameter(name, path, _KEPT.sub(renewed, value))
        for name, path, value in told
        if _KEPT.search(value)
    ]
    return Step(tuple(edits), 0.9)


def _told(scene: Scene) -> Iterator[tuple[str, str, str]]:
    """The texts that steps with a language model hold."""
    for node in scene.canvas.nodes:
        if node.type.startswith(LANGCHAIN) and not scene.canvas.is_sub_node(node):
            for path, value in leaves(node.parameters, ()):
                if isinstance(value, str):
                    yield node.name, render_path(path), value
