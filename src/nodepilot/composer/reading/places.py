"""An order with several places: “post it to Slack and Discord”, “create a card in Trello and a page in Notion”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import MAKES, PLACES
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act

_SENDING = frozenset({"send", "notify", "message", "post", "publish"})
_FARTHEST = 8
"""Tokens between one place and the next."""


def at_each_place(u: Utterance, roles: Roles, act: Act) -> list[Act]:
    """The act at its first place, and the same once more for each further one."""
    found: list[Act] = []
    making = False
    if act.target is None or (
        act.target.is_generic and act.verb not in _SENDING and act.target.mention.need != "spreadsheet"
    ):
        return [act]
    for argument in act.arguments:
        if (
            argument.before
            or argument.role not in {"to", "in", "object", "via"}
            or (act.target not in argument.services and not found and not _continues(act, argument))
        ):
            continue
        before = len(found)
        for hit in argument.services:
            if not _is_further(u, roles, act, hit, found):
                continue
            own = replace(
                argument,
                services=[hit],
                first=_joint(u, hit.first) + 1,
                nouns=_nouns(u, hit.first, argument.last),
            )
            found.append(replace(act, target=hit, source=None, arguments=[own], lead="and"))
        making = making or (len(found) > before and act.verb in MAKES)
    return _with_channels(_each_its_thing(u, act, found) if making else [act, *found])


_WITH_CHANNELS = frozenset({"slack", "discord", "microsoftTeams", "mattermost", "rocketchat", "googleChat"})


def _with_channels(acts: list[Act]) -> list[Act]:
    """“an email and a Slack message in #pro”: the channel that stands behind the last place is that one's."""
    first, last = acts[0], acts[-1]
    if len(acts) == 1 or last.target is None or last.target.key not in _WITH_CHANNELS:
        return acts
    behind = last.arguments[0].last
    channels = [
        argument
        for argument in first.arguments
        if argument.first >= behind and any(token.kind is Kind.CHANNEL for token in argument.literals)
    ]
    if not channels:
        return acts
    also_there = first.target is not None and first.target.key in _WITH_CHANNELS
    kept = [argument for argument in first.arguments if also_there or argument not in channels]
    return [
        replace(first, arguments=kept),
        *acts[1:-1],
        replace(last, arguments=[*last.arguments, *channels]),
    ]


def _is_further(u: Utterance, roles: Roles, act: Act, hit: ServiceHit, found: list[Act]) -> bool:
    target = act.target
    if target is None or hit.first <= target.first or hit is act.source:
        return False
    if hit.key in {target.key, *(each.target.key for each in found if each.target is not None)}:
        return False
    last = max([target.last, *(each.target.last for each in found if each.target is not None)])
    return roles.is_app(hit) and _coordinated(u, last, hit.first) and not roles.is_model(hit)


def _each_its_thing(u: Utterance, act: Act, found: list[Act]) -> list[Act]:
    """“a HubSpot deal and an Asana task”, “a row to a sheet and a card to Trello”: each place takes its own thing."""
    begins = [act.verb_at + 1, *(each.arguments[0].first for each in found)]
    ends = [*(begin - 1 for begin in begins[1:]), found[-1].arguments[0].last]
    parts = list(zip(begins, ends, strict=True))
    kept = [
        _cut(u, each, ends[0]) for each in act.arguments if each.first < ends[0] or each.first >= ends[-1]
    ]
    made = [replace(act, arguments=kept, apart=tuple(parts[1:]))]
    for place, each in enumerate(found, 1):
        first, last = parts[place]
        thing = replace(
            each.arguments[0], role="object", first=first, last=last, nouns=_nouns(u, first, last)
        )
        apart = tuple(part for part in parts if part != parts[place])
        made.append(replace(each, arguments=[thing], apart=apart))
    return made


def _cut(u: Utterance, argument: Argument, end: int) -> Argument:
    """What is said in it before `end`."""
    if not argument.first < end < argument.last:
        return argument
    return replace(
        argument,
        last=end,
        nouns=_nouns(u, argument.first, end),
        services=[hit for hit in argument.services if hit.first < end],
        literals=[token for token in argument.literals if token.start < u.tokens[end].start],
    )


def _continues(act: Act, argument: Argument) -> bool:
    """“to a sheet and to a CRM”: the same preposition once more."""
    return any(
        act.target in other.services
        and (other.role == argument.role or (act.verb in MAKES and {other.role, argument.role} <= PLACES))
        and other.last <= argument.first
        for other in act.arguments
    )


def _joint(u: Utterance, place: int) -> int:
    while place > 0 and not (
        u.has(place, "words", "and", "or") or u.tokens[place].norm in {",", "/", "+", "&"}
    ):
        place -= 1
    return place


def _nouns(u: Utterance, first: int, last: int) -> list[str]:
    return [s.concept for i in range(first, last) for s in u.concepts(i, "nouns")[:1]]


def _coordinated(u: Utterance, first: int, last: int) -> bool:
    """Only "and", commas, articles and plain nouns stand between."""
    joined = False
    for index in range(first, last):
        if u.has(index, "words", "and") or u.tokens[index].norm in {",", "&", "+", "/"}:
            joined = True
        elif u.has(index, "words", "from", "via", "with", "for", "that", "when", "if") and not u.has(
            index, "words", "and"
        ):
            return False
    return joined and last - first <= _FARTHEST
