"""“Add "Unpaid leave" as another type”: one more of the answers that a form offers to choose from."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter

_ADDED = r"\W*(?:please |also |and )*(?:add|offer|include|allow)(?: also)? "
_VALUE = r"[\"'“„]?(?P<value>[\w][\w /&-]{1,40}?)[\"'”“]?"
_KIND = r"(?:options?|choices?|answers?|values?|possibilit(?:y|ies)|entry)"
_OFFERED = (
    re.compile(
        _ADDED
        + _VALUE
        + rf" as (?:an?|another|a further|one more|an additional)(?: new)? (?P<field>[\w ]{{2,25}}?)(?: {_KIND})?(?: too| as well)?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        _ADDED
        + rf"(?:the |an? |another )?(?:new )?{_KIND} (?:called |named )?{_VALUE} (?:to|in|for) (?:the )?(?P<field>[\w ]{{2,25}}?)(?: (?:field|dropdown|list|question|select|menu))?(?: too| as well)?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        _ADDED
        + _VALUE
        + r" to (?:the )?(?P<field>[\w ]{2,25}?)(?: (?:options?|choices?|dropdown|list))?(?: too| as well)?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?:the )?(?P<field>[\w ]{{2,25}}?) (?:dropdown|field|list|question|select) (?:should|must) (?:also )?(?:have|offer|include|contain) (?:the (?:option|choice) )?{_VALUE}(?: too| as well| also)?\W*$",
        re.IGNORECASE,
    ),
)


def offer(scene: Scene) -> Step | None:
    """The answer behind those of the field that is named."""
    forms = [node for node in scene.canvas.nodes if node.type == BASE + "formTrigger"]
    if len(forms) != 1:
        return None
    for pattern in _OFFERED:
        match = pattern.match(scene.text)
        if match is None:
            continue
        for index, field in enumerate(form_fields(forms[0])):
            held = field.get("fieldOptions")
            if not isinstance(held, dict) or not _is_meant(field, match["field"]):
                continue
            values: list[Any] = list(held.get("values") or [])
            value = match["value"][:1].upper() + match["value"][1:]
            if any(flat(str(each.get("option", ""))) == flat(value) for each in values):
                return Step((), 0.8)
            path = f"formFields.values[{index}].fieldOptions.values"
            return Step((SetParameter(forms[0].name, path, [*values, {"option": value}]),), 0.9)
    return None


def _is_meant(field: dict[str, Any], said: str) -> bool:
    label = flat(str(field.get("fieldLabel", "")))
    return label.rstrip("s") == flat(said).strip().rstrip("s")
