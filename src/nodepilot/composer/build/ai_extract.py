"""Named values that a language model takes out of a text: a score, a category, the fields asked for."""

from __future__ import annotations

import re

from nodepilot.composer.build.ai_lists import each_entry, list_taken, schema_of
from nodepilot.composer.build.ai_structure import goes_on
from nodepilot.composer.build.document_kinds import is_document, usual_values
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import fields_named
from nodepilot.composer.build.models import add_model_for
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import instruction, text_at_hand
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.options import loose_options, offered_options
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
_JUDGED = frozenset({"priority", "category", "language", "status", "reason", "score", "position", "product"})
"""Fields that a verdict can fill; a mail is sorted, and no field of it is looked for."""
_NUMBERS = frozenset({"amount", "score", "quantity", "age", "temperature"})
_UNKNOWN_FIELDS = (
    ("title", "string"),
    ("sender", "string"),
    ("date", "date"),
    ("amount", "number"),
    ("reference", "string"),
    ("summary", "string"),
)
_MOODS = frozenset({"positive", "negative", "neutral", "mixed"})


def extract(draft: Draft, flow: Flow, act: Act) -> None:
    """Named values out of a text."""
    listed = list_taken(draft, act)
    attributes = [] if listed else _attributes(draft, act)
    span = draft.utterance.span(act.first, act.last)
    if not attributes and not listed:
        attributes = [
            {
                "name": name.replace(" ", "_"),
                "type": kind,
                "description": f"The {name} in the text, empty if there is none",
            }
            for name, kind in usual_values(draft.utterance, act) or _UNKNOWN_FIELDS
        ]
        draft.assume(
            say(
                "The request does not say which values to take out: I chose {names}.",
                names=", ".join(_label(str(a["name"])) for a in attributes),
            ),
            span=span,
        )
    text = text_at_hand(flow)
    prompt = instruction(draft, flow, act)
    parameters: dict[str, Value] = {
        "text": text,
        **(schema_of(listed) if listed else {"attributes": {"attributes": attributes}}),
        "options": {"systemPromptTemplate": _system(prompt)},
    }
    key = draft.add(
        _LC + "informationExtractor", parameters, name="Extract with AI", key="extract", span=span
    )
    add_model_for(draft, key, act)
    draft.hook(flow, key)
    if listed:
        flow.give(Output(key, {}, {}, noun="extract"))
        each_entry(draft, flow, listed, span)
        return
    fields = {_label(str(a["name"])): Known(f"output.{a['name']}") for a in attributes}
    roles: dict[str, Known] = {}
    first = str(attributes[0]["name"])
    if act.verb in {"score", "decide", "classify"}:
        roles["decision"] = Known(f"output.{first}")
    flow.give(Output(key, roles, fields, noun="extract"))


def _system(prompt: str) -> str:
    return f"{prompt} Take only what stands in the text; leave out what is not there."


def _label(name: str) -> str:
    return name.replace("_", " ")


def _attributes(draft: Draft, act: Act) -> list[dict[str, Value]]:
    u = draft.utterance
    if act.verb == "score":
        return [
            {"name": "score", "type": "number", "description": _score_range(draft, act)},
            {"name": "reason", "type": "string", "description": "Why, in one or two sentences"},
        ]
    argument = act.argument("object")
    if act.verb in {"decide", "classify"}:
        if any("keyword" in each.nouns for each in act.arguments if each.role in {"with", "as", "to"}):
            return [
                {
                    "name": "keywords",
                    "type": "string",
                    "description": "The most fitting keywords, separated by commas",
                    "required": True,
                }
            ]
        options = offered_options(u, act.first, act.last) or loose_options(u, act.first, act.last)
        name = "category"
        if argument is not None:
            role = next(
                (
                    s.concept
                    for i in range(argument.first, argument.last)
                    for s in u.concepts(i, "fields")
                    if s.concept in _JUDGED
                ),
                "category" if act.verb == "classify" else None,
            )
            content = [
                u.tokens[i].norm
                for i in range(argument.first, argument.last)
                if not u.has(i, "words") and u.tokens[i].norm.isalpha()
            ]
            name = role or (content[0] if content else "category")
        if "sentiment" in act.nouns and not options:
            options = ["positive", "neutral", "negative"]
        if name == "category" and options and {option.lower() for option in options} <= _MOODS:
            name = "sentiment"
        described = f"One of: {', '.join(options)}" if options else f"The {name}"
        return [
            {
                "name": re.sub(r"\W+", "_", name).strip("_") or "category",
                "type": "string",
                "description": described,
                "required": True,
            }
        ]
    if argument is None:
        return []
    found: list[dict[str, Value]] = []
    named = fields_named(u, _behind_model(u, argument), argument.last)
    if listed := _listed(draft, act):
        named = listed
    elif (_is_thing_read(act) or all(role is None for _, role, _ in named)) and (
        later := _named_later(draft, act)
    ):
        named = later
    if named and is_document(named[0][0]) and all(role is None for _, role, _ in named[1:]):
        return []
    for words, role, _ in named:
        if (words.lower() in _SAID_OF_ALL and role != "date") or (
            u.has(argument.first, "words", "object_pronoun")
            and len(words.split()) < 2
            and words.lower() in {"it", "them"}
        ):
            continue
        if not re.sub(r"\W+", "", words):
            continue
        kind = (
            "number"
            if role in _NUMBERS
            else "date"
            if role in {"date", "due_date"} or "date" in words.lower().split()
            else "string"
        )
        found.append(
            {
                "name": re.sub(r"\W+", "_", words.lower()).strip("_"),
                "type": kind,
                "description": f"The {words}",
            }
        )
    return found


