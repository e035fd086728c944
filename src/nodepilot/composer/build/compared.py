"""What a condition compares: the field that the request names, else the one whose values look like the one given."""

from __future__ import annotations

import re

from nodepilot.composer.build.compared_numbers import (
    NUMERIC_ROLES,
    STOCK,
    counted_by,
    form_field_of,
    how_many,
    numeric,
    pieces,
    stock,
)
from nodepilot.composer.build.declared import declared_field
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import speaks_of
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.supposed_fields import supposed_field
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.comparisons import RETURNED, Test, asks_status
from nodepilot.composer.reading.states import is_state
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.sentences import say

_CALLED = frozenset({"event", "meeting", "task", "card", "file"})
"""Things that people tell apart by what they are called."""
_LASTING = frozenset({"seconds", "minutes", "hours"})
_STATES = frozenset({"status", "state", "stage"})
_TITLED = frozenset(
    "card task file folder page board list issue product event record project deal video".split()
)
_DATES = frozenset({"date", "due_date", "time"})
EVERYTHING = frozenset("everything all anything those ones alles todo todos tout tous tudo".split())
_WORDED = frozenset({"contains", "not_contains", "starts", "ends"})
_BOUNDS = frozenset({"gt", "gte", "lt", "lte", "between"})
_TOLD = frozenset(
    "order payment invoice deal expense item article post product task message email quote".split()
)
_PRICED = frozenset("order payment invoice deal expense quote".split())
_ARTICLE = re.compile(
    r"^(?:(?:an?|the|eine?[nm]?|der|die|das|una?|une|uma?|le|la|el|il)\s+|l['’]\s?)(?=\w)", re.IGNORECASE
)
_QUOTES = "\"'“”„«»‘’ "
_PARAMETER = re.compile(
    r"(?i)\b(?:(?:query|url|get|request)[ -])?(?:parameter|param|argument)\b|\b(?:query|url)[ -]string\b"
)
_ASSIGNED = frozenset("assignee owner assigned responsible".split())
_MADE_ON = Pattern(r"(?i)\b(?:creat|added|adding|made|erstell|angelegt|cre[aé]|cri[aoaç])")
_POINTING = frozenset({"it", "this", "that", "they"})
_THERE_ARE = re.compile(
    r"(?i)\b(?:there (?:are|is|were)|(?:i|we) (?:have|got)|it finds|finds) (?:[a-z]+ ){0,3}\d"
)
_BEFORE = 12
"""Letters before a comparison that may say that things are there."""


