"""Pictures: resized, cropped, turned."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import bring_file, download
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value
from nodepilot.sentences import say

_OPERATIONS = {"resize": "resize", "crop": "crop", "rotate": "rotate", "blur": "blur", "watermark": "text"}
FORMATS = {
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "png": "png",
    "gif": "gif",
    "webp": "webp",
    "bmp": "bmp",
    "tiff": "tiff",
}
_SIZE = re.compile(r"(\d{2,5})[x*](\d{2,5})(?:px)?")
_MEASURES = frozenset(
    "width height dimensions dimension resolution size sizes breite höhe hohe masse ancho alto largeur hauteur".split()
)


def other_format(draft: Draft, flow: Flow, act: Act) -> bool:
    """“convert the pictures to JPEG”: does it where the act asks for such a form, for a picture."""
    u = draft.utterance
    wanted = act.argument("to", "as", "in")
    named = (
        [FORMATS[u.tokens[i].norm] for i in range(wanted.first, wanted.last) if u.tokens[i].norm in FORMATS]
        if wanted
        else []
    )
    if not named or not (flow.binary is not None or download(draft, flow)):
        return False
    bring_file(draft, flow)
    name = flow.binary[1] if flow.binary is not None else "data"
    key = draft.add(
        "n8n-nodes-base.editImage",
        {
            "operation": "resize",
            "dataPropertyName": name,
            "resizeOption": "percent",
            "width": 100,
            "height": 100,
            "options": {"format": named[0]},
        },
        name=f"Convert to {named[0].upper()}",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.binary = (key, name)
    return True


def measure_image(draft: Draft, flow: Flow, act: Act) -> bool:
    """“get the width and height of every image”: what the picture at hand says of itself."""
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    if (
        act.verb not in {"get", "check", "extract", "calculate"}
        or not words & _MEASURES
        or "image" not in act.nouns
    ):
        return False
    if not (flow.binary is not None or download(draft, flow)):
        return False
    bring_file(draft, flow)
    name = flow.binary[1] if flow.binary is not None else "data"
    key = draft.add(
        "n8n-nodes-base.editImage",
        {"operation": "information", "dataPropertyName": name},
        name="Measure the image",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    known = {"width": Known("size.width"), "height": Known("size.height"), "format": Known("format")}
    flow.give(Output(key, {}, known, noun="image"))
    return True


def edit_image(draft: Draft, flow: Flow, act: Act) -> None:
    """One edit of the picture at hand."""
    if flow.binary is None:
        download(draft, flow)
    bring_file(draft, flow)
    u = draft.utterance
    numbers = [
        int(n)
        for i in range(act.first, act.last)
        if u.tokens[i].kind in {Kind.NUMBER, Kind.SLUG} and (n := parse_number(u.tokens[i])) is not None
    ]
    numbers = [
        int(side)
        for t in u.tokens[act.first : act.last]
        if (m := _SIZE.fullmatch(t.text))
        for side in m.groups()
    ] or numbers
    name = flow.binary[1] if flow.binary is not None else "data"
    parameters: dict[str, Value] = {
        "operation": _OPERATIONS[act.verb],
        "dataPropertyName": name,
        "options": {},
    }
    if act.verb == "resize":
        width = numbers[0] if numbers else 800
        height = numbers[1] if len(numbers) > 1 else width
        words = {u.tokens[i].norm for i in range(act.first, act.last)}
        if "%" in words or "percent" in words:
            parameters |= {"resizeOption": "percent"}
        elif len(numbers) < 2:
            height = 10_000 if not words & {"high", "height", "tall", "hoch"} else width
            width = width if height == 10_000 else 10_000
            parameters |= {"resizeOption": "maximumArea"}
        parameters |= {"width": width, "height": height}
        if len(numbers) < 2 and parameters.get("resizeOption") == "maximumArea":
            # The longer side is bounded so far that only the side that was named counts.
            parameters["resizeOption"] = "onlyIfLarger"
    elif act.verb == "rotate" and numbers:
        parameters["rotate"] = numbers[0]
    elif act.verb == "crop" and len(numbers) > 1:
        parameters |= {"width": numbers[0], "height": numbers[1]}
    elif act.verb == "watermark":
        said = next((t.text[1:-1] for t in act.literals if t.kind is Kind.QUOTED), None)
        parameters |= {
            "text": said or "YOUR_TEXT",
            "fontSize": 36,
            "fontColor": "#ffffff99",
            "positionX": 40,
            "positionY": 60,
        }
    key = draft.add(
        "n8n-nodes-base.editImage",
        parameters,
        name=f"{act.verb[:1].upper()}{act.verb[1:]} the image",
        span=u.span(act.first, act.last),
    )
    if parameters.get("text") == "YOUR_TEXT":
        draft.placeholder(key, "text", say("the text of the watermark"))
    draft.hook(flow, key)
    flow.binary = (key, name)
