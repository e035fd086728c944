"""Numbers that a condition compares: how many there are, what a unit counts, the figure that a bare bound means."""

from __future__ import annotations

from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.comparisons import Test
from nodepilot.plan.model import Code, Ref, Value

NUMERIC_ROLES = ("amount", "temperature", "score", "quantity", "age", "distance")


_PIECES = frozenset(
    "items products articles pieces positions artikel produkte articulos productos articles produits itens produtos".split()
)


def pieces(flow: Flow, words: str) -> Value | None:
    """“an order with more than 5 items”: how many of them, no text of that name."""
    if fold(words) not in _PIECES:
        return None
    output = next((o for o in reversed(flow.history) if o.noun == "order" and "quantity" in o.roles), None)
    return output.value(output.roles["quantity"]) if output is not None else None


STOCK = frozenset({"stock", "inventory", "bestand", "lagerbestand", "inventario", "estoque"})


def stock(draft: Draft, flow: Flow, test: Test) -> Value | None:
    """“check the stock … when it is below 5”: how many there are, not what one costs."""
    told = any(t.norm in STOCK for t in draft.utterance.tokens if t.start < test.span[1])
    output = next((o for o in reversed(flow.history) if "quantity" in o.roles), None) if told else None
    return output.value(output.roles["quantity"]) if output is not None else None


def how_many(draft: Draft, flow: Flow, words: str) -> Code | None:
    """“if I have more than 5 meetings”: how many there are in the list at hand."""
    data = flow.data
    if data is None or not data.many or not flow.listing:
        return None
    kinds = {
        category
        for language in draft.utterance.languages
        for category, _ in load_lexicon(language).senses(fold(words))
    }
    named = "nouns" in kinds and "fields" not in kinds
    return Code(f"$('{data.step}').all().length") if named else None


def counted_by(flow: Flow, unit: str) -> Ref | Code | None:
    """The field that bears the name of what a number counts ("at most 3 days" of the field “days”)."""
    for output in [*([flow.data] if flow.data is not None else []), *reversed(flow.history)]:
        for label, known in output.fields.items():
            if unit.lower() in label.lower().split():
                return output.value(known)
    return None


def numeric(draft: Draft, flow: Flow, words: str) -> Value:
    """The number in the data that a bare bound ("over 500") must mean."""
    outputs = ([flow.data] if flow.data is not None else []) + [
        o for o in reversed(flow.history) if o is not flow.data
    ]
    for output in outputs:
        for label, known in output.fields.items():
            if role_of_words(label, draft.utterance.languages) in NUMERIC_ROLES:
                return output.value(known)
    for output in outputs:
        typed = [label for label in output.fields if kind_of(draft, output, label) == "number"]
        if len(typed) == 1:
            return output.value(output.fields[typed[0]])
    for output in outputs:
        for role in NUMERIC_ROLES:
            if role in output.roles:
                return output.value(output.roles[role])
    declared = _declared(draft)
    for output in outputs:
        if output.open and not output.empty:
            return output.value(Known(output.path_of(words or declared or "amount")))
    return Ref(None, words or declared or "amount")


def _declared(draft: Draft) -> str:
    """A quantity that the request speaks of ("Sensor posts temperature")."""
    u = draft.utterance
    for index in range(len(u.tokens)):
        for sense in u.concepts(index, "fields"):
            if sense.concept in NUMERIC_ROLES:
                return u.words(index, index + sense.length)
    return ""


def kind_of(draft: Draft, output: Output, label: str) -> str:
    """The type of a form's field."""
    field = form_field_of(draft, output, label)
    return str(field.get("fieldType", "")) if field is not None else ""


def form_field_of(draft: Draft, output: Output, label: str) -> dict[str, Any] | None:
    step = draft.steps.get(output.step)
    fields = step.parameters.get("formFields") if step is not None else None
    values = fields.get("values", []) if isinstance(fields, dict) else []
    return next((f for f in values if isinstance(f, dict) and f.get("fieldLabel") == label), None)
