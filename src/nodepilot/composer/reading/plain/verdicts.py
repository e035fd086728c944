"""What a model finds, and what is done for each finding: “… when AI finds it negative”, “forward billing ones to …”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, in_sentences, put_together
from nodepilot.kit.patterns import Pattern

_MODEL = (
    r"(?:(?:an? |the |our )?(?:AI|LLM|language model|GPT|ChatGPT|model|agent|\ue000+)(?: (?:model|agent))?)"
)
_DECIDES = Pattern(
    rf"(?P<ai>{_MODEL}) (?:should|shall|must|has to|needs to|can|to)? ?(?:decide|decides|judge|judges|tell|tells|find out|finds out|determine|determines|check|checks|say|says|recogni[sz]e)(?: for (?:each|every) (?P<each>[^,;:]+?))? (?:whether|if) (?P<it>it|(?:an?|the|each|every) [^,;:]+?|[^,;:]+?) (?:is|are) (?:about )?(?P<options>[^.;:]+? or [^.;:,]+)",
    re.IGNORECASE,
)
_LEAD = Pattern(r"(?:,? ?(?:and |then )?\b(?:use|using|let|have|ask|get|make|with))?$", re.IGNORECASE)
"""What stands before the model that decides."""
_CUT = Pattern(r"(?:,? and |[,;.] )", re.IGNORECASE)
_FINDS = Pattern(
    rf"(?:When|If) (?P<ai>{_MODEL}) (?:finds|thinks|considers|says|judges|calls|believes|deems)(?: that)? (?P<it>it|(?:an?|the) [a-z]+)(?: is| to be)? (?P<label>[a-z-]+), (?P<verb>[a-z]+) (?P<thing>(?!it\b)[^,;.]+?)(?P<rest> (?:to|into|in|on|as)\b[^.]*)(?P<more>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MOOD = Pattern(
    r"(?P<when>(?:When|If|Whenever|Once|As soon as) )(?P<thing>[^,]+?) (?:has|have|carries|shows|contains|with|is of) (?:an? )?(?:clearly |very )?(?P<label>negative|positive|bad|angry|unhappy) (?:sentiment|mood|tone|feeling), (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)


def sorted_cases(sentences: Sequence[Words]) -> Words | None:
    """The request with a model's verdict first, and a case for each of its answers; None where no verdict is told so."""
    whole = in_sentences(sentences)
    return (
        _looked_for(whole)
        or _decided(whole)
        or _sorted(whole)
        or _only_some(whole)
        or _found(whole)
        or _felt(whole)
    )


_ANY = r"(?:so|yes|it is|it's|it does|there (?:is|are) (?:any|some|one)|it (?:finds|has|contains|detects) (?:any|one|some|it|something)|(?:any|one|something|it) is (?:found|detected))"
_LOOKS_FOR = Pattern(
    rf"(?P<head>(?:.*\s)?{_MODEL}(?: to| should| must| shall)?) (?P<verb>checks?|scans?|screens?|inspects?|reviews?|examines?|looks through|look through) (?P<thing>[^,;:.]+?) for (?P<label>[a-z]+(?: (?!and\b|or\b)[a-z]+)?)"
    rf"(?:,? and|[,;.])(?: then)? (?:(?:if {_ANY}|in that case),? (?P<first>[a-z][^.;]*)|(?P<then>[a-z][^.;]*?) if {_ANY})",
    re.IGNORECASE | re.DOTALL,
)


def _looked_for(whole: Words) -> Words | None:
    """“AI checks each comment for spam and tells me if it is”: it checks if the comment is spam, and if so tells me."""
    whole = whole.trimmed(" .!")
    found = _LOOKS_FOR.fullmatch(whole.masked)
    if found is None:
        return None
    head, thing, label = (whole.group(found, name) for name in ("head", "thing", "label"))
    order = whole.group(found, "first") or whole.group(found, "then")
    verb = whole.group(found, "verb").said_as("check if")
    return put_together(head, verb, thing, "is", label, ", if so", order)


