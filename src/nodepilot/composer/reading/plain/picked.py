"""Lists of which a part is taken: the most expensive ones, those to be kept, all headings of a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.passive import active, rest_of
from nodepilot.composer.reading.plain.verbs import begins_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_MOST = Pattern(
    r"(?P<verb>(?:i|we) (?:need|want|'d like)|[a-z]+) (?:the )?(?P<n>\d+|ten|five|three|twenty) (?:most|least) [a-z]+ (?P<what>[a-z]+ (?:from|of|in) .+?) (?P<to>(?:in|into|to|on) (?:(?:the|my|our|an?) )?\ue000[^,;]*),? (?:sorted|ordered|ranked) by (?P<f>\w+)",
    re.IGNORECASE | re.DOTALL,
)

_POSTED_LIST = Pattern(
    r"(?P<order>.+? (?:per|for each|for every) .+?) from the (?P<list>\w+) (?:array|list) (?:that|which) (?:is|gets|was) (?:posted|sent|submitted) to (?P<source>.+)",
    re.IGNORECASE | re.DOTALL,
)

_ONLY = Pattern(
    r"(?:from|in|of|out of) (?P<source>[^,]+?),? only (?P<what>[^,]+?) (?:should be|are|must be|are to be) kept(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_BEFORE = Pattern(
    r"before (?:the )?(?P<what>.+?) (?:go|goes|are added|are sent|get|are written|are copied|are moved) (?P<to>(?:to|into|in) [^,]+), (?P<main>.+)",
    re.IGNORECASE | re.DOTALL,
)

_SCRAPED = Pattern(
    r"(?P<verb>write|put|save|add|store|append|collect|list) (?P<what>(?:all |the |every |each )+(?:[\w-]+ )?(?:titles?|headlines?|headings?|links?|prices?|images?|names?)) (?:from|of|on) (?:the page )?(?P<url>\ue002+) (?P<to>(?:to|into|in) .+)",
    re.IGNORECASE | re.DOTALL,
)


def most(sentence: Words) -> Words | None:
    """“The 20 most expensive products from … in a sheet, sorted by price”."""
    found = _MOST.fullmatch(sentence.masked)
    if found is None:
        return None
    what, field, n, to = (sentence.group(found, name) for name in ("what", "f", "n", "to"))
    how = "ascending" if re.search(r"\bleast\b", sentence.masked) else "descending"
    return put_together(
        "get all", what, ", sort them by", field, how, ", keep the first", n, "and add them", to
    )


def posted_list(sentence: Words) -> Words | None:
    """“One record per attendee from the attendees array that is posted to /event”."""
    found = _POSTED_LIST.fullmatch(sentence.masked)
    if found is None or not begins_order(found["order"]):
        return None
    source, items, order = (sentence.group(found, name) for name in ("source", "list", "order"))
    hook = "the webhook" if source.text.startswith("/") else None
    return put_together(
        "When",
        hook,
        source,
        "gets an",
        items,
        "array, split the",
        items.said_as(items.text),
        "and",
        order.lowered(),
    )


def only_kept(sentence: Words) -> Words | None:
    """“From https://… only the events in Bremen should be kept and saved in Baserow”."""
    found = _ONLY.fullmatch(sentence.masked)
    if found is None:
        return None
    source, what, rest = (sentence.group(found, name) for name in ("source", "what", "rest"))
    return put_together("get", source, ", keep only", what, *rest_of(rest))


def before_that(sentence: Words) -> Words | None:
    """“Before the leads go to Pipedrive, rows have to be removed”: remove rows, then add the leads to Pipedrive."""
    found = _BEFORE.fullmatch(sentence.masked)
    if found is None:
        return None
    what, to, main = (sentence.group(found, name) for name in ("what", "to", "main"))
    return put_together("get the", what, ", ", active(main) or main, ", then add them", to)


def scraped(sentence: Words) -> Words | None:
    """“Write all h1 titles from https://… to a workbook”: scrape them and write them there."""
    found = _SCRAPED.fullmatch(sentence.masked)
    if found is None:
        return None
    verb, what, url, to = (sentence.group(found, name) for name in ("verb", "what", "url", "to"))
    return put_together("scrape", what, "from", url, "and", verb.lowered(), "them", to)


PICKED: tuple[Callable[[Words], Words | None], ...] = (most, posted_list, only_kept, before_that, scraped)
"""Each gives the sentence in plain order, or None."""
