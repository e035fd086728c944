"""Cases behind what tells them apart: “an SMS for shipped, an email for delivered”, “for engineers a card should be created”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.reading.plain.passive import active
from nodepilot.composer.reading.plain.verbs import is_order, participle_of
from nodepilot.composer.reading.plain.wishes import made
from nodepilot.composer.reading.plain.words import Words, in_sentences, put_together
from nodepilot.kit.patterns import Pattern

_CUT = Pattern(r", and |, | and ", re.IGNORECASE)
_FOR = Pattern(
    r"(?P<told>.+?) (?:for|when it is|when it's|in case of|on) (?:the )?(?P<case>[\w\"'“”-]+)(?: ones)?",
    re.IGNORECASE | re.DOTALL,
)
_ELSE = Pattern(
    r"(?P<verb>[a-z]+) (?:everything else|anything else|everyone else|all others?|the rest|the others|all the rest)(?P<rest> .+)",
    re.IGNORECASE | re.DOTALL,
)
_DEPENDING = Pattern(
    r"(?P<intro>depending on (?:the |its )?(?P<field>[a-z]+)(?: field| value)?(?P<where>[^:,]*))[:,] (?P<cases>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FOR_EACH = Pattern(
    r"for (?P<c1>[a-z-]+s?) (?P<n1>an? [^,;]+?) (?:should be|is|is to be|must be|gets|has to be) (?P<v1>[a-z]+)(?P<r1>[^,;]*?),? (?:and|but|while) for (?P<c2>[a-z-]+s?) (?P<n2>an? [^,;]+?)(?: (?:should be|is|is to be|must be|gets|has to be) (?P<v2>[a-z]+)(?P<r2>[^,;]*))?",
    re.IGNORECASE | re.DOTALL,
)
_DOTTED = Pattern(r"\b[a-z_]+\.[a-z_.]+\b")
_REST_OF_THEM = Pattern(
    r"(?:[a-z]+ (?:from|with|in|of) (?:any|all|every) other [a-z]+|(?:all |the |any )?(?:smaller|bigger|larger|cheaper|shorter|longer|lower|higher|other|remaining) (?:ones|[a-z]+)|(?:everyone|everything|anyone|anything|all) (?:else|smaller|bigger|larger|cheaper|lower|higher|below|above)) (?:should |shall |must )?(?:just |simply |only )?(?:be|is|are|get|gets) (?:just |simply |only )?(?P<verb>[a-z]+)(?P<rest> .+)",
    re.IGNORECASE | re.DOTALL,
)
_LEAST = 2


_FOR_THINGS = Pattern(
    r"(?P<before>.+?[;,.] (?:and )?)?for (?P<c1>[a-z]+ (?:with|under|over|above|below|of|at|from) [^,;]+?) (?P<n1>an? [^,;]+?) (?:should|must|has to|shall) go (?P<r1>to [^,;]+?),? and for (?P<c2>[a-z]+ (?:with|under|over|above|below|of|at|from) [^,;]+?) (?P<n2>an? [^,;]+?) (?P<r2>to [^,;]+)",
    re.IGNORECASE | re.DOTALL,
)
_THING = Pattern(
    r"[a-z]+ (?:with (?:an? |the )?(?P<field>[a-z]+) (?P<value>\S+)|(?P<bound>(?:under|over|above|below|of|at|from) .+))",
    re.IGNORECASE,
)
_BECOMES = Pattern(
    r"(?P<case>[^,;:]+?) (?P<verb>becomes?) (?P<what>[^,;:]+?)(?P<more>(?:,| and) .+)",
    re.IGNORECASE | re.DOTALL,
)
_VERB = Pattern(
    r"\b(?:becomes?|goes|go|gets?|is|are|should|lands?|opens?|makes?|creates?|starts?|triggers?)\b",
    re.IGNORECASE,
)
_BARE = Pattern(
    r"(?P<case>(?:all |the |any )?[a-z]+(?: (?:from|with|of|in|about) [a-z]+| (?!an?\b|the\b)[a-z]+)?) (?P<what>(?:an? (?:new )?)?(?:\ue000|e-?mail|mail|message|sms|text).*|an? [a-z]+ (?:on|in|at|for) (?:(?:the|our|my) )?\ue000.*)",
    re.IGNORECASE | re.DOTALL,
)


def _for_things(sentence: Words) -> Words | None:
    """“For items with quantity 0 an SMS should go to A and for items under 10 a message to B”."""
    found = _FOR_THINGS.fullmatch(sentence.masked)
    if found is None:
        return None
    told: list[Words | str] = []
    for case, thing, to in (("c1", "n1", "r1"), ("c2", "n2", "r2")):
        which = _THING.fullmatch(found[case])
        words = sentence.group(found, case)
        if which is None:
            return None
        if which["field"]:
            told += ["If the", words.group(which, "field"), "is", words.group(which, "value")]
        else:
            told += ["If it is", words.group(which, "bound")]
        told += [", send", sentence.group(found, thing), sentence.group(found, to), ". "]
    before = sentence.group(found, "before").trimmed()
    return put_together(before, ". " if before else None, *told)


def _elliptic(sentence: Words) -> Words | None:
    """“Requests from A become Asana tasks, requests from B Jira issues and all others an email”: each becomes something."""
    start = re.match(r"[^:]*: ", sentence.masked)
    body = sentence[start.end() :] if start is not None else sentence
    found = _BECOMES.fullmatch(body.masked)
    if found is None or re.match(r"(?:when|if|once|for|every time)\b", found["case"], re.IGNORECASE):
        return None
    parts: list[Words | str] = [body[: found.start("more")]]
    more = body.group(found, "more")
    at = 0
    cuts = [*re.finditer(r"(?:^|, and |, | and )", more.masked)]
    for cut, after in zip(cuts, [*cuts[1:], None], strict=True):
        part = more[cut.end() : after.start() if after is not None else len(more.text)]
        if not part:
            continue
        bare = None if _VERB.search(part.masked) else _BARE.fullmatch(part.masked)
        at += bare is not None
        if bare is None:
            # A mere comma is no word, and would be lost.
            parts += [cut.group(), part]
            continue
        verb = body.group(found, "verb")
        case, what = part.group(bare, "case"), part.group(bare, "what")
        if re.match(r"an? (?:e-?mail|mail|message|sms|text)\b", what.masked, re.IGNORECASE):
            parts += [", for", case, "send", what]
        else:
            parts += [", ", case, verb.said_as(verb.text), what]
    return put_together(sentence[: start.end()] if start is not None else None, *parts) if at else None


def told_cases(sentence: Words) -> Words | None:
    """The sentence as a list of cases; None where it is none."""
    return _depending(sentence) or _for_each(sentence) or _for_things(sentence) or _elliptic(sentence)


def rest_of_them(sentence: Words) -> Words | None:
    """“Smaller payments are simply added to a sheet”, behind a condition: otherwise add them."""
    found = _REST_OF_THEM.fullmatch(sentence.masked)
    verb = participle_of(found["verb"]) if found is not None else None
    if found is None or verb is None:
        return None
    head = sentence[: found.start("verb")].said_as("Otherwise ")
    return put_together(
        head, sentence.group(found, "verb").said_as(verb), "it", sentence.group(found, "rest")
    )


def dotted_cases(sentences: Sequence[Words]) -> Words | None:
    """“Log order.paid in a sheet and tell #x about order.failed”: events by their names, each with what is done."""
    for at, sentence in enumerate(sentences):
        parts = [part for part in _orders(sentence) if part]
        cases = [_dotted(part) for part in parts]
        told = [case for case in cases if case is not None]
        if len(told) == len(parts) >= _LEAST:
            return in_sentences([*sentences[:at], *told, *sentences[at + 1 :]])
    return None


