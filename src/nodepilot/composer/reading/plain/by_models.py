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
_PLACE = (
    r"(?: (?:on|in|to|via|by|into) (?:(?:the|my|our) )?(?:\ue000+|e-?mail)(?: \ue001+)?(?: channel| group)?)"
)
_DIGESTED = Pattern(
    rf"(?P<verb>[a-z]+)(?P<whom> (?:me|us))? an? (?:(?:short|daily|weekly|brief|quick|monthly) )*(?:digest|summary|overview|recap|roundup|briefing) (?:of|from|with) (?P<what>[^;]+?)(?P<place>{_PLACE})?,? (?:which is |that is )?(?P<made>summari[sz]ed|written|made|created|generated|put together) (?:by|with|using) (?P<ai>{MODEL})",
    re.IGNORECASE,
)
_WRITTEN = Pattern(
    rf"(?:(?:an?|the) )?(?P<what>(?:(?!new\b)[a-z]+ ){{0,3}}?(?:report|summary|digest|newsletter|overview|recap|briefing|post|tweet|affirmation|quote) [^;:]*?),? (?:that is |which is )?(?P<made>written|generated|created|made|prepared|compiled|drafted) (?:by|with) (?P<ai>{MODEL})(?: and (?P<done>sent|posted|e?-?mailed|published|saved|delivered|shared)(?P<rest> .+))?",
    re.IGNORECASE | re.DOTALL,
)
_INTO_ROWS = Pattern(
    rf"(?:(?:let|have|use|ask|make) (?P<ai>{MODEL}) (?:to )?)?(?P<verb>turn|convert|transform|parse|put) (?P<what>[^;:.]+?) (?:in)?to (?:an? |new )?(?P<kind>rows?|records?|entry|entries|line|lines) (?P<place>(?:in|of|on) (?:(?:the|my|our|an?) )?\ue000+[^,;:.]*?) with (?:the |columns |fields )*(?P<fields>[^;:.]+? and [^;:.]+?)(?: (?:with|using|by) (?P<ai2>{MODEL}))?",
    re.IGNORECASE,
)
_FILLED = Pattern(
    rf"(?:(?:let|have|use|ask|make) (?P<ai>{MODEL}) (?:to )?)?(?P<order>(?:fill in|complete|correct|fix|clean up|normali[sz]e) [^,;:.]+?) (?:in|of) (?P<place>(?:my|our|the) \ue000+[^,;:.]*?)(?: (?:with|using|by) (?P<ai2>{MODEL}))?",
    re.IGNORECASE,
)
_IN_TABLE = Pattern(
    r"(?P<order>.*?\b(?:(?:classify|rate|score|analy[sz]e|translate|summari[sz]e|extract)\b[^,;:.]*?|(?:write|draft|generate|create) an? [a-z]+ (?:to|for|about) (?:every|each|all|the) (?:new )?))(?P<whose>\ue000+) (?P<thing>[a-z]+ (?:in|of|from) (?:my|our|an?|the) (?P<table>\ue000+|(?:spread)?sheet|table).*)",
    re.IGNORECASE | re.DOTALL,
)
_TABLES = re.compile(
    r"(?:google )?sheets?|airtable|excel|spreadsheet|table|baserow|nocodb|postgres|mysql", re.IGNORECASE
)
_RECORDS = "task|event|issue|card|ticket|contact|lead|deal|appointment|to-?do|page|record|row|item|entry"
_MADE_BY_MODEL = Pattern(
    rf"(?P<before>.*?)(?:\b(?:let|have|use|ask|make) (?P<ai>{MODEL}) (?:to )?|(?P<ai2>{MODEL}) (?:should|must|shall|has to) )(?P<verb>create|add|make|open) (?P<made>an? (?:new )?(?:\ue000+(?: (?P<kind>{_RECORDS})s?)?|(?P<kind2>{_RECORDS}) (?:in|on) (?:(?:my|our|the) )?\ue000+(?: [a-z]+)?))(?: with (?:an? |the |its |good |fitting |proper |short |clear )*(?P<fields>[^,;:.]+?))?(?: (?:from|out of|for|based on) (?:it|them|this|that|the [a-z]+))?",
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


def _digested(sentence: Words) -> Words | None:
    """“Send me a digest of the top posts on Telegram, summarized by GPT”: summarize them with GPT and send it there."""
    found = _DIGESTED.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, whom, what, place, made, ai = (
        sentence.group(found, name) for name in ("verb", "whom", "what", "place", "made", "ai")
    )
    return put_together(made.said_as("summarize"), what, "with", ai, "and", verb.lowered(), whom, "it", place)


_SENT = {"sent": "send", "posted": "post", "published": "publish", "saved": "save", "delivered": "send"}


def _written(sentence: Words) -> Words | None:
    """“Weekly report about the traffic written by GPT and sent with Gmail”: write one with GPT and send it."""
    found = _WRITTEN.fullmatch(sentence.masked)
    if found is None or is_order(found["what"].split(" ")[0]):
        return None
    what, made, ai = (sentence.group(found, name) for name in ("what", "made", "ai"))
    order = (made.said_as("write"), "a", what.lowered(), "with", ai)
    if not found["done"]:
        return put_together(*order)
    done, rest = sentence.group(found, "done"), sentence.group(found, "rest")
    return put_together(*order, "and", done.said_as(_SENT.get(found["done"].lower(), "email")), "it", rest)


def _into_rows(sentence: Words) -> Words | None:
    """“Use AI to turn orders into rows in Sheets with product and quantity”: extract these and add a row there."""
    found = _INTO_ROWS.fullmatch(sentence.masked)
    if found is None or not (found["ai"] or found["ai2"]):
        return None
    ai = sentence.group(found, "ai") or sentence.group(found, "ai2")
    verb, what, place, fields = (sentence.group(found, name) for name in ("verb", "what", "place", "fields"))
    return put_together(verb.said_as("extract"), fields, "from", what, "with", ai, "and add a row", place)


def _filled(sentence: Words) -> Words | None:
    """“Let an LLM fill in the missing categories in my table”: the rows are read, and changed."""
    found = _FILLED.fullmatch(sentence.masked)
    if found is None or not (found["ai"] or found["ai2"]):
        return None
    ai = sentence.group(found, "ai") or sentence.group(found, "ai2")
    order, place = sentence.group(found, "order"), sentence.group(found, "place")
    changes = None if order.masked.lower().startswith("fill") else "and update the row"
    return put_together("Get all rows from", place, ", let", ai, order, changes)


def _in_table(sentence: Words) -> Words | None:
    """“every Trustpilot review in my sheet”: they are read from the sheet, wherever they once came from."""
    found = _IN_TABLE.fullmatch(sentence.masked)
    if found is None or _TABLES.search(sentence.group(found, "table").text) is None:
        return None
    return put_together(sentence.group(found, "order").trimmed(" "), sentence.group(found, "thing"))


def _made_by_model(sentence: Words) -> Words | None:
    """“Let AI create an Asana task with title and due date”: it takes these out, and a task is created with them."""
    found = _MADE_BY_MODEL.fullmatch(sentence.masked)
    if found is None:
        return None
    before, made, verb = (sentence.group(found, name) for name in ("before", "made", "verb"))
    ai = sentence.group(found, "ai") or sentence.group(found, "ai2")
    timed = re.search(r"\b(?:event|appointment)", made.text, re.IGNORECASE)
    usual = "the event" if timed else "the title and the description"
    fields = sentence.group(found, "fields") or usual
    comma = ", " if before and before.text.rstrip()[-1:] not in ",:;." else None
    return put_together(before.trimmed(" "), comma, "extract", fields, "with", ai, "and", verb, made)


BY_MODELS: tuple[Callable[[Words], Words | None], ...] = (
    _generated,
    _summary,
    _briefing,
    _noted,
    _needed,
    _turned,
    _offered,
    _digested,
    _written,
    _into_rows,
    _filled,
    _in_table,
    _made_by_model,
)
"""Each gives the sentence with what a model does said first, or None."""
