"""“Redirect them to https://…”, “say thanks after submitting”: what people get to see once a form is sent."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import SetParameter

_REDIRECT = re.compile(
    r"(?<!\w)(?:redirect|forward them|send them (?:on )?to|take them to|bring them to|leite? .{0,20}(?:weiter|um)|redirige|redirija|redirecione)"
)
_SHOWN = re.compile(
    r"(?<!\w)(?:show|display|say|tell (?:them|people)|zeige?|affiche|muestra|mostre)(?!\w).*(?:submi|sent|send|fill|complet|absend|abgesend|envo|envi)"
)


def end_form(scene: Scene) -> Step | None:
    """Another page, or a text of its own, instead of n8n's usual one."""
    forms = [node for node in scene.canvas.nodes if node.type == BASE + "formTrigger"]
    if len(forms) != 1 or forms[0].parameters.get("responseMode") == "responseNode":
        return None
    urls = [token.text for token in scene.u.tokens if token.kind is Kind.URL]
    quoted = [token.text[1:-1] for token in scene.u.tokens if token.kind is Kind.QUOTED]
    if len(urls) == 1 and _REDIRECT.search(scene.flat):
        shown = {"respondWith": "redirect", "redirectUrl": urls[0]}
    elif len(quoted) == 1 and _SHOWN.search(scene.flat) and not scene.u.services:
        shown = {"respondWith": "text", "formSubmittedText": quoted[0]}
    else:
        return None
    return Step((SetParameter(forms[0].name, "options.respondWithOptions.values", shown),), 0.9)
