"""The operation that the words of an act name by themselves, against the one that is usual for its verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nodepilot.catalog import Catalog
from nodepilot.composer.build.operation_words import told_of_source
from nodepilot.composer.build.outputs import gives_many
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.meaning import LISTED
from nodepilot.composer.reading.role_words import SENDS
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch, rank_operations
from nodepilot.knowledge.words import split_identifier, stem

CLEAR = 1.0
"""How much more the words alone have to say for it."""
SURE = 2.0
"""And how much where only the service knows the verb ("rate a video")."""
_SAYS_WHERE: dict[str, tuple[str, ...]] = {"delete": ("from",), "move": ("to", "in")}
"""Roles, by verb, that say where a thing is or goes, and nothing of what it is."""
_MAKING = frozenset({"create", "add"})
_OTHERWISE_MEANT = frozenset({("channel", "open")})
"""Who opens a channel makes one; the service calls a talk between few people so."""
_IDENTITY = frozenset({"id", "ids", "identifier"})
_NEAR = 4
"""Words between a thing and what identifies it ("the ticket with the ID")."""


def clearly_said(
    catalog: Catalog,
    utterance: Utterance,
    node_type: str,
    act: Act,
    usual: OperationMatch | None,
    is_reading: Callable[[str | None], bool],
    *,
    writes: bool,
) -> OperationMatch | None:
    """What the words say in place of `usual`; None where they leave `usual` standing.

    An act between two services speaks of both, so its words do not turn a reading into a writing; nor does a verb that
    surely `writes`: a step of its own does what it says.
    """
    if act.verb == "email":
        # "attach it to an email to …": a mail goes out, whatever else may be attached to one.
        return None
    words = _own_words(utterance, act)
    if not any(
        _names_something(utterance, i, act) for i in range(act.first, min(act.last, len(utterance.tokens)))
    ):
        # "add it to Jira" names nothing: what it is was said before.
        return None
    ranked = rank_operations(node_type, words, (), catalog, limit=1000) if words else ()
    if not ranked or usual is None:
        return None
    if (
        gives_many(usual.operation)
        and (one := _by_identity(ranked, usual))
        and names_one(utterance, act, one)
    ):
        return one
    if is_reading(usual.operation) and (spelled := _spelled_out(ranked, words)) is not None:
        return spelled
    if not _is_named(ranked[0]):
        return None
    best = ranked[0]
    stands = next((m.evidence for m in ranked if m.parameters == usual.parameters), 0.0)
    crosses = is_reading(best.operation) != is_reading(usual.operation)
    if crosses and act.verb == "get" and act.verb_at < 0:
        # "every hour: Postgres table signups -> Sheets": reading is what the order of the places says.
        return None
    if crosses and act.verb in LISTED:
        # "remove duplicate rows from my sheet": the list at hand is treated, nothing is deleted there.
        return None
    if crosses and (writes or not _speaks_of_one(act) or not _is_told(utterance, act)):
        return None
    if act.verb == "reply" and (best.operation or "").lower().startswith(("edit", "update")):
        # "everything else is answered with …": a message goes out, none is changed.
        return None
    if act.verb == "update" and not _is_told(utterance, act):
        # "write the result into the column due" changes the row, whatever "write" alone means.
        return None
    if (comes_from_elsewhere(act) or act.verb == "copy") and (best.operation or "").lower() in _WITHIN[
        act.verb == "copy"
    ]:
        return None
    if best.evidence - stands < (SURE if crosses and not act.verb else CLEAR):
        return None
    if (best.operation or "").lower() == "sendandwait" or (best.resource, best.operation) in _OTHERWISE_MEANT:
        return None
    if gives_many(usual.operation) and _gives_one(best) and not names_one(utterance, act, best):
        return None
    return best


def _spelled_out(ranked: tuple[OperationMatch, ...], words: Sequence[str]) -> OperationMatch | None:
    """“the songs I recently played”: all words of an operation's name, where these are several (`recentlyPlayed`)."""
    said = {stem(word) for word in words}
    for match in ranked:
        parts = split_identifier(match.operation or "")
        if parts and parts[0] in _DEEDS:
            continue
        name = {stem(word) for word in parts} - _OF_ANY
        if len(name - {stem(word) for word in split_identifier(match.resource or "")}) > 1 and name <= said:
            return match
    return None


