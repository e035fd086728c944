"""Lists: the top of one, what is missing in another, each row once, sums for each group."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.picked import PICKED
from nodepilot.composer.reading.plain.verbs import begins_order, is_order
from nodepilot.composer.reading.plain.wishes import wished
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_TOP = Pattern(
    r"(?P<verb>[a-z]+)(?P<whom> (?:me|us))? (?:the )?(?P<n>\d+|ten|five|three|twenty) (?P<what>[a-z]+) with the (?P<how>highest|largest|biggest|most|greatest|lowest|smallest|fewest|newest|latest|oldest|earliest) (?P<field>[\w ]+?) (?P<source>(?:from|of|in) .+?)(?P<rest>(?: (?:to|into|via|on|by|at) .+)?)",
    re.IGNORECASE | re.DOTALL,
)

_MISSING = Pattern(
    r"(?P<before>.*?)(?P<all>(?:all |the |those )*)(?P<what>[a-z]+) (?:which|that|who) (?:are|exist|appear) in (?P<a>[^,;]+?),? (?:but|and) (?:not|are not|aren't|missing)(?: yet)? (?:in|from) (?P<b>(?:(?:the|my|our) )?(?:[a-z]+ )?\ue000+(?: sheet| table| list)?(?: (?!(?:and|then|to|into|yet|by|via|with|or|so)\b)[\w-]+(?=,| and|\.|$))?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_ONLY_LOOKS = Pattern(
    r"(?:find(?: out)?|get|list|show|take|check|look for|search)(?: (?:me|out|which|the|all))*", re.IGNORECASE
)

_ONCE_EACH = Pattern(
    r"(?P<verb>[a-z]+) (?P<what>[^,;]+? (?:from|in|of) [^,;]+?)(?P<rest> (?:to|into|in) [^,;]+?),? (?:but )?(?:without|skipping|leaving out|ignoring|avoiding) (?:(?:creating|making|adding|having|importing|any|the) )*(?:duplicates?|doubles|repeated ones)(?: (?:by|with) (?:the same )?(?P<f>[\w]+)| \((?:by |with )?(?:the )?(?:same )?(?P<f2>\w+)(?: address)?\))?",
    re.IGNORECASE | re.DOTALL,
)

_EVERY_ELEMENT = Pattern(
    r"for (?:each|every) (?P<one>\w+) (?:of|in) (?:the )?(?:array|list) (?P<list>\w+) (?:in|of|from) (?P<source>[^,;]+?)(?: body| payload)?, (?P<order>.+)",
    re.IGNORECASE | re.DOTALL,
)

_COUNTED = Pattern(
    r"(?P<order>(?P<verb>[a-z]+) [^;:]+?) with (?:the |a )?(?P<how>number|count|amount|total|sum|list) of (?P<what>(?:(?:all|the|my|our|open|new) )*[^,;]+?)(?: per (?P<per>[a-z]+))?(?P<rest>(?:, .*)?)",
    re.IGNORECASE | re.DOTALL,
)

_GROUPS = Pattern(r"\b(?:group|aggregate|summari[sz]e|pivot|roll) ", re.IGNORECASE)
"""Orders whose "with the sum of …" says how they group, and that stand in plain order already."""

_ONE_PER = Pattern(
    r"(?P<verb>[a-z]+) one (?P<row>[a-z]+) per (?P<g>[a-z]+) with the (?P<how>summed(?: up)?|total|sum of(?: the)?|average|number of) (?P<f>[a-z]+)(?P<to> .+?)(?:,? (?:based on|out of|from|using|calculated from) (?P<source>.+))?",
    re.IGNORECASE | re.DOTALL,
)


def top(sentence: Words) -> Words | None:
    found = _TOP.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    falls = found["how"].lower() not in {"lowest", "smallest", "fewest", "oldest", "earliest"}
    how = sentence.group(found, "how").said_as("descending" if falls else "ascending")
    source = sentence.group(found, "source")
    return put_together(
        "get all",
        sentence.group(found, "what"),
        source,
        ", sort them by",
        sentence.group(found, "field"),
        how,
        ", keep the first",
        sentence.group(found, "n"),
        "and",
        sentence.group(found, "verb").lowered(),
        sentence.group(found, "whom") or "them",
        "" if not found["whom"] else "them",
        sentence.group(found, "rest"),
    )


def missing_there(sentence: Words) -> Words | None:
    found = _MISSING.fullmatch(sentence.masked)
    if found is None:
        return None
    a, b = sentence.group(found, "a"), sentence.group(found, "b")
    before = sentence.group(found, "before").lowered()
    if _ONLY_LOOKS.fullmatch(found["before"].strip()):
        # "find those that …, and send them": looking is what comparing does.
        return put_together(
            "Compare the",
            sentence.group(found, "what"),
            "in",
            a,
            "with",
            b,
            ", take those missing in",
            b.said_as(b.text),
            sentence.group(found, "rest"),
        )
    return put_together(
        "Compare the",
        sentence.group(found, "what"),
        "in",
        a,
        "with",
        b,
        ", take those missing in",
        b.said_as(b.text),
        "and",
        before,
        "them",
        sentence.group(found, "rest"),
    )


def once_each(sentence: Words) -> Words | None:
    found = _ONCE_EACH.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    field = sentence.group(found, "f") or sentence.group(found, "f2")
    by: tuple[Words | str, ...] = ("by", field) if field else ()
    return put_together(
        "get",
        sentence.group(found, "what"),
        ", remove duplicates",
        *by,
        "and",
        sentence.group(found, "verb").lowered(),
        "them",
        sentence.group(found, "rest"),
    )


def every_element(sentence: Words) -> Words | None:
    found = _EVERY_ELEMENT.fullmatch(sentence.masked)
    if found is None:
        return None
    return put_together(
        "When",
        sentence.group(found, "source"),
        "gets an array",
        sentence.group(found, "list"),
        ", split it out and",
        sentence.group(found, "order"),
        "for each",
        sentence.group(found, "one"),
    )


def counted(sentence: Words) -> Words | None:
    sentence = wished(sentence) or sentence
    found = _COUNTED.fullmatch(sentence.masked)
    if (
        found is None
        or not begins_order(found["order"])
        or _GROUPS.search(found["order"])
        or (found["how"] in {"list", "amount", "total"} and not found["per"])
    ):
        return None
    how = sentence.group(found, "how")
    verb = how.said_as("count" if found["how"].lower() in {"number", "count", "amount"} else "sum up")
    per: tuple[Words | str, ...] = ("per", sentence.group(found, "per")) if found["per"] else ()
    return put_together(
        "get",
        sentence.group(found, "what"),
        ", ",
        verb,
        "them",
        *per,
        ", ",
        sentence.group(found, "order").lowered(),
        "with the",
        how.said_as(how.text),
        sentence.group(found, "rest"),
    )


def one_per(sentence: Words) -> Words | None:
    found = _ONE_PER.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    sums = "count" if "number" in found["how"] else "average" if "average" in found["how"] else "sum up the"
    source = sentence.group(found, "source")
    g = sentence.group(found, "g")
    return put_together(
        *(("get", source, ", ") if source else ()),
        sentence.group(found, "how").said_as(sums),
        sentence.group(found, "f"),
        "per",
        g,
        "and",
        sentence.group(found, "verb").lowered(),
        "one",
        sentence.group(found, "row"),
        "per",
        g.said_as(g.text),
        sentence.group(found, "to"),
    )


_MATCHED = Pattern(
    r"(?P<verb>[a-z]+) (?:the )?(?P<a>[^,;]+? (?:from|in|of) (?:(?:my|our|the) )?\ue000+) and (?:the )?(?P<b>[^,;]+? (?:from|in|of) (?:(?:my|our|the) )?\ue000+) (?P<to>(?:to|into|in) [^,;]+?)(?: as [a-z ]+)?,? (?:matched|joined|merged|combined) (?:by|on|via|using|through) (?P<f>.+)",
    re.IGNORECASE | re.DOTALL,
)

_THROUGH = Pattern(
    r"(?P<verb>geocode|enrich|validate|verify|look up|check|translate|score|convert|resolve) (?P<what>(?:the |all |every |each |all the )*[^,;]+? (?:in|from|of) [^,;]+?) (?:with|using|via|through|against|by calling) (?P<url>\ue002+)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_CONVERTED = Pattern(
    r"(?P<verb>put|save|upload|store|send|place|drop|write) (?P<what>an? [^,;]+?) (?P<place>(?:at|to|on|in|into|under) [^,;]+?), (?:which is |that is )?(?:converted|made|generated|created|built|produced) (?:from|out of) (?P<source>.+)",
    re.IGNORECASE | re.DOTALL,
)


_MERGED = Pattern(
    r"(?P<verb>[a-z]+) (?:the )?(?:(?P<records>combined|merged|joined|matched) (?:records|rows|lists?|data) (?:of|from) (?:the )?)?(?P<lists>[^,;]+? and [^,;]+?), (?:merged|joined|matched|combined) (?:by|on|via|using) (?:the )?(?P<f>[a-z_ -]+?),? (?P<to>(?:to|into|in) .+)",
    re.IGNORECASE | re.DOTALL,
)
_SUMMED = Pattern(
    r"(?P<verb>[a-z]+) (?:the )?(?:total )?(?P<f>[a-z]+) per (?P<g>[a-z]+) (?P<to>(?:to|into|in) [^,;]+?), (?:summed up|summed|added up|calculated|totalled|computed|taken) (?:from|out of) (?P<source>.+)",
    re.IGNORECASE | re.DOTALL,
)
_HOW_MANY = Pattern(
    r"(?P<verb>[a-z]+(?: me| us)?)(?P<to> (?:to|in|on|via) (?:(?:the|my|our) )?[^,;]+?)? how many (?P<what>[^,;]+?) (?:each|every) (?P<per>[a-z]+) has(?P<source>(?: (?:in|on|at) .+)?)",
    re.IGNORECASE | re.DOTALL,
)
_EVERY_ITEM = Pattern(
    r"(?P<verb>[a-z]+) (?:every|each) (?P<one>[a-z]+) (?:in|of) the (?P<list>\w+) (?:array|list) (?:that|which) (?P<source>[^,;]+?) (?:gets|receives|is sent)(?P<rest> .*)",
    re.IGNORECASE | re.DOTALL,
)


def merged(sentence: Words) -> Words | None:
    """“Save the contacts of A and B, merged by email, to C”: merge them by email and save the result to C."""
    found = _MERGED.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, lists, field, to = (sentence.group(found, name) for name in ("verb", "lists", "f", "to"))
    both: tuple[Words | str, ...] = (lists,)
    if (
        parted := re.search(r" and (?:the )?(?=[^ ]+ [^ ]+$|\ue000+ [a-z]+$)", lists.masked, re.IGNORECASE)
    ) is not None:
        both = (lists[: parted.start()], "with the", lists[parted.end() :])
    return put_together("merge the", *both, "by", field, "and", verb.lowered(), "the result", to)


def summed(sentence: Words) -> Words | None:
    """“Write the revenue per region to A, summed up from B”: get B, sum up the revenue per region and write it to A."""
    found = _SUMMED.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, field, group, to, source = (
        sentence.group(found, name) for name in ("verb", "f", "g", "to", "source")
    )
    return put_together(
        "get", source, ", sum up the", field, "per", group, "and", verb.lowered(), "the result", to
    )


def how_many(sentence: Words) -> Words | None:
    """“Post to A how many deals each owner has in B”: get the deals, count them per owner and post the counts to A."""
    found = _HOW_MANY.fullmatch(sentence.masked)
    if found is None:
        return None
    verb, to, what, per, source = (
        sentence.group(found, name) for name in ("verb", "to", "what", "per", "source")
    )
    return put_together(
        "get the", what, source, ", count them per", per, "and", verb.lowered(), "the counts", to
    )


def every_item(sentence: Words) -> Words | None:
    """“Insert every item in the items array that my webhook gets as a row”."""
    found = _EVERY_ITEM.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, one, items, source, rest = (
        sentence.group(found, name) for name in ("verb", "one", "list", "source", "rest")
    )
    return put_together(
        "When",
        source,
        "gets an",
        items,
        "array, split the",
        items.said_as(items.text),
        "and",
        verb.lowered(),
        "each",
        one,
        rest,
    )


def matched(sentence: Words) -> Words | None:
    """“Write A and B to P, matched by email”: merge them by email and write the result to P."""
    found = _MATCHED.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, a, b, to, field = (sentence.group(found, name) for name in ("verb", "a", "b", "to", "f"))
    return put_together(
        "merge the", a, "with the", b, "by", field, "and", verb.lowered(), "the combined records", to
    )


def through(sentence: Words) -> Words | None:
    """“Geocode the addresses in my sheet with https://…”: get them, and call it for each."""
    found = _THROUGH.fullmatch(sentence.masked)
    if found is None:
        return None
    what, url, rest = (sentence.group(found, name) for name in ("what", "url", "rest"))
    return put_together(
        "get", what, ", ", sentence.group(found, "verb").said_as("call"), url, "for each", rest
    )


def converted(sentence: Words) -> Words | None:
    """“Put an XML file on the server, converted from the payload”: convert the payload to XML and put it there."""
    found = _CONVERTED.fullmatch(sentence.masked)
    if found is None:
        return None
    verb, what, place, source = (sentence.group(found, name) for name in ("verb", "what", "place", "source"))
    return put_together("convert", source, "to", what, "and", verb.lowered(), "it", place)


LISTS: tuple[Callable[[Words], Words | None], ...] = (
    top,
    missing_there,
    once_each,
    every_element,
    counted,
    one_per,
    matched,
    through,
    converted,
    merged,
    summed,
    how_many,
    every_item,
    *PICKED,
)
"""Each gives the sentence in plain order, or None."""
