"""Names that stand beside the word for a parameter, and that no step took: "the Redis channel alerts".

Runs when the whole plan stands. A word is only taken when nothing else in the plan stands for it, so what was
understood on the way is left alone; an open parameter is filled before one that was guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.names import is_last_verb
from nodepilot.composer.build.required import fit_locators
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import PER
from nodepilot.composer.sureness import said_words
from nodepilot.composer.texts import texts_in
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.language import is_function_word
from nodepilot.knowledge.words import split_identifier, stem
from nodepilot.plan.model import Locator, Origin, OriginKind, Placeholder, Step, Value

HOLDERS = frozenset(
    stem(word)
    for word in (
        "channel table bucket queue topic collection folder database base index list board project room stream group "
        "space team audience segment tag form survey job repository namespace container dataset sheet tab calendar "
        "subreddit playlist tenant workspace pipeline board site vault key event"
    ).split()
)
"""Words for parameters that hold the name of something that exists already."""
_CALLED = frozenset(
    "called named is name id : = = heißt heisst namens genannt llamado llamada appele appelee nomme nommee chamado chamada".split()
)
_OBJECTS = frozenset("me us you him her it them the a an my our your this that each every all".split())
_OTHERS = frozenset(
    "one first second third fourth another other same separate new different single row rows record records column columns field fields".split()
)
_QUOTES = "\"'`“”‘’«»"
_FURTHEST = 3
_OPEN = "YOUR"
_GUESSED = frozenset({"documents", "Sheet1", "gid=0", "primary"})
"""Names that we make up where none is said."""
_TABS = frozenset({stem("tab"), stem("sheet"), stem("worksheet")})
_ALIKE = (_TABS, frozenset({stem("audience"), stem("list")}), frozenset({stem("directory"), stem("folder")}))
"""Words for the same kind of holder; which of them a parameter has, people need not know."""
_AROUND = frozenset(map(stem, ("board", "project", "space", "workspace", "base", "team", "folder")))
"""Holders of what a parameter names."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, and where the request says it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A parameter that could hold a name, and how well it fits: the higher, the better."""

    step: str
    parameter: str
    fits: tuple[bool, bool]


def take_overlooked(draft: Draft) -> None:
    """Puts names where they belong; each place takes one."""
    u = draft.utterance
    taken = "\n".join(text for step in draft.steps.values() for text in texts_in(step.parameters)).casefold()
    for index in said_words(u):
        name = _whole_name(u, index)
        if _is_taken(name, u.tokens[index].kind, taken):
            continue
        holder = _holder(u, index) if _is_name(u, index) else None
        if holder is not None:
            places = sorted(_places(draft, holder, name), key=lambda each: each.fits, reverse=True)
            for place in places:
                if place.fits == places[0].fits:
                    _put(draft, place, name)
            if not places and holder in _AROUND:
                _tell_of(draft, holder, name)


def _whole_name(u: Utterance, index: int) -> _Name:
    """“the database | Content Calendar |”: as far as it is written with capitals."""
    end = index + 1
    if _is_capital(u, index):
        while end < len(u.tokens) and _is_capital(u, end) and u.tokens[end].kind is Kind.WORD:
            hit = u.service_at(end)
            if hit is not None and not hit.is_generic:
                break
            end += 1
    start, last = u.span(index, end)
    return _Name(u.text[start:last].strip(_QUOTES), start, last)


def _is_capital(u: Utterance, index: int) -> bool:
    """Written with a capital letter, though no sentence begins there."""
    begins = index == 0 or u.tokens[index - 1].norm in {".", ":", "\n", "!", "?"}
    return u.tokens[index].text[:1].isupper() and not begins


def _is_taken(name: _Name, kind: Kind, taken: str) -> bool:
    """Whether a step has the name; the channel `#ideas` is none that the database Ideas bears."""
    said = name.text.casefold()
    if kind is Kind.CHANNEL:
        return said in taken
    return any(taken[: found.start()][-1:] != "#" for found in re.finditer(re.escape(said), taken))


def _is_name(u: Utterance, index: int) -> bool:
    """A plain word may be a name, but none that is a thing, a verb or a number."""
    token = u.tokens[index]
    if u.service_at(index) is not None or token.norm in _CALLED:
        return False
    if token.kind in {Kind.QUOTED, Kind.SLUG, Kind.DOTTED}:
        return True
    if token.kind is not Kind.WORD or token.norm in _OTHERS | PER:
        return False
    if stem(token.norm) in HOLDERS and token.text.islower():
        # "the Google Sheets | tab"
        return False
    if "_" in token.text:
        return True
    if (u.has(index, "conditions") or u.has(index, "fields")) and not _is_capital(u, index):
        return False
    if u.has(index, "events", "updated", "deleted") or u.has(index, "words", *_JOINTS):
        # "a page in my database changes", "the contacts in my sheet whose …", "my sheet via Twilio".
        return False
    if is_last_verb(u, index - 1, index):
        return False
    # "the channel alerts us" against "the channel alerts".
    return not u.has(index, "verbs") or (token.norm.endswith("s") and not _has_object(u, index))


