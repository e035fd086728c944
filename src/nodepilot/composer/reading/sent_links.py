"""Links that somebody is sent: “email the customer a review link https://…”, “they get a link to https://…”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

_SENDING = frozenset(
    {"send", "email", "text", "message", "reply", "notify", "get", "give", "receive", "post"}
)
_NEAR = 3


def link_sent(u: Utterance, first: int, last: int) -> tuple[int, int] | None:
    """Where the words before the address begin, and where the address stands; None where none is sent."""
    for place in range(first, min(last, len(u.tokens))):
        if u.tokens[place].kind is not Kind.URL:
            continue
        named = next(
            (i for i in range(place - 1, max(first, place - _NEAR) - 1, -1) if u.has(i, "nouns", "link")),
            None,
        )
        if named is None or any(u.has(i, "verbs") for i in range(named + 1, place)):
            continue
        start = named
        while start - 1 >= first and (u.has(start - 1, "nouns") or u.has(start - 1, "words", "adj")):
            start -= 1
        return start, place
    return None


def with_link(u: Utterance, act: Act) -> Act:
    """The act without the address: it is what is said, and not called."""
    found = link_sent(u, act.first, act.last) if act.verb in _SENDING and act.source is None else None
    if found is None or any(a.role == "from" and u.tokens[found[1]] in a.literals for a in act.arguments):
        # "load it from the URL https://…": that is where it comes from.
        return act
    arguments = [
        replace(argument, literals=[token for token in argument.literals if token.kind is not Kind.URL])
        for argument in act.arguments
    ]
    received = act.verb in {"get", "receive"} and act.target is None
    return replace(act, arguments=arguments, verb="email" if received else act.verb)