def left_value(draft: Draft, flow: Flow, test: Test) -> Value:
    """What is compared: the field that the request names, else the one that the value fits."""
    words = re.sub(
        r"(?i)\b(field|column|value|property|header|checkbox|tick ?box|box|champ|campo|feld|spalte|columna|coluna|colonne)\b",
        "",
        test.left,
    ).strip(_QUOTES)
    words = _PARAMETER.sub("", _ARTICLE.sub("", words)).strip() or words
    if re.match(r"(?i)(?:header )?x-\w|header ", test.left):
        step = next((o for o in flow.history if o.noun == "request"), flow.data)
        name = test.left.removeprefix("header ").lower()
        return Ref(step.step if step is not None else None, f'headers["{name}"]')
    if test.left.startswith("query "):
        # "the token query parameter": in the address that was called.
        step = next((o for o in flow.history if o.noun == "request"), flow.data)
        return Ref(step.step if step is not None else None, f"query.{test.left.removeprefix('query ')}")
    if words.lower() in _STATES and (role := role_of_value(str(test.right or ""))) is not None:
        # "urgent ones": a state by its form, a priority by what it means, where the data has one.
        told = next((o for o in reversed(flow.history) if role in o.roles), None)
        if told is not None:
            return told.value(told.roles[role])
    if words.lower() in _POINTING or (test.operator == "eq" and words.lower() in {"message", "messages"}):
        words = ""
    if (
        test.operator in _WORDED
        and str(test.right).startswith("@")
        and not any("from" in o.roles for o in flow.history)
    ):
        # "mails ending with @acme.com": the address.
        words = "email"
    if flow.data is not None and flow.data.many and _counts_items(draft, flow, test, words):
        return Code(f"$('{flow.data.step}').all().length")
    if words.lower() in {"label", "tag"}:
        words = "labels"
    if words.lower() == "branch" and (pushed := next((o for o in flow.history if "branch" in o.roles), None)):
        return pushed.value(pushed.roles["branch"])
    labelled = words == "labels" and any("labels" in each.roles for each in flow.history)
    if (not labelled and _is_thing(draft, flow, words)) or (
        test.kind == "date" and _names_things(draft, words)
    ):
        words = ""
    if _names_many(draft, words, _TOLD if test.operator in _WORDED else _PRICED) and _is_of_things(test):
        words = ""
    if not words and test.operator in _WORDED and (said := _said_in(flow)) is not None:
        return said
    words = re.sub(r"^(?:\$json|json|body|payload)\.(?=\w)", "", words)
    if test.operator == "eq" and words.lower().endswith("s") and declared_field(draft.utterance):
        # "a plan field: free users …, pro users …": whose value it is, no name of a field.
        words = ""
    if re.fullmatch(r"\w+(?:\.\w+)+", words):
        open_one = next((o for o in flow.history if o.open and not o.empty), None)
        if open_one is not None:
            return open_one.value(Known(f"{open_one.prefix}.{words}".removeprefix(".")))
    if asks_status(test) and (
        answered := next((o for o in reversed(flow.history) if "http_status" in o.roles), None)
    ):
        return answered.value(answered.roles["http_status"])
    if words and words.lower().split()[0] in RETURNED and len(words.split()) > 1:
        words = words.partition(" ")[2]
        answer = next((o for o in reversed(flow.history) if o.noun == "response" and o.open), None)
        if answer is not None:
            return answer.named(words, None) or Ref(answer.step, words)
    if test.kind == "number" and (made_of := pieces(flow, words or test.unit)) is not None:
        return made_of
    if words:
        found = _named(draft, flow, words)
        if found is not None:
            return found
    if test.kind == "number":
        of_stock = not words or fold(words.split()[0]) in STOCK
        if of_stock and (left := stock(draft, flow, test)) is not None:
            return left
        if words and (listed := how_many(draft, flow, words)) is not None:
            return listed
        role = role_of_words(words, draft.utterance.languages) if words else None
        if role is not None and role not in NUMERIC_ROLES and flow.data is not None and not flow.data.open:
            return supposed(draft, flow.data, role)
        counted = counted_by(flow, test.unit) if test.unit and not words else None
        if not words and test.unit and counted is None and flow.data is not None and flow.data.open:
            name = "duration" if test.unit in _LASTING else test.unit
            return flow.data.named(name) or Ref(None, name)
        return counted if counted is not None else numeric(draft, flow, words)
    if test.kind == "day" and words:
        name = re.sub(r"\W+", "_", words.lower()).strip("_")
        draft.assume(say("I took “{name}” as the field that holds the date.", name=name), span=test.span)
        return Ref(None, name)
    told_by_time = test.kind in {"date", "day"} or (test.kind == "calendar" and not words)
    if told_by_time and (moment := _moment(flow)) is not None:
        return moment
    if test.kind in {"date", "calendar"} and not words and flow.data is not None and flow.data.open:
        name = "createdAt" if flow.data.service == "mongoDb" else "created_at"
        draft.assume(say("I took “{name}” as the field that holds the date.", name=name), span=test.span)
        return Ref(None, name)
    value = str(test.right or "")
    return _fitting(draft, flow, value, words)


def _counts_items(draft: Draft, flow: Flow, test: Test, words: str) -> bool:
    """“the number of orders is above 20”, “there are more than 20”: how many were read, no field of one of them."""
    if re.fullmatch(r"(?i)(?:number|count)(?: of)?(?: [a-z]+)?|amount of", words):
        return not any(fold(words) == fold(label) for label in flow.data.fields) if flow.data else False
    said = draft.utterance.text[max(0, test.span[0] - _BEFORE) : test.span[1]]
    return test.kind == "number" and test.operator != "eq" and _THERE_ARE.search(said) is not None


