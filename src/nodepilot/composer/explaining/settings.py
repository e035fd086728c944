"""“Which channel does it post to?”, “how much does it remember?”: what is set in the open workflow, by the word for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.editing.branches import case_labels
from nodepilot.composer.editing.calling import names_of
from nodepilot.composer.editing.canvas import LANGCHAIN
from nodepilot.composer.editing.cues import table
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import PLUMBING, at, settable
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.labels import parameter_label, shown_value
from nodepilot.workflow.model import Node

_ASKED = re.compile(
    r"(?:and |so |und |et |y |e )?(?:which|what|how (?:many|much|long|big)|to (?:which|what)|in (?:which|what)|welche[nrsm]?|was|wie (?:viele?|lange|gross)|"
    r"quel(?:le)?s?|combien|que|cual(?:es)?|cuant[oa]s?|qual|quais|quant[oa]s?)(?!\w)"
)
_PURPOSE = re.compile(
    r"(?:and |so )?what(?:'s| is| does| do| are)\b.{2,60}\b(?:do|for|there for|good for)\W*$|was (?:macht|tut)\b|wozu\b|que fait\b|que hace\b|o que faz\b"
)
"""“what does the model step do?”: what it is there for, rather than what is set."""
_CATEGORIES = re.compile(
    r"(?<!\w)(?:categor\w+|kategorien?|commands?|befehle?|topics?|themen|classes|cases?|branches|labels|rules|regeln|zweige|casos|reglas|regras)(?!\w)"
)
_KINDS = frozenset({"string", "number", "options", "resourceLocator", "boolean", "dateTime"})
_MOST = 4


def settings_asked(scene: Scene) -> str | None:
    """The values that the question asks for, a line for each; None where it asks for none."""
    if _ASKED.match(scene.flat.lstrip(" ¿")) is None or _PURPOSE.match(scene.flat.lstrip(" ¿")):
        return None
    lines = list(dict.fromkeys((*_cases(scene), *_values(scene))))
    return "\n".join(lines[:_MOST]) if lines else None


def _cases(scene: Scene) -> Iterator[str]:
    if _CATEGORIES.search(scene.flat) is None:
        return
    for node in scene.canvas.forks:
        names = [names[0] for names in case_labels(node) if names]
        if names:
            yield f"- **{node.name}**: {', '.join(f'`{name}`' for name in names)}"


def _values(scene: Scene) -> Iterator[str]:
    meant = [each.node.name for each in nodes_meant(scene)]
    catalog = scene.canvas.catalog
    found: list[tuple[Node, str, object]] = []
    for node in scene.canvas.nodes:
        for path, prop in settable(scene, node):
            if prop.name in PLUMBING or prop.type not in _KINDS:
                continue
            value = at(node, path)
            counted = table("knobs").get(prop.name)
            is_counted = counted is not None and re.search(rf"(?<!\w)(?:{counted})(?!\w)", scene.flat)
            if value is None and is_counted and node.type.startswith(LANGCHAIN):
                # What n8n takes where nothing is set.
                value = prop.default
            if value in (None, "") or not (
                is_counted or any(True for _ in names_of(scene, prop, is_set=True))
            ):
                continue
            found.append((node, path, value))
    named = [each for each in found if each[0].name in meant] or found
    for node, path, value in named:
        yield f"- **{node.name}**: {parameter_label(node, path.split('.'), catalog)} {shown_value(value)}"
