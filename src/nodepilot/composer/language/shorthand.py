"""Words typed in a hurry, read as what they stand for: `frm` is "from", `2 slack` is "to Slack", `c/ anexo` is "com anexo"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind, Token, fold
from nodepilot.kit.packaged import packaged_json

_SHORT_WORDS = {"pt": {"c": "com", "p": "para"}, "es": {"c": "con", "p": "para"}}
"""Prepositions of one letter and a slash."""
_SOUNDS = {"2": "to", "4": "for"}
_AFTER_TO = frozenset("my the our a an me us him her them it know see get send post go do be".split())
_AFTER_FOR = frozenset("every each all any new the my our a an me us".split())
_BEHIND_IT_IS = frozenset(
    "down dead offline unreachable not done over under above below empty missing negative positive urgent spam open paid overdue late closed up "
    "more less broken failing unavailable gone".split()
)
"""“if its down”: two words, one of them shortened."""
_NUMBERED = frozenset(
    "page step part top phase level option number no day week version tab round point".split()
)
"""“page 2 the product”: the second one."""
_OWNERS = frozenset("my our the".split())
_CODE = 2
_ADDRESSES = frozenset({Kind.CHANNEL, Kind.EMAIL, Kind.HANDLE, Kind.URL})


def in_full(tokens: Sequence[Token], language: str, named: frozenset[int]) -> list[Token]:
    """The tokens with the `norm` of shorthand written out. `named` are places where a service is named."""
    words = _words(language)
    short = _SHORT_WORDS.get(language, {})
    told: list[Token] = []
    skipped = -1
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if index == skipped:
            continue
        coded = _is_code(token) or (following is not None and following.kind is Kind.ARROW)
        full = words.get(token.norm) if index not in named and not coded else None
        if language == "en" and _is_from(tokens, index, named):
            full = "from"
        if (
            language == "en"
            and token.norm == "its"
            and following is not None
            and following.norm in _BEHIND_IT_IS
        ):
            full = "it's"
        if full is not None and token.kind in {Kind.WORD, Kind.SLUG}:
            told.append(replace(token, norm=full, kind=Kind.WORD))
        elif (
            following is not None
            and following.text == "/"
            and following.start == token.end
            and token.norm in short
        ):
            told.append(replace(token, norm=short[token.norm], kind=Kind.WORD))
            skipped = index + 1
        elif language == "en" and following is not None and _is_sound(tokens, index, named):
            told.append(replace(token, norm=_SOUNDS[token.norm], kind=Kind.WORD))
        else:
            told.append(token)
    return told


def _is_code(token: Token) -> bool:
    """“for DE and FR”: a country, where “fr” is short for a word."""
    return len(token.text) == _CODE and token.text.isupper()


def _is_from(tokens: Sequence[Token], index: int, named: frozenset[int]) -> bool:
    """“the rows form my sheet”: two letters have changed places, and another word came out."""
    if tokens[index].norm != "form" or not index or index + 1 >= len(tokens):
        return False
    behind = index + 1
    if tokens[behind].norm in _OWNERS:
        behind += 1
    return (
        behind < len(tokens)
        and behind in named
        and tokens[index - 1].kind is Kind.WORD
        and _is_noun(tokens[index - 1].norm)
    ) or (tokens[index - 1].kind is Kind.FILE and index + 1 in named)


def written_out(token: Token, language: str) -> str | None:
    """What the word is short for, also where the lexicon knows it as it is typed."""
    full: str | None = _data().get(language, {}).get(fold(token.text))
    return None if _is_code(token) else full


def is_short(word: str, language: str) -> bool:
    """Whether the (folded) word is shorthand in that language."""
    return word in _words(language)


def _is_sound(tokens: Sequence[Token], index: int, named: frozenset[int]) -> bool:
    """“put it 2 airtable”, “need 2 know”, “a channel 4 every order”: no number."""
    token, following = tokens[index], tokens[index + 1]
    if token.norm not in _SOUNDS or not index or tokens[index - 1].kind is not Kind.WORD:
        return False
    if tokens[index - 1].norm in _NUMBERED:
        return False
    if token.norm == "4":
        return following.norm in _AFTER_FOR
    if following.norm in _AFTER_TO or following.kind in _ADDRESSES:
        return True
    # "send 2 Slack messages" counts.
    behind = index + 2
    while behind < len(tokens) and behind in named:
        behind += 1
    counted = behind < len(tokens) and tokens[behind].norm.endswith("s") and _is_noun(tokens[behind].norm)
    return index + 1 in named and not counted


def _is_noun(word: str) -> bool:
    return any(category == "nouns" for category, _ in load_lexicon("en").senses(word))


@cache
def _words(language: str) -> dict[str, str]:
    known = load_lexicon(language)
    words: dict[str, str] = _data().get(language, {})
    return {short: full for short, full in words.items() if not known.knows(short)}


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged_json("composer", "data", "shorthand.json")
    return data