def _is_of_things(test: Test) -> bool:
    """“items mentioning X”, “transactions below 10 euros”: which things, not what of them is compared."""
    return test.operator in _WORDED or (test.kind == "number" and test.operator in _BOUNDS)


def _names_many(draft: Draft, words: str, kinds: frozenset[str]) -> bool:
    """`items`, `transactions`: several things of a kind that has a text or an amount, and no field's name."""
    if not words.lower().endswith("s"):
        return False
    return any(
        category == "nouns" and concept in kinds
        for language in draft.utterance.languages
        for category, concept in load_lexicon(language).senses(fold(words))
    )


def _said_in(flow: Flow) -> Value | None:
    """The words of what is at hand: a message's text, an article's or a task's title."""
    outputs = [*([flow.data] if flow.data is not None else []), *reversed(flow.history)]
    for output in outputs:
        for role in ("title", "text") if output.noun in _CALLED else ("text", "title", "subject", "name"):
            if role in output.roles and not output.empty and not output.receipt:
                return output.value(output.roles[role])
    asked = next((o for o in outputs if o.open and o.noun == "request" and not o.empty), None)
    return asked.named("message", "text") if asked is not None else None


def _is_thing(draft: Draft, flow: Flow, words: str) -> bool:
    """“if the order is refunded”: the thing itself is named, none of its fields."""
    things = {output.noun for output in flow.history if not output.empty}
    return any(
        category == "nouns" and concept in things
        for language in draft.utterance.languages
        for category, concept in load_lexicon(language).senses(fold(words))
    )


def _names_things(draft: Draft, words: str) -> bool:
    """“documents older than 30 days”, “everything older …”: what is old, no field that tells since when."""
    said = fold(words).split()
    if not said or fold(words) in EVERYTHING:
        return bool(said)
    if said[0] == "last":
        # "last order": a field with a day.
        return False
    senses = {s for language in draft.utterance.languages for s in load_lexicon(language).senses(said[-1])}
    named = any(category == "nouns" for category, _ in senses)
    return named and not {("fields", field) for field in _DATES} & senses


def _moment(flow: Flow) -> Ref | Code | None:
    """When the thing at hand was made ("older than 30 days")."""
    for output in ([flow.data] if flow.data is not None else []) + list(reversed(flow.history)):
        if not output.empty and "date" in output.roles:
            return output.value(output.roles["date"])
    return None


def _named(draft: Draft, flow: Flow, words: str) -> Ref | Code | None:
    role = "from" if words.lower() == "sender" else role_of_words(words, draft.utterance.languages)
    if role == "author" and words.lower() in _ASSIGNED:
        # Who has to do it is not who made it.
        role = None
    outputs = ([flow.data] if flow.data is not None else []) + [
        o for o in reversed(flow.history) if o is not flow.data
    ]
    for output in outputs:
        for label, known in output.fields.items():
            if speaks_of(words, label):
                return output.value(known)
    if words.lower() == "stage" and (staged := next((o for o in outputs if "stage" in o.roles), None)):
        return staged.value(staged.roles["stage"])
    if role is not None:
        for output in outputs:
            if role == "name" and output.noun in _TITLED and "title" in output.roles:
                # A card's name is what it is called; who made it is another.
                return output.value(output.roles["title"])
            if not output.empty and role in output.roles and not (output.open and _is_own_day(role, words)):
                return output.value(output.roles[role])
            if (
                not output.empty
                and role in {"customer", "author", "title", "url", "status", "text", "stock"}
                and (found := output.find(role)) is not None
            ):
                return found
    own = words.lower().replace(" ", "_")
    for output in outputs:
        if not output.empty and own in output.roles:
            return output.value(output.roles[own])
    for output in outputs:
        if output.open and not output.empty and not _is_service(draft, words):
            return output.named(words, None)
    return None


