"""Options that a request says of what is written: "with priority high", "as a draft", "set it to urgent"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from nodepilot.catalog import Property
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json

_CHOOSING = frozenset({"resource", "operation", "authentication"})
_AS = frozenset({"as", "als", "como", "comme"})
_STATES = frozenset({"status", "state", "stage"})
"""Parameters that “mark it as won” speaks of."""
_URGENCY = ("urgent", "high", "medium", "low")
_NEAR = 3
"""How many words may stand between a parameter's word and its option ("priority of the ticket to high")."""


@cache
def _words() -> Mapping[str, Mapping[str, frozenset[str]]]:
    facts = packaged_json("composer", "data/said_options.json")
    listed = {
        part: {name: frozenset(words.split(", ")) for name, words in facts[part].items()}
        for part in ("parameters", "choices")
    }
    return {**listed, "alone": {"": frozenset(facts["alone"].split(", "))}}


def set_said_options(draft: Draft, act: Act, step: str) -> None:
    """Sets the step's options that the act names."""
    u = draft.utterance
    spoken = range(act.first, min(act.last, len(u.tokens)))
    for path, prop in tuple(own_parameters(draft, step)):
        if prop.type != "options" or prop.name in _CHOOSING:
            continue
        if prop.type_options.loads_options:
            _set_loaded(draft, act, step, path, spoken)
            continue
        for index in spoken:
            value = _choice(prop, u.tokens[index].norm)
            if value is None or u.tokens[index].is_literal or index == act.verb_at:
                continue
            named = any(
                u.tokens[place].norm in _names(prop)
                for place in spoken
                if place != index and abs(place - index) <= _NEAR
            )
            becomes = act.verb == "update" and u.tokens[index - 1].norm in _AS and prop.name in _STATES
            if named or becomes or u.tokens[index].norm in _alone():
                put(draft, step, path, value, u.span(index, index + 1))
                break


def _set_loaded(draft: Draft, act: Act, step: str, path: tuple[str, ...], spoken: range) -> None:
    """“mark the deal as won”: a choice that n8n asks the service for, where every account has it."""
    known = _loaded().get(draft.steps[step].node_type, {}).get(path[-1], {})
    u = draft.utterance
    for index in spoken if act.verb in _CHANGING else ():
        if (value := known.get(u.tokens[index].norm)) is not None:
            put(draft, step, path, value, u.span(index, index + 1))
            return


_CHANGING = frozenset({"update", "close", "complete", "move"})


@cache
def _loaded() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return packaged_json("composer", "data/said_options.json")["loaded"]  # type: ignore[no-any-return]


def _names(prop: Property) -> frozenset[str]:
    """The words for the parameter, in all languages."""
    own = set(prop.display_name.lower().split()) | {prop.name.lower()}
    return frozenset(own).union(*(words for name, words in _words()["parameters"].items() if name in own))


def _choice(prop: Property, word: str) -> str | int | float | bool | None:
    """The option that the word says."""
    for wanted in _meanings(word):
        for choice in prop.choices:
            if wanted in {str(choice.name).lower(), str(choice.value).lower()}:
                return choice.value
    return None


def _meanings(word: str) -> Iterator[str]:
    yield word
    for concept, words in _words()["choices"].items():
        if word in words and word != concept:
            yield concept


def priorities_said(u: Utterance, spoken: range) -> Iterator[tuple[str, tuple[int, int]]]:
    """How urgent it is, in the words of `said_options.json`, and where it is said: “high priority”, “urgent”."""
    names = _words()["parameters"]["priority"]
    for index in spoken:
        word = u.tokens[index].norm
        concept = next((c for c in _URGENCY if word == c or word in _words()["choices"].get(c, ())), None)
        beside = any(u.tokens[i].norm in names for i in spoken if i != index and abs(i - index) <= _NEAR)
        if concept is not None and not u.tokens[index].is_literal and (beside or concept == "urgent"):
            yield concept, u.span(index, index + 1)


@cache
def _alone() -> frozenset[str]:
    """Words that say their option without the parameter's word beside them."""
    words = _words()
    alone = words["alone"][""]
    return alone.union(*(said for concept, said in words["choices"].items() if concept in alone))
