"""Fields that a request says a webhook's body has: “with a country field”, “con un campo tipo”, “a field called kind”."""

from __future__ import annotations

import re

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance

_FIELD = frozenset("field column property parameter key".split())
_CAMPO = frozenset("campo feld champ spalte coluna columna colonne".split())
_CALLED = frozenset("called named namens llamado llamada nomme nommee chamado chamada".split())


def _shown(u: Utterance) -> str:
    """The one key of bodies that are shown: `{"action": "start"} or {"action": "stop"}`."""
    bodies = [re.findall(r'"([^"]+)"\s*:', token.text) for token in u.tokens if token.kind is Kind.JSON]
    several = len(bodies) > 1 and all(len(keys) == 1 and keys == bodies[0] for keys in bodies)
    return str(bodies[0][0]) if several else ""


def declared_field(u: Utterance) -> str:
    """The name of the first field that is declared so; empty where there is none."""
    if shown := _shown(u):
        return shown
    for index, token in enumerate(u.tokens):
        if token.kind is Kind.JSON and (keys := re.findall(r'"([^"]+)"\s*:\s*"\.{2,3}"', token.text)):
            # {"event": "..."}: a body with what may stand in it left open.
            return str(keys[0])
        if token.norm == "choice" and u.has(index + 1, "words", "of"):
            return token.text
        if token.norm not in _FIELD | _CAMPO:
            continue
        behind = index + 1
        called = behind < len(u.tokens) and u.tokens[behind].norm in _CALLED
        behind += called
        if behind < len(u.tokens) and (called or token.norm in _CAMPO) and _is_name(u, behind):
            return u.tokens[behind].text.strip("'\"“”„«»‘’`")
        if index and token.norm in _FIELD and _is_name(u, index - 1):
            return u.tokens[index - 1].text
    return ""


def _is_name(u: Utterance, index: int) -> bool:
    token = u.tokens[index]
    if token.kind in {Kind.QUOTED, Kind.SLUG}:
        return True
    return token.kind is Kind.WORD and not u.has(index, "words") and not u.has(index, "verbs", "be")