_DEEDS = frozenset(
    "add create update upsert delete remove send set put post start stop move copy upload append clear resume pause next previous "
    "execute archive close open make mark assign reply invite join leave kick rename submit".split()
)
"""What an operation begins with that changes something."""
_OF_ANY = frozenset(stem(word) for word in "get all many by of the a to for from in list search".split())
"""Words in the names of operations that say nothing of what these do apart from others."""


def says_where(act: Act) -> tuple[str, ...]:
    """Roles that say nothing of what is done: “open a ticket | for the billing group”."""
    made = act.argument("object") if act.verb in _MAKING else None
    return ("for",) if made is not None and made.nouns else _SAYS_WHERE.get(act.verb, ())


def _by_identity(ranked: tuple[OperationMatch, ...], usual: OperationMatch) -> OperationMatch | None:
    """What gives one thing of the kind that `usual` lists."""
    best = ranked[0]
    if _gives_one(best) and "thing" in best.reasons:
        return best
    return next((m for m in ranked if m.resource == usual.resource and _gives_one(m)), None)


def _is_named(match: OperationMatch) -> bool:
    return "verb" in match.reasons and ("thing" in match.reasons or match.resource is None)


def _is_told(utterance: Utterance, act: Act) -> bool:
    """Not a look-up before something else is done ("delete …" has to find it first)."""
    return act.verb_at < 0 or not act.verb or utterance.has(act.verb_at, "verbs", act.verb) > 0


_WITHIN = {False: frozenset({"copy", "move"}), True: frozenset({"copy", "move", "update"})}
"""What is done within one service; “move the rows to Airtable” changes none that are there."""


def comes_from_elsewhere(act: Act) -> bool:
    """“copy every new file in Dropbox to OneDrive”: nothing is copied within OneDrive."""
    return act.source is not None and act.target is not None and act.source.key != act.target.key


def _gives_one(match: OperationMatch) -> bool:
    return (match.operation or "").lower() in {"get", "read"}


def _speaks_of_one(act: Act) -> bool:
    """One service alone; "invoices from Xero" without a verb are read, whatever else the words may mean."""
    if (act.source is None) == (act.target is None) or act.verb in SENDS or act.ai:
        return False
    origin = act.argument("from")
    comes_from = origin is not None and act.source in origin.services
    return not comes_from or act.verb not in {"", "get"}


def names_one(utterance: Utterance, act: Act, match: OperationMatch) -> bool:
    """“the ticket with the ID 4711”, “invoice 4711”, “a user by ID”: one thing, told by what identifies it."""
    u = utterance
    things = {singular(word) for word in split_identifier(match.resource or "")}
    for i in range(act.first + 1, min(act.last, len(u.tokens))):
        token = u.tokens[i]
        if token.norm not in _IDENTITY and token.kind not in {Kind.NUMBER, Kind.SLUG}:
            continue
        if u.is_scheduled(i):
            continue
        reach = range(i - 1, max(act.first, i - (_NEAR if token.norm in _IDENTITY else 1)) - 1, -1)
        before = next((place for place in reach if u.has(place, "nouns")), None)
        if before is not None and {singular(u.tokens[before].norm), *_concepts(u, before)} & things:
            return True
    return False


def _concepts(utterance: Utterance, place: int) -> set[str]:
    return {sense.concept for sense in utterance.concepts(place, "nouns")}


def _names_something(utterance: Utterance, index: int, act: Act) -> bool:
    """A word besides the verb, services and what only joins words."""
    u = utterance
    token = u.tokens[index]
    if index == act.verb_at or token.is_literal or u.service_at(index) is not None:
        return False
    if token.norm.endswith("ly") and not u.has(index, "nouns"):
        # "label them accordingly": how, not what.
        return False
    return bool(u.has(index, "nouns") or u.has(index, "fields")) or not u.has(index, "words")


def _own_words(utterance: Utterance, act: Act) -> list[str]:
    """The words of the act without names of services and values."""
    u = utterance
    named = {i for hit in u.services if not hit.is_generic for i in range(hit.first, hit.last)}
    named |= act.elsewhere | told_of_source(act)
    where = [a for a in act.arguments if act.verb != "delete" and a.role in says_where(act)]
    named |= {i for argument in where for i in range(argument.first, argument.last)}
    # "I'd like every payment to show up in …": who wishes for something likes nothing there.
    named |= {i for i in range(act.first, act.verb_at) if u.has(i, "verbs", "want")}
    return [
        u.tokens[i].norm
        for i in range(act.first, min(act.last, len(u.tokens)))
        if not u.tokens[i].is_literal and i not in named
    ]
