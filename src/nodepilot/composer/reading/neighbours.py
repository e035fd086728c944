"""What stands beside the name of a service: another place to go to, or whose things are meant."""

from __future__ import annotations

from itertools import pairwise

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import (
    ADDRESS_WORDS,
    MAKES,
    PEOPLE,
    PLACES,
    SENDS,
    TABLE_STORES,
    TELLS,
)
from nodepilot.composer.reading.story import Act

_WHICH = frozenset("last this current past today yesterday all open paid".split())
"""Words between “of” and a service: “of last week's Shopify orders”."""
_IN_FILES = frozenset({"file", "csv", "excel", "json", "xml", "pdf"})
_JOINTS = frozenset({",", "&", "+", "/"})


def is_address(utterance: Utterance, hit: ServiceHit) -> bool:
    """“each email address in my sheet”: a value, no place that mail comes from."""
    last = utterance.tokens[hit.last - 1].norm
    behind = utterance.tokens[hit.last].norm if hit.last < len(utterance.tokens) else ""
    return hit.is_generic and bool({last, behind} & ADDRESS_WORDS)


def is_value(utterance: Utterance, act: Act, hit: ServiceHit, role: str) -> bool:
    """“all email addresses”, “match them on email”: a value that things have."""
    return (
        (role != "to" and is_address(utterance, hit))
        or _is_told_of(utterance, act, hit)
        or _told_apart_by(utterance, act, hit)
        or (role == "object" and _is_looked_up(utterance, act, hit))
    )


def _is_looked_up(utterance: Utterance, act: Act, hit: ServiceHit) -> bool:
    """“look up the email in Postgres”: the address that a row has."""
    where = [other for each in act.arguments if each.role == "in" for other in each.services]
    one = not utterance.tokens[hit.first].norm.endswith("s")
    return (
        act.verb == "search"
        and one
        and hit.is_generic
        and hit.mention.need == "email"
        and any(not other.is_generic for other in where)
    )


def _is_told_of(utterance: Utterance, act: Act, hit: ServiceHit) -> bool:
    """“send a payment reminder”: what the message is about, and no service that takes payments."""
    message = utterance.has(hit.last, "nouns", "message") > 0 and hit.last < act.last
    return message and hit.is_generic and hit.mention.need in _ABOUT and act.verb in _SENDING


_ABOUT = frozenset({"payment", "scheduling_link", "calendar"})
_SENDING = frozenset({"send", "email", "text", "message", "notify", "post"})


def _told_apart_by(utterance: Utterance, act: Act, hit: ServiceHit) -> bool:
    """“remove duplicates based on email”, “match them on email”: the field that they are told apart by."""
    before = utterance.tokens[hit.first - 1].norm if hit.first else ""
    return hit.is_generic and act.verb in _TELLING_APART and before in {"on", "by", "per", "same"}


_TELLING_APART = frozenset({"dedupe", "merge", "compare", "aggregate", "sort"})


def is_listed_value(utterance: Utterance, index: int) -> bool:
    """“brand, model and price”: a value beside others, where “the model” thinks."""
    last = len(utterance.tokens) - 1
    beside = {utterance.tokens[max(index - 1, 0)].norm, utterance.tokens[min(index + 1, last)].norm}
    return utterance.tokens[index].norm == "model" and "," in beside


def joined(
    utterance: Utterance,
    one: ServiceHit | None,
    other: ServiceHit,
    *,
    things: bool = False,
    kinds: bool = False,
) -> bool:
    """“to LinkedIn and Facebook”, “to a sheet and to a CRM”: only "and" or a comma stands between two services.

    `things`: what is made there may be named, too (“HubSpot contact + Slack note”); `kinds`: the second may be a mere
    kind of service (“a Slack message and an email”).
    """
    if one is None or (other.is_generic and not kinds):
        return False
    between = range(one.last, other.first)
    joints = [i for i in between if utterance.has(i, "words", "and") or utterance.tokens[i].norm in _JOINTS]
    return (
        0 < len(between) <= 4
        and bool(joints)
        and all(
            i in joints
            or utterance.has(i, "words", "to", "in", "det", "via")
            or (things and utterance.has(i, "nouns"))
            for i in between
        )
    )


def tells_where_from(act: Act, argument: Argument, *, takes_messages: bool) -> bool:
    """“for every new product in Shopify”, “to the contacts in my sheet”: where those are, not where it goes."""
    before = next((a for a in act.arguments if 0 <= argument.first - a.last <= 2), None)
    if before is None or any(not hit.is_generic for hit in before.services):
        return False
    named = any(token.kind in {Kind.FILE, Kind.PATH} for token in before.literals)
    if before.role == "from" and argument.role == "in" and (named or _IN_FILES & set(before.nouns)):
        # "from the CSV file stock.csv on our FTP server"
        return True
    if before.role in {"for", "about", "from"} and {"every", "new"} & before.quantifiers:
        return True
    by_other_means = any(a.role == "via" and a.services for a in act.arguments)
    return (
        before.role == "to"
        and bool(before.nouns)
        and not before.literals
        and not takes_messages
        and (by_other_means or act.verb in {"email", "text", "message"})
    )


def tells_who(act: Act, argument: Argument) -> bool:
    """“send mails to everyone in my sheet”: who gets them is told there."""
    place = act.arguments.index(argument)
    before = act.arguments[place - 1] if place else None
    return (
        act.verb in SENDS
        and before is not None
        and before.role == "to"
        and not before.services
        and bool(set(before.nouns) & PEOPLE or "every" in before.quantifiers)
    )


def is_of(u: Utterance, argument: Argument, hit: ServiceHit) -> bool:
    """“by date of our MySQL table”: things of a place, whatever stands before it."""
    before = hit.first - 1
    while before > argument.first and (
        u.has(before, "words", "det", "every")
        or (u.has(before, "words", "adj") and not u.has(before, "words", "of", "from"))
        or u.has(before, "time") > 0
        or u.tokens[before].norm.endswith(("'s", "’s"))
        or u.tokens[before].norm in _WHICH
    ):
        before -= 1
    return before >= argument.first and bool(u.has(before, "words", "of", "from")) and not hit.is_generic


def is_addressed(argument: Argument) -> bool:
    """“to https://…”: the address says where it goes."""
    return any(token.kind in {Kind.URL, Kind.EMAIL, Kind.CHANNEL} for token in argument.literals)


def listed_with(utterance: Utterance, act: Act, argument: Argument, hit: ServiceHit) -> bool:
    """Whether the service stands with the act's target in one list of places, others between them or not."""
    target = act.target
    if target is None:
        return False
    roles = {argument.role} | (PLACES if act.verb in MAKES and argument.role in PLACES else set())
    arguments = [a for a in act.arguments if a.role in roles]
    if not any(target in a.services for a in arguments):
        return False
    places = [each for a in arguments for each in a.services if target.first <= each.first <= hit.first]
    told = act.verb in TELLS and argument.role == "object"
    things = not act.verb or act.verb in MAKES or told
    return all(joined(utterance, one, other, things=things, kinds=told) for one, other in pairwise(places))


def of_a_store(act: Act) -> bool:
    """“the table customers from MySQL”: what is spoken of lies in a store that is named."""
    return any(a.role == "from" and any(h.key in TABLE_STORES for h in a.services) for a in act.arguments)
