"""“Add a phone number” where a form starts the workflow: one more thing that it asks for."""

from __future__ import annotations

import re

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.editing.canvas import BASE, Canvas
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.giving import form_fields

_ADDED = re.compile(
    r"(?P<lead>\W*(?:please |and |also )*)(?:add|include|ask for) an? (?P<what>[a-z][a-z -]{2,24}?)(?P<rest>(?: too| as well| please)*\W*)",
    re.IGNORECASE,
)


def as_form_field(text: str, canvas: Canvas) -> str:
    """The text with the form named in it, where a kind of value is added that the form does not ask for."""
    match = _ADDED.fullmatch(text)
    forms = [node for node in canvas.triggers if node.type == BASE + "formTrigger"]
    if match is None or len(forms) != 1 or role_of_words(match["what"], ("en",)) is None:
        return text
    asked = {flat(str(each.get("fieldLabel", ""))) for each in form_fields(forms[0])}
    if flat(match["what"]) in asked or canvas.services.find_mentions(match["what"]):
        return text
    return f"{match['lead']}add a {match['what']} field to the form{match['rest']}"
