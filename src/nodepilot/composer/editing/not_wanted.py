"""What is told to be needed no more, in one form: “we don't need the pause any more”, “Trello is not used any longer”.

One grammar for all of it, of parts that stand in `data/follow_ups.json` (`not_wanted`): who does without it, how that is
denied, which verbs tell of a need, what is only said around it.
"""

from __future__ import annotations

import re
from functools import cache

from nodepilot.kit.packaged import packaged_json

_AN_ORDER = re.compile(
    r"(?:please |just |rather |instead )*(?:put|save|store|write|log|keep|send|post|use|take|switch to|go with|make it|try)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"(?:(?: (?:it|them|that|this|everything|the \w+))? (?:in|into|to|on|via|with))? (?P<new>[\w.]+(?: [\w.]+){0,3}?)(?: for (?:it|that|this|[\w ]+))?(?: instead| now| please| from now on)*\W*",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:\s*(?:,\s*(?:so|and|but|because|since)|,|;|\.)|\s(?:[-–]|because|since|so|and|but))\s+"
)


def said_as_orders(text: str) -> str:
    """The text with what is not wanted any more as an order: to remove it, or to put what is named beside it in its place."""
    for joint in _JOINT.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        for told, order in ((first, second), (second, first)):
            old = unwanted(told)
            if old is None:
                continue
            new = _taken_instead(order)
            if new is not None and new.lower() != old.lower():
                return f"replace {old} with {new}"
    whole = unwanted(text)
    return f"remove the {whole}" if whole is not None else text


def unwanted(text: str) -> str | None:
    """What the clause tells nobody needs any more, without an article; None where it tells something else."""
    for pattern in _patterns():
        match = pattern.fullmatch(text.strip(" ,.;!"))
        if match is not None:
            thing = _OWNED.sub("", match["thing"].strip())
            return None if _NO_THING.match(thing) or _SOME.search(thing) else thing
    return None


_NO_THING = re.compile(
    r"(?:to|be|it|that|this|them|anything|something|everything|more|any|only|in|on|if|when|for|with|and|or|help)\b|\d",
    re.IGNORECASE,
)
"""“we don't need to wait”, “it is not needed”: a deed, or nothing that has a name."""
_SOME = re.compile(
    r"\s(?:without|with|from|where|that|which|who|whose|older|above|below|under|over|so|then)\s",
    re.IGNORECASE,
)
"""“we don't want mails from …”: some of them, and nothing that goes as a whole."""
_OWNED = re.compile(r"\s(?:account|subscription|licen[cs]e|plan)$", re.IGNORECASE)


def _taken_instead(order: str) -> str | None:
    """What an order such as “put it in Notion” names, where it names nothing else."""
    match = _AN_ORDER.match(order.strip(" ,.;!"))
    found = _NEW.fullmatch(match["rest"]) if match is not None else None
    if found is None or re.search(r"\b(?:out|off|away)$", found["new"], re.IGNORECASE):
        return None
    return found["new"].strip()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Who denies a need of the thing; or the thing, and that there is no need of it."""
    parts = packaged_json("composer", "data/follow_ups.json")["not_wanted"]
    who, denied, needs, done, article, end, polite = (
        "|".join(parts[name]) for name in ("who", "denied", "needs", "done", "article", "end", "polite")
    )
    thing = r"(?P<thing>\w(?:[\w &'/-]|\.(?=\w)){1,38}?)"
    start, stop = rf"(?:(?:{polite}) )*", rf"(?: (?:{end}))*"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{start}(?:{who}) (?:{denied}) (?:{needs}) (?:(?:{article}) )*{thing}{stop}",
            rf"{start}(?:(?:{article}) )*{thing} (?:{done}){stop}",
            rf"{start}(?:{'|'.join(parts['nobody'])}) (?:(?:really|actually) )*(?:{needs}) (?:(?:{article}) )*{thing}{stop}",
            rf"{start}(?:{'|'.join(parts['no_need'])}) (?:(?:{article}) )*{thing}{stop}",
        )
    )