def _decided(whole: Words) -> Words | None:
    found = _DECIDES.search(whole.masked)
    if found is None:
        return None
    names = [each.strip().lower() for each in re.split(r",| or ", found["options"]) if each.strip()]
    rest = whole[found.end() :].trimmed(" ,;:.")
    cases = _cases(rest, names) or _opened_by_name(rest, names)
    if cases is None:
        return None
    before = whole[: found.start()].trimmed(" ,;")
    before = before[: len(before.text) - len(_LEAD.search(before.text).group())]  # type: ignore[union-attr]
    thing = whole.group(found, "each") or (whole.group(found, "it") if found["it"].lower() != "it" else None)
    whom = thing or "it"
    if thing and re.match(r"(?:an?|the|each|every)\b", thing.masked, re.IGNORECASE) is None:
        whom = put_together("each", thing)
    return put_together(
        before,
        "Classify",
        whom,
        "as",
        whole.group(found, "options"),
        "with",
        whole.group(found, "ai"),
        ". ",
        cases,
    )


_SORTS = Pattern(
    rf"(?P<intro>.+?) (?:as|into|are|are either|about) (?P<options>[a-z -]+(?:, [a-z -]+)*,? or [a-z -]+)[.;,] (?:please )?(?:let|have|use|ask) (?P<ai>{_MODEL}) (?:to )?(?:sort|classify|tell|triage|categori[sz]e|separate|split) them(?: apart| into these)?[:.,;] (?P<cases>.+)",
    re.IGNORECASE | re.DOTALL,
)


def _sorted(whole: Words) -> Words | None:
    """“Mails come in as A, B or C. Let AI sort them: …”."""
    found = _SORTS.fullmatch(whole.masked)
    if found is None:
        return None
    names = [each.strip().lower() for each in re.split(r",| or ", found["options"]) if each.strip()]
    cases = _cases(whole.group(found, "cases").trimmed(" ,;:."), names)
    if cases is None:
        return None
    options = whole.group(found, "options")
    thing = re.sub(r" (?:come|comes|arrive|arrives|land)(?: in)?$", "", found["intro"], flags=re.IGNORECASE)
    return put_together(
        "Classify",
        whole[: len(thing)].lowered(),
        "as",
        options,
        "with",
        whole.group(found, "ai"),
        ". ",
        cases,
    )


_SORTING = Pattern(
    r".*?\b(?:classif|sort|label|categori[sz]|tag|triag|detect|judg|rat(?:e|es|ing)\b|assess|analy[sz]|grade|decid)[a-z]*\b.+",
    re.IGNORECASE | re.DOTALL,
)
_ONES = r"(?: (?:ones|messages|e?mails|tickets|reviews|posts|comments|requests|answers|feedback|cases))?"
_ONLY_FOR = Pattern(
    rf"(?P<only>only )?(?P<order>(?P<verb>[a-z]+) [^.;,]+?) (?P<only2>only )?(?:for|on|with|about|in case of|(?:if|when) (?:it is|it's|they are)(?: an?)?) (?:the )?(?P<name>[a-z-]+){_ONES}(?P<only3>,? only)?",
    re.IGNORECASE,
)
_ONLY_THOSE = Pattern(
    rf"(?P<only>only )?(?P<verb>[a-z]+) (?:just |only )?(?:the )?(?P<name>[a-z-]+){_ONES}(?P<rest> (?:to|in|into|on|as|onto|over|via)\b[^.;]+)",
    re.IGNORECASE,
)
_CHOSEN = Pattern(r"\b(?:only|just)\b|\bthe [a-z-]+ ones\b", re.IGNORECASE)
_MOODS = frozenset({"negative", "positive", "neutral"})


def _only_some(whole: Words) -> Words | None:
    """“Classify feedback as a bug or praise and create an issue only for bugs”: if it is a bug, create an issue."""
    whole = whole.trimmed(" .!")
    for cut in reversed(list(_CUT.finditer(whole.masked))):
        head, tail = whole[: cut.start()], whole[cut.end() :]
        if _CHOSEN.search(tail.masked) is None or not _SORTING.fullmatch(head.masked):
            continue
        if (found := _ONLY_FOR.fullmatch(tail.masked)) and (
            found["only"] or found["only2"] or found["only3"]
        ):
            order = tail.group(found, "order")
        elif found := _ONLY_THOSE.fullmatch(tail.masked):
            order = put_together(tail.group(found, "verb"), "it", tail.group(found, "rest"))
        else:
            continue
        name = _option(found["name"], head.masked)
        if name is not None and is_order(found["verb"]):
            said = tail.group(found, "name")
            return put_together(head, ". If it is", said.said_as(name), ", ", order.lowered())
    return None


