"""Lists of values that are to be taken out of something: “extract the parties, start date, end date and notice period”.

What stands in such a list is a name, though some of its words are orders or services elsewhere (“end”, “phone”, “payment”).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.language.lexicon import Sense
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.records import dataclass

_TAKING = frozenset({"extract", "get", "search", "decide"})
_OWN = frozenset({"my", "our", "mein", "meine", "meinen", "unsere", "mi", "mis", "mon", "mes", "meu", "meus"})
_IT = frozenset("lo la los las le les os as".split())
_LONGEST = 5
"""Words of one value."""
_AI_NEAR = 12
"""Words behind the list in which the model that does it may be named."""
_IDENTIFY = frozenset({"identify", "identifies", "recognize", "recognise", "recognizes", "note"})


@dataclass(frozen=True, slots=True)
class ValueList:
    """The verb's token, and the tokens from the first value to the last (exclusive)."""

    verb: int
    first: int
    last: int


def find_value_lists(
    tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], is_ai: Callable[[int], bool]
) -> list[ValueList]:
    """The lists in a request. `is_ai` tells of a token whether it names a language model."""
    found: list[ValueList] = []
    for index in range(len(tokens)):
        if found and index < found[-1].last:
            continue
        taking = _taking(tokens, senses, index)
        if taking is None:
            continue
        made = _read(tokens, senses, index, index + taking.length)
        if made is None:
            continue
        if taking.concept != "extract" and not (_by_ai(tokens, made, is_ai) and _has_field(senses, made)):
            continue
        found.append(made)
    return found


def _taking(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], index: int) -> Sense | None:
    if tokens[index].norm in _IDENTIFY:
        return Sense("verbs", "get")
    return next((s for s in senses[index] if s.category == "verbs" and s.concept in _TAKING), None)


def _read(
    tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], verb: int, first: int
) -> ValueList | None:
    """The list that begins at `first`; None where fewer than two values stand there."""
    place, ends = first, [first]
    while True:
        end = _value(tokens, senses, place)
        if end is None:
            break
        ends.append(end)
        joint = _joint(tokens, senses, end)
        if not joint:
            break
        place = end + joint
    return ValueList(verb, first, ends[-1]) if len(ends) > 2 else None


def _joint(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], place: int) -> int:
    """Length of what joins two values at `place`: a comma, “and”, both."""
    length = 0
    while place + length < len(tokens) and length < 2:
        token = tokens[place + length]
        if token.norm in {",", "&", "+", "/"} or _says(senses, place + length, "and"):
            length += 1
        else:
            break
    return length


def _value(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], place: int) -> int | None:
    """Where the value that begins at `place` ends; None where no value does, but a new clause."""
    start = place
    while start < len(tokens) and _says(senses, start, "det", "every"):
        if tokens[start].norm in _OWN:
            # "reads my calendar and my mails": things, and no values of one.
            return None
        start += 1
    if (
        start == place < len(tokens)
        and _is_verb(senses, start)
        and _says(senses, start + 1, "me", "object_pronoun")
    ):
        # "… and emails me a plan": an order, though it is a field elsewhere.
        return None
    if (
        start == place + 1
        and tokens[place].norm in _IT
        and _is_verb(senses, start)
        and not _is_named(senses, start)
    ):
        # "el total y la fecha y los guarda en …": a pronoun that looks like an article, and an order.
        return None
    end = start
    while end < len(tokens) and end - start < _LONGEST and _is_part(tokens, senses, end, start):
        end += 1
    if end == start:
        return None
    if start == place and _orders(tokens, senses, start, end):
        return None
    if end < len(tokens) and end - start <= 2 and _is_verb(senses, end) and not _is_field(senses, end):
        # "…, and the data goes to": that is whom the next clause is about.
        return None
    return end


def _is_part(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], index: int, start: int) -> bool:
    token = tokens[index]
    if token.kind not in {Kind.WORD, Kind.SLUG, Kind.DOTTED, Kind.QUOTED}:
        return False
    if _says(senses, index, "object_pronoun", "pronoun") or token.norm in {"it", "them", "this", "that"}:
        return False
    if any(s.category == "words" for s in senses[index]) and not _is_field(senses, index):
        return token.norm in {"of", "de", "du", "da", "do", "del"} and index > start
    return (
        index == start or not _is_verb(senses, index) or _is_field(senses, index) or _is_noun(senses, index)
    )


