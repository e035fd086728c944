"""The state of the things that an act reads: "failed charges", "invoices that are unpaid"."""

from __future__ import annotations

from functools import cache

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """`values` are what services call it, the most usual first; `word` is the request's own, at `span`."""

    concept: str
    values: tuple[str, ...]
    word: str
    span: tuple[int, int]


@cache
def _states(kind: str = "words") -> dict[str, tuple[str, tuple[str, ...]]]:
    """(concept, values) by word; by verb for the kind `happens`."""
    facts: dict[str, dict[str, str]] = packaged_json("composer", "data/states.json")
    return {
        word: (concept, tuple(fact["values"].split(", ")))
        for concept, fact in facts.items()
        for word in fact.get(kind, "").split(", ")
        if word
    }


def values_of(concept: str) -> tuple[str, ...]:
    """What services call that state."""
    return next((values for known, values in _states().values() if known == concept), ())


def is_state(word: str) -> bool:
    """Whether the word, as it is compared, names a state."""
    return word in _states()


def find_state(utterance: Utterance, act: Act) -> State | None:
    """The state that the act's words name; None when they name none."""
    for argument in act.arguments:
        if argument.role not in {"object", "from", "in", "for", "about", "subject"}:
            continue
        found = state_between(utterance, argument.first, argument.last, apart_from=act.verb_at)
        if found is not None:
            return found
    return None


def state_between(
    utterance: Utterance, first: int, last: int, *, apart_from: int = -1, happening: bool = False
) -> State | None:
    """The first state that is named by the tokens from `first` to `last`; `happening`: “fails” names one, too."""
    for index in range(first, last):
        token = utterance.tokens[index]
        if index + 1 < last and index != apart_from:
            # "closed won"
            pair = _states().get(f"{token.norm} {utterance.tokens[index + 1].norm}")
            if pair is not None:
                return State(*pair, utterance.words(index, index + 2), utterance.span(index, index + 2))
        found = _states().get(token.norm) or (_states("happens").get(token.norm) if happening else None)
        if (
            found is not None
            and index != apart_from
            and not utterance.is_scheduled(index)
            and utterance.service_at(index) is None
        ):
            return State(*found, token.text, utterance.span(index, index + 1))
    return None
