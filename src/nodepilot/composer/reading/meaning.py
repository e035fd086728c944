"""What a verb means beside its words: "remove rows with the same id", "keep the top 10", "put a watermark on".

A verb alone says too little here: the things it is done to decide what is ordered, and whether the service
that is named is where the list comes from.
"""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.file_acts import (
    FILES,
    few,
    holds_list,
    into_archive,
    into_format,
    into_one,
    is_read_in,
    lies_in,
    to_file,
)
from nodepilot.composer.reading.handed_over import given_to, sent_by
from nodepilot.composer.reading.model_work import model_work
from nodepilot.composer.reading.queried import run_query
from nodepilot.composer.reading.role_words import TELLS
from nodepilot.composer.reading.story import Act

_SAME = frozenset(
    {
        "same",
        "identical",
        "repeated",
        "gleichen",
        "gleicher",
        "gleiche",
        "mismo",
        "misma",
        "meme",
        "mesmo",
        "mesma",
    }
)
_MARKS = ("watermark", "wasserzeichen", "filigrane")
_DISK = frozenset(
    {
        "local",
        "locally",
        "disk",
        "filesystem",
        "lokal",
        "lokalen",
        "lokale",
        "festplatte",
        "disco",
        "locale",
        "disque",
    }
)
LISTED = frozenset(
    {"filter", "loop", "sort", "dedupe", "count", "sum", "average", "aggregate", "limit", "compare", "split"}
)
_WRITING = frozenset(
    {"add", "create", "copy", "upload", "put", "move", "convert", "update", "compose", "save"}
)


