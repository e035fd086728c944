"""What a text that a model made is called: the column that it goes to bears that name."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.utterance import Utterance

_TEXTS = frozenset(
    "summary description translation caption title headline score rating tweet post article answer reply transcript review outline email newsletter slogan teaser draft"
    " zusammenfassung beschreibung ubersetzung titel bewertung antwort resumen descripcion traduccion resume resumo descricao traducao".split()
)
_UNNAMED = "result"


def written_name(slot: Slot) -> str:
    """“let AI write a description …” → `description`: what is said of it last; `result` where it has no name."""
    u, act = slot.utterance, slot.act
    last = min(act.last, len(u.tokens))
    return next((_name(u, i) for i in reversed(range(last)) if _is_text(u, i)), _UNNAMED)


def _is_text(u: Utterance, index: int) -> bool:
    """A text that is made, and none that is there already: “every new review”."""
    if singular(u.tokens[index].norm) not in _TEXTS or u.service_at(index) is not None:
        return False
    return index > 0 and _is_article(u, index - 1, back=2)


def _is_article(u: Utterance, index: int, *, back: int) -> bool:
    """“a description”, “a short description”, and not “each description”."""
    token = u.tokens[index].norm
    if token in {
        "a",
        "an",
        "the",
        "eine",
        "einen",
        "ein",
        "die",
        "una",
        "un",
        "une",
        "la",
        "uma",
        "its",
        "their",
    }:
        return True
    return back > 1 and index > 0 and u.has(index, "words", "adj") > 0 and _is_article(u, index - 1, back=1)


def _name(u: Utterance, index: int) -> str:
    said = singular(u.tokens[index].text)
    return said[:1].lower() + said[1:]
