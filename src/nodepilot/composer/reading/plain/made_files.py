"""Files that are made of something: “make an Excel file from the JSON at … and email it”."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_MADE = Pattern(
    r"(?:(?P<before>.+?(?:,| and|:)|(?:every|each|once|daily|weekly|monthly|on|at)\b[^,;]{0,30}) )?(?:make|create|build|generate|produce|prepare|write|export)(?: (?:me|us))? (?:an?|one) (?P<file>(?:[a-z]+|\ue000+)(?: file| table| sheet)?)(?: (?:list|overview|export|dump|backup|report))? (?:from|out of|of|with|containing) (?P<source>(?:(?:all|the|my|our|its|every)\b|\ue000|it\b|them\b)[^,;]*?)(?P<rest>(?:,| and\b| (?:that|which) (?:is|are|gets)\b).+)?",
    re.IGNORECASE | re.DOTALL,
)
_FORMAT = Pattern(r"(?:excel|csv|xlsx|json|xml)(?: file| table| sheet)?", re.IGNORECASE)
_WRITTEN_ON = Pattern(
    r"(?P<before>.*?)\b(?:write|put|add|print|stamp|place) (?:the (?:text|words?|name) )?(?P<text>[\ue001'\"“‘]?[^,;]{1,40}?) (?:onto|on|to|over|across|into) (?P<pictures>(?:each|every|all|the|all the|new|incoming)(?: [\w-]+)? (?:pictures?|images?|photos?)\b[^,;]*?)(?P<rest>(?:,| and\b).+)?",
    re.IGNORECASE | re.DOTALL,
)
_NO_TEXT = Pattern(
    r"(?:our|my|the|a|an)\b|.*\b(?:logo|image|picture|watermark|tags?|labels?|links?|it|them)\b",
    re.IGNORECASE,
)


def made_of(sentence: Words) -> Words | None:
    """“Make a CSV out of the rows in Postgres and mail it”: convert the rows to a CSV and mail it."""
    found = _MADE.fullmatch(sentence.masked)
    if found is None:
        return None
    file, source = sentence.group(found, "file"), sentence.group(found, "source")
    if _FORMAT.fullmatch(file.text) is None:
        return None
    named = file if " " in file.text else put_together(file, "file")
    return put_together(
        sentence.group(found, "before"), "convert", source, "to a", named, sentence.group(found, "rest")
    )


def written_on(sentence: Words) -> Words | None:
    """“Write Acme on each picture in the folder”: watermark each picture with the text 'Acme'."""
    found = _WRITTEN_ON.fullmatch(sentence.masked)
    if found is None or _NO_TEXT.match(found["text"]):
        return None
    text = sentence.group(found, "text")
    return put_together(
        sentence.group(found, "before"),
        "watermark",
        sentence.group(found, "pictures"),
        "with the text",
        text if text.text[:1] in "'\"“‘" else _quoted(text),
        sentence.group(found, "rest"),
    )


def _quoted(text: Words) -> Words:
    return text.quoted("''")


MADE_FILES: tuple[Callable[[Words], Words | None], ...] = (made_of, written_on)
"""Each gives the sentence with what is to be done said by its verb, or None."""
