"""All that no case has told: “the rest | …”, “other reasons | just open a ticket”, “below that | …”, “nothing in between”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_orders import case_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_COMPARED = r"(?:smaller|bigger|larger|cheaper|shorter|longer|lower|higher|lesser|less|fewer|more|heavier|lighter|older|younger|newer)"
_SIDES = r"(?:below|above|under|over|beyond|outside(?: of)?|more than|less than|fewer than|up to|before|after|earlier than|later than)"
REST = Pattern(
    rf"(?:(?:and|but) )?(?:for |to |in |with |at |on )?(?:{_COMPARED}(?= (?:gets?|goe?s?|is|are|needs?|sends?|becomes?|opens?|posts?|e?mails?|texts?|creates?|just|only|simply) )|otherwise|else|(?:everything|anything|everyone|anyone|everybody|anybody|all) else"
    rf"|(?:all |any |every )?(?:the )?(?:rest(?: of (?:the time|them|those))?|others|other [a-z]+|remaining(?: ones)?)|{_COMPARED} (?:[a-z]+ )?(?:ones|[a-z]+s)|(?:[a-z]+s )?from (?:anywhere|everywhere|somewhere) else|(?:[a-z]+s )?from (?:any|all) other [a-z]+|(?:the )?(?:good|valid|right|correct|proper|ok) ones|(?:anything|everything|anyone|everyone) (?:{_COMPARED}|different)"
    rf"|(?:anything|everything|everyone|anyone|all|those) (?:below|above|under|over)"
    rf"|(?:(?:anything|everything|everyone|anyone|all|those|amounts?|ones|[a-z]+s) )?(?:(?:below or above|above or below|{_SIDES}) (?:that|this|it|those|these)(?: (?:hours|times|days))?|outside(?: of)? (?:business|office|working|opening) hours|in between)"
    r")(?=,? )",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?!(?:the|an?|this|that|if|when|all|it|my|our|your|their|new|also|then)\b)(?P<kind>[a-z-]+) (?P<thing>[a-z]+)(?= (?:(?:only|just|simply) )?(?:goe?s?|gets?|is|are|becomes?)\b)",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:[,;.] |(?: -| –|,| and| but| while) )(?:and |but |while )?", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;] |$")
_CONDITION = re.compile(
    r"\b(?:(?<!check )(?<!see )(?<!whether )if|in case|on (?:week|work)days|during)\b|\?(?= )", re.IGNORECASE
)
_SAID_SO = re.compile(r"(?:and |but )?(?:otherwise|else)\b", re.IGNORECASE)
_NOTHING = Pattern(
    r"[,;.] (?:and |but )?(?P<told>(?:do )?nothing (?:in between|otherwise|else|for (?:all |the )?(?:rest|others|other [a-z]+)|in (?:all |the )?other cases)|(?:skip|ignore|drop|discard|leave out) (?:(?:all )?(?:the )?(?:rest|others)|(?:everything|everyone|anything|all) else))(?=[.!]?$)",
    re.IGNORECASE,
)


def _opposed(whole: Words, first: int, cut: re.Match[str]) -> re.Match[str] | None:
    """“if it has express shipping, …, | standard shipping | only gets …”: the same thing, of another kind."""
    condition = re.split(r"[,;]", whole.masked[first : cut.start()])[0]
    found = _KIND.match(whole.masked, cut.end())
    if found is None or found["kind"].lower() in condition.lower().split():
        return None
    thing = re.escape(found["thing"].lower().removesuffix("s").removesuffix("e"))
    named = re.search(rf"\b[\w.-]+ {thing}e?s?\b", condition.lower())
    return found if named is not None else None


def with_otherwise(whole: Words) -> Words:
    """The request with “otherwise” before what is done with all that no condition holds for; itself where that is not told."""
    if (nothing := _NOTHING.search(whole.masked)) is not None:
        told = whole.group(nothing, "told").said_as("otherwise do nothing")
        whole = put_together(whole[: nothing.start()], ", ", told, whole[nothing.end() :])
    condition = _CONDITION.search(whole.masked)
    if condition is None:
        return whole
    for cut in _CUT.finditer(whole.masked, condition.end()):
        rest = REST.match(whole.masked, cut.end()) or _opposed(whole, condition.end(), cut)
        if rest is None or _SAID_SO.match(rest.group()):
            continue
        end = _SENTENCE.search(whole.masked, rest.end())
        stop = end.start() if end is not None else len(whole.text)
        order = case_order(whole[rest.end() : stop])
        if order is not None:
            return put_together(
                whole[: cut.start()],
                ", ",
                whole[cut.end() : rest.end()].said_as("otherwise"),
                ", ",
                order,
                whole[stop:],
            )
    return whole
