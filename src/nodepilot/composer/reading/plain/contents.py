"""Things that have to be made first: “a page with the number of tickets per priority”, “the text of the PDF”."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.by_models import BY_MODELS
from nodepilot.composer.reading.plain.contrasts import contrasted
from nodepilot.composer.reading.plain.excepted import excepted
from nodepilot.composer.reading.plain.labelled import labelled
from nodepilot.composer.reading.plain.lists import LISTS
from nodepilot.composer.reading.plain.made_files import MADE_FILES
from nodepilot.composer.reading.plain.passive import rest_of
from nodepilot.composer.reading.plain.phrases import PHRASES
from nodepilot.composer.reading.plain.told_cases import told_cases
from nodepilot.composer.reading.plain.verbs import base_of, begins_order, is_order, participle_of
from nodepilot.composer.reading.plain.wishes import wished
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_MODEL = r"(?:an? |the )?(?:(?:AI|LLM|language model|GPT|ChatGPT|model)\b|\ue000+)"

_READ = Pattern(
    rf"(?P<order>.+?) with (?:the )?(?P<what>[^;:]+?) (?:that|which) (?P<ai>{_MODEL}) (?P<verb>reads|extracts|pulls|takes|gets|finds|recogni[sz]es|picks)(?: out)? (?:from|out of|in|of) (?P<source>.+)",
    re.IGNORECASE | re.DOTALL,
)

_MADE_BY = Pattern(
    rf"(?P<order>.+? with (?P<what>[^;:]+?)(?P<rest> (?:for|of|from|per) [^;:]+?)?),? (?P<verb>pulled|extracted|read|taken|parsed|picked)(?: out)? (?:by|with|using) (?P<ai>{_MODEL})",
    re.IGNORECASE | re.DOTALL,
)

_AS_A = Pattern(
    r"(?P<order>(?:(?:let|have) [^,;]+? )?(?P<verb>propose|suggest|write|draft|compose|generate|create|estimate|summari[sz]e) [^,;]+?),? as (?P<what>an? (?:internal |private )?(?:comment|note|reply|tag|label|page|draft|row|record|task))\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_TEXT_OF = Pattern(
    r"(?P<verb>[a-z]+) (?P<what>(?:the )?(?:text|contents?|words)) (?:of|from|in|inside) (?P<source>(?:the |every |each |all |any |new )*[^,;]*?(?:pdf|document|scan|attachment|file|image|photo|invoice)[^,;]*)(?P<rest> (?:to|into|as|(?:in|on)(?!.* (?:to|into|as) )) (?:the |my |our |an? )?(?:[a-z]+ ){0,2}\ue000.*)",
    re.IGNORECASE | re.DOTALL,
)

_WHOSE = Pattern(
    r"(?P<head>.+?),? whose (?P<what>contents?|files?|rows?|text|pages?|items?|entries) (?:should be|must be|are to be|is|are|gets?|then get) (?P<verb>[a-z]+)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_GOES_THEN = Pattern(
    r"(?P<head>.+?),? (?:which|that) (?:are |is )?(?:should )?(?:then |afterwards |automatically )+(?:be )?(?P<verb>go|goes|[a-z]+ed|put|sent|kept)(?P<rest> .+)",
    re.IGNORECASE | re.DOTALL,
)


def contents(sentence: Words) -> Words | None:
    """The sentence with what has to be made said first; None where nothing has to be."""
    made = sentence
    for way in _WAYS:
        made = way(made) or made
    if made is sentence and (event := _EVENT.match(sentence.masked)) is not None:
        told = contents(sentence[event.end() :])
        if told is not None and not told.text.startswith("When there"):
            # One event was told already.
            made = put_together(sentence[: event.end()], told)
    return made if made is not sentence else None


def _read_by_model(sentence: Words) -> Words | None:
    """“Add a row with the total that AI reads from the invoice”: extract the total from it with AI and add a row."""
    found = _READ.fullmatch(sentence.masked)
    if found is None:
        return None
    verb, what, source, ai = (sentence.group(found, name) for name in ("verb", "what", "source", "ai"))
    order = sentence.group(found, "order").lowered()
    return put_together(verb.said_as("extract"), what, "from", source, "with", ai, "and", order)


def _made_by_model(sentence: Words) -> Words | None:
    """“Create a record with the name, pulled out by AI”: extract the name with AI and create a record with the name."""
    sentence = wished(sentence) or sentence
    found = _MADE_BY.fullmatch(sentence.masked)
    if found is None or not begins_order(found["order"]):
        return None
    verb, what, rest, ai = (sentence.group(found, name) for name in ("verb", "what", "rest", "ai"))
    order = sentence[: found.end("what")].lowered()
    return put_together(rest, ", " if rest else None, verb.said_as("extract"), what, "with", ai, "and", order)


def _added_as(sentence: Words) -> Words | None:
    """“Let AI propose a solution as a comment”: let AI propose a solution and add it as a comment."""
    found = _AS_A.fullmatch(sentence.masked)
    if found is None:
        return None
    order, what, rest = (sentence.group(found, name) for name in ("order", "what", "rest"))
    return put_together(order, "and add it as", what, rest)


def _text_of(sentence: Words) -> Words | None:
    """“Store the text of the PDF in Notion”: extract the text from the PDF and store it in Notion."""
    found = _TEXT_OF.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]) or base_of(found["verb"]) in _READING:
        return None
    verb, what, source, rest = (sentence.group(found, name) for name in ("verb", "what", "source", "rest"))
    return put_together("extract", what, "from", source, "and", verb.lowered(), "it", rest)


def _whose(sentence: Words) -> Words | None:
    """“… a zip file whose contents get saved in Dropbox”: save the contents in Dropbox."""
    found = _WHOSE.fullmatch(sentence.masked)
    verb = participle_of(found["verb"]) if found is not None else None
    if found is None or verb is None:
        return None
    if verb == "extract" and re.search(r"\bzip|\barchive", found["head"], re.IGNORECASE):
        verb = "unzip"
    head, said, what, rest = (sentence.group(found, name) for name in ("head", "verb", "what", "rest"))
    return put_together(head, ". ", said.said_as(verb.capitalize()), "the", what, *rest_of(rest))


def _goes_then(sentence: Words) -> Words | None:
    """“… files which then go into S3”: add them to S3."""
    found = _GOES_THEN.fullmatch(sentence.masked)
    if found is None:
        return None
    verb = "add" if found["verb"].lower().startswith("go") else participle_of(found["verb"])
    if verb is None:
        return None
    head, said, rest = (sentence.group(found, name) for name in ("head", "verb", "rest"))
    return put_together(head, ". ", said.said_as(verb.capitalize()), "them", *rest_of(rest))


_EVENT = Pattern(
    r"(?:when|whenever|if|once|as soon as|every time|each time|after|for (?:each|every))\b[^,;:]+, ",
    re.IGNORECASE,
)
_READING = frozenset({"extract", "get", "read"})
_WAYS: tuple[Callable[[Words], Words | None], ...] = (
    _read_by_model,
    _made_by_model,
    _added_as,
    _text_of,
    *BY_MODELS,
    *LISTS,
    _whose,
    _goes_then,
    *MADE_FILES,
    *PHRASES,
    labelled,
    excepted,
    contrasted,
    told_cases,
)
