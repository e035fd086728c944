"""One field of a form: its label, its kind, where its answer stands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nodepilot.composer.build.messages import role_of_words
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


def form_field_of(u: Utterance, label: str) -> FormField:
    """The field for a label: an address for an email, a number for an amount."""
    if label.rpartition(" ")[2].lower() in _COUNTS:
        return FormField(label, "number")
    if label.lower() in _UPLOADED:
        return FormField(label, "file")
    role = role_of_words(label, u.languages)
    return FormField(label, _KINDS.get(role or "", "text"))