_SAID_OF_ALL = frozenset(
    "data|details|information|info|it|text|fields|values|them|key data|everything".split("|")
)
"""What stands for all values and is none of them; “data” is a date in Portuguese."""


def _behind_model(u: Utterance, argument: Argument) -> int:
    """“(liest) die KI | Betrag und Datum (aus)”: who reads stands before what is read."""
    near = range(argument.first, min(argument.first + 2, argument.last - 1))
    return next((i + 1 for i in near if u.has(i, "words", "ai")), argument.first)


_SHAPELESS = frozenset(
    {"data", "details", "information", "info", "values", "fields", "json", "output", "object", "structure"}
)
_SUCH_AS = frozenset({"like", "such", "including", "namely"})
_THINGS_READ = frozenset({"image", "pdf", "document", "file", "email", "invoice", "cv", "attachment"})


def _is_thing_read(act: Act) -> bool:
    """“read a receipt photo and append amount and shop”: what is read, and no value of it."""
    argument = act.argument("object")
    return (
        act.verb in {"get", "analyze"} and argument is not None and bool(_THINGS_READ & set(argument.nouns))
    )


def _listed(draft: Draft, act: Act) -> list[tuple[str, str | None, tuple[int, int]]]:
    """“structured data (name, email, budget)”, “JSON with sender and topic”: values listed behind a word for all of them."""
    u = draft.utterance
    until = _with_answer(draft, act)
    place = next((i for i in range(act.first, until) if u.tokens[i].norm in _SHAPELESS), None)
    if place is None:
        return []
    ends = {".", ";", ")", "\n"}
    for first in range(place + 1, min(len(u.tokens), until + 1)):
        norm = u.tokens[first].norm
        if norm in ends:
            break
        if norm not in _SUCH_AS | {"(", ":", "with"} or _is_model_at(draft, first + 1):
            continue
        stop = next(
            (
                i
                for i in range(first + 1, len(u.tokens))
                if u.tokens[i].norm in ends or goes_on(draft.utterance, i)
            ),
            len(u.tokens),
        )
        begin = first + (2 if norm == "such" else 1)
        named = fields_named(u, begin, stop)
        if len(named) > 1 or (named and norm in {"(", ":"}):
            return named
    return []


def _with_answer(draft: Draft, act: Act) -> int:
    """Where the order ends, with what it tells of the answer: “read the text with an LLM, | return JSON with mood and topic”."""
    u = draft.utterance
    place = act.last
    while place < len(u.tokens) and (u.tokens[place].norm == "," or u.has(place, "words", "and", "then")):
        place += 1
    told = u.has(place, "verbs", "reply", "create")
    shaped = told and any(
        u.tokens[i].norm in _SHAPELESS for i in range(place, min(place + _NEAR, len(u.tokens)))
    )
    return min(place + _NEAR, len(u.tokens)) if shaped else act.last


_NEAR = 5


def _is_model_at(draft: Draft, place: int) -> bool:
    u = draft.utterance
    while place < len(u.tokens) and u.has(place, "words", "det"):
        place += 1
    return u.service_at(place) is not None or bool(place < len(u.tokens) and u.has(place, "words", "ai"))


def _named_later(draft: Draft, act: Act) -> list[tuple[str, str | None, tuple[int, int]]]:
    """“ocr the receipts and put amount, date and shop into a sheet”: the values that the next order names."""
    u = draft.utterance
    end = next(
        (
            i
            for i in range(act.last, len(u.tokens))
            if u.has(i, "words", "to", "in") or u.tokens[i].norm == "."
        ),
        act.last,
    )
    verb = next((i for i in range(act.last, end) if u.has(i, "verbs")), end)
    named = fields_named(u, verb + 1, end) if verb < end else []
    return named if len(named) > 1 and any(role is not None for _, role, _ in named) else []


def _score_range(draft: Draft, act: Act) -> str:
    text = draft.utterance.text[slice(*draft.utterance.span(act.first, act.last))]
    match = re.search(r"(?:from|between|von|de|entre)?\s*(\d+)\s*(?:to|and|-|–|bis|a|à|y|e)\s*(\d+)", text)
    return f"A score from {match.group(1)} to {match.group(2)}" if match else "A score from 0 to 100"
