"""The wordings in plain order of one request, the fullest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.masks import masked_text
from nodepilot.composer.reading.plain.approved_first import approved_first
from nodepilot.composer.reading.plain.availability import looked_up
from nodepilot.composer.reading.plain.becoming import told_event
from nodepilot.composer.reading.plain.chatter import without_chatter
from nodepilot.composer.reading.plain.contents import contents
from nodepilot.composer.reading.plain.each import (
    as_event,
    behind,
    for_each,
    of_each,
    relative_event,
    there_should_be,
    wished_for_each,
)
from nodepilot.composer.reading.plain.frames import asked_for, is_of_thing, unwrapped
from nodepilot.composer.reading.plain.headed import headed_event
from nodepilot.composer.reading.plain.lookups import asked_there
from nodepilot.composer.reading.plain.openings import opened
from nodepilot.composer.reading.plain.orders import place_last
from nodepilot.composer.reading.plain.own_places import own_places
from nodepilot.composer.reading.plain.passive import active, both_passive
from nodepilot.composer.reading.plain.questions import answered
from nodepilot.composer.reading.plain.receiving import (
    attached_there,
    bot_gets,
    later,
    left_there,
    made_of_sent,
    mailed_there,
    sent_to,
    taken_in,
    told_to,
)
from nodepilot.composer.reading.plain.replying_bots import replying_bot
from nodepilot.composer.reading.plain.screened import screened
from nodepilot.composer.reading.plain.sent_kinds import kinds_received, sent_kinds
from nodepilot.composer.reading.plain.sentiments import sentiment_first
from nodepilot.composer.reading.plain.settings import lying_there, told_first
from nodepilot.composer.reading.plain.spoken_bots import spoken_bots
from nodepilot.composer.reading.plain.told_cases import dotted_cases, rest_of_them
from nodepilot.composer.reading.plain.turned import turned
from nodepilot.composer.reading.plain.valued_cases import valued_cases
from nodepilot.composer.reading.plain.verdicts import sorted_cases
from nodepilot.composer.reading.plain.with_and_without import with_and_without
from nodepilot.composer.reading.plain.with_values import with_values
from nodepilot.composer.reading.plain.words import Words, in_sentences
from nodepilot.composer.reading.plain.yes_or_no import yes_or_no
from nodepilot.composer.reading.rewording import Rewording
from nodepilot.kit.patterns import Pattern

_SENTENCE_END = Pattern(
    r"(?<=[^.][.!?])\s+|\n+|;\s+(?=(?:the |all )?(?:smaller|bigger|larger|cheaper|other|remaining|[a-z]+ (?:from|with|in|of) (?:any|all|every) other) )"
)
SECOND_THOUGHTS = Pattern(r"\.\.|\b(?:no|sorry|actually|wait|rather|i mean)\b[,:]", re.IGNORECASE)
"""Where somebody corrects himself, the order of words tells what counts."""
_MOST = 5
LIKELY, POSSIBLE = -0.2, 0.0
"""How much surer a wording has to be read that is in plain order, and one with another start."""


def plain_wordings(u: Utterance) -> Iterator[Rewording]:
    """The request in plain order, in a few ways; nothing where it stands so already."""
    if u.language != "en" or SECOND_THOUGHTS.search(u.text):
        return
    words = Words(u.text, masked_text(u, kinds=False), tuple(range(len(u.text))))
    seen = {u.text}
    for made, gain in islice(_variants(list(_sentences(words)), events=u.schedule is None), _MOST):
        if made.text not in seen:
            seen.add(made.text)
            yield made.reworded(gain)


_ORDERED: tuple[Callable[[Words], Words | None], ...] = (
    replying_bot,
    sentiment_first,
    spoken_bots,
    own_places,
    approved_first,
    yes_or_no,
    screened,
    looked_up,
    with_and_without,
    with_values,
    asked_there,
    kinds_received,
    sent_kinds,
    lying_there,
    wished_for_each,
    headed_event,
)
"""Each gives the request as what is asked, looked up or read first, and what is done in each case; or None."""


def _in_order(opened_: Words) -> Words | None:
    """The request, told with what starts it in front, in the order of what is done."""
    for told in _ORDERED:
        if (parted := told(opened_)) is not None:
            return parted
    return valued_cases(opened_) if not SECOND_THOUGHTS.search(opened_.text) else None


def certain_wording(u: Utterance) -> Rewording | None:
    """What is meant for certain, though in other words; it is read instead of the request."""
    if u.language != "en":
        return None
    request = Words(u.text, masked_text(u, kinds=False), tuple(range(len(u.text))))
    whole = opened(request, timed=u.schedule is not None)
    if (parted := _in_order(whole)) is not None:
        # What it leaves out stands in the conditions and orders that it makes.
        return replace(parted.reworded(0.0), around=tuple(_around([request], [parted])))
    told = list(_sentences(whole))
    sentences = [asked_for(each) for each in without_chatter(told)]
    if SECOND_THOUGHTS.search(u.text):
        return None
    straight = [_straight(each) for each in sentences]
    made = [contents(each) or each for each in straight]
    if (cased := sorted_cases(made) or dotted_cases(made)) is not None:
        return cased.reworded(0.0)
    turned_for_certain = [
        mailed_there(_bare(each))
        or attached_there(_bare(each))
        or made_of_sent(_bare(each))
        or taken_in(_bare(each))
        or bot_gets(_bare(each))
        or left_there(_bare(each))
        or place_last(_bare(each))
        or both_passive(_bare(each))
        for each in sentences
    ]
    if any(turned_for_certain):
        made = [each or other for each, other in zip(turned_for_certain, made, strict=True)]
    elif any(map(is_of_thing, sentences)):
        # What is behind it is read as it stands: other wordings turn it where they have to.
        made = [unwrapped(_bare(each)) or each if is_of_thing(each) else each for each in sentences]
    elif whole is request and made == straight and sentences == told and "?" not in u.text[:-1]:
        return None
    around = (*_around([request], [whole]), *_around(told, sentences))
    return replace(in_sentences(made).reworded(0.0), around=around)


def _around(said: list[Words], wished: list[Words]) -> Iterator[tuple[int, int]]:
    """Where the sentences stand that wish for nothing."""
    kept = {place for each in wished for place in each.places}
    for each in said:
        places = [place for place in each.places if place is not None and place not in kept]
        if places:
            yield min(places), max(places) + 1


def _sentences(words: Words) -> Iterator[Words]:
    asked = answered(words)
    if asked is not None:
        yield asked
        return
    start = 0
    for end in _SENTENCE_END.finditer(words.masked):
        yield words[start : end.start()]
        start = end.end()
    if start < len(words.text):
        yield words[start:]


def _variants(sentences: list[Words], *, events: bool) -> Iterator[tuple[Words, float]]:
    """With `events`, also with what is handled as what happens; each with the gain that it needs."""
    straight = [_straight(each) for each in sentences]
    made = [contents(each) or each for each in straight]
    if made != [each.trimmed() for each in sentences]:
        yield in_sentences(made), LIKELY
    if not events:
        return
    gain = POSSIBLE
    for each in told_first(made):
        yield each, LIKELY / 2
    for at, sentence in enumerate(made):
        for way in (for_each, relative_event, behind, of_each, as_event):
            turned_round = list(way(sentence))
            for each in turned_round:
                yield in_sentences([*made[:at], each, *made[at + 1 :]]), gain
            if turned_round:
                break


def _bare(sentence: Words) -> Words:
    """Without what ends it."""
    sentence = sentence.trimmed()
    return sentence[: len(sentence.text.rstrip(".!?"))]


def _straight(sentence: Words) -> Words:
    """Unwrapped, as orders, with what it depends on first."""
    bare = _bare(sentence)
    made = unwrapped(bare) or bare
    made = (
        told_event(made)
        or there_should_be(made)
        or later(made)
        or sent_to(made)
        or told_to(made)
        or rest_of_them(made)
        or made
    )
    made = turned(made) or active(made) or made
    return made.trimmed(" ") if made is not bare else sentence.trimmed()
