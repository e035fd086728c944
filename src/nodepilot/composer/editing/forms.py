"""“Add a phone number field to the form”."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.form_fields import form_field_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.named_values import names_new_service
from nodepilot.composer.editing.scene import Scene
from nodepilot.plan.shapes import form_field
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_ASKING = re.compile(
    r"(?<!\w)(?:ask|frage?|demande[rz]?|pregunta(?:r)?|pergunte|pergunta(?:r)?)(?: \w+){0,2} (?:for|about|nach|por|pelo|pela)"
)


def change_form(scene: Scene) -> Step | None:
    """More fields in the form that starts the workflow, or other demands on those that are there."""
    forms = [node for node in scene.canvas.nodes if node.type == BASE + "formTrigger"]
    if len(forms) != 1:
        return None
    form = forms[0]
    fields = form_fields(form)
    if (chosen := _choice_field(scene, fields)) is not None:
        return Step((SetParameter(form.name, "formFields.values", [*fields, chosen]),), 0.9)
    if (relabelled := _relabelled(scene, form, fields)) is not None:
        return relabelled
    if (moved := _moved(scene, form, fields)) is not None:
        return moved
    if (every := _demand_of_all(scene, form, fields)) is not None:
        return every
    demand = _demand(scene, fields)
    if demand is not None:
        index, required = demand
        return Step((SetParameter(form.name, f"formFields.values[{index}].requiredField", required),), 0.9)
    asks = _ASKING.search(scene.flat)
    about_fields = cue("form_field").search(scene.flat) and cue("add_verb").search(scene.flat)
    about_form = (
        cue("form").search(scene.flat)
        and cue("add_verb").search(scene.flat)
        and not scene.u.services[1:]
        and not names_new_service(scene)
    )
    if not (asks or about_fields or about_form):
        return None
    labels = _labels(scene)
    known = {flat(str(each.get("fieldLabel", ""))) for each in fields}
    is_optional = _NOT_REQUIRED.search(scene.flat) is not None
    widget = _WIDGET.search(scene.flat)
    if widget is not None and len(labels) == 1:
        labels = [
            f"{_TO.sub('', _without_widget(labels[0], widget)).capitalize() or labels[0]} as {_KINDS[widget.lastgroup or 'text']}"
        ]
    new = [label for label in labels if flat(_TYPED.sub("", label)) not in known]
    if not new:
        return None
    added = [_made(scene, label) for label in new]
    if is_optional:
        added = [{key: value for key, value in each.items() if key != "requiredField"} for each in added]
    edits: list[Edit] = [SetParameter(form.name, "formFields.values", [*fields, *added])]
    return Step(tuple(edits), 0.9)


_TYPES = {
    "number": r"numbers?|zahl|nombre|numero",
    "date": r"dates?|datum|fecha|data",
    "email": r"e-?mail(?: address)?",
    "textarea": r"text ?area|long text|multi-?line(?: text)?|paragraph|mehrzeilig\w*(?: text)?",
    "file": r"files?|uploads?|datei|fichier|archivo|arquivo",
    "checkbox": r"check ?box(?:es)?",
    "text": r"(?:short )?text",
}
_TYPED = re.compile(
    rf"(?i)\s+(?:as|als|comme|como|of type|vom typ)\s+(?:an? |eine? |une? |una? |uma? )?(?P<kind>{'|'.join(_TYPES.values())})$"
)


_WIDGET = re.compile(
    r"(?i)\b(?:(?P<textarea>text ?area|long text field|multi-?line (?:text )?(?:field|box))|(?P<file>(?:file )?upload(?: field)?)|(?P<date>date ?picker|date field)|"
    r"(?<!\w\w )(?P<number>number (?:field|input)|numeric field)|(?P<checkbox>(?:check|tick) ?box)|(?P<text>(?:input )?box|text ?box|text (?:field|input)))(?: for)?(?: (?:the|a|an|their|your))?\b"
)
_TO = re.compile(r"(?i)^to (?=\w+ )")


def _without_widget(label: str, widget: re.Match[str]) -> str:
    """“number field for the budget” as “budget”."""
    rest = _WIDGET.sub(" ", label).strip()
    return re.sub(rf"(?i)^{widget.lastgroup} (?:for (?:the )?)?(?=\w)", "", rest)


_KINDS = {
    "textarea": "textarea",
    "file": "file",
    "date": "date",
    "number": "number",
    "checkbox": "checkbox",
    "text": "text",
}


_NOT_REQUIRED = re.compile(
    r"(?i)(?:,|\(|;|\s-)?\s*(?:but |and |which is |it is |it's |that is )?(?:not (?:be )?(?:required|mandatory|compulsory|needed)|optional|no pflichtfeld|kein pflichtfeld|facultatif|opcional|"
    r"(?:it |they )?(?:does ?n'?t|does not|need ?n'?t|should ?n'?t)(?: have to| need to)? be (?:required|mandatory|filled(?: in)?))(?: field)?\)?"
)
_REQUIRED = re.compile(
    r"(?i)(?:,|\(|;)\s*(?:which is |it is |it's |that is |this is )?(?:required|mandatory|compulsory|pflicht|obligatoire|obligatori[oa])\)?"
)


def _made(scene: Scene, label: str) -> dict[str, object]:
    """The field with that label, of the type that is said behind it ("budget as a number")."""
    typed = _TYPED.search(label)
    shape: dict[str, object] = dict(
        form_field_of(scene.u, label[: typed.start()] if typed is not None else label).shape()
    )
    if typed is not None:
        shape["fieldType"] = next(
            kind for kind, words in _TYPES.items() if re.fullmatch(words, typed["kind"].lower())
        )
    if shape.get("fieldType") == "checkbox":
        shape = {
            **shape,
            "fieldOptions": {"values": [{"option": str(shape["fieldLabel"])}]},
            "requiredField": cue("required").search(scene.flat) is not None
            and _NOT_REQUIRED.search(scene.flat) is None,
        }
    return shape


def _choice_field(scene: Scene, fields: list[dict[str, object]]) -> dict[str, object] | None:
    """“a dropdown for the topic with sales, support and other”."""
    cued = scene.says("choice_field") or _FIELD_WITH.search(scene.flat)
    if cued is None or scene.says("add_verb") is None:
        return None
    match = re.search(
        r"(?:for|called|named|fur|pour|para)\s+(?:the |a |das |die |den |le |la |el |o )?(?P<label>[\w ]+?)\s*"
        r"(?:with|:|,|\(|mit|avec|con|com)\s*(?:the )?(?:options?|choices?|values?)?\s*:?\s*(?P<choices>.+)$",
        scene.text[cued.end() :],
        re.IGNORECASE,
    )
    if match is None and (before := _LABEL_BEFORE.search(scene.text[: cued.start()])) is not None:
        behind = _CHOICES.match(scene.text, cued.end())
        label, listed = before["label"].strip(), behind["choices"] if behind is not None else ""
    elif match is not None:
        label, listed = match["label"].strip(), match["choices"]
    else:
        return None
    choices = [
        each.strip(" .()\"'")
        for each in re.split(
            r"\s*(?:,|;|/|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\bo\b|\be\b)\s*",
            listed,
        )
    ]
    choices = [each[:1].upper() + each[1:] for each in choices if each]
    if len(choices) < 2 or any(flat(str(each.get("fieldLabel", ""))) == flat(label) for each in fields):
        return None
    return dict(form_field(label[:1].upper() + label[1:], type="dropdown", required=True, choices=choices))


_FIELD_WITH = re.compile(
    r"(?<=\w )(?:field|question|feld|frage|champ|campo)(?= with (?!the |an? |text|type)[\w ]+(?:, [\w ]+)*(?:,? (?:and|or) )[\w ]+\W*$)"
)
"""“a category field with travel, food and other”: several values are choices."""
_LABEL_BEFORE = re.compile(
    r"(?i)(?:^|\s)(?:an?|the|ein|eine|einen|une?|una?|uma?)\s+(?P<label>[\w ]{2,40}?)\s*$"
)
_CHOICES = re.compile(
    r"(?i)\s*(?:field\s*)?(?:with|:|,|\(|mit|avec|con|com|of|from)\s*(?:the )?(?:options?|choices?|values?)?\s*:?\s*(?P<choices>.+)$"
)


_ALL_FIELDS = re.compile(
    r"(?<!\w)(?:both|all|every|alle|beide|tous|toutes|todos|todas|ambos)(?: the| of the| les| los| os| las| as)? ?(?:fields?|questions?|felder|champs|campos)?(?!\w)"
)


_LABELLED = re.compile(
    r"(?:(?:rename|call|label|benenne|nenne|renomme|renombra|renomeie)\s+)?(?:the |das |le |el |o )?[\"'“„]?(?P<old>[\w -]{2,40}?)[\"'”“]?\s+(?:field|question|feld|frage|champ|campo)\s+"
    r"(?:to|as|in|zu|en|a|como|para|(?:is|should be|shall be|must be)(?: now)? (?:called|named|labell?ed)|soll(?:te)? .{0,10}heissen|heisst(?: jetzt)?)\s+[\"'“„]?(?P<new>[^\"'”“]+?)[\"'”“]?\W*$"
)


_CALLED_NOW = re.compile(
    r"(?:the |das |le |la |el |o )?[\"'“„]?(?P<old>[\w -]{2,40}?)[\"'”“]?\s+(?:is|should be|shall be|must be)(?: now)? (?:called|named|labell?ed)\s+"
    r"[\"“„](?P<new>[^\"”“]+)[\"”“](?: now| from now on)?\W*$"
)


def _relabelled(scene: Scene, form: Node, fields: list[dict[str, Any]]) -> Step | None:
    """“the name field is called "Your name"”."""
    text = cue("polite").sub(lambda m: " " * len(m.group()), scene.flat).lstrip(" ,")
    match = _LABELLED.match(text) or _CALLED_NOW.match(text)
    if match is None:
        return None
    start = scene.flat.rfind(match["new"])
    new = scene.text[start : start + len(match["new"])].strip()
    for index, each in enumerate(fields):
        label = flat(str(each.get("fieldLabel", "")))
        if label and (label == match["old"].strip() or match["old"].strip() in label.split()):
            return Step((SetParameter(form.name, f"formFields.values[{index}].fieldLabel", new),), 0.9)
    return None


_MOVED = re.compile(
    r"\W*(?:please )?(?:make|move|put|set) (?:the )?(?P<label>[\w -]{2,30}?)(?: (?:field|question))? (?:to be |be |as |to |at |in )?(?:the )?(?P<place>first|last|top|end|start|beginning|bottom|front)"
    r"(?: (?:one|field|question|of the form|place|position))?\W*$"
)
_AHEAD = frozenset({"first", "top", "start", "beginning", "front"})


def _moved(scene: Scene, form: Node, fields: list[dict[str, Any]]) -> Step | None:
    """“make the email field the first one”."""
    match = _MOVED.match(scene.flat)
    named = [f for f in fields if match and flat(str(f.get("fieldLabel", ""))) == match["label"].strip()]
    if match is None or len(named) != 1:
        return None
    rest = [each for each in fields if each is not named[0]]
    order = [*named, *rest] if match["place"] in _AHEAD else [*rest, *named]
    return Step((SetParameter(form.name, "formFields.values", order),), 0.9)


def _demand_of_all(scene: Scene, form: Node, fields: list[dict[str, Any]]) -> Step | None:
    """“make both fields required”."""
    if _ALL_FIELDS.search(scene.flat) is None:
        return None
    for name, required in (("optional", False), ("required", True)):
        if scene.says(name) is not None:
            edits = [
                SetParameter(form.name, f"formFields.values[{index}].requiredField", required)
                for index, each in enumerate(fields)
                if bool(each.get("requiredField")) is not required
            ]
            return Step(tuple(edits), 0.9)
    return None


def _demand(scene: Scene, fields: list[dict[str, object]]) -> tuple[int, bool] | None:
    for name, required in (("optional", False), ("required", True)):
        if cue(name).search(scene.flat) is None:
            continue
        labels = [flat(str(field.get("fieldLabel", ""))) for field in fields]
        for named in (_said_whole, _said_in_part):
            said = [index for index, label in enumerate(labels) if label and named(scene, label)]
            if len(said) == 1:
                return said[0], required
    return None


def _said_whole(scene: Scene, label: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", scene.flat) is not None


def _said_in_part(scene: Scene, label: str) -> bool:
    """“the name” of “Full name”."""
    return any(re.search(rf"(?<!\w){word}(?!\w)", scene.flat) for word in re.findall(r"[a-z]{3,}", label))


def _labels(scene: Scene) -> list[str]:
    """What the new fields ask for."""
    text = _REQUIRED.sub("", _NOT_REQUIRED.sub(" ", scene.text))
    quoted = re.findall(r"[\"“„«']([^\"”“»']{2,60})[\"”“»']", text)
    if quoted:
        return quoted
    asks = _ASKING.search(flat(text))
    if asks is not None:
        part = text[asks.end() :]
    else:
        verb = cue("add_verb").search(flat(text))
        part = text[verb.end() :] if verb is not None else text
    part = re.split(
        r"(?i)\s(?:to|in|into|on|in das|zum|im|au|à|al|a|ao|no|en)\s+(?:the|my|our|el|la|le|das|dem|o|formulaire)?\s*(?:\w+\s)?(?:form\w*)",
        part,
    )[0]
    part = re.split(r"[.!?]", part)[0]
    labels = []
    for each in re.split(r"\s*(?:,|\band\b|\bund\b|\bet\b|\by\b|\be\b|&)\s*", part):
        words = re.sub(
            r"(?i)\b(?:an?|the|their|his|her|new|another|optional|required|fields?|questions?|for|called|named|ein(?:e|en)?|neues?|feld(?:er)?|un|une|una|um|uma|champs?|campos?|pour|para|für|de|as well|too|also|auch|(?<!as )a|de la|del|do|da)\b",
            " ",
            each,
        )
        words = re.sub(r"\s+", " ", words).strip(" .,:;!?\"'-")
        if words:
            labels.append(words[:1].upper() + words[1:])
    return labels
