"""What a model makes, told as a thing: “a summary by AI of each mail”, “a picture that OpenAI generates from the prompt”."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.verbs import base_of, is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

MODEL = r"(?:(?:an? |the )?(?:(?:AI|LLM|language model|GPT|ChatGPT|model)\b|[\ue000\ue001]+))"
_GENERATED = Pattern(
    rf"(?P<verb>[a-z]+)(?P<place> (?:to|in|into|on|via) (?:(?:the|my|our) )?\ue000+[^,;]*?)?(?P<whom> (?:me|us))? (?P<what>(?:an?|the) (?:[\w\ue000-]+ ){{0,3}}?[\w\ue000-]+),? (?P<on>(?:about|on|for) (?:it|them|this|that) )?(?:(?:that|which) (?P<ai>{MODEL}) (?P<makes>generates?|generated|writes?|wrote|makes?|made|draws?|drew|drafts?|drafted|creates?|created|composes?|produces?)|(?:that is |which is )?(?P<makes2>generated|written|made|drawn|drafted|created|composed|produced) by (?P<ai2>{MODEL}),?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SUMMARY = Pattern(
    rf"(?P<verb>[a-z]+)(?P<whom> (?:me|us))? an? (?:(?P<ai>{MODEL}) )?(?:short |brief |one[- ]paragraph |daily |weekly )?(?P<kind>summary|translation|description|transcript|transcription)(?:,? (?:made|written|done|created) (?:by|with) (?P<ai2>{MODEL}),?)? (?:of|from) (?P<what>[^;]+?)(?P<place> (?:to|in|into|via|on|as) (?:(?:the|my|our|an?) )?(?:[#\ue000\ue001]|[a-z]+ ?[#\ue000\ue001]).*)",
    re.IGNORECASE | re.DOTALL,
)
_BRIEFING = Pattern(
    rf"(?P<order>(?P<verb>[a-z]+)(?: (?:me|us))? (?:an?|the) (?:[a-z]+ )?(?:briefing|summary|report|overview|digest|recap|analysis)) (?:on|about|of) (?P<topic>[^;]+?), (?:which is |that is )?(?P<how>researched|written|made|compiled|prepared|done|put together) (?:with|by|using) (?P<ai>{MODEL})(?P<when>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTED = Pattern(
    rf"(?P<what>[^,;:.]+?) (?:by|from|with) (?P<ai>{MODEL}) as (?P<kind>comment|note|label|tag|reply|description)s? (?:on|to|for|in|of) (?P<each>(?:all |every |each )?(?:new |incoming )?[^,;:.]+?)(?:,? please)?",
    re.IGNORECASE | re.DOTALL,
)
_GENRE = r"(?:post|article|newsletter|tweet|thread|script|story|poem|e-?mail|caption|quiz|quizzes|quotes?|personas?|press release|case study|case studies|faqs?|lesson plan|flashcards?|outline|recipe|plan|announcement|proposal|letter|report|advert|ad|review|questions)"
_TURNED = Pattern(
    rf"(?:(?P<lead>let|have|use|ask|make) (?P<ai>{MODEL}) (?:to )?)?(?P<verb>turn|convert|transform|repurpose|rewrite|make) (?P<what>[^;:.]+?) (?:in)?to (?P<made>(?:(?:an?|some|short) )?(?:(?!(?:and|with|by)\b)[\w\ue000-]+ ){{0,3}}?{_GENRE}s?)(?: (?:with|using|by) (?P<ai2>{MODEL}))?(?P<rest>(?:,| and) .+)?",
    re.IGNORECASE | re.DOTALL,
)
_OFFERED = Pattern(
    rf"(?P<verb>label|tag|classify|sort|categori[sz]e|triage|rate|sort out) (?P<what>[^;:.]+?) (?P<how>with|using|by|via) (?P<ai>{MODEL}): (?P<names>(?:[a-z-]+(?: [a-z-]+)?, )*[a-z-]+(?: [a-z-]+)?,? (?:or|and) [a-z-]+(?: [a-z-]+)?)(?P<rest>[,.;] .+)?",
    re.IGNORECASE | re.DOTALL,
)
_NEEDED = Pattern(
    r"(?P<lead>.*?)\b(?:i|we)(?:'d| would)? (?:need|want|like) (?P<fields>[^.;:]+? and [^.;:]+?) (?:from|of|out of) (?P<source>them|it|these|those|each|each one|the [^,;]+?) in (?P<place>(?:(?:my|our|an?|the) )?\ue000.*)",
    re.IGNORECASE | re.DOTALL,
)
_MADE = {
    "summary": "summarize",
    "translation": "translate",
    "description": "describe",
    "transcript": "transcribe",
    "transcription": "transcribe",
}


def _generated(sentence: Words) -> Words | None:
    found = _GENERATED.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    told = found["makes"] or found["makes2"]
    makes = {"wrote": "write", "drew": "draw", "made": "make"}.get(told.lower()) or base_of(told)
    if makes is None:
        return None
    verb, what, on, rest, place, whom = (
        sentence.group(found, name) for name in ("verb", "what", "on", "rest", "place", "whom")
    )
    ai = sentence.group(found, "ai") or sentence.group(found, "ai2")
    made = (sentence.group(found, "makes") or sentence.group(found, "makes2")).said_as(makes)
    rest, behind = _kept(rest) if not place else (rest, rest[0:0])
    if found["verb"].lower() in _GETTING and not (whom or place or behind):
        # "get a quote written by OpenAI and send it on": getting it is having it written.
        return put_together(made, what.trimmed(), on.trimmed(), "with", ai, rest)
    return put_together(
        made, what.trimmed(), on.trimmed(), "with", ai, rest, "and", verb.lowered(), whom, "it", place, behind
    )


_GETTING = frozenset({"get", "have", "fetch", "take"})
_KEPT = Pattern(
    r" (?:(?:as|to|into)\b|(?:in|on|via) (?:(?:the|my|our) )?(?:[a-z]+ )?\ue000).*", re.IGNORECASE | re.DOTALL
)


def _kept(rest: Words) -> tuple[Words, Words]:
    """What belongs to the making, and where it goes: “from the prompt | to Slack”."""
    further = rest.masked.find(" and ")
    found = _KEPT.search(rest.masked, 0, len(rest.masked) if further < 0 else further)
    return (rest[: found.start()], rest[found.start() :]) if found is not None else (rest, rest[0:0])


def _summary(sentence: Words) -> Words | None:
    found = _SUMMARY.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]) or not (found["ai"] or found["ai2"]):
        return None
    ai = sentence.group(found, "ai") or sentence.group(found, "ai2")
    kind, what, place = (sentence.group(found, name) for name in ("kind", "what", "place"))
    verb = sentence.group(found, "verb").lowered()
    return put_together(
        kind.said_as(_MADE[found["kind"].lower()]),
        what,
        "with",
        ai,
        "and",
        verb,
        sentence.group(found, "whom"),
        "it",
        place,
    )


def _briefing(sentence: Words) -> Words | None:
    found = _BRIEFING.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    how = sentence.group(found, "how").said_as(
        "research" if found["how"].lower() == "researched" else "summarize"
    )
    topic, ai, order, when = (sentence.group(found, name) for name in ("topic", "ai", "order", "when"))
    return put_together(how, topic, "with", ai, "and", order.lowered(), when)


def _noted(sentence: Words) -> Words | None:
    found = _NOTED.fullmatch(sentence.masked)
    if (
        found is None
        or is_order(found["what"].split(" ")[0])
        or not re.search(r"\b(?:new|every|each|incoming)\b", found["each"])
    ):
        return None
    what, ai, kind, each = (sentence.group(found, name) for name in ("what", "ai", "kind", "each"))
    return put_together("For", each, ": ask", ai, "for", what.lowered(), "and add it as a", kind)


def _needed(sentence: Words) -> Words | None:
    found = _NEEDED.fullmatch(sentence.masked)
    if found is None:
        return None
    lead, fields, source, place = (
        sentence.group(found, name) for name in ("lead", "fields", "source", "place")
    )
    return put_together(lead, "extract", fields, "from", source, "with AI and add it to", place)


def _turned(sentence: Words) -> Words | None:
    """“Turn a PDF into a blog post with AI”: write a blog post from the PDF with AI."""
    found = _TURNED.fullmatch(sentence.masked)
    if found is None or not (found["ai"] or found["ai2"]):
        return None
    ai = sentence.group(found, "ai") or sentence.group(found, "ai2")
    verb, what, made, rest = (sentence.group(found, name) for name in ("verb", "what", "made", "rest"))
    return put_together(verb.said_as("write"), made, "from", what, "with", ai, rest)


def _offered(sentence: Words) -> Words | None:
    """“Label new mails with AI: invoice, newsletter or personal”: as one of them."""
    found = _OFFERED.fullmatch(sentence.masked)
    if found is None:
        return None
    verb, what, ai, names, rest = (
        sentence.group(found, name) for name in ("verb", "what", "ai", "names", "rest")
    )
    return put_together("Use", ai, "to", verb.lowered(), what, "as", names, rest)


BY_MODELS: tuple[Callable[[Words], Words | None], ...] = (
    _generated,
    _summary,
    _briefing,
    _noted,
    _needed,
    _turned,
    _offered,
)
"""Each gives the sentence with what a model does said first, or None."""
