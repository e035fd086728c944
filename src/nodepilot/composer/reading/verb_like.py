"""Words that only look like verbs where they stand: fields, values, halves of names."""

from __future__ import annotations

import re

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance

_COUNTED = frozenset("first second third fourth next last two three multi one".split())
_GERMAN_NOUN = re.compile(r"[A-ZÄÖÜ]\w+(?:ung|ungen|keit|heit|schaft)")
_ORDERS_HAVE = frozenset(
    {"number", "numbers", "no", "id", "ids", "total", "value", "date", "status", "details"}
)
_DATES = frozenset({"date", "time", "datetime"})
_BREAKS = frozenset({",", ".", ";", ":", "and", "then"})
_THAT = frozenset({"that", "dass"})
_TELLING_MORE = frozenset({"which", "so", "where"})
_CARRIERS = ("email", "message", "sms", "reply", "comment", "note")
_LONGEST_SAYING = 8
_LONGEST_RENAMING = 14


def only_looks_like_verb(u: Utterance, index: int, length: int) -> bool:
    """Whether the `length` tokens from `index`, which can be a verb, cannot be one here."""
    return (
        _is_value(u, index)
        or _is_name(u, index, length)
        or _is_part(u, index, length)
        or _is_told(u, index)
        or _is_renamed(u, index)
    )


def begins_object(u: Utterance, place: int) -> bool:
    """Whether an article, a pronoun or an address stands there, as an order's object begins."""
    if place >= len(u.tokens):
        return False
    return u.tokens[place].is_literal or bool(u.has(place, "words", "det", "object_pronoun", "me"))


def _is_value(u: Utterance, index: int) -> bool:
    """A field's name or its value."""
    norm = u.tokens[index].norm
    following = u.tokens[index + 1] if index + 1 < len(u.tokens) else None
    if norm == "order" and following is not None and following.norm in _ORDERS_HAVE:
        # "order number, product and quantity": a field.
        return True
    if u.has(index, "verbs", "score") and following is not None and following.kind is Kind.NUMBER:
        # "score 9 or 10 goes to …": the figure's name, and its value.
        return True
    if index and u.has(index - 1, "fields", "status") and norm.endswith("ed"):
        # "status failed raises an incident": the value of the status.
        return True
    if following is not None and following.norm in {"is", "was", "equals"}:
        # "plan is pro → …": what is compared.
        return True
    joined = index and (u.tokens[index - 1].norm in {",", "("} or u.has(index - 1, "words", "and", "with"))
    if joined and following is not None and following.norm in _DATES and not norm.endswith("s"):
        # "start date, end date and reason", "the return date": the name of a field has two words.
        return True
    listed = index and u.tokens[index - 1].norm in {":", ",", "("} and u.has(index, "fields")
    if listed and following is not None and following.norm == ",":
        # "form: email, …": the name of a field, with a comma behind it.
        return True
    if u.has(index, "fields") and _tells_more(u, index + 1):
        # "a form with name and email that goes to …": the last field of the list.
        return True
    # "{name, email, order}": the fields of a body, whatever else their names mean.
    marks = [t.norm for t in u.tokens[:index] if t.norm in {"{", "}"}]
    return bool(marks) and marks[-1] == "{"


def _tells_more(u: Utterance, index: int) -> bool:
    """“(email) | that goes to …”, “| so that …”, “| which …”: a clause about what stands before."""
    norm = u.tokens[index].norm if index < len(u.tokens) else ""
    if norm == "that":
        return bool(u.has(index + 1, "verbs")) and not begins_object(u, index + 1)
    return norm in _TELLING_MORE


def _is_renamed(u: Utterance, index: int) -> bool:
    """“rename name to full_name and | mail | to email”: another one that gets a new name."""
    if index < 4 or index + 1 >= len(u.tokens) or u.tokens[index + 1].norm not in {"to", "into", "as"}:
        return False
    if u.tokens[index - 1].norm not in {",", "and"}:
        return False
    sentence = range(index - 1, max(-1, index - _LONGEST_RENAMING), -1)
    return any(u.has(place, "verbs", "rename") for place in sentence)


def _is_second_name(u: Utterance, index: int) -> bool:
    """“the sheets Students and Grades”: capitals in the middle of a sentence on both sides of “and”."""
    if index < 3 or not u.has(index - 1, "words", "and") or not u.tokens[index].norm.endswith("s"):
        return False
    one, other = u.tokens[index - 2], u.tokens[index]
    both = one.kind is Kind.WORD and one.text[:1].isupper() and other.text[:1].isupper()
    return (
        both and u.service_at(index - 2) is None and bool(u.has(index - 3, "nouns", "sheet", "table", "list"))
    )


