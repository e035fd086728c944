"""“Let AI rate messages as spam or not. Spam is dropped, real ones are forwarded”: a model's yes and no, and what is done then."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_orders import case_order
from nodepilot.composer.reading.plain.rest_heads import REST
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_MODEL = r"(?:(?:an? |the |our )?(?:AI|LLM|language model|GPT|ChatGPT|model|\ue000+)(?: (?:model|agent))?)"
_ASKED = Pattern(
    rf"(?P<before>.*?)\b(?:let|have|use|ask|make) (?P<ai>{_MODEL}) (?:to )?(?:decide|check|judge|determine|find out|detect|tell|rate|classify|sort|label|mark|see|say|flag)(?: (?:whether|if))? "
    r"(?P<it>[^,;:.]+?) (?:is|are|as|into|looks?(?: like)?|sounds?(?: like)?) (?:an? )?(?P<label>[a-z-]+(?: [a-z-]+)?)(?: or (?:not|no|non)(?:[ -](?:an? )?[a-z-]+)?)?[.;:,] (?P<cases>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CUT = re.compile(r"[.;,](?: and| but| while)? ", re.IGNORECASE)
_MOODS = frozenset({"negative", "positive", "angry", "unhappy", "happy"})
_GOOD = Pattern(
    r"(?:the )?(?:real|genuine|normal|ordinary|regular|legit|legitimate|good|clean|harmless|safe|fine|valid|non-[a-z]+|not [a-z]+)(?: (?:ones?|[a-z]+s|mail))?(?= )",
    re.IGNORECASE,
)


def yes_or_no(whole: Words) -> Words | None:
    """The request as one that has a model sort into what is asked and all else; None where it tells no two ways so."""
    found = _ASKED.fullmatch(whole.masked)
    if found is None:
        return None
    label, cases = whole.group(found, "label"), whole.group(found, "cases")
    yes = re.match(rf"(?:the )?{re.escape(label.masked)}(?: ones?| [a-z]+s)? ", cases.masked, re.IGNORECASE)
    if yes is None:
        return None
    for cut in _CUT.finditer(cases.masked, yes.end()):
        no = REST.match(cases.masked, cut.end()) or _GOOD.match(cases.masked, cut.end())
        first = case_order(cases[yes.end() : cut.start()]) if no is not None else None
        second = case_order(cases[no.end() :]) if no is not None else None
        if first is None or second is None:
            continue
        before, it = whole.group(found, "before"), whole.group(found, "it")
        if label.text.lower() in _MOODS:
            judged = ("judge the sentiment of", it, "with", whole.group(found, "ai"))
            return put_together(before, *judged, ". If it is", label, ", ", first, ", otherwise", second)
        name = label.quoted()
        sort = ("use", whole.group(found, "ai"), "to sort", it, "into", name, 'or "other"')
        return put_together(before, *sort, ". If it is", name, ", ", first, ", otherwise", second)
    return None
