"""Sites that are named by their host: “check if example.com is up” calls `https://example.com`."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern

_HOST = Pattern(
    r"(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|co|uk|eu|de|fr|es|it|nl|at|ch|be|pt|br|us|me|info|shop|store|site|cloud|ai|tech|online|example)",
    re.IGNORECASE,
)
_LOOKING = frozenset({"check", "watch", "call", "get", "notify", "validate", "search"})


def with_host(u: Utterance, act: Act) -> Act:
    """The act, with the address of the site that it looks at."""
    if act.verb not in _LOOKING or act.source is not None or act.target is not None or act.ai:
        return act
    if act.verb == "notify" and u.tokens[act.verb_at].norm != "ping":
        return act
    if not any(_is_host(token) for argument in act.arguments for token in argument.literals):
        return act
    arguments = [
        replace(argument, literals=[_address(token) for token in argument.literals])
        for argument in act.arguments
    ]
    return replace(act, verb="check" if act.verb == "notify" else act.verb, arguments=arguments)


def _is_host(token: Token) -> bool:
    return token.kind is Kind.DOTTED and _HOST.fullmatch(token.text) is not None


def _address(token: Token) -> Token:
    return replace(token, text=f"https://{token.text}", kind=Kind.URL) if _is_host(token) else token
