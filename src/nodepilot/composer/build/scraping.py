"""Values of a web page that an act of its own takes out: "…, extract the top 10 titles and links"."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.ranking import limit, limit_of
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.addressed import is_api
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind, Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_SELECTORS = {
    "title": "h1",
    "headline": "h1",
    "heading": "h2",
    "name": "h1",
    "price": "[itemprop=price], .price",
    "description": "[itemprop=description], .description",
    "author": "[rel=author], .author",
    "date": "time, .date",
    "rating": "[itemprop=ratingValue], .rating",
    "image": "img",
    "link": "a",
    "url": "a",
    "table": "table tr",
    "row": "table tr",
    "paragraph": "p",
    "text": "body",
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
}
"""Where pages usually have one such value."""
_ENTRIES = "h2 a, h3 a, .title a, .titleline > a"
"""Where pages usually have the titles of a list, each a link."""
_HREF = frozenset({"link", "url"})
_ALWAYS_MANY = frozenset({"table", "row", "paragraph", *(f"h{level}" for level in range(1, 7))})
"""What a page has several of, however it is said."""
_LISTED = frozenset({"title", "headline", "heading", "name", *_HREF})
_COUNTING = frozenset({"top", "first", "latest", "last", "newest", "all", "every", "current"})


def take_values(draft: Draft, flow: Flow, act: Act) -> bool:
    """Takes the values out by their place in the page that was called; False when they are no such values."""
    data = flow.data
    if data is None or act.verb not in {"extract", "get"} or act.target is not None or act.source is not None:
        return False
    if act.helper is not None or data.noun not in {"response", "html"} or data.step not in draft.steps:
        return False
    address = draft.steps[data.step].parameters.get("url")
    if not isinstance(address, str) or not is_page(address):
        return False
    names = _names(draft, act)
    if not names or any(singular(name.split()[-1].lower()) not in _SELECTORS for name in names):
        return False
    _as_text(draft, data.step)
    values_of_page(draft, flow, act, names)
    return True


def is_page(url: str) -> bool:
    """Whether people read what stands there, as far as the address tells."""
    return not is_api(url)


def has_place(name: str, *, many: bool) -> bool:
    """Whether pages have a usual place for such a value; `many`: whether the name tells of several of them."""
    return _kind(name) in _SELECTORS and (not many or _is_plural(name))


def values_of_page(draft: Draft, flow: Flow, act: Act, names: list[str]) -> None:
    """Takes what bears these names out of the page at hand: one of each, or as many as there are."""
    every = any("every" in a.quantifiers for a in act.arguments)
    many = every or any(_is_plural(name) or _kind(name) in _ALWAYS_MANY for name in names)
    values = {"values": [_value(name, many=many) for name in names]}
    span = draft.utterance.span(act.first, act.last)
    parameters: dict[str, Value] = {
        "operation": "extractHtmlContent",
        "dataPropertyName": "data",
        "extractionValues": values,
        "options": {"trimValues": True},
    }
    key = draft.add(_BASE + "html", parameters, name="Take the values out of the page", key="page", span=span)
    draft.hook(flow, key)
    draft.assume(
        say("I guessed the CSS selectors of the values in the page: check them against the page."), key
    )
    keys = [_key(name) for name in names]
    fields = {name: Known(field) for name, field in zip(names, keys, strict=True)}
    flow.give(Output(key, {}, fields, noun="page"))
    if many:
        each = draft.add(
            _BASE + "splitOut",
            {"fieldToSplitOut": ", ".join(keys), "options": {}},
            name="One item per entry",
            kind=OriginKind.REQUIRED,
        )
        draft.hook(flow, each)
        flow.give(Output(each, {}, fields, noun="entry", many=True))
        found = limit_of(draft, act.first, act.last)
        if found is not None:
            limit(draft, flow, *found)


def _kind(name: str) -> str:
    return singular(name.rsplit(maxsplit=1)[-1].lower())


def _value(name: str, *, many: bool) -> dict[str, Value]:
    kind = singular(name.rsplit(maxsplit=1)[-1].lower())
    listed = many and kind in _LISTED
    made: dict[str, Value] = {
        "key": _key(name),
        "cssSelector": _ENTRIES if listed else _SELECTORS.get(kind, f".{_key(name).replace('_', '-')}"),
        "returnValue": "attribute" if kind in _HREF else "text",
        "returnArray": many,
    }
    if kind in _HREF:
        made["attribute"] = "href"
    return made


def _as_text(draft: Draft, step: str) -> None:
    """A page comes as text, whatever the call would make of it."""
    options = draft.steps[step].parameters.get("options")
    kept = dict(options) if isinstance(options, dict) else {}
    draft.set(step, "options", {**kept, "response": {"response": {"responseFormat": "text"}}})


def _key(name: str) -> str:
    return re.sub(r"\W+", "_", name.lower()).strip("_")


def _is_plural(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1].lower()
    return last != singular(last)


def _names(draft: Draft, act: Act) -> list[str]:
    """The values that are listed, without articles and how many of them."""
    u = draft.utterance
    argument = act.argument("object")
    found: list[list[str]] = [[]]
    behind = False
    for index in range(argument.first, argument.last) if argument is not None else ():
        token = u.tokens[index]
        if u.has(index, "words", "of") and found[-1]:
            # "the price of every book": what is taken stands before it.
            behind = True
        if token.norm in {",", "&", "+"} or u.has(index, "words", "and"):
            found.append([])
            behind = False
        elif (
            token.kind in {Kind.WORD, Kind.SLUG}
            and not behind
            and not (u.has(index, "words", "det", "every", "of") or token.norm in _COUNTING)
        ):
            found[-1].append(token.text)
    return [" ".join(words[-2:]) for words in found if words]