def _orders(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], start: int, end: int) -> bool:
    """Whether an order begins there: “…, and send it to Slack”, “…, summarize and post”."""
    if not _is_verb(senses, start) or _is_field(senses, start):
        return False
    if end - start > 1:
        return not (_is_field(senses, start + 1) or _is_noun(senses, start + 1)) or not _is_noun(
            senses, start
        )
    return not _is_noun(senses, start) or (
        end < len(tokens) and tokens[end].norm != "," and not _says(senses, end, "and")
    )


def _by_ai(tokens: Sequence[Token], made: ValueList, is_ai: Callable[[int], bool]) -> bool:
    """Whether a model is named in the sentence of the list."""
    first = made.verb
    while first > 0 and tokens[first - 1].norm not in {".", ";", "\n"} and made.verb - first < _AI_NEAR:
        first -= 1
    last = made.last
    while last < len(tokens) and tokens[last].norm not in {".", ";", "\n"} and last - made.last < _AI_NEAR:
        last += 1
    return any(is_ai(i) for i in range(first, last))


def _has_field(senses: Sequence[tuple[Sense, ...]], made: ValueList) -> bool:
    return any(_is_field(senses, i) for i in range(made.first, made.last))


def _is_field(senses: Sequence[tuple[Sense, ...]], index: int) -> bool:
    return any(s.category == "fields" for s in senses[index])


def _is_noun(senses: Sequence[tuple[Sense, ...]], index: int) -> bool:
    return any(s.category == "nouns" for s in senses[index])


def _is_named(senses: Sequence[tuple[Sense, ...]], index: int) -> bool:
    return _is_field(senses, index) or _is_noun(senses, index)


def _is_verb(senses: Sequence[tuple[Sense, ...]], index: int) -> bool:
    return any(s.category == "verbs" for s in senses[index])


def _says(senses: Sequence[tuple[Sense, ...]], index: int, *concepts: str) -> bool:
    return index < len(senses) and any(s.category == "words" and s.concept in concepts for s in senses[index])


_OFFERING = frozenset({"as", "into", "either", "between", "with", "als", "como", "comme", ":", "("})
_LONGEST_CHOICE = 2
_JOINTS = frozenset({",", "/", "|"})


def find_choices(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]]) -> list[tuple[int, int]]:
    """“as refund, shipping or other”: ranges of tokens that are answers to choose from, though some are orders elsewhere."""
    found: list[tuple[int, int]] = []
    for place in range(2, len(tokens) - 1):
        if not _says(senses, place, "or"):
            continue
        first, count = place, 0
        while (start := _choice_before(tokens, senses, first)) is not None:
            first, count = start, count + 1
            if first and tokens[first - 1].norm not in _JOINTS:
                break
            first -= 1
        if count and first and tokens[first - 1].norm in _OFFERING:
            last = place + 1
            while last < len(tokens) and last - place <= _LONGEST_CHOICE and _is_choice(tokens, senses, last):
                last += 1
            if last > place + 1:
                found.append((first, last))
    return found


def _choice_before(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], end: int) -> int | None:
    """Where the answer begins that stands right before `end`: behind a joint or what offers it."""
    if end and tokens[end - 1].norm in _JOINTS:
        end -= 1
    start = end
    while start > 0 and end - start < _LONGEST_CHOICE and _is_choice(tokens, senses, start - 1):
        start -= 1
    edge = start == 0 or tokens[start - 1].norm in _JOINTS | _OFFERING
    return start if start < end and edge else None


def _is_choice(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], index: int) -> bool:
    token = tokens[index]
    grammar = any(s.category == "words" and s.concept not in {"rest", "ai"} for s in senses[index])
    return token.kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED} and not grammar


def as_choices(
    senses: Sequence[tuple[Sense, ...]], choices: Sequence[tuple[int, int]]
) -> list[tuple[Sense, ...]]:
    """The senses, without orders and events in the answers."""
    inside = {i for first, last in choices for i in range(first, last)}
    return [
        tuple(s for s in each if s.category not in {"verbs", "events"}) if i in inside else each
        for i, each in enumerate(senses)
    ]


def as_values(senses: Sequence[tuple[Sense, ...]], lists: Sequence[ValueList]) -> list[tuple[Sense, ...]]:
    """The senses, without orders and events in the lists; what takes the values out is `extract`."""
    made = list(senses)
    for each in lists:
        kept = tuple(s for s in senses[each.verb] if s.category != "verbs")
        taking = next((s for s in senses[each.verb] if s.category == "verbs"), Sense("verbs", "extract"))
        made[each.verb] = (replace(taking, concept="extract"), *kept)
        for index in range(each.first, each.last):
            made[index] = tuple(s for s in made[index] if s.category not in {"verbs", "events"})
    return made
