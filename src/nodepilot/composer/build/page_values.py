"""Values of a web page that an order takes from its address: "scrape the names and prices from https://…"."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build import http
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.page_names import has_selectors
from nodepilot.composer.build.scraping import (
    has_place,
    is_page,
    named_values,
    shows_goods,
    take_values,
    values_of_page,
)
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act

_SCRAPING = frozenset({"scrape", "scrapes", "scraping", "crawl", "parse", "extract"})
_GETTING = frozenset({"get", "download", "extract", "copy", "add"})
_LOOKING = frozenset({"check", "watch", "monitor", "read", "log", "track", "save", "store"})
_PAGES = frozenset({"page", "pages", "site", "website", "webpage", "shop"})


def scrape(draft: Draft, flow: Flow, act: Act) -> bool:
    """Takes the values that the act names out of the page; False where it speaks of no page or of a model's work."""
    url = http.url_of(act)
    if url is None or act.target is not None or act.helper is not None or (act.ai and act.verb != "extract"):
        return False
    u = draft.utterance
    said = act.argument("object")
    selected = has_selectors(u, act.first, act.last)
    names = (
        named_values(draft, act)
        if selected or (said is not None and all(t.kind is Kind.URL for t in said.literals))
        else []
    )
    told = selected or any(u.tokens[i].norm in _SCRAPING for i in range(act.first, act.last))
    shown = shows_goods(url.text) or any(u.tokens[i].norm in _PAGES for i in range(act.first, act.last))
    many = not (told or shown)
    known = bool(names) and all(has_place(name, many=many) for name in names) and is_page(url.text)
    taken = told or act.verb in _GETTING or (shown and act.verb in _LOOKING)
    if not taken or not names or not (known if act.ai or not told else True):
        return False
    http.call(draft, flow, replace(act, verb="scrape", ai=False))
    values_of_page(draft, flow, act, names)
    return True


def out_of_page(draft: Draft, flow: Flow, act: Act) -> Act:
    """“extract all headlines into a sheet”: taken out of the page first; what is left is to put them there."""
    if act.target is None or act.helper is not None:
        return act
    taking = replace(act, target=None)
    made = scrape(draft, flow, taking) if http.url_of(act) is not None else take_values(draft, flow, taking)
    if not made:
        return act
    kept = [a for a in act.arguments if act.target in a.services]
    return replace(act, verb="add", source=None, ai=False, arguments=kept)
