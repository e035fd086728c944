"""Form fields: labels, kinds and choices that a request lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.form_fields import FormField
from nodepilot.composer.build.form_kinds import fields_of_kind, with_compared
from nodepilot.composer.build.form_lists import fields_elsewhere, listed_fields
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.checkboxes import box_named
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.page_places import page_places
from nodepilot.composer.reading.story import Item, Start

_CHOICES = frozenset(
    {
        "dropdown",
        "choice",
        "select",
        "selection",
        "options",
        "picker",
        "radio",
        "auswahl",
        "desplegable",
        "lista",
    }
)
_LEVELS = ["Low", "Medium", "High"]
_FILE_NOUNS = frozenset(
    {"file", "cv", "pdf", "image", "document", "attachment", "csv", "excel", "audio", "video", "invoice"}
)
_WHOLE_LIST = 2
"""So many fields that a request lists are all that it wants."""
_SENT_FILES = _FILE_NOUNS - {"document", "invoice", "attachment"}
_TOLD = frozenset(
    {"subject", "message", "description", "comment", "comments", "feedback", "details", "question"}
)


def form_title(draft: Draft, start: Start) -> str:
    """The words before "form" ("Expense form"), else a plain title."""
    u = draft.utterance
    for index in range(start.first, start.last):
        if u.has(index, "nouns", "form") or u.tokens[index].norm in {
            "form",
            "formular",
            "formulario",
            "formulaire",
        }:
            words: list[str] = []
            place = index - 1
            while (
                place >= start.first
                and not u.has(place, "words", "det", "in", "to", "with", "via", "from", "when")
                and u.tokens[place].norm
                not in {",", "n8n", "simple", "page", "two", "build", "create", "make"}
                and not u.has(place, "verbs", "create", "want")
            ):
                words.insert(0, u.tokens[place].text)
                place -= 1
            if words:
                text = " ".join(words)
                return f"{text[:1].upper()}{text[1:]} form"
    return "Form"


def form_fields_of(draft: Draft, start: Start, items: Sequence[Item] = ()) -> list[FormField]:
    """The fields that the request asks for, or that `items` need; sensible ones when it names none."""
    fields = _asked_for(draft, start)
    if page_places(draft.utterance):
        # What is compared stands on the last page where none of the first one's fields bears its name.
        return with_compared(draft.utterance, fields, items)[: len(fields)]
    return with_compared(draft.utterance, fields, items)


def _is_model(u: Utterance, label: str) -> bool:
    """“the form with AI”: what something is done with, and no field."""
    return any(u.has(i, "words", "ai") and token.text == label for i, token in enumerate(u.tokens))


def _asked_for(draft: Draft, start: Start) -> list[FormField]:
    u = draft.utterance
    listed = listed_fields(u, start.first, start.last)
    if not listed:
        listed = fields_elsewhere(u, start)
    listed = [field for field in listed if not _is_model(u, field.label)]
    box = box_named(u)
    if box and all(field.kind != "checkbox" for field in listed):
        box = box[:1].upper() + box[1:]
        others = [field for field in listed if field.label.lower() != box.lower()]
        listed = [*others, FormField(box, "checkbox", (box,))]
    listed = _with_choices(u, start, _with_bracketed(u, start, listed))
    file = _file_field(u, start)
    if file is not None and all(field.kind != "file" for field in listed):
        listed.append(file)
        if all(field.label.lower() not in {"name", "email"} for field in listed) and file.label.lower() in {
            "cv",
            "resume",
        }:
            listed = [FormField("Name", assumed=True), FormField("Email", "email", assumed=True), *listed]
    link = _link_field(u, start)
    if link is not None and not any("link" in f.label.lower() or "url" in f.label.lower() for f in listed):
        listed.insert(0, link)
    if not listed and (usual := fields_of_kind(u, start)):
        return usual
    prompt = _named_by(u, start)
    if not listed and prompt is not None:
        listed.append(prompt)
    if (
        _is_request_form(u, start)
        and len(listed) < _WHOLE_LIST
        and not any(f.label.lower() in _TOLD or f.kind == "textarea" for f in listed)
        and not any(f.kind == "file" for f in listed)
    ):
        listed = [
            FormField("Name", assumed=True),
            FormField("Email", "email", assumed=True),
            FormField("Subject", assumed=True),
            FormField("Description", "textarea", assumed=True),
            *listed,
        ]
    elif listed and all(field.choices for field in listed):
        listed = [FormField("Name", assumed=True), FormField("Email", "email", assumed=True), *listed]
    if not listed:
        listed = [
            FormField("Name", assumed=True),
            FormField("Email", "email", assumed=True),
            FormField("Message", "textarea", assumed=True),
        ]
    return _unique(listed)


def _unique(fields: list[FormField]) -> list[FormField]:
    seen: dict[str, FormField] = {}
    for field in fields:
        current = seen.get(field.label.lower())
        if current is None or (field.choices and not current.choices):
            seen[field.label.lower()] = field
    return list(seen.values())


def _with_choices(u: Utterance, start: Start, fields: list[FormField]) -> list[FormField]:
    """A dropdown and its options; "priority choice" without options gets the usual levels."""
    options = offered_options(u, start.first, start.last)
    if any(list(field.choices) == options for field in fields if options):
        return fields
    for index in range(start.first, start.last):
        if u.tokens[index].norm not in _CHOICES:
            continue
        before = index - 1
        unnamed = "Choice" if u.language == "en" else u.tokens[index].text
        label = u.tokens[before].text if before >= start.first and not u.has(before, "words") else unnamed
        label = label[:1].upper() + label[1:]
        role = role_of_words(label, u.languages)
        choices = options or (_LEVELS if role in {"priority", "score"} else [])
        kept = [
            f
            for f in fields
            if label.lower() not in f.label.lower()
            and f.label.lower() not in {o.lower() for o in options}
            and not (label == unnamed and f.label.lower().split()[0] == unnamed.lower())
        ]
        return [
            *kept,
            FormField(
                label,
                "dropdown" if choices else "text",
                tuple(o[:1].upper() + o[1:] for o in choices),
                assumed=not options,
            ),
        ]
    return fields


def _with_bracketed(u: Utterance, start: Start, fields: list[FormField]) -> list[FormField]:
    """“department (HR, IT, Finance)”: the choices of the field that stands before the bracket."""
    found = list(fields)
    last = start.last
    if last < len(u.tokens) and u.tokens[last].norm == ":":
        last = next((i for i in range(last, len(u.tokens)) if u.tokens[i].norm in {".", "\n"}), len(u.tokens))
    for index in range(start.first + 1, last):
        options = offered_options(u, index, last) if u.tokens[index].norm == "(" else []
        before = u.tokens[index - 1].norm.strip("\"'“”„«»?").rpartition(" ")[2]
        place = next(
            (i for i, f in enumerate(found) if f.label.lower().rstrip("?").split()[-1] == before), None
        )
        if place is not None and len(options) > 1 and not found[place].choices:
            found[place] = replace(found[place], kind="dropdown", choices=tuple(options))
    return found


def _file_field(u: Utterance, start: Start) -> FormField | None:
    uploads = any(
        u.has(i, "verbs", "upload")
        or u.has(i, "events", "uploaded")
        or u.tokens[i].norm in {"upload", "uploads", "attach", "subir", "hochladen"}
        for i in range(start.first, start.last)
    )
    behind = next(
        (
            i + 1
            for i in range(start.last, len(u.tokens) - 1)
            if u.tokens[i].norm in {"uploaded", "attached", "submitted"}
            and u.has(i + 1, "nouns", *_FILE_NOUNS)
        ),
        None,
    )
    if not uploads and behind is None:
        return _sent_by_form(u, start)
    for index in range(start.first, start.last) if behind is None else (behind,):
        if u.tokens[index].norm in {"upload", "uploads", "attach"}:
            continue
        for sense in u.concepts(index, "nouns"):
            if sense.concept in _FILE_NOUNS:
                return FormField(
                    "CV"
                    if sense.concept == "cv"
                    else u.tokens[index].text[:1].upper() + u.tokens[index].text[1:].rstrip("s"),
                    "file",
                )
    return FormField("File", "file", assumed=True)


def _sent_by_form(u: Utterance, start: Start) -> FormField | None:
    """“a PDF comes in via form”, “someone sends a photo through the form”: the file is what the form asks for."""
    form = next((i for i in range(start.first, start.last) if u.has(i, "nouns", "form")), start.last)
    if form >= start.last or not any(u.has(i, "words", "via", "in", "to") for i in range(start.first, form)):
        return None
    for index in range(start.first, form):
        kind = next((s.concept for s in u.concepts(index, "nouns") if s.concept in _SENT_FILES), None)
        if kind is not None and not (u.has(index + 1, "nouns") or u.has(index + 1, "fields")):
            text = u.tokens[index].text
            return FormField("CV" if kind == "cv" else text[:1].upper() + text[1:].rstrip("s"), "file")
    return None


def _link_field(u: Utterance, start: Start) -> FormField | None:
    for index in range(start.first, start.last):
        if u.has(index, "nouns", "link"):
            before = (
                u.tokens[index - 1].text
                if index > start.first and (u.service_at(index - 1) is not None)
                else ""
            )
            return FormField(
                f"{before} {u.tokens[index].norm}".strip().capitalize() if not before else f"{before} link"
            )
    return None


def _named_by(u: Utterance, start: Start) -> FormField | None:
    """“submits a topic in a form”: the thing itself is the field."""
    for index in range(start.first, start.last):
        for sense in u.concepts(index, "nouns"):
            if sense.concept in {
                "topic",
                "question",
                "keyword",
                "company",
                "link",
                "text",
                "article_idea",
                "site",
                "product",
                "location",
            }:
                # "a company name": the longer name is the field's.
                words = u.words(index, index + max(1, u.has(index, "fields")))
                return FormField(words[:1].upper() + words[1:].rstrip("s"))
    return None


def _is_request_form(u: Utterance, start: Start) -> bool:
    words = {u.tokens[i].norm for i in range(start.first, start.last)}
    return (
        bool(
            words
            & {
                "support",
                "contact",
                "help",
                "feedback",
                "complaint",
                "ticket",
                "bug",
                "soporte",
                "kontakt",
                "contacto",
                "kontaktformular",
            }
        )
        and "cv" not in words
    )
