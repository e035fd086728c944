"""Categories and places in the same order: “… the department (sales, support) and forward it to sales@… or support@…”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.story import Act, Case, Fork, Item

_SORTS = frozenset({"classify", "decide", "analyze", "label", "sort", "get", "extract", "check"})
_PLACES = frozenset({Kind.EMAIL, Kind.CHANNEL})


def respective(u: Utterance, act: Item, following: Item | None) -> Fork | None:
    """The fork that an act opens whose categories are as many as the places of the act behind it; None for others."""
    if not isinstance(act, Act) or not isinstance(following, Act) or not act.ai or act.verb not in _SORTS:
        return None
    options = offered_options(u, act.first, act.last)
    places = [token for token in following.literals if token.kind in _PLACES]
    if len(options) < _SEVERAL or len(options) != len(places):
        return None
    if not any(u.has(i, "words", "or") for i in range(following.first, following.last)):
        return None
    span = u.span(act.first, act.last)
    return Fork(
        [
            Case(
                Guard(Condition((Test("", "eq", option, "string", span),)), span, label=option),
                [_to(following, place)],
            )
            for option, place in zip(options, places, strict=True)
        ]
    )


_SEVERAL = 2


def _to(act: Act, place: Token) -> Act:
    """The act with that place alone."""
    arguments = [
        replace(a, literals=[t for t in a.literals if t.kind not in _PLACES or t is place])
        for a in act.arguments
    ]
    return replace(act, arguments=arguments)
