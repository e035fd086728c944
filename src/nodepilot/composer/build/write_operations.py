"""Which operation of a service does what an act orders."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.build.called_things import (
    CONTAINERS,
    by_campaign,
    by_draft,
    by_name,
    by_phone,
    by_reply,
    called_thing,
    can_send,
    exact,
    in_calendar,
    is_message,
    makes,
    of_files,
    remark_noun,
    takes_remarks,
)
from nodepilot.composer.build.operation_words import (
    CALLED,
    STORES,
    VERB_INTENT,
    WORDS,
    bias,
    is_reading,
    preferred,
    singular_forms,
    told_of_source,
    words_of,
)
from nodepilot.composer.build.said_operations import clearly_said, comes_from_elsewhere, says_where
from nodepilot.composer.build.things import names_things, spoken_of, usual_thing
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch, rank_operations

_REMARK = 8.0
_USUAL = 4.0
"""What speaks for the usual thing."""
_SETTLED = frozenset({"send", "update"})
"""Hints that come from more than the words of the act."""
_REMOVING = frozenset({"delete", "unsubscribe", "label", "archive", ""})
"""Intents that something may be taken away for: a label, a member, what has no intent of its own. Else nothing is
ever deleted for want of something better."""
_OF_A_CRM = frozenset({"lead", "deal", "company", "organization", "product", "invoice"})
_ALL = 1000
_ABOUT_THINGS = frozenset({"create", "update", "label", "close", "complete", "archive", "move"})
"""Intents whose “it” is a thing that was told of before."""
_PUTTING = frozenset({"create", "send"})
_TELLING = frozenset({"send", "post", "publish", "notify", "message", "forward", "text", "go"})
_BRINGING = frozenset({"", "go", "send"})
"""“attachment -> folder invoices”: the file is put there, no folder is made."""
_PLACING = frozenset({"add", "copy", "want"})
"""Verbs whose channel is where something is put, unless it is their object; people may be added to it, too."""
_TOLD = frozenset({"notify", "message", "text"})
"""Verbs whose object is who gets it: “notify the channel”."""


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
    if act.verb == "reply" and not hint and (reply := by_reply(catalog, node_type)) is not None:
        return reply
    if (campaign := by_campaign(catalog, node_type, act)) is not None:
        return campaign
    if not act.verb and "draft" in act.nouns and (drafted := by_draft(catalog, node_type)) is not None:
        return drafted
    if act.verb == "call" and (phoned := by_phone(catalog, node_type)) is not None:
        return phoned
    if VERB_INTENT.get(act.verb) in _PUTTING and (event := in_calendar(catalog, node_type, act)) is not None:
        return event
    usual = _usual_write(
        catalog, utterance, node_type, act, has_file=has_file, hint=hint, noun=noun, at_hand=at_hand
    )
    if act.verb == "upsert" and usual is not None and (both := _that_does_both(catalog, node_type, usual)):
        # "insert the rows, update existing ones by sku": whatever else is said of it.
        return both
    if hint in _SETTLED:
        # What an assistant answers, or what is written back: the words of the act say something else.
        return usual
    if hint == "move" and usual is not None and (usual.operation or "") in {"move", "rename"}:
        return usual
    writes = bool(hint) or act.verb in VERB_INTENT
    called = called_thing(utterance, act) if act.verb in {"add", "create"} else ""
    if called and usual is not None and makes(usual, called):
        return usual
    as_what = act.argument("as")
    told = as_what is not None and node_type not in STORES
    if told and as_what is not None and usual is not None and (usual.resource or "") in as_what.nouns:
        return usual
    said = clearly_said(catalog, utterance, node_type, act, usual, is_reading, writes=writes)
    if said is not None and _deletes(said) and VERB_INTENT.get(act.verb, "") not in _REMOVING:
        said = None
    chosen = said or usual
    copied = has_file and chosen is not None and (chosen.operation or "") in {"copy", "move"}
    brought = hint == "upload" or (has_file and act.verb in _BRINGING)
    if brought and chosen is not None and (chosen.resource in CONTAINERS or copied):
        # "copy it to the bucket archive": the file is put there, no bucket is made.
        return of_files(catalog, node_type) or chosen
    objects = act.argument("object")
    about = objects is not None and "channel" in objects.nouns and act.verb not in _TOLD
    told_there = act.verb in _TELLING or (
        act.verb in _PLACING and chosen is not None and makes(chosen, "channel")
    )
    if chosen is not None and chosen.resource == "channel" and told_there and not about:
        # "sent to our Mattermost channel": it is told there, nothing is done to the channel.
        sending = rank_operations(node_type, ["send", "message"], ["message"], catalog, limit=1)
        return sending[0] if sending and is_message(sending[0]) else chosen
    return chosen


_BOTH = frozenset({"upsert", "appendorupdate", "createorupdate"})


def _that_does_both(catalog: Catalog, node_type: str, usual: OperationMatch) -> OperationMatch | None:
    """The operation that changes what is there and adds what is not, of the thing that is usually written."""
    ranked = rank_operations(node_type, ["upsert", "or", "update"], (), catalog, limit=_ALL)
    return next(
        (m for m in ranked if (m.operation or "").lower() in _BOTH and m.resource == usual.resource), None
    )


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
    intent = hint or VERB_INTENT.get(act.verb, "")
    words, objects = words_of(utterance, act, apart_from=says_where(act))
    if act.verb == "copy" and (comes_from_elsewhere(act) or node_type in STORES):
        # "move the rows to Airtable": there they are made.
        words = [word for word in words if word != utterance.tokens[act.verb_at].norm]
    if act.verb in {"", "go"} and node_type not in STORES and "send" in preferred().get(node_type, {}):
        intent = "send"
    if intent == "send" and not hint and not can_send(catalog, node_type):
        # "send it to Pipedrive": it is kept there.
        intent = "create"
    canonical = WORDS.get(intent, "").split()
    usual = ""
    called = called_thing(utterance, act) if intent == "create" and act.verb in {"add", "create"} else ""
    if called and any(
        makes(match, called) for match in rank_operations(node_type, canonical, (), catalog, limit=_ALL)
    ):
        objects.append(called)
    elif intent in _ABOUT_THINGS and not names_things(utterance, act) and not told_of_source(act):
        spoken = spoken_of(catalog, utterance, node_type, act)
        if intent == "create" and spoken and spoken[-1] in _OF_A_CRM:
            # "When a lead comes in, add it to Pipedrive": one of those, where a person is what is usually made.
            called = spoken[-1]
        settled = "create" in preferred().get(node_type, {})
        usual = usual_thing(catalog, node_type) if intent == "create" and not (spoken or settled) else ""
        objects += spoken or ([usual] if usual else [])
    elif intent == "delete" and at_hand and not names_things(utterance, act):
        objects.append(at_hand)
    ranked = rank_operations(node_type, [*canonical, *words], objects, catalog, limit=40)
    writing = [match for match in ranked if not is_reading(match.operation) and not _waits(match)]
    if intent not in _REMOVING:
        writing = [match for match in writing if not _deletes(match)]
    if not writing:
        return ranked[0] if ranked else None
    remark = remark_noun(act) if intent in {"create", "send", "update", ""} else ""
    there = any(takes_remarks(match) for match in writing)
    updates = remark == "comment" and not there and act.target is None
    as_what = act.argument("as")
    told = as_what is not None and node_type not in STORES
    kind = {singular(noun) for noun in as_what.nouns} if told and as_what is not None else set[str]()
    things = singular_forms(objects)
    made = singular_forms(_made(utterance, act))
    named = intent not in _ABOUT_THINGS - {"create"} and any(exact(match, made) for match in writing)
    return max(
        writing,
        key=lambda m: (
            m.evidence
            + (CALLED if called and makes(m, called) else 0.0)
            + (_REMARK if (m.resource or "").lower() in kind and (m.operation or "") == "create" else 0.0)
            + bias(node_type, m, intent, has_file=has_file, noun=noun, elsewhere=named and not exact(m, made))
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
    if made is None or told_of_source(act):
        return []
    return [utterance.tokens[i].norm for i in range(made.first, made.last) if utterance.has(i, "nouns")]


def _deletes(match: OperationMatch) -> bool:
    return re.search("delete|remove", (match.operation or "").lower()) is not None


def _waits(match: OperationMatch) -> bool:
    return (match.operation or "").lower() == "sendandwait"
