"""The values of a web page that an order names, with the places that it gives for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.kit.records import dataclass

_PARTING = frozenset({",", "&", "+", ";"})
_BESIDE = frozenset(
    "text texts css selector selectors selektor class klasse clase element elements matching tag tags value values content contents "
    "selecteur elemento elementos html id inner page website site entries entry".split()
)
"""Words that stand around a value and a selector, and name neither."""
_COUNTING = frozenset({"top", "first", "latest", "last", "newest", "all", "every", "current"})
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class PageValue:
    """`name` in the request's words; `selector` is "" where the request gives none."""

    name: str
    selector: str = ""
    many: bool = False

    @property
    def kind(self) -> str:
        """The thing that it is one of: “latest prices” are each a price."""
        return singular(self.name.rsplit(maxsplit=1)[-1].lower())

    @property
    def key(self) -> str:
        """The field that it goes into."""
        return re.sub(r"\W+", "_", fold(self.name)).strip("_")

    @property
    def is_plural(self) -> bool:
        """Whether the name tells of several."""
        return self.name.rsplit(maxsplit=1)[-1].lower() != self.kind


def has_selectors(u: Utterance, first: int, last: int) -> bool:
    """Whether a CSS selector stands among the tokens."""
    return any(u.tokens[i].kind is Kind.SELECTOR for i in range(first, min(last, len(u.tokens))))


def selected_values(u: Utterance, first: int, last: int) -> list[PageValue]:
    """“title (selector h3.job) and link (selector a.apply)”: each with its place; a place alone names its value."""
    found: list[PageValue] = []
    for part_first, part_last in _parts(u, first, last):
        selector = next(
            (u.tokens[i].text for i in range(part_first, part_last) if u.tokens[i].kind is Kind.SELECTOR), ""
        )
        every = any(u.has(i, "words", "every", "all") for i in range(part_first, part_last))
        name = " ".join(_name(u, part_first, part_last))
        if name:
            made = PageValue(name, selector, every)
            found.append(replace(made, many=every or made.is_plural))
        elif selector and found and not found[-1].selector:
            found[-1] = replace(found[-1], selector=selector)
        elif selector:
            found.append(PageValue(_told_by(selector), selector, "#" not in selector))
    return found


def _parts(u: Utterance, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for index in range(first, last + 1):
        if index == last or u.tokens[index].norm in _PARTING or u.has(index, "words", "and"):
            if start < index:
                yield start, index
            start = index + 1


def _name(u: Utterance, first: int, last: int) -> list[str]:
    """The words in front of what tells the place; none that stand around a selector."""
    words: list[str] = []
    for index in range(first, last):
        token = u.tokens[index]
        if token.kind is Kind.SELECTOR:
            break
        opens = token.norm == "(" or token.kind is Kind.URL
        if words and (
            opens or u.has(index, "words", "in", "from", "with", "of", "to") or u.has(index, "verbs", "be")
        ):
            break
        if (
            token.kind in {Kind.WORD, Kind.SLUG}
            and token.norm not in _BESIDE | _COUNTING
            and not u.has(index, "words", "det", "every", "of", "with", "in", "from", "pronoun")
        ):
            words.append(token.text)
    return words[-_MOST_WORDS:]


def _told_by(selector: str) -> str:
    """“h2.title” gives a title, “div.post > h1” an h1."""
    last = re.split(r"[\s>+~]+", selector)[-1]
    marks = re.findall(r"[.#]([A-Za-z_][\w-]*)", last)
    return (marks[-1] if marks else re.sub(r"\W.*", "", last)).replace("-", " ") or "value"