def _option(name: str, sorting: str) -> str | None:
    """The answer that is meant by “bugs”, as it was said among all answers."""
    stem = name.lower().removesuffix("s")
    found = re.search(
        rf"(?:\b(?:as|into|or|either|whether|and|a|an|is)|[,:(/]) ?({re.escape(stem)}\w{{0,2}})\b",
        sorting,
        re.IGNORECASE,
    )
    if found is not None:
        return found[1]
    felt = re.search(r"\b(?:sentiment|mood|tone)\b", sorting, re.IGNORECASE)
    return name if name.lower() in _MOODS and felt else None


def _opened_by_name(rest: Words, names: Sequence[str]) -> Words | None:
    """“Good goes to Sheets, bad to Slack”: the cases as they are said, where they begin with one of the answers."""
    first = re.match(r"(?:the |an? )?([\w'-]+)", rest.masked.lower())
    heads = {part for name in names for part in name.split()}
    return (
        rest if first is not None and first.group(1).rstrip("s") in {h.rstrip("s") for h in heads} else None
    )


def _cases(rest: Words, names: Sequence[str]) -> Words | None:
    """“Forward billing ones to A, post the others in B” as “Billing: forward them to A. Other: …”."""
    parts: list[Words] = []
    start = 0
    for cut in _CUT.finditer(rest.masked):
        first = rest.masked[cut.end() :].split(" ")[0]
        if is_order(first):
            parts.append(rest[start : cut.start()])
            start = cut.end()
    parts.append(rest[start:])
    told: list[Words] = []
    left = list(names)
    for part in parts:
        made = _case(part, left)
        if made is None:
            return None
        told.append(made)
    return in_sentences(told) if len(told) > 1 else None


def _case(part: Words, left: list[str]) -> Words | None:
    for name in left:
        stem = re.escape(name.rstrip("s"))
        ones = rf"(?P<name>{stem}\w*)(?: (?:ones|mails|emails|messages|tickets|requests|issues|ones'|questions|cases|reviews|complaints|leads|feedback))?"
        for pattern, order in (
            (rf"(?P<a>[a-z]+(?: up| on)?) (?:the )?{ones}(?P<b> .+)", "{a} it{b}"),
            (rf"(?P<a>.+?) (?:for|about|with|in case of|out of|from) (?:the )?{ones}(?P<b>)", "{a}"),
        ):
            found = re.fullmatch(pattern, part.masked, re.IGNORECASE | re.DOTALL)
            if found is not None:
                left.remove(name)
                head = part.group(found, "name")
                it = "it" if "it" in order else None
                return put_together(
                    head.said_as(head.text.capitalize()),
                    ": ",
                    part.group(found, "a").lowered(),
                    it,
                    part.group(found, "b"),
                )
    others = re.fullmatch(
        r"(?P<a>[a-z]+(?: up| on)?) (?:all |any )?(?P<name>(?:the |of the )?(?:rest|others|other ones|remaining ones|other [a-z]+)|everything else|anything else)(?P<b>\b.*)",
        part.masked,
        re.IGNORECASE | re.DOTALL,
    )
    if others is None or not left:
        return None
    name = left.pop() if len(left) == 1 else "Other"
    return put_together(
        part.group(others, "name").said_as(name.capitalize()),
        ": ",
        part.group(others, "a").lowered(),
        "it",
        part.group(others, "b"),
    )


def _found(whole: Words) -> Words | None:
    """“When AI finds it negative, send feedback to Slack. When it is positive, …”."""
    found = _FINDS.match(whole.masked)
    if found is None or not is_order(found["verb"]):
        return None
    label, thing = whole.group(found, "label"), whole.group(found, "thing")
    more = re.sub(r"\bWhen it is\b", "If it is  ", found["more"])
    behind = whole.group(found, "more")
    behind = Words(re.sub(r"\bWhen it is\b", "If it is  ", behind.text), more, behind.places)
    judged = "Judge the sentiment of" if re.match("negativ|positiv", label.masked, re.IGNORECASE) else "Check"
    return put_together(
        judged,
        "each",
        thing,
        "with",
        whole.group(found, "ai"),
        ". If it is",
        label,
        ", ",
        whole.group(found, "verb"),
        "it",
        whole.group(found, "rest"),
        behind,
    )


def _felt(whole: Words) -> Words | None:
    """“If an answer has a negative sentiment, …”: a model has to judge it."""
    found = _MOOD.match(whole.masked)
    if found is None:
        return None
    label = whole.group(found, "label")
    return put_together(
        "When there is",
        whole.group(found, "thing"),
        ", judge the sentiment with AI. If it is",
        label,
        ", ",
        whole.group(found, "rest"),
    )
