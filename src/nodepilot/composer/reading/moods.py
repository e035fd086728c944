"""What a text feels like, and where a thing is from: “negative feedback”, “an angry customer email”, “an order from France”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.value_kinds import country_code, role_of_value

_MOODS = {
    "negative": frozenset(
        "negative angry unhappy annoyed upset furious dissatisfied disappointed frustrated negativ negativer negativen negatives "
        "verargerte verargerten wutende wutenden negativo negativos negativa negativas enojado enojados molesto molestos negatif "
        "negatifs negatives mecontent mecontents".split()
    ),
    "positive": frozenset(
        "positive happy glowing enthusiastic positiv positiver positiven positives positivo positivos positiva positivas positif "
        "positifs".split()
    ),
}
_SAID_OF_MOODS = {
    "negative": frozenset({"bad", "poor", "terrible"}),
    "positive": frozenset({"good", "great"}),
}
"""Words that tell a mood only where moods are sorted: “a good answer” is one that helps."""
_TEXTS = frozenset(
    "feedback review reviews comment comments message messages email emails mail mails response responses reply replies answer "
    "answers survey surveys mention mentions tweet tweets customer customers submission submissions bewertung bewertungen "
    "kommentar kommentare nachricht nachrichten resena resenas comentario comentarios opinion opiniones mensaje mensajes avis "
    "commentaire commentaires message avaliacao avaliacoes mensagem mensagens".split()
)
_ONES = frozenset({"one", "ones", "people", "person"})
_LONGEST_SERVICE = 4


def mood_called(name: str) -> str | None:
    """`negative` for “bad” or “unhappy”, what moods are sorted into; None where the name is that of another mood."""
    said = [word for word in name.lower().split() if word not in _TEXTS and word not in _ONES]
    return next(
        (
            known
            for known, words in _MOODS.items()
            if len(said) == 1 and said[0] in words | _SAID_OF_MOODS[known]
        ),
        None,
    )


def of_mood(u: Utterance, place: int, last: int) -> tuple[Condition, int] | None:
    """“negative | Typeform feedback”, “comentarios | negativos”: a text, and what it feels like."""
    mood = next((known for known, words in _MOODS.items() if u.tokens[place].norm in words), None)
    if mood is None or u.tokens[place].is_literal:
        return None
    end = place + 1
    thing = end
    while (
        thing < min(last, end + _LONGEST_SERVICE)
        and u.service_at(thing) is not None
        and not _is_text(u, thing)
    ):
        thing += 1
    if thing < last and _is_text(u, thing):
        end = thing
    elif not (place and _is_text(u, place - 1)):
        return None
    return Condition((Test("sentiment", "eq", mood, "string", u.span(place, max(end, place + 1))),)), end


def _is_text(u: Utterance, index: int) -> bool:
    return u.tokens[index].norm in _TEXTS


def from_country(u: Utterance, place: int, last: int) -> tuple[Condition, int] | None:
    """“an order from France”, “people from Austria, Germany or Switzerland”: the country tells what is compared."""
    end = place + u.has(place, "words", "from")
    values: list[str] = []
    while end > place and (found := _country(u, end, last)) is not None:
        name, end = found
        # Forms hold the name, shops mostly the two letters.
        values += [name, *([code] if (code := country_code(name)) not in {None, name} else [])]
        if not (end < last and (u.tokens[end].norm == "," or u.has(end, "words", "or", "and"))):
            break
        behind = end + 1 + (end + 1 < last and u.has(end + 1, "words", "or", "and") > 0)
        if _country(u, behind, last) is None:
            break
        end = behind
    if not values:
        return None
    span = u.span(place, end)
    tests = tuple(Test("country", "eq", value, "string", span) for value in values)
    return Condition(tests, any_of=len(tests) > 1), end


def _country(u: Utterance, first: int, last: int) -> tuple[str, int] | None:
    """The name of a country there, and where it ends."""
    while first < last and u.has(first, "words", "det"):
        first += 1
    for size in (2, 1):
        words = u.words(first, first + size) if first + size <= last else ""
        if words[:1].isupper() and role_of_value(words) == "country":
            return words, first + size
    return None
