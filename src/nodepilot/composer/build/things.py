"""What is made, where an act calls it "it" or says nothing: the thing told of before, else what the service mostly keeps."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.composer.build.said_operations import says_where
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import rank_operations

_ARRIVED = ("data", "submission", "form", "item", "result", "reply")
"""What came in, as nobody calls what a service keeps of it."""
_USUAL_THINGS = ("issue", "conversation", "contact", "person", "subscriber", "customer", "lead", "member")
_KEEPING = ("create", "upsert", "add")


def names_things(utterance: Utterance, act: Act) -> bool:
    """Whether the act says itself what is made: not where it is “it”, or nothing at all."""
    return any(
        utterance.has(i, "nouns")
        and not utterance.has(i, "nouns", *_ARRIVED)
        and utterance.service_at(i) is None
        for argument in act.arguments
        if argument.role in {"as", "object", "to", "in", "material"} - set(says_where(act))
        for i in range(argument.first, argument.last)
    )


def spoken_of(catalog: Catalog, utterance: Utterance, node_type: str, act: Act) -> list[str]:
    """“When a lead comes in, add it to Pipedrive”: the first thing told of before that the service knows, too."""
    u = utterance
    for index in range(act.first):
        sense = u.concept(index, "nouns")
        if sense is None or u.tokens[index].is_literal or u.has(index, "nouns", *_ARRIVED):
            continue
        best = rank_operations(node_type, ("create",), (u.tokens[index].norm,), catalog, limit=1)
        if best and "thing" in best[0].reasons:
            return [u.tokens[index].norm]
    if any(u.tokens[i].norm in _THEM for i in range(act.first, act.last)) and any(
        u.has(i, "nouns", *_PEOPLE) or u.has(i, "words", "someone") for i in range(act.first)
    ):
        return _as_person(catalog, node_type)
    return []


_THEM = frozenset({"them", "him", "her"})
_PEOPLE = ("customer", "person", "user", "member", "lead", "contact", "subscriber", "attendee", "employee")
_KEPT_AS = ("contact", "person", "customer", "subscriber", "user", "member")


def _as_person(catalog: Catalog, node_type: str) -> list[str]:
    """“when a customer signs up, create them in Zendesk”: what people are called there."""
    for word in _KEPT_AS:
        best = rank_operations(node_type, ("create",), (word,), catalog, limit=1)
        if best and best[0].resource == word:
            return [word]
    return []


def usual_thing(catalog: Catalog, node_type: str) -> str:
    """“save it in Keap”: the resource that is mostly kept at a service where nothing is said of what is made."""
    made = rank_operations(node_type, _KEEPING, (), catalog, limit=100)
    known = {(m.resource or "").lower() for m in made if (m.operation or "").lower() in _KEEPING}
    return next((thing for thing in _USUAL_THINGS if thing in known), "")
