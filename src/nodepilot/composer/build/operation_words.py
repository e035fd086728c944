"""What an act says of the operation that it wants, and what people mean who leave it unsaid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import PER
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.knowledge.operations import OperationMatch

_READING = frozenset(
    "keys get getall get-all getmany list search read select find download history enrich query executequery readrows lookup check verify retrieve scrape getcurrent currentweather 5dayforecast exists rowexists extract "
    "domainsearch emailfinder emailverifier lookupbyemail info status count aggregate fetch getevents export replies members permalink getpermalink price ticker market stats statistics expand report analyze balance".split(),
)
WORDS = {
    "read_many": "get many all list",
    "read_one": "get",
    "create": "create",
    "update": "update",
    "delete": "delete",
    "unsubscribe": "unsubscribe remove delete update",
    "label": "tag label add",
    "upsert": "upsert create or update",
    "send": "send message",
    "upload": "upload file",
    "search": "search",
    "download": "download file",
    "archive": "archive update",
    "move": "move update",
    "close": "close update",
    "complete": "complete close update",
}
STORES = frozenset(
    f"n8n-nodes-base.{name}"
    for name in (
        "googleSheets",
        "airtable",
        "notion",
        "postgres",
        "mySql",
        "mongoDb",
        "supabase",
        "dataTable",
        "hubspot",
        "trello",
        "asana",
        "clickUp",
        "mondayCom",
        "jira",
        "linear",
    )
)
CALLED = 6.0
"""What speaks for making one of what the order's object is called, whatever is usually made there."""
_AS_WHAT_IT_IS = 6.0
"""What speaks for sending a file as the kind of thing that it is."""
_ALWAYS = 7.0
"""From here on a preference holds whatever the thing is called: a “page” of Notion mostly lies in a database."""
VERB_INTENT = {
    "add": "create",
    "create": "create",
    "copy": "create",
    "go": "create",
    "": "create",
    "index": "create",
    "send": "send",
    "message": "send",
    "notify": "send",
    "reply": "send",
    "email": "send",
    "text": "send",
    "post": "send",
    "forward": "send",
    "greet": "send",
    "tweet": "create",
    "publish": "create",
    "upload": "upload",
    "update": "update",
    "cancel": "update",
    "assign": "update",
    "upsert": "upsert",
    "delete": "delete",
    "unsubscribe": "unsubscribe",
    "label": "label",
    "archive": "archive",
    "move": "move",
    "close": "close",
    "complete": "complete",
    "let": "send",
    "convert": "create",
    "be": "create",
}


def is_reading(operation: str | None) -> bool:
    """Whether an operation only looks."""
    return (operation or "").lower() in _READING or re.match(r"get[A-Z]", operation or "") is not None


@cache
def preferred() -> dict[str, Any]:
    found: dict[str, Any] = packaged_json("composer", "data/operations.json")
    return found


def singular_forms(objects: list[str]) -> frozenset[str]:
    return frozenset(singular(each) for each in objects)


def bias(
    node_type: str,
    match: OperationMatch,
    intent: str,
    *,
    has_file: bool = False,
    noun: str = "",
    elsewhere: bool = False,
) -> float:
    """What people mean when they do not say it: upserting a contact, appending a row.

    `elsewhere`: another resource bears the very name of what is asked for, so nothing was left unsaid.
    """
    key = ".".join(part for part in (match.resource or "", match.operation or ""))
    facts = preferred().get(node_type, {})
    bonus = float(facts.get(intent or "create", {}).get(key, 0.0))
    if elsewhere and bonus < _ALWAYS:
        bonus = min(bonus, 0.0)
    if has_file and (match.operation or "").lower() == "upload":
        bonus += 2.0
    if noun and (match.operation or "").lower() == f"send{noun}":
        # The sound that was made goes out as sound.
        bonus += _AS_WHAT_IT_IS
    return bonus


def told_of_source(act: Act) -> set[int]:
    """“add every | Notion page | as a draft in WordPress”: what it is there says nothing of what it becomes."""
    as_what = act.argument("as")
    if as_what is None or not as_what.nouns or act.source is None:
        return set()
    objects = [each for each in act.arguments if each.role == "object" and act.source in each.services]
    return {i for each in objects for i in range(each.first, each.last)}


def words_of(utterance: Utterance, act: Act, apart_from: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """All words of the act, without those of arguments that say nothing of what is done; and its objects."""
    u = utterance
    left_out = {i for each in act.arguments if each.role in apart_from for i in range(each.first, each.last)}
    left_out |= act.elsewhere
    left_out |= told_of_source(act)
    words = [
        u.tokens[i].norm
        for i in range(act.first, min(act.last, len(u.tokens)))
        if not u.tokens[i].is_literal and i not in left_out
    ]
    objects: list[str] = []
    for role in ("as", "object", "to", "in", "from", "material", "subject"):
        argument = act.argument(role)
        if argument is None or role in apart_from or (argument.pronoun and role != "as"):
            continue
        phrase = [
            u.tokens[i].norm
            for i in range(argument.first, argument.last)
            if (u.has(i, "nouns") or (u.service_at(i) is not None)) and (u.tokens[i - 1].norm not in PER)
        ]
        objects += phrase
        if objects and role in {"as", "object"}:
            break
    return words, objects
