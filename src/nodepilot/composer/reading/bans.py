"""What a request says shall not be done."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.happening import answers_status

_LONGEST_WITHOUT = 5
_OPENINGS = frozenset("but and please also just so pls aber und bitte pero y por favor mais et".split())
_NOT = frozenset({"not", "nicht", "no", "pas", "nao"})
_BUT = frozenset({"but", "aber", "pero", "mais", "mas", ","})
_NEAR = 4
_DONT = frozenset({"don't", "dont", "never"})
_WHO = frozenset({"i", "we"})
_WANTED = frozenset({"want", "need", "like", "use"})
_WITHOUT = frozenset({"without", "ohne", "sin", "sans", "sem"})
_STILL_ORDERS = frozenset(
    "duplicate duplicates duplicated double twice again already before same forget miss know unless if when until care"
    " mind hesitate seen empty blank".split()
)
"""Words that make of a ban a condition or an order: "don't send it twice", "don't forget to …"."""


def ban_at(u: Utterance, index: int) -> bool:
    """Whether a ban begins here: "don't …", "do not …", "never …"."""
    if index + 1 >= len(u.tokens):
        return False
    norm, following = u.tokens[index].norm, u.tokens[index + 1].norm
    if norm in _NOT and u.tokens[index - 1].norm in _BUT:
        # "but not to HubSpot"
        return any(u.service_at(i) is not None for i in range(index + 1, min(index + _NEAR, len(u.tokens))))
    return (norm in _DONT or (norm == "do" and following == "not")) and not u.has(
        index - 1, "words", "pronoun"
    )


def forbids(u: Utterance, first: int, last: int, lead: str) -> bool:
    """“do not email anybody”, “without using any AI”, “I don't want the old sheet anymore”: what shall not be done."""
    if lead in {"if", "when", "case", "otherwise", "unless"}:
        return False
    norms = [u.tokens[i].norm for i in range(first, last)]
    if set(norms) & _STILL_ORDERS or "?" in norms:
        return False
    start = next((i for i, norm in enumerate(norms) if norm not in _OPENINGS), len(norms))
    rest = norms[start:]
    if rest[:1] and rest[0] in _WITHOUT:
        # "without a name respond 400": something is ordered for that case.
        ordered = any(
            u.has(i, "verbs", "reply", "send", "create", "add", "notify", "post", "email", "delete")
            for i in range(first + start + 1, last)
            if not u.tokens[i].norm.endswith("ing") and (not u.has(i, "nouns") or answers_status(u, i))
        )
        return len(rest) <= _LONGEST_WITHOUT and not ordered
    if rest[:1] and rest[0] in _WHO:
        behind = (
            rest[2:] if rest[1:2] and rest[1] in _DONT else rest[3:] if rest[1:3] == ["do", "not"] else []
        )
        return bool(behind) and behind[0] in _WANTED and behind[1:2] != ["to"]
    return (bool(rest) and rest[0] in _DONT and len(rest) > 1) or rest[:2] == ["do", "not"]
