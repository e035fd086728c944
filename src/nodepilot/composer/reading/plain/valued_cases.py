"""Cases told by a value right before what is done: “level error goes to A, level warning to B, the rest is ignored”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_heads import CaseHead, declared_heads, head_at, other_head
from nodepilot.composer.reading.plain.case_orders import case_order, same_again, thing_given
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_CUT = Pattern(r"(?:[,;.:](?: and| but| while| whereas)?|(?<=\w) and| while| whereas) ", re.IGNORECASE)
_LONGEST_CUT = 12
_OPEN = Pattern(r"\b(?:if|when|where|and|or|an?|the|it|they|he|she|is|are|was|comes?|came)$", re.IGNORECASE)
"""How nothing ends before which something could be said in a case."""
_THINGS_ALONE = Pattern(r"(?:(?:the|my|our|all|all my|all our) )?\ue000+ [a-z]+s", re.IGNORECASE)
_PARTED = Pattern(
    r"(?:please )?(?:sort|route|triage|dispatch|split|distribute|direct|divide|separate|assign|handle|sort out)(?: up)? (?:(?:all|the|my|our|new|incoming) )*"
    r"(?P<what>[^,;:.]+?)(?: by (?:their |the |its )?[a-z]+)?",
    re.IGNORECASE,
)
_STATES = frozenset({"status", "stage", "state"})
_CHECKED = Pattern(
    r"[,.;:]? (?:and |then )?(?:check|look at|see|read) (?:the|its|their) [a-z]+(?: (?:field|column|value))?$",
    re.IGNORECASE,
)
_LEAST = 2


def valued_cases(whole: Words) -> Words | None:
    """The request with a condition for each case; None where no such cases stand in it."""
    heads = _heads(whole)
    if len(heads) < _LEAST:
        heads = declared_heads(whole, lambda place: _is_cut(whole.masked, place))
    if len(heads) < _LEAST:
        return None
    intro = whole[: heads[0].start].trimmed(" ,;:.")
    if not intro or _OPEN.search(intro.masked):
        return None
    changing = heads[0].kind.rpartition(" ")[2] in _STATES
    parts: list[Words | str | None] = [_event(intro, changing=changing), ". "]
    last = whole[:0]
    for at, head in enumerate(heads):
        end = heads[at + 1].start if at + 1 < len(heads) else len(whole.text)
        behind = _without_cut(whole[head.end : end])
        told = same_again(behind, last) or case_order(behind) or thing_given(behind)
        if told is None:
            return None
        last = told
        parts += [*(head.says or ("Otherwise",)), ", ", told, ". "]
    return put_together(*parts)


def _event(intro: Words, *, changing: bool) -> Words:
    """“Route incoming emails by sender”, “Airtable records”: what comes in, or what gets into another state."""
    if (checked := _CHECKED.search(intro.masked)) is not None and checked.start():
        intro = intro[: checked.start()]
    if (parted := _PARTED.fullmatch(intro.masked)) is not None:
        return put_together("When there are new", intro.group(parted, "what"))
    if _THINGS_ALONE.fullmatch(intro.masked) is None:
        return intro
    return (
        put_together("When", intro, "are updated") if changing else put_together("When there are new", intro)
    )


def _heads(whole: Words) -> list[CaseHead]:
    """The heads of one kind that stand in a row, the rest behind them included."""
    heads: list[CaseHead] = []
    for place in (0, *(space.end() for space in re.finditer(" ", whole.masked))):
        cut = _is_cut(whole.masked, place)
        if heads and (place < heads[-1].end or not cut):
            continue
        head = head_at(whole, place, cut=cut) or (other_head(whole, place, heads[-1]) if heads else None)
        if head is not None:
            heads.append(head)
    kinds = {head.kind for head in heads if head.says is not None}
    return heads if len(kinds) == 1 else []


def _is_cut(masked: str, place: int) -> bool:
    return any(cut.end() == place for cut in _CUT.finditer(masked, max(0, place - _LONGEST_CUT), place))


def _without_cut(words: Words) -> Words:
    words = words.trimmed(" ,;.")
    joined = re.search(r",? (?:and|but|while|whereas)$", words.masked, re.IGNORECASE)
    return words[: joined.start()] if joined is not None else words