def _is_own_day(role: str, words: str) -> bool:
    """“renewal date”, “end date”: a column that somebody made; when a record was made is another."""
    return role == "date" and len(words.split()) > 1 and _MADE_ON.search(words) is None


def _is_service(draft: Draft, words: str) -> bool:
    return any(
        hit.mention.text.lower() in words.lower() for hit in draft.utterance.services if not hit.is_generic
    )


def _fitting(draft: Draft, flow: Flow, value: str, words: str) -> Value:
    """The field whose values look like this one: a dropdown with that choice, an event's type, a message's text."""
    outputs = ([flow.data] if flow.data is not None else []) + [
        o for o in reversed(flow.history) if o is not flow.data
    ]
    for output in outputs:
        for label, known in output.fields.items():
            if value.lower() in {c.lower() for c in choices_of(draft, output, label)}:
                return output.value(known)
    if not words and (role := role_of_value(value)) is not None:
        found = _named(draft, flow, role)
        if found is not None:
            return found
        told = next((o for o in outputs if not o.empty and not o.receipt), None)
        if told is not None:
            return supposed(draft, told, role)
    if value.startswith("/"):
        for output in outputs:
            if "text" in output.roles:
                return output.value(output.roles["text"])
    if re.fullmatch(r"\w+(?:\.\w+)+", value):
        for output in outputs:
            if "event" in output.roles:
                return output.value(output.roles["event"])
            if output.open and not output.empty:
                return output.value(Known(output.path_of("type")))
    for output in outputs:
        if words and output.open and not output.empty:
            return output.named(words, None) or Ref(output.step, words)
    named = words and words.lower() not in _ASSIGNED
    if (asked := role_of_words(words, draft.utterance.languages) if named else None) is not None:
        told = next((o for o in outputs if not o.empty and not o.receipt), None)
        if told is not None and asked not in {"status", "category", "title", "text", "name"}:
            return supposed(draft, told, asked)
    if re.fullmatch(r"[A-Za-zÀ-ÿ_]+", words) and words.lower() not in _STATES:
        told = next((o for o in outputs if not o.empty and not o.receipt), None)
        if told is not None and not _is_thing(draft, flow, words) and not _is_service(draft, words):
            return supposed(draft, told, words)
    if not words and (declared := declared_field(draft.utterance)):
        asked_of = next((o for o in outputs if o.open and not o.empty), None)
        if asked_of is not None:
            return asked_of.value(Known(asked_of.path_of(declared)))
    for output in outputs:
        for role in ("status", "type", "category"):
            if role in output.roles and not output.empty:
                return output.value(output.roles[role])
    for output in outputs:
        if output.open and not output.empty:
            return output.value(Known(output.path_of("status" if _is_state(draft, value) else "type")))
    for output in outputs:
        if "text" in output.roles:
            return output.value(output.roles["text"])
    return Ref(None, "status")


def _is_state(draft: Draft, value: str) -> bool:
    """“paid”, “cancelled”, “open”: what a thing is in, where “newsletter” or “refund” are kinds of it."""
    word = fold(value)
    senses = {s for language in draft.utterance.languages for s in load_lexicon(language).senses(word)}
    kinds = {category for category, _ in senses}
    happened = word.endswith("ed") or ("events" in kinds and "nouns" not in kinds)
    return is_state(word) or happened or ("words", "adj") in senses


def supposed(draft: Draft, output: Output, field: str) -> Ref | Code:
    """A field that the step is not known to give, by its plainest name."""
    draft.assume(
        say("I compared the field `{field}`; put the right one there if it is called otherwise.", field=field)
    )
    return output.value(supposed_field(output, field.strip(_QUOTES)))


def choices_of(draft: Draft, output: Output, label: str) -> list[str]:
    """The choices of a form's dropdown."""
    field = form_field_of(draft, output, label)
    options = field.get("fieldOptions") if field is not None else None
    return [str(o["option"]) for o in options["values"]] if isinstance(options, dict) else []