def refine(utterance: Utterance, act: Act) -> None:
    """Settles the act's verb by the words around it, and the source of what is done to a list."""
    u = utterance
    norms = {u.tokens[i].norm for i in range(act.first, act.last)}
    looked_for = act.argument("object")
    if (
        act.verb == "moderate"
        and act.helper is None
        and u.tokens[act.verb_at].norm == "check"
        and looked_for is not None
        and "new" in looked_for.quantifiers
    ):
        # "check for new leads": they are read, where "check for spam" judges.
        act.verb, act.ai, act.source, act.target = "get", False, act.source or act.target, None
    model_work(u, act)
    if act.source is not None and act.source.mention.need == "calendar" and "ics" in act.nouns:
        # "the ICS calendar at https://…": a file, no calendar of a service.
        act.source = None
    if (
        act.source is not None
        and act.source.key == "readWriteFile"
        and any(t.kind is Kind.PATH for t in act.literals)
    ):
        # "read /data/products.xlsx from disk": the path says where.
        act.source = None
    if act.source is not None and _is_called_at_address(u, act):
        act.source = None
    if act.verb == "delete" and _is_tidied(u, act):
        act.verb = "format"
    if act.verb == "delete" and norms & _SAME and act.target is None and act.source is None:
        act.verb = "dedupe"
    if (
        act.verb in {"filter", "get", "copy", "add"}
        and act.target is None
        and act.source is None
        and few(u, act)
    ):
        act.verb = "limit"
    if act.verb == "go" and act.target is None and any(t.kind is Kind.EMAIL for t in act.literals):
        # "HR goes to hr@acme.com": by mail.
        act.verb = "send"
    if act.verb in TELLS and act.source is None and act.target is not None and u.schedule is not None:
        _taken_from_address(act)
    if act.verb == "add" and _is_labelled(act):
        act.verb = "label"
    if act.verb == "get" and act.source is None and _is_shown_in_form(u, act):
        act.verb, act.target = "reply", None
    if act.verb == "get" and _is_told_in_channel(u, act):
        act.verb = "post"
    if act.verb == "get" and _is_shown(u, act):
        act.verb, act.source, act.target = "post", None, act.target or act.source
        if _is_shown_in_table(act):
            act.verb = "add"
    if act.verb in {"add", "update", "create", "send"} and any(norm.startswith(_MARKS) for norm in norms):
        act.verb = "watermark"
    if (
        act.verb in _WRITING
        and act.target is None
        and norms & _DISK
        and (
            any(t.kind is Kind.PATH for t in act.literals)
            or FILES & {n for a in act.arguments for n in a.nouns}
        )
    ):
        act.verb = "write_file"
    if act.verb in _WRITING and act.target is None and to_file(act):
        act.verb = "write_file"
    if (
        act.verb in {"get", "search", "check"}
        and act.source is not None
        and act.target is not None
        and act.source.is_generic
        and not act.target.is_generic
        and any(a.role == "in" and act.target in a.services for a in act.arguments)
    ):
        # "look the address up in the CRM": the named service is where it is looked for.
        act.source, act.target = act.target, None
    if act.verb == "copy" and _moves_inside(u, act):
        act.verb = "move"
        if act.source is not None and act.source.is_generic:
            act.source = None
        elif act.source is not None and act.target is None:
            act.source, act.target = None, act.source
    if act.verb == "get" and act.target is None and _takes_values(u, act):
        act.verb, act.ai = "extract", True
    if is_read_in(u, act):
        act.verb, act.source, act.target = "add", None, act.source
    run_query(u, act)
    if act.verb == "stop" and _is_raised(u, act):
        act.verb = "create"
    made = act.argument("object")
    if (
        act.verb == "get"
        and act.target is None
        and made is not None
        and (given := given_to(u, act)) is not None
    ):
        # "New leads in Copper get a Todoist task": it is made for each of them.
        act.verb, act.target = "create", given
    if act.target is None and act.verb in TELLS | {"forward"} and (way := sent_by(act)) is not None:
        act.target = way
    if (
        act.verb == "create"
        and made is not None
        and made.nouns == ["email"]
        and act.target is not None
        and act.target.mention.need == "email"
    ):
        # "create an email": who makes one sends it, unless it is to be a draft.
        act.verb = "email"
    attaches = u.tokens[act.verb_at].norm.startswith("attach")
    if act.verb == "add" and attaches and act.target is not None and act.target.mention.need == "email":
        # "attach it to an email to …": a mail is sent.
        act.verb = "email"
    if act.verb in _WRITING and act.source is None and act.target is not None and into_format(act):
        act.source, act.target, act.verb = act.target, None, "convert"
    if into_archive(act):
        act.verb = "zip"
    if act.verb == "merge" and into_one(u, act):
        act.verb = "aggregate"
    if act.verb == "convert" and act.source is None and act.target is not None and lies_in(u, act):
        act.source, act.target = act.target, None
    if (
        act.verb in LISTED | {"zip", "unzip"}
        and act.source is None
        and act.target is not None
        and holds_list(act)
    ):
        act.source, act.target = act.target, None


def _is_tidied(u: Utterance, act: Act) -> bool:
    """“clean up the phone numbers”: values are put right, nothing is deleted."""
    objects = act.argument("object")
    cleans = u.tokens[act.verb_at].norm.startswith("clean")
    return (
        cleans and objects is not None and any(u.has(i, "fields") for i in range(objects.first, objects.last))
    )


def _is_called_at_address(u: Utterance, act: Act) -> bool:
    """“the Facebook API at https://…”: the address is called, no node of the service."""
    hit = act.source
    if hit is None or hit.last >= act.last or not any(t.kind is Kind.URL for t in act.literals):
        return False
    return u.tokens[hit.last].norm in {"api", "endpoint"} and hit.key != "rssFeedRead"


def _taken_from_address(act: Act) -> None:
    """“post our top pages in Slack via https://…”: the address is where they come from."""
    for argument in act.arguments:
        named = any(token.kind is Kind.URL for token in argument.literals)
        if argument.role == "via" and named and not argument.services and not act.argument("from"):
            argument.role = "from"