def _dotted(part: Words) -> Words | None:
    part = part.trimmed(" ,;.")
    names = list(_DOTTED.finditer(part.masked))
    if len(names) != 1 or re.match(r"[a-z_]+\.[a-z_.]+[:,]|(?:if|when)\b", part.masked, re.IGNORECASE):
        return None
    name = names[0]
    before, behind = part[: name.start()].trimmed(), part[name.end() :]
    it: str | None = "it"
    if (about := re.search(r" (?:about|for|on|of)$", before.masked, re.IGNORECASE)) is not None:
        before, it = before[: about.start()], None
    return put_together("If the type is", part[name.start() : name.end()], ", ", before.lowered(), it, behind)


def _orders(sentence: Words) -> list[Words]:
    parts, start = [], 0
    for cut in _CUT.finditer(sentence.masked):
        if is_order(re.split(r"[ ,.]", sentence.masked[cut.end() :])[0]):
            parts.append(sentence[start : cut.start()])
            start = cut.end()
    return [*parts, sentence[start:]]


def _depending(sentence: Words) -> Words | None:
    found = _DEPENDING.fullmatch(sentence.masked)
    if found is None:
        return None
    cases = _cases(sentence.group(found, "cases"))
    if cases is None:
        return None
    where, field = sentence.group(found, "where"), sentence.group(found, "field")
    posted = re.fullmatch(
        r"(?: (?:that|which) is)? (?:posted|sent|submitted) to (?P<place>.+)", where.masked, re.IGNORECASE
    )
    if posted is not None:
        where = put_together("in", where.group(posted, "place"))
        return put_together(
            "When there is a call to", where.trimmed()[3:], ": check the", field, ". ", in_sentences(cases)
        )
    return put_together(sentence.group(found, "intro"), ": ", in_sentences(cases))


def _cases(words: Words) -> list[Words] | None:
    told: list[Words] = []
    start = 0
    ends = [*(cut.span() for cut in _CUT.finditer(words.masked)), (len(words.text), len(words.text))]
    for first, last in ends:
        part = words[start:first].trimmed(" ,;.")
        if (rest := _ELSE.fullmatch(part.masked)) is not None and is_order(rest["verb"]):
            told.append(put_together("Otherwise", part.group(rest, "verb"), "it", part.group(rest, "rest")))
        elif (case := _FOR.fullmatch(part.masked)) is not None:
            order = part.group(case, "told")
            if re.match(r"an? ", order.masked, re.IGNORECASE):
                order = made(order)
            told.append(put_together("If it is", part.group(case, "case"), ", ", active(order) or order))
        else:
            continue
        start = last
    return told if len(told) >= _LEAST and start >= len(words.text.rstrip(" .")) else None


def _for_each(sentence: Words) -> Words | None:
    found = _FOR_EACH.fullmatch(sentence.masked)
    verb = participle_of(found["v1"]) if found is not None else None
    if found is None or verb is None:
        return None
    first = put_together(
        sentence.group(found, "v1").said_as(verb), sentence.group(found, "n1"), sentence.group(found, "r1")
    )
    if verb == "create" and not found["v2"]:
        c1, n1, c2, n2 = (sentence.group(found, name) for name in ("c1", "n1", "c2", "n2"))
        return put_together(c1.said_as(c1.text.capitalize()), "become", n1, ", ", c2, "become", n2)
    verb2 = (participle_of(found["v2"]) if found["v2"] else None) or verb
    second = put_together(verb2, sentence.group(found, "n2"), sentence.group(found, "r2"))
    return put_together(
        "If it is",
        sentence.group(found, "c1"),
        ", ",
        first,
        ". If it is",
        sentence.group(found, "c2"),
        ", ",
        second,
    )
