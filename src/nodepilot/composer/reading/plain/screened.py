"""What a model screens: “check mails for phishing with AI and alert me if it is one”, “… for spam before they reach Slack”.

It is told as sorting into what is looked for and all else.
"""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.by_models import MODEL
from nodepilot.composer.reading.plain.verbs import base_of, is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WITH = rf"(?: (?:with|using|by|via) (?P<ai2>{MODEL}))?"
_LABEL = r"(?:(?:any|signs of|possible|obvious|potential) )*(?P<label>(?:(?!(?:and|or|with|before|using|by|via|in|on|if|then)\b)[a-z-]+ ?){1,3}?)"
_SCREENED = Pattern(
    rf"(?P<before>.*?)(?:\b(?:let|have|use|ask|make|get) )?(?P<ai>{MODEL} )?(?:to |should |must |shall )?\b(?P<verb>check|scan|screen|inspect|review|examine|analy[sz]e|test|moderate|look at)(?:s|es)? (?P<it>[^,;:.]+?){_WITH} for {_LABEL}(?: (?:with|using|by|via) (?P<ai3>{MODEL}))?(?P<then>(?:,| and| before| then|\.) .+)",
    re.IGNORECASE | re.DOTALL,
)
_FILTERED = Pattern(
    rf"(?P<before>.*?)(?:\b(?:let|have|use|ask|make|get) )?(?P<ai>{MODEL} )?(?:to )?\b(?:filter|sort|weed|take) out (?:the |all )?{_LABEL} (?:from|in|of|among) (?P<it>[^,;:.]+?)(?: (?:with|using|by|via) (?P<ai2>{MODEL}))?(?P<then>,? before .+)",
    re.IGNORECASE | re.DOTALL,
)
_ODD = Pattern(
    rf"(?P<verb>check|scan|screen|inspect|review|examine|analy[sz]e|look at|go through) (?P<it>[^,;:.]*?\ue000[^,;:.]*?) (?:with|using|by|via) (?P<ai>{MODEL})(?P<order>(?:,| and) (?P<do>[a-z]+) [^;.]+?) (?:if|when) (?:there (?:is|are)|it (?:finds|sees|detects)|you find) (?:(?:something|anything|an?|any) )?(?P<label>[a-z]+(?: [a-z]+)?)",
    re.IGNORECASE,
)
_FOUND = r"(?:so|yes|found|(?:it|this|that|one|an? [a-z]+|the [a-z]+) (?:is|'s|looks|seems|sounds|appears|finds|contains|has)\b[^,;.]*|it's [^,;.]+|(?:there (?:is|are)|it finds|any(?:thing)?(?: is| are)?)\b[^,;.]*)"
_GOOD = Pattern(r"\b(?:not|isn't|no|clean|fine|safe|ok|okay|nothing)\b", re.IGNORECASE)
"""“if it is not spam”, “if it is clean”: what is done for all else."""
_DONE_LAST = Pattern(
    rf"(?:,|,? and|,? then|\.)(?: then)? (?P<order>(?P<verb>[a-z]+) [^;.]+?),? (?:if|when|in case|as soon as) {_FOUND}",
    re.IGNORECASE,
)
_DONE_FIRST = Pattern(
    rf"(?:,|,? and|\.)(?: and)? (?:if|when|in case) {_FOUND},? (?:then )?(?P<order>(?P<verb>[a-z]+) .+)",
    re.IGNORECASE | re.DOTALL,
)
_REACHES = Pattern(
    r",? before (?:they|it|these|those|the [a-z]+|we|i) (?:reach(?:es)?|go(?:es)? to|arrives? (?:in|at)|lands? in|gets? to|(?:is|are|get|gets) (?P<done>[a-z]+)(?P<to> (?:to|in|into|on))) (?P<place>.+)",
    re.IGNORECASE,
)
_DOING = Pattern(
    r",? before (?P<verb>[a-z]+ing) (?P<it>it|them|the [a-z]+)(?P<rest>(?: [^,;.]+)?)", re.IGNORECASE
)
_ONLY_GOOD = Pattern(
    r"(?:,|,? and|,? then|\.)(?: then)? (?:only |just )+(?P<verb>[a-z]+) (?:on )?(?:the )?(?:real|genuine|good|clean|normal|legit|legitimate|valid|safe|harmless|rest|others?|non-[a-z]+)(?: (?:ones?|[a-z]+s))?(?P<rest> (?:to|in|into|on) .+)",
    re.IGNORECASE,
)
_SAID_WHICH = Pattern(
    r"(?:it|them|this|that|these|those|the|an?|my|our|all|every|each|any|new|incoming)\b", re.IGNORECASE
)


def screened(whole: Words) -> Words | None:
    """The request as one that has a model sort into what is looked for and all else; None where nothing is screened."""
    bare = whole.trimmed(" \n.!")
    if (odd := _ODD.fullmatch(bare.masked)) is not None and is_order(odd["do"]):
        return _with_odd_ones(bare, odd)
    found = _SCREENED.fullmatch(bare.masked) or _FILTERED.fullmatch(bare.masked)
    if found is None:
        return None
    groups = found.groupdict()
    ai = next((bare.group(found, name) for name in ("ai", "ai2", "ai3") if groups.get(name)), None)
    if ai is None or "guardrail" in bare.text.lower():
        return None
    told = _case(bare.group(found, "then"))
    if told is None:
        return None
    label = bare.group(found, "label").trimmed()
    name = label.quoted()
    thing = bare.group(found, "it")
    the = None if _SAID_WHICH.match(thing.masked) else "the"
    sort = ("use", ai.trimmed(), "to sort", the, thing, "into", name, 'or "other". ')
    yes, order = told
    case = ("If it is", name if yes else '"other"', ", ", order)
    return put_together(bare.group(found, "before"), *sort, *case)


def _with_odd_ones(bare: Words, found: re.Match[str]) -> Words:
    """“Analyse the logs with AI and alert me if there is something strange”: they are read, then judged."""
    label, order = bare.group(found, "label"), bare.group(found, "order").trimmed()
    name = label.quoted()
    order = order[4:] if order.masked.lower().startswith("and ") else order
    sort = ("use", bare.group(found, "ai"), "to sort them into", name, 'or "other". If it is', name)
    return put_together("Get", bare.group(found, "it"), ", ", *sort, ", ", order)


def _case(then: Words) -> tuple[bool, Words] | None:
    """What is done, and whether that is for what was looked for or for all else."""
    for pattern in (_DONE_LAST, _DONE_FIRST):
        found = pattern.fullmatch(then.masked)
        if found is not None and is_order(found["verb"]):
            return _GOOD.search(found.group()) is None, then.group(found, "order").lowered()
    if (reaches := _REACHES.fullmatch(then.masked)) is not None:
        done = then.group(reaches, "done")
        verb = base_of(done.text) if done else None
        if done and verb is None:
            return None
        order = (done.said_as(verb), "them", then.group(reaches, "to")) if verb else ("send them to",)
        return False, put_together(*order, then.group(reaches, "place"))
    if (doing := _DOING.fullmatch(then.masked)) is not None and (verb := base_of(doing["verb"])) is not None:
        said = then.group(doing, "verb").said_as(verb)
        return False, put_together(said, then.group(doing, "it"), then.group(doing, "rest"))
    if (only := _ONLY_GOOD.fullmatch(then.masked)) is not None and is_order(only["verb"]):
        return False, put_together(then.group(only, "verb"), "them", then.group(only, "rest"))
    return None
