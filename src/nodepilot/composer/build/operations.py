"""Which operation of a service an act asks for."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.composer.build.called_things import (
    CONTAINERS,
    by_name,
    by_phone,
    called_thing,
    can_send,
    exact,
    gives_all,
    is_message,
    lists,
    makes,
    of_files,
    remark_noun,
    takes_remarks,
)
from nodepilot.composer.build.outputs import gives_many
from nodepilot.composer.build.said_operations import clearly_said, names_one, says_where
from nodepilot.composer.build.things import names_things, spoken_of, usual_thing
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import PER
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.knowledge.operations import OperationMatch, rank_operations

_READING = frozenset(
    "keys get getall get-all getmany list search read select find download history enrich query executequery readrows lookup check verify retrieve scrape getcurrent currentweather 5dayforecast exists rowexists extract "
    "domainsearch emailfinder emailverifier lookupbyemail info status count aggregate fetch getevents export replies members permalink getpermalink price ticker market stats statistics expand report analyze balance".split(),
)
_WORDS = {
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
_STORES = frozenset(
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
_FILE_STORES = frozenset(f"n8n-nodes-base.{name}" for name in ("googleDrive", "microsoftOneDrive", "box"))
_REMARK = 8.0
_CALLED = 6.0
"""What speaks for making one of what the order's object is called, whatever is usually made there."""
_AS_WHAT_IT_IS = 6.0
"""What speaks for sending a file as the kind of thing that it is."""
_USUAL = 4.0
"""What speaks for the usual thing."""
_SETTLED = frozenset({"send", "update"})
"""Hints that come from more than the words of the act."""
_OF_A_CRM = frozenset({"lead", "deal", "company", "organization", "product", "invoice"})
_ALL = 1000
_ALWAYS = 7.0
"""From here on a preference holds whatever the thing is called: a “page” of Notion mostly lies in a database."""


_ABOUT_THINGS = frozenset({"create", "update", "label", "close", "complete", "archive", "move"})
"""Intents whose “it” is a thing that was told of before."""