def _is_labelled(act: Act) -> bool:
    """“add the label triage to it”, “classify it and add a label”: what is there gets a label, none is made."""
    objects, into = act.argument("object"), act.argument("to")
    if objects is None or objects.nouns[:1] != ["label"] or "new" in objects.quantifiers:
        return False
    return into.pronoun if into is not None else act.target is None and act.source is None


_RAISED = frozenset({"incident", "ticket", "issue", "alert", "case", "invoice"})


def _is_raised(u: Utterance, act: Act) -> bool:
    """“raise a PagerDuty incident”, unlike “raise an error”: it is opened."""
    objects = act.argument("object")
    raises = u.tokens[act.verb_at].norm.startswith("rais")
    return raises and objects is not None and bool(_RAISED & set(objects.nouns) or objects.services)


_SHOWING = frozenset({"list", "show", "lists", "shows"})


def _is_shown_in_form(u: Utterance, act: Act) -> bool:
    """“show the recipe as the form's answer”, “show it on the last page of the form”."""
    if act.verb_at < 0 or u.tokens[act.verb_at].norm not in _SHOWING | {
        "shown",
        "display",
        "displays",
        "displayed",
    }:
        return False
    places = range(act.verb_at, act.last)
    form = any(u.has(i, "nouns", "form") for i in range(len(u.tokens)))
    return form and any(
        u.has(i, "nouns", "form") or u.tokens[i].norm in {"form's", "form’s", "page", "screen", "user"}
        for i in places
    )


def _is_shown(u: Utterance, act: Act) -> bool:
    """“list them in a Discord message”: what was read before is written there."""
    if act.verb_at < 0 or u.tokens[act.verb_at].norm not in _SHOWING:
        return False
    place = next((a for a in act.arguments if a.role == "in" and not a.before), None)
    objects = act.argument("object")
    told = place is not None and bool({"message", "email", "post", "channel", *_HOLDING} & set(place.nouns))
    return told and objects is not None and objects.pronoun


def _is_told_in_channel(u: Utterance, act: Act) -> bool:
    """“list all open deals in #sales”."""
    if act.verb_at < 0 or u.tokens[act.verb_at].norm not in _SHOWING:
        return False
    places = (each for each in act.arguments if each.role == "in" and not each.before)
    return any(token.kind is Kind.CHANNEL for each in places for token in each.literals)


_HOLDING = ("sheet", "table", "database", "page")


def _is_shown_in_table(act: Act) -> bool:
    """“list them in a Google Sheet”: each gets a row."""
    place = next((a for a in act.arguments if a.role == "in" and not a.before), None)
    return place is not None and bool(set(_HOLDING) & set(place.nouns))


_PLACES = frozenset({"folder", "list", "label", "column", "stage", "board", "channel", "category"})


def _moves_inside(u: Utterance, act: Act) -> bool:
    """“move the mail to the Archive folder”, “move the card to the list Done”: within one service."""
    where = act.argument("to", "in")
    if not u.has(act.verb_at, "verbs", "move") or where is None:
        return False
    if not set(where.nouns) & _PLACES and not any(token.kind is Kind.PATH for token in where.literals):
        return False
    named = {hit.key for argument in act.arguments for hit in argument.services if not hit.is_generic}
    return len(named) <= 1 and not where.services


_DOCUMENTS = frozenset({"cv", "pdf", "document", "invoice", "image", "email", "transcript", "text"})


def _takes_values(u: Utterance, act: Act) -> bool:
    """“pull name, email and skills from CVs”: values that stand in documents."""
    objects, source = act.argument("object"), act.argument("from")
    if objects is None or source is None or not set(source.nouns) & _DOCUMENTS:
        return False
    listed = any(
        u.tokens[i].norm == "," or u.has(i, "words", "and") for i in range(objects.first, objects.last)
    )
    fields = [i for i in range(objects.first, objects.last) if u.has(i, "fields")]
    return listed and len(fields) > 1 and not set(objects.nouns) & {"row", "attachment", "file"}
