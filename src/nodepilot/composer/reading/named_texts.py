"""Several texts that a model writes at once, each for a place of its own: “a tweet and a LinkedIn post … and publish both”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act, Case, Fork, Item, NamedText
from nodepilot.composer.time_words import NUMBER_WORDS
from nodepilot.kit.packaged import packaged_json

_WRITING = frozenset({"compose", "create", "convert", "summarize", "rewrite", "translate"})
_HANDING_OUT = frozenset({"publish", "post", "send", "tweet", "forward", "go"})
_ALL_OF_THEM = frozenset("both all them each everything everywhere".split())
_LONGEST = 5
"""Words of a text's name."""


@cache
def _kinds() -> frozenset[str]:
    return frozenset(packaged_json("composer", "data/named_texts.json")["kinds"].split())


def texts_apart(u: Utterance, items: Sequence[Item]) -> list[Item]:
    """The items, where a model that writes several texts is one act, and each text is handed out by an act of its own."""
    told: list[Item] = []
    until = 0
    for index, item in enumerate(items):
        if isinstance(item, Fork):
            told.append(
                replace(item, cases=[Case(each.guard, texts_apart(u, each.items)) for each in item.cases])
            )
            continue
        if item.first < until:
            continue
        found = _texts(u, item, items[index + 1 :]) if item.verb in _WRITING else None
        if found is not None:
            writer, until = found
            told.append(writer)
            if _is_alone(writer, items[index + 1 :], until):
                told += _handed_out(writer, writer)
            continue
        writers = [each for each in told if isinstance(each, Act) and each.texts]
        told += _handed_out(item, writers[-1]) if writers and _hands_out(u, item) else [item]
    return told


def _texts(u: Utterance, act: Act, later: Sequence[Item]) -> tuple[Act, int] | None:
    """The act with its texts, and where what belongs to it ends."""
    for first in range(act.verb_at + 1, act.last):
        texts, end = _listed(u, first)
        if len(texts) < 2 or u.has(first - 1, "words", "with"):
            # "an article with a title and keywords": parts of one text.
            continue
        parts = [each for each in later if isinstance(each, Act) and each.first < end]
        if not (act.ai or any(part.ai for part in parts)) or len({each.name for each in texts}) < len(texts):
            return None
        until = _without_joint(u, max([act.last, end, *(part.last for part in parts)]))
        helper = next((each.helper for each in (act, *parts) if each.helper is not None), None)
        places = {text.place.key for text in texts if text.place is not None}
        source = act.source if act.source is not None and act.source.key not in places else None
        about = [a for part in parts for a in part.arguments if a.role == "about"]
        return replace(
            act,
            verb="compose",
            last=until,
            arguments=[*act.arguments, *about],
            source=source,
            target=None,
            helper=helper,
            ai=True,
            texts=tuple(texts),
        ), until
    return None


def _without_joint(u: Utterance, last: int) -> int:
    while u.tokens[last - 1].norm == "," or u.has(last - 1, "words", "and", "then"):
        last -= 1
    return last


def _listed(u: Utterance, first: int) -> tuple[list[NamedText], int]:
    """The texts listed from there on, and where the list ends; none where it is no list."""
    texts: list[NamedText] = []
    place = first
    while (found := _text_at(u, place, listed=bool(texts))) is not None:
        text, end = found
        texts.append(text)
        behind = _behind_joint(u, end)
        if behind is None:
            return texts, end
        place = behind
    return texts, place


def _behind_joint(u: Utterance, place: int) -> int | None:
    """Where the next of a list begins; None where nothing joins it."""
    start = place
    while place < len(u.tokens) and (u.tokens[place].norm in {",", "&", "+"} or u.has(place, "words", "and")):
        place += u.has(place, "words", "and") or 1
    return place if place > start else None


def _text_at(u: Utterance, place: int, *, listed: bool) -> tuple[NamedText, int] | None:
    """A text that is named there (“a short LinkedIn post”, “a caption for Instagram”), and where its name ends.

    `listed`: others stand before it, so that no article is needed (“and hashtags”).
    """
    if not (u.has(place, "words", "det") or (listed and not u.has(place, "verbs"))):
        return None
    hit: ServiceHit | None = None
    for index in range(place, min(place + 1 + _LONGEST, len(u.tokens))):
        if u.tokens[index].norm == "," or u.has(index, "words", "and", "then", "from", "to", "about", "for"):
            return None
        if u.has(index, "verbs") and not _is_kind(u, index):
            return None
        hit = u.service_at(index) or hit
        if not _is_kind(u, index) or _is_kind(u, index + 1):
            continue
        end, further = _place_behind(u, index + 1)
        hit = further or hit
        named = hit.mention.text if hit is not None and further is not None else ""
        words = [named, *(t.norm for i, t in enumerate(u.tokens[place:index], place) if _names(u, i))]
        name = " ".join(word for word in (*words, u.tokens[index].norm) if word)
        return NamedText(name.lower(), hit if hit is not None and not hit.is_generic else None), end
    return None


def _names(u: Utterance, place: int) -> bool:
    """“a short | meta | description”, “three keywords”: no article, no quality, no number."""
    word = u.tokens[place].norm
    return word.isalpha() and word not in NUMBER_WORDS and not u.has(place, "words", "det", "adj", "and")


def _is_kind(u: Utterance, place: int) -> bool:
    return place < len(u.tokens) and u.tokens[place].norm in _kinds()


def _place_behind(u: Utterance, place: int) -> tuple[int, ServiceHit | None]:
    """“… | for LinkedIn”: where it is for, and the end of what is said of the text."""
    if u.has(place, "words", "for", "to") and (hit := u.service_at(place + 1)) is not None:
        return hit.last, hit
    if u.has(place, "words", "about") and u.has(place + 1, "words", "pronoun", "object_pronoun"):
        return place + 2, None
    return place, None


def _hands_out(u: Utterance, act: Act) -> bool:
    """“publish both”, “post them”."""
    said = {u.tokens[i].norm for i in range(act.first, act.last)}
    return act.verb in _HANDING_OUT and bool(said & _ALL_OF_THEM) and not act.ai


def _is_alone(writer: Act, later: Sequence[Item], until: int) -> bool:
    """Whether nothing is said of the texts but where each is for."""
    return not any(isinstance(each, Fork) or each.first >= until for each in later) and all(
        text.place is not None for text in writer.texts
    )


def _handed_out(act: Act, writer: Act) -> Iterator[Act]:
    """An act for each text that has a place; the act itself where it names one, or none has."""
    places = [text for text in writer.texts if text.place is not None]
    if not places or (
        act is not writer and act.target is not None and act.target not in [t.place for t in places]
    ):
        yield act
        return
    for text in places:
        assert text.place is not None  # noqa: S101
        said = Argument("object", act.first, act.last, nouns=["post"], pronoun=True)
        yield Act(
            "post", act.first, act.last, [said], target=text.place, verb_at=act.verb_at, hands_out=text.name
        )
