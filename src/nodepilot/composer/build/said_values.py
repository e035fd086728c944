"""Values that a request gives by a parameter's own word and that went nowhere else: "with the email ana@b.c"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nodepilot.catalog import Property
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Locator, Value

_TYPES = frozenset({"string", "resourceLocator", "options"})
_LITERALS = frozenset(
    {Kind.QUOTED, Kind.EMAIL, Kind.URL, Kind.SLUG, Kind.NUMBER, Kind.CHANNEL, Kind.DOTTED, Kind.MONEY}
)
_NAMED_BY = frozenset(
    "called named titled id is = : namens llamada llamado nommee nomme chamado chamada heisst".split()
)
_SAYS_NOTHING = Pattern(r"\b(name or id|names? or ids?|name/id|id or name|ids?|name|key|slug)$")
_PLAIN_NAME = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z0-9]+)+|[A-Z][\w'’]*")
_LONGEST_NAME = 4
_SEVERAL = frozenset({"label", "labels", "tag", "tags"})
"""Of these a thing has several, and each is a plain word."""
_THINGS = frozenset({"it", "them", "as", "with"})
"""“label it triage”, “tag them as new”."""
_SQL = frozenset({"select", "insert", "update", "delete", "with"})
"""What a query begins with: no value by itself."""
_ECHO = 40
"""Characters around a value from which on it is a sentence."""


def set_said_values(draft: Draft, act: Act, step: str) -> None:
    """Sets the step's parameters whose values the act names, where the values stand nowhere in the step yet."""
    u = draft.utterance
    node_type = draft.steps[step].node_type
    own = next((h for h in (act.source, act.target) if h and node_type in _types(draft, h.key)), None)
    first, last = act.stretch_of(own.key) if own is not None else (act.first, act.last)
    said = list(_said(u, first, min(last, len(u.tokens))))
    if not said:
        return
    offered = [(path, prop) for path, prop in own_parameters(draft, step) if _takes_text(prop)]
    for at, text, span in said:
        if text.lower() in _SQL or _stands(text.lower(), plain(dict(draft.steps[step].parameters))):
            continue
        chosen = next(((path, prop) for path, prop in offered if _is_called(u, at, prop)), None)
        if chosen is not None:
            path, prop = chosen
            put(draft, step, path, _shaped(prop, text), span)


def _types(draft: Draft, key: str) -> tuple[str, ...]:
    return tuple(draft.services.get(key).action_types) if key in draft.services else ()


def _stands(text: str, value: object) -> bool:
    """Whether a parameter holds the value; a sentence that only repeats the request does not."""
    if isinstance(value, Mapping):
        return any(_stands(text, each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_stands(text, each) for each in value)
    held = str(value).lower()
    return text in held and len(held) - len(text) < _ECHO


def _takes_text(prop: Property) -> bool:
    if _is_list(prop):
        return prop.name.lower() in _SEVERAL
    return prop.type in _TYPES and (prop.type != "options" or prop.type_options.loads_options)


def _is_called(utterance: Utterance, place: int, prop: Property) -> bool:
    """Whether the word at `place` is the last one of the parameter's label, in any language."""
    label = _SAYS_NOTHING.sub("", prop.display_name.lower()).split()
    head = singular(label[-1]) if label else "name"
    known = utterance.has(place, "nouns", head) or utterance.has(place, "fields", head)
    return head == singular(utterance.tokens[place].norm) or known == 1


def _is_list(prop: Property) -> bool:
    """“labels” of an issue: names, or entries that hold one each."""
    several = prop.type == "collection" and prop.type_options.multiple_values and len(prop.children) == 1
    return bool(several) or (prop.type == "multiOptions" and prop.type_options.loads_options)


def _shaped(prop: Property, text: str) -> Value:
    if _is_list(prop):
        return [{prop.children[0].name: text}] if prop.type == "collection" else [text]
    if prop.type != "resourceLocator":
        return text
    for mode in prop.modes:
        typed = mode.name not in {"list", "url"}
        if typed and all(re.fullmatch(check.regex, text) for check in mode.validations):
            return Locator(mode.name, text)
    return Locator("list" if prop.mode("list") else prop.modes[0].name, text)


def _said(u: Utterance, first: int, last: int) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Words that a value stands behind: the word's place, the value, the value's span."""
    for place in range(first, last - 1):
        token = u.tokens[place]
        if token.kind is not Kind.WORD or _names_service(u, place) or u.has(place, "words"):
            continue
        value = place + 1
        told = _NAMED_BY | (_THINGS if token.norm in _SEVERAL else frozenset())
        while value < last - 1 and u.tokens[value].norm in told:
            value += 1
        if u.is_scheduled(value) or u.service_at(value) is not None:
            continue
        if u.tokens[value].kind in _LITERALS:
            text = u.tokens[value].text.strip("\"'`“”‘’„«»").lstrip("#")
            yield place, text, u.span(value, value + 1)
            continue
        end = value
        while end < last and end - value < _LONGEST_NAME and _is_name(u, end):
            end += 1
        if end > value:
            yield place, u.words(value, end), u.span(value, end)
        elif (
            (value > place + 1 or token.norm in _SEVERAL)
            and u.tokens[value].kind is Kind.WORD
            and not u.has(value, "words")
            and not _is_done(u, value)
        ):
            yield place, u.tokens[value].text, u.span(value, value + 1)


def _is_done(u: Utterance, place: int) -> bool:
    """“the description is posted to Slack”: what is done with it."""
    participle = u.tokens[place - 1].norm == "is" and u.has(place, "verbs") > 0
    return participle and u.has(place + 1, "words", "to", "in", "via", "with") > 0


def _names_service(u: Utterance, place: int) -> bool:
    hit = u.service_at(place)
    return hit is not None and not hit.is_generic


def _is_name(u: Utterance, place: int) -> bool:
    token = u.tokens[place]
    return (
        token.kind is Kind.WORD
        and _PLAIN_NAME.fullmatch(token.text) is not None
        and not u.has(place, "words")
        and not u.is_scheduled(place)
        and u.service_at(place) is None
    )
