"""One field of a form: its label, its kind, where its answer stands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Value
from nodepilot.plan.shapes import form_field

_KINDS = {
    "email": "email",
    "amount": "number",
    "quantity": "number",
    "score": "number",
    "age": "number",
    "date": "date",
    "due_date": "date",
    "start": "date",
    "end": "date",
    "file": "file",
    "text": "textarea",
    "description": "textarea",
    "question": "textarea",
    "image": "text",
    "salary": "number",
    "temperature": "number",
}

_COUNTS = frozenset(
    "days nights hours minutes weeks months years people persons guests seats pieces units kilometers km "
    "tage nächte stunden wochen personen gäste stück dias días noches horas personas jours nuits heures personnes "
    "noites pessoas".split()
)
"""What a number counts: a field called so asks how many."""


_UPLOADED = frozenset("photo photos picture pictures image screenshot foto fotos bild imagen imagem".split())
"""Fields that somebody uploads something in."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form. `assumed`: the request does not name it."""

    label: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    assumed: bool = False

    @property
    def path(self) -> str:
        """Where its answer stands in the form's output."""
        return (
            self.label
            if re.fullmatch(r"[A-Za-z_]\w*", self.label)
            else json.dumps([self.label], ensure_ascii=False)
        )

    @property
    def answer(self) -> str:
        """Where its answer stands; JavaScript that tells whether a box is ticked."""
        if self.kind != "checkbox":
            return self.path
        path = self.path if self.path.startswith("[") else f".{self.path}"
        return f"($json{path} ?? []).length > 0"

    @property
    def binary(self) -> str:
        """Where an uploaded file stands."""
        return re.sub(r"\W", "_", self.label) + "_0"

    def shape(self) -> Mapping[str, Value]:
        """The field as n8n stores it."""
        return dict(
            form_field(
                self.label,
                type=self.kind,
                required=self.kind not in {"textarea", "checkbox"},
                choices=self.choices,
            )
        )


_UPLOADED = frozenset("file cv pdf image document attachment csv excel audio video screenshot".split())
"""Nouns that are files: a field that is called so and nothing else is an upload."""
_AS_FILE = re.compile(
    r"(?i)\s+(?:(?:as|als|como|en|em|in|come|au format|im)\s+(?:an?\s+|eine?\s+|um\s+|un\s+)?)?\(?(?:pdf|csv|docx|jpe?g|png|excel)"
    r"(?:[-\s](?:file|datei|archivo|fichier|arquivo|upload|format))?\)?$"
)
"""“resume as PDF”, “Lebenslauf als PDF”, “photo (jpg)”."""


def _is_file(u: Utterance, label: str) -> bool:
    """“photo”, “CV”: what is uploaded, said by its noun alone."""
    senses = {pair for language in u.languages for pair in load_lexicon(language).senses(fold(label))}
    return any(category == "nouns" and concept in _UPLOADED for category, concept in senses)


def form_field_of(u: Utterance, label: str) -> FormField:
    """The field for a label: an address for an email, a number for an amount, an upload for a photo."""
    if (named := _AS_FILE.sub("", label)) != label and named:
        return FormField(named, "file")
    if _is_file(u, label):
        return FormField(label, "file")
    if label.rpartition(" ")[2].lower() in _COUNTS:
        return FormField(label, "number")
    if label.lower() in _UPLOADED:
        return FormField(label, "file")
    role = role_of_words(label, u.languages)
    return FormField(label, _KINDS.get(role or "", "text"))
