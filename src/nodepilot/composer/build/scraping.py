"""Values of a web page that an act of its own takes out: "…, extract the top 10 titles and links"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.page_names import PageValue, has_selectors, selected_values
from nodepilot.composer.build.page_tables import rows_of_page
from nodepilot.composer.build.ranking import limit, limit_of
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
_ATTRIBUTES = {"link": "href", "url": "href", "image": "src", "picture": "src", "photo": "src"}
"""Values that stand in an attribute of their element."""
_TABLES = frozenset({"table", "row"})
_ALWAYS_MANY = frozenset({*_TABLES, "paragraph", *(f"h{level}" for level in range(1, 7))})
"""What a page has several of, however it is said."""
_LISTED = frozenset({"title", "headline", "heading", "name", "link", "url"})


def take_values(draft: Draft, flow: Flow, act: Act) -> bool:
    """Takes the values out by their place in the page that was called; False when they are no such values."""
    data = flow.data
    if data is None or act.target is not None or act.source is not None:
        return False
    if act.helper is not None or data.noun not in {"response", "html"} or data.step not in draft.steps:
        return False
    address = draft.steps[data.step].parameters.get("url")
    if not isinstance(address, str) or not is_page(address):
        return False
    if act.verb not in {"extract", "get"} and not (act.verb == "add" and shows_goods(address)):
        return False
    names = named_values(draft, act)
    if not names or not all(each.selector or each.kind in _SELECTORS for each in names):
        return False
    as_text(draft, data.step)
    values_of_page(draft, flow, act, names)
    return True


def named_values(draft: Draft, act: Act) -> list[PageValue]:
    """The values that the act names; all that it says counts where it gives their places."""
    u, said = draft.utterance, act.argument("object")
    first = max(act.first, act.verb_at + 1)
    if has_selectors(u, first, act.last):
        return selected_values(u, first, act.last)
    if said is None:
        return []
    # "the price of https://…": what is taken stands before where it is taken from.
    places = (i for i in range(said.first + 1, said.last) if u.has(i, "words", "of", "from", "in"))
    end = (
        next(places, said.last)
        if any(u.tokens[i].kind is Kind.URL for i in range(said.first, said.last))
        else said.last
    )
    return selected_values(u, said.first, end)


_GOODS = re.compile(
    r"//(?:www|shop|store)\.|/(?:products?|items?|shop|p|dp|listing)/|\.html?(?:$|[?#])", re.IGNORECASE
)


def shows_goods(url: str) -> bool:
    """Whether the address is one where people look at a thing: a shop's, a product's."""
    return _GOODS.search(url) is not None


def is_page(url: str) -> bool:
    """Whether people read what stands there, as far as the address tells."""
    return not is_api(url)


def has_place(value: PageValue, *, many: bool) -> bool:
    """Whether pages have a usual place for such a value; `many`: whether the name tells of several of them."""
    return bool(value.selector) or (value.kind in _SELECTORS and (not many or value.is_plural))


def values_of_page(draft: Draft, flow: Flow, act: Act, names: Sequence[PageValue]) -> None:
    """Takes what bears these names out of the page at hand: one of each, or as many as there are."""
    if len(names) == 1 and names[0].kind in _TABLES:
        rows_of_page(draft, flow, act, names[0].selector or "table")
        return
    every = any("every" in a.quantifiers for a in act.arguments)
    many = every or any(each.many or each.is_plural or each.kind in _ALWAYS_MANY for each in names)
    # "titles and links" are those of a list, "all links" are all that there are.
    entries = many and any(each.kind in _LISTED and each.kind not in _ATTRIBUTES for each in names)
    values = {"values": [_value(each, many=many, entries=entries) for each in names]}
    span = draft.utterance.span(act.first, act.last)
    parameters: dict[str, Value] = {
        "operation": "extractHtmlContent",
        "dataPropertyName": "data",
        "extractionValues": values,
        "options": {"trimValues": True},
    }
    key = draft.add(_BASE + "html", parameters, name="Take the values out of the page", key="page", span=span)
    draft.hook(flow, key)
    if not all(each.selector for each in names):
        draft.assume(
            say("I guessed the CSS selectors of the values in the page: check them against the page."), key
        )
    fields = {each.name: _known(each) for each in names}
    flow.give(Output(key, {}, fields, noun="page"))
    if many:
        split = draft.add(
            _BASE + "splitOut",
            {"fieldToSplitOut": ", ".join(each.key for each in names), "options": {}},
            name="One item per entry",
            kind=OriginKind.REQUIRED,
        )
        draft.hook(flow, split)
        flow.give(Output(split, {}, fields, noun="entry", many=True))
        found = limit_of(draft, act.first, act.last)
        if found is not None:
            limit(draft, flow, *found)


def _value(value: PageValue, *, many: bool, entries: bool) -> dict[str, Value]:
    attribute = _ATTRIBUTES.get(value.kind)
    usual = (
        _ENTRIES
        if entries and value.kind in _LISTED
        else _SELECTORS.get(value.kind, f".{value.key.replace('_', '-')}")
    )
    made: dict[str, Value] = {
        "key": value.key,
        "cssSelector": value.selector or usual,
        "returnValue": "attribute" if attribute else "text",
        "returnArray": many,
    }
    if attribute:
        made["attribute"] = attribute
    return made


_AMOUNTS = frozenset({"price", "rating"})


def _known(value: PageValue) -> Known:
    """What is taken out; pages write amounts with signs and separators ("€ 1.299,00"), which no number has."""
    if value.kind not in _AMOUNTS or not value.key.isidentifier():
        return Known(value.key)
    digits = f"String($json.{value.key} ?? '').replace(/[^\\d.,]/g, '')"
    return Known(f"Number({digits}.replace(/[.,](?=\\d{{3}}(?!\\d))/g, '').replace(',', '.'))", is_code=True)


def as_text(draft: Draft, step: str) -> None:
    """A page comes as text, whatever the call would make of it."""
    options = draft.steps[step].parameters.get("options")
    kept = dict(options) if isinstance(options, dict) else {}
    draft.set(step, "options", {**kept, "response": {"response": {"responseFormat": "text"}}})
