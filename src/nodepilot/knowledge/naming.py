"""Whether a text uses an ordinary word as the name of a service ("in Line", "a Linear issue")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import phrases
from nodepilot.knowledge.words import Word, stem


@dataclass(frozen=True, slots=True)
class Naming:
    """When the word counts as a name. `cues` are stems of words that stand beside the name.

    `not_after` are prepositions after which it is the ordinary word. `by_place` is False for core
    nodes: "to merge", "with code" say nothing about a node. `not_before` are words that make an
    ordinary word of it ("zoom in", "the notion of"), `not_with` words that do so wherever they stand ("low,
    medium, high"). `always_capital`: the ordinary word has a capital too.
    """

    cues: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    by_place: bool = True
    not_before: frozenset[str] = frozenset()
    always_capital: bool = False
    not_with: frozenset[str] = frozenset()


CUES = frozenset(
    stem(word)
    for word in phrases(
        "node, account, app, api, workspace, integration, credential, trigger, service, knoten, konto, compte, "
        "cuenta, conta, noeud, nodo"
    )
)
"""Words beside which every name is a name, as stems."""

_PREPOSITIONS = frozenset(
    phrases(
        "in, to, on, from, via, using, with, through, into, at, onto, en, desde, por, con, hacia, auf, von, uber, "
        "mit, aus, bei, nach, zu, im, ins, vom, zum, beim, dans, sur, vers, depuis, avec, par, chez, du, au, no, na, "
        "em, para, do, da, com, pelo, pela, pro, pra, ao, de, del, al, 2, frm, in2, ds"
    )
)
_TO = "a"
"""A preposition in Spanish, French and Portuguese, an article in English."""
_ROMANCE = frozenset(
    phrases(
        "el, la, los, las, un, una, cuando, cada, mi, y, le, les, une, quand, chaque, et, mon, ma, o, os, um, uma, "
        "quando, meu, minha, e, do, da, de, que, en, no, na"
    )
)
_OWNERS = frozenset(
    phrases(
        "my, our, your, his, her, their, mi, nuestro, nuestra, tu, mein, meine, meinem, meinen, meiner, unser, "
        "unsere, unserem, unseren, mon, ma, notre, votre, meu, minha, nosso, nossa"
    )
)
_GERMAN = frozenset(phrases("und, der, die, das, ein, eine, ist, wenn, mit, fur, nicht, neue, jeden, auf"))
_ARROW_BEFORE = re.compile(r"(?:->|→|=>|>|»|➜|➡)\s*$")
_ARROW_AFTER = re.compile(r"^\s*(?:->|→|=>|>|»|➜|➡)")
_OPENING = re.compile(r"(?:^|\n)\s*[-*•\"'“]*$")
_JOINT = re.compile(
    r"\s*(?:[,&+/]|,?\s*\b(?:and|or|und|oder|y|o|et|ou|e)\b)\s*(?:(?:to|in|on|my|our)\s)?\s*", re.IGNORECASE
)
"""What joins the services of a list."""
_BEHIND_LISTS = frozenset(
    phrases(
        "when, whenever, if, once, every, each, and, or, as, at, with, for, wenn, sobald, und, jeden, jede, mit, "
        "cuando, cada, y, con, quand, chaque, et, avec, quando, toda, todo, e, com"
    )
)
_LABEL_AFTER = re.compile(r"^\s*: \S")
"""“Box: new file -> …” says where it happens."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]|(?:^|\n)\s*[-*•\d.)]+)\s*[\"'“\u2018(]*$")


def is_used_as_name(text: str, words: Sequence[Word], place: int, length: int, naming: Naming) -> bool:
    """True when words[place : place + length] is used as a name there."""
    before = words[place - 1].text if place else ""
    after = words[place + length] if place + length < len(words) else None
    if after is not None and _adjoin(text, words[place + length - 1], after):
        following = stem(after.text)
        if following in naming.cues or following in CUES:
            return True
    if place and before and stem(before) in naming.cues and _adjoin(text, words[place - 1], words[place]):
        return True
    start, end = words[place].start, words[place + length - 1].end
    if _ARROW_BEFORE.search(text[:start]) or _ARROW_AFTER.match(text[end:]):
        return True
    if (
        naming.by_place
        and text[start].isupper()
        and _OPENING.search(text[:start])
        and _LABEL_AFTER.match(text[end:])
    ):
        return True
    if _is_capital(text, words, start):
        return not naming.always_capital or before not in naming.not_after
    return naming.by_place and (
        _is_placed(text, words, place, before, naming) or _is_left_over(text, words, place, end)
    )


def is_listed(text: str, words: Sequence[Word], place: int, last: int) -> bool:
    """“to slack and twitter”, “in box, harvest and notion”: only a joint stands between a service, which ends at
    `last`, and the word, and the list goes on or ends behind it."""
    if not _JOINT.fullmatch(text, last, words[place].start):
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    return after is None or after.text in _BEHIND_LISTS or not _adjoin(text, words[place], after)


_TIMES = frozenset(phrases("last, this, yesterday, today, tomorrow"))


def is_ruled_out(words: Sequence[Word], place: int, length: int, naming: Naming) -> bool:
    """True when the next word, or one that stands for its opposite, makes an ordinary word of it."""
    following = place + length
    # "the revenue from Stripe of last month": whose time it is, and no thing that has a stripe.
    timed = following + 1 < len(words) and words[following + 1].text in _TIMES
    if following < len(words) and words[following].text in naming.not_before and not timed:
        return True
    return bool(naming.not_with) and any(word.text in naming.not_with for word in words)


def _is_placed(text: str, words: Sequence[Word], place: int, before: str, naming: Naming) -> bool:
    """After a preposition, with "my" or "our" between at most."""
    if not place or not _adjoin(text, words[place - 1], words[place]):
        return False
    if before in _OWNERS and place > 1:
        before = words[place - 2].text
    placing = before in _PREPOSITIONS or (before == _TO and sum(word.text in _ROMANCE for word in words) >= 2)
    return placing and before not in naming.not_after and not naming.not_after >= {"*"}


_ELSE = frozenset(phrases("else, otherwise, sonst, ansonsten, sino, sinon, senao"))
_ONLY = frozenset(phrases("just, only, nur, solo, seulement, apenas"))
_ENDS = re.compile(r"\s*(?:$|[.,;!\n])")


def _is_left_over(text: str, words: Sequence[Word], place: int, end: int) -> bool:
    """“…, else just sheets”: a place alone, with nothing behind it."""
    before = place - 1
    if before >= 0 and words[before].text in _ONLY:
        before -= 1
    return before >= 0 and words[before].text in _ELSE and _ENDS.match(text, end) is not None


def _is_capital(text: str, words: Sequence[Word], start: int) -> bool:
    """Written with a capital where an ordinary word would not be."""
    if not text[start].isupper() or _SENTENCE_START.search(text[:start]):
        return False
    if sum(word.text in _GERMAN for word in words) >= 2:
        return False
    small = sum(text[word.start].islower() for word in words)
    return small * 2 >= len(words)


def _adjoin(text: str, one: Word, other: Word) -> bool:
    return text[one.end : other.start].strip(" \u00a0\t'\u2019\"“”-") == ""
