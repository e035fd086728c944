"""What is done in a case, as an order: “goes to Slack”, “gets an email”, “is stored in Notion”, “opens a ticket”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.reading.plain.passive import active
from nodepilot.composer.reading.plain.verbs import is_order, participle_of, third_person_of
from nodepilot.composer.reading.plain.wishes import made
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WILL = (
    r"(?:(?:should|must|shall|will|can|may|has to|have to) )?(?:just |simply |only |also |automatically )?"
)
_GOES = Pattern(
    rf"{_WILL}(?:(?:goe?s?|lands?|ends? up) )?(?:straight |directly |right |only |just )?(?P<to>to|into|in|on) ",
    re.IGNORECASE,
)
_PLACE = Pattern(
    r"(?:(?:the|our|my|an?|its) )?(?:(?:[\w-]+ ){0,2}?[\ue000\ue001\ue002#@]|(?:sheet|tab|list|table|folder|channel|board) \S|(?:[\w-]+ ){1,2}(?:sheet|tab|list|table|folder|channel|board)\b)",
    re.IGNORECASE,
)
_AS = Pattern(
    rf"{_WILL}(?:goe?s?|(?:is|are|gets?) (?:sent|mailed|posted|forwarded)) (?:out )?(?:as (?P<what>an? (?:e-?mail|mail|message|sms|text))|by (?P<mail>e-?mail|mail|sms)) (?P<to>to .+)",
    re.IGNORECASE | re.DOTALL,
)
_STATUS = Pattern(
    rf"{_WILL}(?:gets?|receives?)(?: back)? (?:an? )?(?:status |http |code )*(?P<code>[1-5]\d\d)\b(?: back| response| answer| reply)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_STATUS_TOO = Pattern(
    r"(?P<and>,? and )(?:gets?|receives?) (?:an? )?(?P<code>[1-5]\d\d)(?: back| response| answer| reply)?",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"{_WILL}(?:gets?|receives?) (?=\ue001)", re.IGNORECASE)
_MARK = re.compile(r"(?:an?|the) (?:label|tag|comment|note)\b", re.IGNORECASE)
_SOMEBODY_GETS = Pattern(
    rf"(?:the|our|my|their|his|her) [a-z]+(?: [a-z]+)? {_WILL}(?:gets?|receives?) (?:an?|the) ", re.IGNORECASE
)
_GIVEN = Pattern(
    r"(?:the |an? )(?P<field>status|stage|state|priority|category) (?P<value>[\w\ue001\"'“”-]+(?: (?!in |on )[a-z]+)?)(?P<where> (?:in|on) .+)?",
    re.IGNORECASE,
)
_GETS = Pattern(rf"{_WILL}(?:gets?|receives?) (?P<what>(?:an?|the|our|my) .+)", re.IGNORECASE | re.DOTALL)
_ADDRESSED = re.compile(r"\b(?:to|in|on) (?:me|us|my|our|the \w+|@|#|\ue000|\ue001)", re.IGNORECASE)
_GETS_DONE = Pattern(
    r"(?P<what>(?:the|their|its) [a-z]+) (?P<verb>[a-z]+ed)(?P<rest> (?:from|to|in|into|on|with) .+)",
    re.IGNORECASE | re.DOTALL,
)
"""“get the person removed from Mailchimp”."""
_MEETING = Pattern(
    r"(?P<what>an? (?:[a-z]+ ){0,2}?(?:call|meeting|appointment|interview|demo|slot|visit))(?P<booked>(?: (?:scheduled|booked|planned|set up))?)(?= (?:in|on) (?:(?:the|our|my) )?\ue000)",
    re.IGNORECASE,
)
_HANDED = Pattern(
    r"\b(?:confirmation|receipt|invitation|invite|(?:[a-z]+ )?link|rejection|refusal|coupon|(?:discount|coupon|promo|access) code|brochure|certificate|voucher"
    r"|price list|price|prices|quote|offer|guide|instructions|details|info|information|newsletter|catalog|contract)(?: (?:for|with|about|to) [^,;.]+)?$",
    re.IGNORECASE,
)
"""What somebody gets by being sent it."""
_REPLY = Pattern(
    rf"{_WILL}(?:gets?|receives?) (?:an?|the) (?:reply|answer|response)(?P<rest> .+)",
    re.IGNORECASE | re.DOTALL,
)
_BECOMES = Pattern(
    rf"{_WILL}(?:becomes?|turns? into|makes?|means?) (?P<what>(?:(?:an?|the) )?.+)", re.IGNORECASE | re.DOTALL
)
_DONE = Pattern(
    rf"(?:{_WILL}(?:is|are|gets?|be) (?:just |simply |only |automatically )?(?:being )?)(?P<verb>[a-z]+)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NEEDS = Pattern(
    rf"{_WILL}needs? (?:(?:an?|the|his|her|their) )?(?:manual )?(?P<approval>approval|approving|sign[- ]?off|ok|okay|look|review|check|confirmation|permission|green light)"
    r"(?: first)?,? (?:from|of|by) (?P<who>[^,;]+?)(?P<rest>(?: first)?(?: (?:by|in|on|via|through|over) [^,;]+)?(?:[,;] .*)?)",
    re.IGNORECASE | re.DOTALL,
)
_NEEDS_WHOSE = Pattern(
    rf"{_WILL}needs? (?P<who>(?:(?:the|my|our|their|his|her) )?[a-z]+)(?:'s|s'|’s) (?:approval|ok|okay|confirmation|permission|sign[- ]?off)(?P<rest>(?: first)?(?: (?:by|in|on|via|through|over) [^,;]+)?(?: first)?)",
    re.IGNORECASE | re.DOTALL,
)
_APPROVED_BY = Pattern(
    r"(?:(?:has to|have to|needs? to|must|should|shall) (?:first )?be|(?:is|are|gets?) first) (?:approved|confirmed|signed off|checked|okayed) by (?P<who>[^,;]+?)(?P<rest>(?: first)?(?: (?:by|in|on|via|through|over) [^,;]+?)?(?: first| beforehand)?(?:[,;] .*)?)",
    re.IGNORECASE | re.DOTALL,
)
_NEEDS_FIRST = Pattern(
    rf"{_WILL}needs? (?:an? )?(?P<by>\ue000+|e?-?mail) approval(?: (?:from|of|by) (?P<who>[^,;]+?))?(?: first| beforehand| (?:before|until) .+)?",
    re.IGNORECASE | re.DOTALL,
)
_NEEDED = Pattern(rf"{_WILL}needs? (?P<what>an? .+)", re.IGNORECASE | re.DOTALL)
_NOTHING = Pattern(
    r"(?:does? nothing|(?:(?:is|are|gets?|should be|can be) )?(?:just |simply )?(?:ignored?|skipped?|skip|left alone|nothing|dropped|fine|ok|okay|good enough)(?: it| them)?"
    r"|(?:do|does|don't|doesn't)(?: not)? matter|stays?(?: (?:as (?:it is|they are)|where (?:it is|they are)|there|put|(?:in|on|at) (?:the |my |our |its )?[a-z]+))?|can (?:stay|wait)|needs? (?:nothing|no [a-z]+)|no [a-z]+ (?:is )?(?:needed|necessary|required))",
    re.IGNORECASE,
)


def case_order(words: Words, *, first: bool = False) -> Words | None:
    """The order; None where nothing is done. With `first` more may stand behind it than what is done."""
    words = words.trimmed(" ,;.")
    words = words[len(words.text) - len(words.text.lstrip(": ")) :]
    if not words:
        return None
    masked = words.masked
    if _SOMEBODY_GETS.match(masked):
        return words
    if _NOTHING.fullmatch(masked) or (first and _NOTHING.match(masked)):
        return words.said_as("do nothing")
    told = _sent(words) or _got(words)
    if told is not None:
        return told
    if (becomes := _BECOMES.match(masked)) is not None and not is_order(masked.split()[1]):
        return put_together("create", _made_there(words.group(becomes, "what")))
    done = _DONE.match(masked)
    if done is not None and (verb := participle_of(done["verb"])) is not None:
        return put_together(
            words.group(done, "verb").said_as(verb), "it", *_further(words.group(done, "rest"))
        )
    return _active(words)


def _as_one(value: Words) -> Words:
    """A value of several words in quotation marks."""
    if " " not in value.text or value.text[:1] in "'\"“":
        return value
    return value.quoted()


def thing_given(words: Words) -> Words | None:
    """“a referral email”, where a case before says that somebody gets it."""
    bare = re.match(r"(?:(?:only|just|simply) )?(?=an? )", words.masked, re.IGNORECASE)
    return case_order(put_together("gets", words[bare.end() :])) if bare is not None else None


def same_again(words: Words, before: Words) -> Words | None:
    """“a German one”, behind “send an English email”: another one of these."""
    one = _ANOTHER.fullmatch(words.masked)
    thing = _SENT_THING.match(before.masked) if one is not None else None
    if one is None or thing is None:
        return None
    noun = before.group(thing, "noun")
    again = noun.again()
    return put_together(before[: thing.end("verb")], words.group(one, "which"), again)


_ANOTHER = Pattern(r"(?:(?:only|just|simply) )?(?P<which>an? [a-z]+) one", re.IGNORECASE)
_SENT_THING = Pattern(
    r"(?P<verb>(?:send|write|create|post)(?: them)?) an? [a-z-]+(?: [a-z-]+)?? (?P<noun>[a-z-]+)$",
    re.IGNORECASE,
)


def goes_on(words: Words) -> bool:
    """Whether something is said of what stands before, not to anybody."""
    masked = words.masked.lstrip()
    verb = masked.split(" ")[0]
    return bool(_is_sent(masked) or _GETS.match(masked)) or third_person_of(verb) is not None


def _is_sent(masked: str) -> re.Match[str] | None:
    goes = _GOES.match(masked)
    if goes is None:
        return None
    moves = re.match(rf"{_WILL}(?:goe?s?|lands?|ends?)\b", masked, re.IGNORECASE)
    return goes if moves is not None or _PLACE.match(masked[goes.end() :]) else None


def _sent(words: Words) -> Words | None:
    masked = words.masked
    if (sent := _AS.match(masked)) is not None:
        what = words.group(sent, "what") or put_together("an", words.group(sent, "mail"))
        return put_together("send", what, words.group(sent, "to"))
    goes = _is_sent(masked)
    if goes is None:
        return None
    head = words[: goes.end()].said_as("send it to ")
    return put_together(head, *_further(words[goes.end() :]))


def _got(words: Words) -> Words | None:
    masked = words.masked
    if (status := _STATUS.match(masked)) is not None:
        return put_together("respond with", words.group(status, "code"), words.group(status, "rest"))
    if (says := _SAYS.match(masked)) is not None:
        return put_together("reply with", words[says.end() :])
    if (reply := _REPLY.fullmatch(masked)) is not None:
        return put_together("reply", words.group(reply, "rest"))
    if (
        needs := _NEEDS.fullmatch(masked) or _NEEDS_WHOSE.fullmatch(masked) or _APPROVED_BY.fullmatch(masked)
    ) is not None:
        return put_together("ask", words.group(needs, "who"), "for approval", words.group(needs, "rest"))
    if (first := _NEEDS_FIRST.fullmatch(masked)) is not None:
        asked = words.group(first, "who") or "the manager"
        return put_together("ask", asked, "for approval in", words.group(first, "by"), "first")
    gets = _GETS.match(masked) or _NEEDED.match(masked)
    if gets is None:
        return None
    what = words.group(gets, "what")
    if (status := _GIVEN.fullmatch(what.masked)) is not None:
        field, value, where = (what.group(status, name) for name in ("field", "value", "where"))
        return put_together("set the", field, "to", _as_one(value), where)
    if _MARK.match(what.masked):
        return put_together("add", what)
    if (made_so := _GETS_DONE.fullmatch(what.masked)) is not None and participle_of(made_so["verb"]):
        verb = what.group(made_so, "verb")
        return put_together(
            verb.said_as(participle_of(verb.text) or ""),
            what.group(made_so, "what"),
            what.group(made_so, "rest"),
        )
    if (meeting := _MEETING.match(what.masked)) is not None:
        return put_together("schedule", what.group(meeting, "what"), what[meeting.end("booked") :])
    if _HANDED.search(what.masked) and _ADDRESSED.search(what.masked) is None:
        return put_together("send them", what, None if "mail" in what.masked.lower() else "by email")
    order = made(what)
    to_them = order.text.startswith("send ") and _ADDRESSED.search(what.masked) is None
    return put_together("send them", order[len("send ") :]) if to_them else order


def _made_there(what: Words) -> Words:
    """“become tickets of Freshdesk”: that is where they are made, not where they are from."""
    found = re.search(r"\b(?:of|from)(?= (?:(?:the|our|my) )?\ue000)", what.masked)
    if found is None:
        return what
    start, end = found.span()
    return put_together(what[:start], what[start:end].said_as("in"), what[end:])


def _active(words: Words) -> Words | None:
    """An order as it is, or “opens a ticket”, “posts it and emails me”."""
    first = re.match(rf"{_WILL}(?:please )?(?P<verb>[a-z]+)", words.masked, re.IGNORECASE)
    if first is None:
        return None
    said = words.group(first, "verb")
    behind = words[first.end() :]
    if not behind:
        return put_together(said, "it") if is_order(said.text) else None
    if (verb := third_person_of(said.text)) is not None:
        return put_together(said.said_as(verb), *_further(behind))
    whole = words[first.start("verb") :]
    return (active(whole) or put_together(said, *_further(behind))) if is_order(said.text) else None


def _further(words: Words) -> Iterator[Words | str]:
    """“… waits a day and then texts the customer”, “… and get a 200”: what else is done."""
    at = 0
    further = Pattern(
        rf"{_STATUS_TOO.pattern}|(?P<confirmed> and (?:is |are |gets? )?confirmed (?:by|via|with) (?P<by>(?:an? )?(?:e-?mail|mail|sms|text)))|(?P<also> and (?:then |also )?)(?P<verb>[a-z]+s)(?= )",
        re.IGNORECASE,
    )
    for found in further.finditer(words.masked):
        if found["code"]:
            yield words[at : found.start("and")]
            yield words.group(found, "and").said_as(" and respond with ")
            yield words.group(found, "code")
            at = found.end()
        elif found["confirmed"]:
            yield words[at : found.start("confirmed")]
            yield " and send them a confirmation by"
            yield words.group(found, "by")
            at = found.end()
        elif (verb := third_person_of(found["verb"])) is not None:
            yield words[at : found.start("verb")]
            yield words.group(found, "verb").said_as(verb)
            at = found.end()
    yield words[at:]