_JOINTS = ("that", "and", "adv", "via", "with", "to", "in", "from", "for")


def _has_object(u: Utterance, index: int) -> bool:
    return index + 1 < len(u.tokens) and u.tokens[index + 1].norm in _OBJECTS


def _holder(u: Utterance, index: int) -> str | None:
    """The word for what holds a name beside it: "channel alerts", "the table is called users", "alerts channel"."""
    before = index - 1
    while before >= max(0, index - _FURTHEST) and u.tokens[before].norm in _CALLED:
        before -= 1
    for place in (before, index + 1):
        if 0 < place < len(u.tokens) and stem(u.tokens[place].norm) in HOLDERS and _is_thing(u, place, index):
            return stem(u.tokens[place].norm)
    return None


def _is_thing(u: Utterance, holder: int, name: int) -> bool:
    """Not "list customers": there is something before it, as in "the list", "my Mailchimp list", "in table x"."""
    before = min(holder, name) - 1
    return before >= 0 and (
        is_function_word(u.tokens[before].norm)
        or u.service_at(before) is not None
        or stem(u.tokens[before].norm) in HOLDERS
    )


def _places(draft: Draft, holder: str, name: _Name) -> Iterator[_Place]:
    for key, step in draft.steps.items():
        near = _is_near(step, name)
        for parameter, value in step.parameters.items():
            words = split_identifier(parameter) + split_identifier(_what(draft, key, parameter))
            if not _alike(holder).isdisjoint(map(stem, words)) and _is_free(value, draft, holder):
                yield _Place(key, parameter, (_is_open(value), near))


def _what(draft: Draft, step: str, parameter: str) -> str:
    """What a person is asked to fill in there; empty where nothing is open."""
    return next((each.what for each in draft.placeholders if _is_at(each, step, parameter)), "")


def _is_at(open_one: Placeholder, step: str, parameter: str) -> bool:
    return open_one.step == step and re.split(r"[.\[]", open_one.parameter, maxsplit=1)[0] == parameter


def _is_open(value: Value) -> bool:
    held = value.value if isinstance(value, Locator) else value
    return isinstance(held, str) and (held.startswith(_OPEN) or held in _GUESSED)


def _alike(holder: str) -> frozenset[str]:
    return next((words for words in _ALIKE if holder in words), frozenset({holder}))


def _is_free(value: Value, draft: Draft, holder: str) -> bool:
    """Open, or a name that is said for something else ("orders" in "new orders" against "the sheet orders")."""
    held = value.value if isinstance(value, Locator) else value
    if not isinstance(held, str) or held.startswith("="):
        return False
    if _is_open(value):
        return True
    u = draft.utterance
    said = [index for index, token in enumerate(u.tokens) if _bare(token) == held]
    if any(index and stem(u.tokens[index - 1].norm) in _alike(holder) for index in said):
        return False
    return bool(re.search(rf"\b{re.escape(held)}\b", u.text))


def _tell_of(draft: Draft, holder: str, name: _Name) -> None:
    """“the cards of the board Leads”: whoever fills in the list's id is told on which board it is."""
    near = [key for key, step in draft.steps.items() if _is_near(step, name)]
    for at, each in enumerate(draft.placeholders):
        if each.step in near and each.parameter.lower().endswith("id"):
            draft.placeholders[at] = replace(each, what=f"{each.what} ({holder} “{name.text}”)")
            return


def _is_near(step: Step, name: _Name) -> bool:
    origin = step.origins.get("")
    return origin is not None and origin.span is not None and origin.span[0] <= name.start < origin.span[1]


def _put(draft: Draft, place: _Place, name: _Name) -> None:
    """The name where it can stand; where n8n wants an id, whoever fills that in is told the name."""
    step, parameter = draft.steps[place.step], place.parameter
    node_type = draft.catalog.find(step.node_type)
    prop = node_type.latest.property(parameter) if node_type is not None else None
    is_id = isinstance(step.parameters[parameter], str) and "id" in split_identifier(parameter)
    if node_type is None or prop is None or is_id or prop.type in {"options", "multiOptions"}:
        draft.placeholders = [
            replace(each, what=f"{each.what} (“{name.text}”)")
            if _is_at(each, place.step, parameter)
            else each
            for each in draft.placeholders
        ]
        return
    old = step.parameters[parameter]
    value: Value = name.text
    if isinstance(old, Locator):
        by_name = old.mode == "list" and prop.mode("name") is not None
        value = replace(old, value=name.text, mode="name" if by_name else old.mode)
    parameters = fit_locators(node_type.latest, {**step.parameters, parameter: value})
    origin = Origin(OriginKind.REQUEST, (name.start, name.end))
    draft.steps[place.step] = replace(
        step, parameters=parameters, origins={**step.origins, parameter: origin}
    )
    draft.placeholders = [each for each in draft.placeholders if not _is_at(each, place.step, parameter)]


def _bare(token: Token) -> str:
    return token.text.strip(_QUOTES)