def _is_name(u: Utterance, index: int, length: int) -> bool:
    """A table's, a service's or a figure's name, or what introduces one."""
    norm = u.tokens[index].norm
    if _is_second_name(u, index):
        return True
    following = u.tokens[index + 1] if index + 1 < len(u.tokens) else None
    quoted = following is not None and following.kind is Kind.QUOTED
    if norm == "called" and (quoted or not begins_object(u, index + 1)):
        # "The list is called items": a name follows.
        return True
    if (
        index
        and u.has(index - 1, "nouns", "table", "collection")
        and not begins_object(u, index + 1)
        and norm.endswith("s")
    ):
        # "table orders"
        return True
    hit = u.service_at(index)
    if hit is not None and not _is_verb_too(u, index, length):
        return True
    if hit is not None and not hit.is_generic and "-" in u.tokens[index].text:
        # "Postgres-Tabelle": the name in a compound is no verb, however it begins.
        return True
    # "the number of orders and total revenue": which figure it is.
    return bool(index and length == 1 and u.has(index, "statistics") and not begins_object(u, index + 1))


def _is_verb_too(u: Utterance, index: int, length: int) -> bool:
    """`Tweet`, `text me`, `email`: a service's or need's name that is a verb itself."""
    hit = u.service_at(index)
    if hit is None or hit.first != index:
        return hit is None or hit.is_generic
    return (
        hit.last - hit.first <= length
        or hit.is_generic
        or u.has(index + 1, "words", "me", "object_pronoun") > 0
    )


def _is_told(u: Utterance, index: int) -> bool:
    """“an email that we can't | accept | them”: what the message says."""
    for place in range(index - 1, max(0, index - _LONGEST_SAYING), -1):
        if u.tokens[place].norm in _BREAKS:
            return False
        if u.tokens[place].norm in _THAT:
            return bool(u.has(place - 1, "nouns", *_CARRIERS)) and bool(u.has(place + 1, "words", "pronoun"))
    return False


def _opens_order(u: Utterance, index: int) -> bool:
    """Whether a verb in its base form stands there, where an order begins."""
    if not u.has(index, "verbs") or u.tokens[index].norm.endswith(("s", "ed")):
        return False
    before = index - 1
    return (
        index == 0
        or u.is_scheduled(before)
        or bool(u.has(before, "words", "and", "then"))
        or u.tokens[before].norm in {",", ".", ":", ";"}
    )


def _is_part(u: Utterance, index: int, length: int) -> bool:
    """A part of a noun, or what tells which thing is meant."""
    norm = u.tokens[index].norm
    if norm == "page" and index and u.tokens[index - 1].norm in _COUNTED:
        # "second page the budget": a page of a form.
        return True
    if (
        norm == "open"
        and index
        and u.has(index - 1, "verbs", "get", "search", "send", "check", "count", "copy")
    ):
        # "get open Jira bugs": which ones.
        return True
    if norm == "attached" and not u.has(index - 1, "words", "modal"):
        # "PDFs attached to my mails": which ones.
        return True
    if u.language == "de" and index and _GERMAN_NOUN.fullmatch(u.tokens[index].text):
        # "die Zusammenfassung in Slack posten": what is posted.
        return True
    if any(u.has(index - back, "nouns") > back for back in (1, 2)):
        # "pull request": the second half of a noun.
        return True
    if any(u.has(index - back, "verbs") > back for back in (1, 2)):
        # "se da de | baja": the last part of a verb.
        return True
    if index and _opens_order(u, index - 1) and norm.endswith("s") and u.has(index, "nouns"):
        # "count orders per country": what is counted.
        return not begins_object(u, index + 1)
    if norm == "requests" and u.has(index + 1, "words", "to", "from", "in", "for"):
        # "IT requests to Jira": what goes there.
        return True
    after = index + length
    # "every purchase request form", "a review request email": one of them would "requests".
    return (
        u.language == "en"
        and index > 1
        and length == 1
        and after < len(u.tokens)
        and bool(u.has(index - 1, "nouns") and u.has(index - 2, "words", "every", "det"))
        and not norm.endswith(("s", "ed"))
        and bool(u.has(after, "nouns"))
    )


def are_things_of_service(u: Utterance, index: int, length: int) -> bool:
    """“new Shopify | orders | to QuickBooks”: several things of a service, and not what is done."""
    hit = u.service_at(index - 1) if index else None
    if hit is None or hit.is_generic or not u.tokens[index].norm.endswith("s") or u.language != "en":
        return False
    behind = index + length
    told = behind < len(u.tokens) and u.has(behind, "words", "to", "in", "as") > 0
    return told and hit.first > 0 and u.tokens[hit.first - 1].norm in {"new", "all", "every", "incoming"}
