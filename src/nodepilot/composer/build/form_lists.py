"""Fields that a request lists: “a form with name, email and the reason”, “form: name and email”."""

from __future__ import annotations

import re

from nodepilot.composer.build.form_fields import FormField, form_field_of
from nodepilot.composer.build.form_kinds import kind_named
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.options import value_list
from nodepilot.composer.reading.plain.verbs import participle_of
from nodepilot.composer.reading.story import Start
from nodepilot.kit.patterns import Pattern

_LISTERS = frozenset(
    {
        "with",
        "asks",
        "asking",
        "ask",
        "fields",
        "field",
        "collects",
        "collecting",
        "for",
        "has",
        "having",
        "containing",
        "where",
        "mit",
        "con",
        "avec",
        "com",
        "campos",
        "feldern",
        "champs",
        ":",
    }
)
_LONGEST_LABEL = 4
_PURPOSES = frozenset({"for", "where"})
"""What opens a list of fields only where nothing else does: “a form for feedback with rating and comment”."""
_SEARCHED = frozenset({"web", "internet", "online"})
_BOX = Pattern(
    r"(?:check|tick)box(?: (?:for|called|named|saying))?(?: (?:the|a|an))? (?P<after>.+)|(?P<before>.+) (?:check|tick)box",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?i)^(?:feld|felder|campos?|champs?)\s+(?=\w)")
_RANGE = re.compile(r"\s*\(?\d+\s?(?:-|–|to)\s?\d+\)?$")


def listed_fields(u: Utterance, first: int, last: int) -> list[FormField]:
    bracketed = _in_parentheses(u, first, last)
    if len(bracketed) > 1 and not _in_brackets_only(u, first, last):
        return bracketed
    for index in sorted(range(first, last), key=lambda i: (u.tokens[i].norm in _PURPOSES, i)):
        if u.tokens[index].norm in _LISTERS or (
            u.has(index, "words", "with") and not u.has(index, "words", "det")
        ):
            start = index + 1
            while start < last and (
                u.tokens[start].norm
                in _LISTERS | {"the", "fields", "field", "a", "an", "following", ":", "their", "your"}
                or u.has(start, "words", "det")
            ):
                start += 1
            if u.tokens[index].norm in _PURPOSES and kind_named(u, start, min(start + 2, last)):
                # "A form for vacation requests": what it is for, no field.
                continue
            if start < last and u.has(start, "nouns", "form"):
                # "uploaded with a form": how, and no field of it.
                continue
            hit = u.service_at(start)
            tool = u.tokens[start].norm in _SEARCHED if start < last else False
            if (hit is not None and not hit.is_generic) or tool:
                # "With DALL-E", "with web search": what something is done with.
                continue
            found = fields_in(u, start, last)
            if found:
                return found
    return _in_parentheses(u, first, last)


def _in_brackets_only(u: Utterance, first: int, last: int) -> bool:
    """“with name and department (HR, IT)”: the brackets belong to one field of several."""
    opened = next((i for i in range(first, last) if u.tokens[i].norm == "("), last)
    return any(u.has(i, "fields") for i in range(first, opened))


def _in_parentheses(u: Utterance, first: int, last: int) -> list[FormField]:
    """“A form (name, email, phone)”."""
    opened = next((i for i in range(first, last) if u.tokens[i].norm == "(" and u.has(i + 1, "fields")), None)
    if opened is None:
        return []
    closed = next((i for i in range(opened, len(u.tokens)) if u.tokens[i].norm == ")"), last)
    return fields_in(u, opened + 1, closed)


def fields_in(u: Utterance, first: int, last: int) -> list[FormField]:
    for index in range(first + 1, last - 2):
        if u.tokens[index + 1].norm in {"-", "–"} and all(
            u.tokens[i].kind is Kind.NUMBER for i in (index, index + 2)
        ):
            # "rating 1-5 and comment": how far a field reaches is no field.
            behind = index + 3
            while behind < last and (u.tokens[behind].norm == "," or u.has(behind, "words", "and")):
                behind += 1
            return [*fields_in(u, first, index), *fields_in(u, behind, last)]
    values, _ = value_list(u, first, _until_parenthesis(u, first, last), by_and=True)
    found: list[FormField] = []
    for value in values:
        for part in re.split(r"\s+(?:and|und|y|et|e|plus|&)\s+", value):
            label = _label(part, quoted=any(t.kind is Kind.QUOTED and t.text[1:-1] == part for t in u.tokens))
            if label and (box := _BOX.fullmatch(label)) is not None:
                named = (box["after"] or box["before"]).strip(" \"'“”„:")
                named = named[:1].upper() + named[1:]
                found.append(FormField(named, "checkbox", (named,)))
            elif label:
                found.append(form_field_of(u, label))
    return found


def _until_parenthesis(u: Utterance, first: int, last: int) -> int:
    for index in range(first, last):
        if u.tokens[index].norm == "(" or u.has(index, "words", "when", "that"):
            return index
    return last


_COMPARED = re.compile(
    r"(?i)\w (?:(?:is )?(?:over|above|under|below|more than|less than|at least|at most|greater than|higher than|lower than|über|unter|mehr als|weniger als)|[<>]=?) ?\d"
)
"""“a form with a budget over 5000”: a condition, and no list of fields."""


def _label(words: str, *, quoted: bool = False) -> str:
    """The name of a field, without what stands around it; a name of many words only where it is `quoted`."""
    cleaned = re.sub(
        r"(?i)^(?:the|a|an|their|your|his|her|first|second|el|la|los|die|der|das|ein|eine|le|les|o|um|uma)\s+(?=\S)",
        "",
        words.strip(" .,:;'\""),
    ).strip()
    cleaned = _FIELD.sub("", _RANGE.sub("", cleaned))
    if words.lower().startswith("first name"):
        cleaned = "First name"
    cleaned = re.sub(r"(?i)\b(?:field|fields|dropdown|choice|select|picker|input)\b", "", cleaned).strip()
    if (
        not cleaned
        or (len(cleaned.split()) > _LONGEST_LABEL and not quoted)
        or re.search(r"https?:", cleaned)
        or _COMPARED.search(cleaned)
    ):
        return ""
    return cleaned[:1].upper() + cleaned[1:]


def _is_done(u: Utterance, index: int) -> bool:
    """“name and number of guests, | put into Airtable”, “…, sent to #kitchen”: what is done with the answers."""
    if u.tokens[index].norm == "then":
        return True
    done = u.has(index, "verbs") or participle_of(u.tokens[index].norm)
    return (
        bool(done)
        and u.tokens[index - 1].norm in {",", "and", "then"}
        and not u.has(index, "fields")
        and u.has(index + 1, "words", "to", "in", "via") > 0
    )


def fields_elsewhere(u: Utterance, start: Start) -> list[FormField]:
    """“…form: name and email”: the list stands in the clause behind the colon."""
    index = start.last
    if (
        index < len(u.tokens)
        and u.tokens[index].norm == ":"
        and not u.has(index + 1, "words", "if", "when", "unless", "otherwise")
        and not u.has(index + 1, "conditions")
        and (u.has(index + 1, "fields") or not u.has(index + 1, "verbs"))
    ):
        end = index + 1
        while (
            end < len(u.tokens)
            and u.tokens[end].norm not in {".", "\n", ";"}
            and u.tokens[end].kind is not Kind.ARROW
        ):
            if u.tokens[end].norm in {"second", "page", "zweite", "segunda", "deuxieme"} or _is_done(u, end):
                break
            end += 1
        return [f for f in fields_in(u, index + 1, end) if f.label.lower() != "page"]
    return []
