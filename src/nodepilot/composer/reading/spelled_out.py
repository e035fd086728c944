"""English as people type it in a hurry, written out: “sum1 books w me” is “someone books with me”."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.composer.language.shorthand import is_short, written_out
from nodepilot.composer.language.tokens import Kind, Token, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.rewording import Rewording, joined

_SHORTENED = {
    "doesnt": "doesn't", "dont": "don't", "isnt": "isn't", "aint": "isn't", "arent": "aren't", "wasnt": "wasn't", "didnt": "didn't", "cant": "can't",
    "wont": "won't", "hasnt": "hasn't", "havent": "haven't", "thats": "that's", "im": "I'm", "ive": "I've", "id": "I'd", "whos": "who's", "theres": "there's", "sum1": "someone", "thru": "through",
}  # fmt: skip
_SUBJECTS = frozenset({"id", "im", "ive"})
"""“id” is a field more often than “I'd”: only where a wish follows."""
_NAMING = frozenset("bucket table folder collection topic queue called named channel board".split())
_WISHES = frozenset("like love want need rather looking trying hoping been got".split())


def spelled_out(u: Utterance) -> Rewording | None:
    """The request with its shorthand and its slips written out; None where it has none, or is in another language."""
    if u.language != "en":
        return None
    words = dict(_written(u))
    if not words:
        return None
    pieces: list[Piece] = []
    at = 0
    for start, (end, meant) in words.items():
        # "10mins": a space before what it stands for.
        said = f" {meant}" if start and u.text[start - 1].isdigit() else meant
        pieces += [(at, start), (said[:-1], (start, end)), (said[-1], (max(start, end - 1), end))]
        at = end
    return joined(u.text, [*pieces, (at, len(u.text))])


def _written(u: Utterance) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where a word begins, where it ends, and what it stands for."""
    for index, token in enumerate(u.tokens):
        if token.kind not in {Kind.WORD, Kind.SLUG} or u.service_at(index) is not None:
            continue
        if index and u.tokens[index - 1].norm in _NAMING:
            # "the bucket pics": whatever it is called.
            continue
        if token.text.isupper() and len(token.text) > 1 and not u.text.isupper():
            # "the SMB sheet": an abbreviation, and no word in a hurry.
            continue
        typed = fold(token.text)
        if typed == "an" and _joins(u, index):
            yield token.start, (token.end, "and")
            continue
        if not index and typed == "any" and u.tokens[1:2] and u.tokens[1].norm == "time":
            yield token.start, (u.tokens[1].end, "whenever")
            continue
        if typed == "thank" and _names_message(u, index):
            yield token.start, (u.tokens[index + 1].end, "thank-you")
            continue
        said = _meant(token, u) if token.norm != typed else _SHORTENED.get(typed) or written_out(token, "en")
        behind = u.tokens[index + 1].norm if index + 1 < len(u.tokens) else ""
        if said is None or (token.norm in _SUBJECTS and behind not in _WISHES):
            continue
        yield token.start, (token.end, said)


def _joins(u: Utterance, index: int) -> bool:
    """“grab the rates | an | put them in mongo”: it joins two orders."""
    pointing = index + 2 < len(u.tokens) and u.has(index + 2, "words", "object_pronoun", "me")
    return index > 0 and bool(u.has(index + 1, "verbs")) and bool(pointing)


def _names_message(u: Utterance, index: int) -> bool:
    """“a | thank you | mail”: the kind of message."""
    named = index + 2 < len(u.tokens) and u.tokens[index + 1].norm == "you"
    return named and bool(u.has(index + 2, "nouns", "email", "message", "sms", "text"))


def _meant(token: Token, u: Utterance) -> str | None:
    """Shorthand, or a small word with a slip; what else is misspelt may be a name, or right."""
    typed = fold(token.text)
    index = u.tokens.index(token)
    small = any(sense.category in {"words", "time"} for sense in u.senses[index])
    return token.norm if is_short(typed, "en") or not typed.isalpha() or small else None