_TELLING = frozenset({"send", "post", "publish", "notify", "message", "forward", "text"})
_VERB_INTENT = {
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
def _preferred() -> dict[str, Any]:
    found: dict[str, Any] = packaged_json("composer", "data/operations.json")
    return found


def choose_read(
    catalog: Catalog, utterance: Utterance, node_type: str, act: Act, *, many: bool = True
) -> OperationMatch | None:
    """The operation that reads what the act speaks of; a list of them unless one is meant."""
    usual = _usual_read(catalog, utterance, node_type, act, many=many)
    if (
        usual is not None
        and many
        and gives_all(usual, called_thing(utterance, act))
        and not names_one(utterance, act, usual)
    ):
        return usual
    if act.verb == "search" and usual is not None and node_type in _FILE_STORES and _finds(usual):
        # A file by its name is looked for first; only an id could be downloaded at once.
        return usual
    objects = act.argument("object")
    if usual is not None and objects is not None and objects.nouns[:1] == ["row"] and _reads_rows(usual):
        # "the rows of an Excel workbook": not the workbooks.
        return usual
    writes = bool(act.verb) and act.verb in _VERB_INTENT
    return clearly_said(catalog, utterance, node_type, act, usual, is_reading, writes=writes) or usual


def _usual_read(
    catalog: Catalog, utterance: Utterance, node_type: str, act: Act, *, many: bool
) -> OperationMatch | None:
    words, objects = _words(utterance, act)
    intent = (
        "search"
        if act.verb == "search"
        else "download"
        if act.verb == "download"
        else "read_many"
        if many
        else "read_one"
    )
    if (
        intent == "search"
        and not objects
        and any(utterance.has(i, "fields", "email", "phone") for i in range(act.first, act.last))
    ):
        # Whose address is looked for is a contact, whatever the service calls it.
        objects = ["contact", "person", "customer"]
    ranked = rank_operations(node_type, [*_WORDS[intent].split(), *words], objects, catalog, limit=40)
    reading = [match for match in ranked if is_reading(match.operation)]
    if not reading:
        return None
    things = _singular(objects)
    if many:
        called = called_thing(utterance, act)
        best = max(
            reading,
            key=lambda m: (
                m.evidence
                + (_CALLED if gives_all(m, called) else 0.0)
                + (1.5 if gives_many(m.operation) else 0.0)
                + _bias(node_type, m, "read")
                + exact(m, things)
            ),
        )
    else:
        best = max(
            reading,
            key=lambda m: (
                m.evidence
                + _bias(node_type, m, "read")
                + exact(m, things)
                - (2.0 if intent == "search" and lists(m.operation) else 0.0)
            ),
        )
    return best


def _finds(match: OperationMatch) -> bool:
    return (match.operation or "").lower() == "search"


def _reads_rows(match: OperationMatch) -> bool:
    return "row" in (match.operation or "").lower()


def choose_write(
    catalog: Catalog,
    utterance: Utterance,
    node_type: str,
    act: Act,
    *,
    has_file: bool = False,
    noun: str = "",
    hint: str = "",
    at_hand: str = "",
) -> OperationMatch | None:
    """The operation that does what the act orders. `at_hand`: what was read there before ("those" are files)."""
    if act.verb == "call" and (phoned := by_phone(catalog, node_type)) is not None:
        return phoned
    usual = _usual_write(
        catalog, utterance, node_type, act, has_file=has_file, hint=hint, noun=noun, at_hand=at_hand
    )
    if hint in _SETTLED:
        # What an assistant answers, or what is written back: the words of the act say something else.
        return usual
    if hint == "move" and usual is not None and (usual.operation or "") in {"move", "rename"}:
        return usual
    writes = bool(hint) or act.verb in _VERB_INTENT
    called = called_thing(utterance, act) if act.verb in {"add", "create"} else ""
    if called and usual is not None and makes(usual, called):
        return usual
    as_what = act.argument("as")
    told = as_what is not None and node_type not in _STORES
    if told and as_what is not None and usual is not None and (usual.resource or "") in as_what.nouns:
        return usual
    said = clearly_said(catalog, utterance, node_type, act, usual, is_reading, writes=writes)
    chosen = said or usual
    if hint == "upload" and chosen is not None and chosen.resource in CONTAINERS:
        # "copy it to the bucket archive": the file is put there, no bucket is made.
        return of_files(catalog, node_type) or chosen
    objects = act.argument("object")
    about = objects is not None and "channel" in objects.nouns
    if chosen is not None and chosen.resource == "channel" and act.verb in _TELLING and not about:
        # "sent to our Mattermost channel": it is told there, nothing is done to the channel.
        sending = rank_operations(node_type, ["send", "message"], ["message"], catalog, limit=1)
        return sending[0] if sending and is_message(sending[0]) else chosen
    return chosen


def _usual_write(
    catalog: Catalog,
    utterance: Utterance,
    node_type: str,
    act: Act,
    *,
    has_file: bool,
    hint: str,
    noun: str,
    at_hand: str,
) -> OperationMatch | None:
    intent = hint or _VERB_INTENT.get(act.verb, "")
    words, objects = _words(utterance, act, apart_from=says_where(act))
    if act.verb in {"", "go"} and node_type not in _STORES and "send" in _preferred().get(node_type, {}):
        intent = "send"
    if intent == "send" and not hint and not can_send(catalog, node_type):
        # "send it to Pipedrive": it is kept there.
        intent = "create"
    canonical = _WORDS.get(intent, "").split()
    usual = ""
    called = called_thing(utterance, act) if intent == "create" and act.verb in {"add", "create"} else ""
    if called and any(
        makes(match, called) for match in rank_operations(node_type, canonical, (), catalog, limit=_ALL)
    ):
        objects.append(called)
    elif intent in _ABOUT_THINGS and not names_things(utterance, act):
        spoken = spoken_of(catalog, utterance, node_type, act)
        if intent == "create" and spoken and spoken[-1] in _OF_A_CRM:
            # "When a lead comes in, add it to Pipedrive": one of those, where a person is what is usually made.
            called = spoken[-1]
        settled = "create" in _preferred().get(node_type, {})
        usual = usual_thing(catalog, node_type) if intent == "create" and not (spoken or settled) else ""
        objects += spoken or ([usual] if usual else [])
    elif intent == "delete" and at_hand and not names_things(utterance, act):
        objects.append(at_hand)
    ranked = rank_operations(node_type, [*canonical, *words], objects, catalog, limit=40)
    writing = [match for match in ranked if not is_reading(match.operation) and not _waits(match)]
    if not writing:
        return ranked[0] if ranked else None
    remark = remark_noun(act) if intent in {"create", "send", "update", ""} else ""
    there = any(takes_remarks(match) for match in writing)
    updates = remark == "comment" and not there and act.target is None
    as_what = act.argument("as")
    told = as_what is not None and node_type not in _STORES
    kind = {singular(noun) for noun in as_what.nouns} if told and as_what is not None else set[str]()
    things = _singular(objects)
    made = _singular(_made(utterance, act))
    named = intent not in _ABOUT_THINGS - {"create"} and any(exact(match, made) for match in writing)
    return max(
        writing,
        key=lambda m: (
            m.evidence
            + (_CALLED if called and makes(m, called) else 0.0)
            + (_REMARK if (m.resource or "").lower() in kind and (m.operation or "") == "create" else 0.0)
            + _bias(
                node_type, m, intent, has_file=has_file, noun=noun, elsewhere=named and not exact(m, made)
            )
            + exact(m, things)
            + by_name(m, words)
            + (_USUAL if usual and (m.resource or "").lower() == usual else 0.0)
            + (_REMARK if remark and takes_remarks(m) else 0.0)
            + (_REMARK if updates and (m.operation or "").lower() == "update" else 0.0)
        ),
    )


def _made(utterance: Utterance, act: Act) -> list[str]:
    """The nouns of what is made, without where it goes."""
    made = act.argument("object")
    if made is None:
        return []
    return [utterance.tokens[i].norm for i in range(made.first, made.last) if utterance.has(i, "nouns")]


def _singular(objects: list[str]) -> frozenset[str]:
    return frozenset(singular(each) for each in objects)


def _waits(match: OperationMatch) -> bool:
    return (match.operation or "").lower() == "sendandwait"


def _bias(
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
    facts = _preferred().get(node_type, {})
    bonus = float(facts.get(intent or "create", {}).get(key, 0.0))
    if elsewhere and bonus < _ALWAYS:
        bonus = min(bonus, 0.0)
    if has_file and (match.operation or "").lower() == "upload":
        bonus += 2.0
    if noun and (match.operation or "").lower() == f"send{noun}":
        # The sound that was made goes out as sound.
        bonus += _AS_WHAT_IT_IS
    return bonus


def _words(utterance: Utterance, act: Act, apart_from: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """All words of the act, without those of arguments that say nothing of what is done; and its objects."""
    u = utterance
    left_out = {i for each in act.arguments if each.role in apart_from for i in range(each.first, each.last)}
    left_out |= act.elsewhere
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
