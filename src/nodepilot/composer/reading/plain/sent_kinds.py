"""“Photos into Google Drive, voice messages into Dropbox, plain text into Notion”: cases by what somebody sends to a bot."""

from __future__ import annotations

import re
from itertools import pairwise

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_KINDS = {
    "photo": r"(?:photos?|pictures?|images?|pics?)",
    "voice message": r"(?:voice (?:messages?|notes?|memos?)|audio(?: messages?)?|recordings?)",
    "video": r"videos?",
    "document": r"(?:documents?|pdfs?|files?)",
    "location": r"locations?",
    "link": r"(?:links?|urls?)",
    "text": r"(?:plain |normal |simple )?texts?(?: messages?)?",
}
_HEAD = "|".join(f"(?P<k{at}>{pattern})" for at, pattern in enumerate(_KINDS.values()))
_SENT = r"(?:(?: that| which)? (?:i|we|people|users|somebody|customers) (?:send|sends|post|posts|upload|uploads)(?: to)?(?: (?:my|the|our) (?:\ue000+ ?)?(?:bot|chat|group)?)?)?"
_GOES = r"(?: (?:should |must |shall )?(?:be (?:saved|stored|uploaded|put|added|sent)|go|goes|land|lands|(?:is|are) (?:saved|stored|uploaded|put|added|sent)))?"
_CASE = Pattern(
    rf"(?P<cut>^|[:,;.] (?:and |while )?|(?<=\S) and )(?:(?:all )?messages? (?:with|containing|that (?:have|contain)) )?(?:an? |the |all |any )?(?:{_HEAD}){_SENT}{_GOES} (?:as (?:an? )?(?:new )?[a-z]+ )?(?P<to>(?:in)?to|in) (?P<place>[^,;.:]+?)(?=[,;.]| and (?:an? |the )?(?:photos?|pictures?|voice|audio|videos?|documents?|text|plain)|$)",
    re.IGNORECASE,
)
_BOT = re.compile(r"\b(?:telegram|whatsapp|bot|messenger)\b", re.IGNORECASE)
_LEAST = 2
_ELSE = re.compile(r"[,;.] (?:otherwise|else|(?:anything|everything) else)\b", re.IGNORECASE)


_GETS = Pattern(
    rf"(?P<cut>^|[,;:.] (?:and )?)(?:if|when|whenever) (?:(?P<bot>(?:(?:my|the|our) )?(?:\ue000+(?: bot)?|bot))|it|somebody|someone|people|users?|i|they) (?:gets?|receives?|is(?: sent)?|sends?|posts?)(?: (?:it|me|(?P<whom>(?:the|my|our) (?:\ue000+ )?(?:bot|\ue000+))))? (?:an? )?(?:{_HEAD})(?: to (?P<to>(?:(?:my|the|our) )?(?:\ue000+(?: bot)?|bot)))?,? (?=[a-z])",
    re.IGNORECASE,
)


_HEADING = Pattern(
    r"(?:(?:an?|my|our|the) )?(?:bot (?:on|in|for) \ue000+|\ue000+(?: (?:bot|messages?))?)", re.IGNORECASE
)


def kinds_received(request: Words) -> Words | None:
    """“If my bot gets a photo …, if it gets a text …”: a case for each kind, of one bot."""
    cases = list(_GETS.finditer(request.masked))
    least = 1 if cases and _ELSE.search(request.masked, cases[0].end()) else _LEAST
    if len(cases) < least:
        return None
    intro = request[: cases[0].start()].trimmed(" :,.")
    bot = intro or next(
        (request.group(cases[0], each) for each in ("bot", "whom", "to") if cases[0][each]), intro
    )
    if (intro and _HEADING.fullmatch(intro.masked) is None) or not _BOT.search(bot.text):
        return None
    parts: list[Words | str | None] = [bot, ": "]
    for at, case in enumerate(cases):
        end = cases[at + 1].start() if at + 1 < len(cases) else len(request.text)
        parts += [", " if at else "", *_if_it_is(request, case), ", ", request[case.end() : end]]
    return put_together(*parts)


def sent_kinds(request: Words) -> Words | None:
    """The request with a condition for each kind; None where it tells no kinds of messages apart."""
    cases = list(_CASE.finditer(request.masked))
    if len(cases) < _LEAST or any(later.start() - earlier.end() > 1 for earlier, later in pairwise(cases)):
        return None
    intro = request[: cases[0].start()]
    if _BOT.search(intro.text or request.text[: cases[0].start("to")]) is None:
        return None
    parts: list[Words | str | None] = [intro or _bot(request, cases[0]), ": "]
    for at, case in enumerate(cases):
        place = request.group(case, "place")
        parts += [", " if at else "", *_if_it_is(request, case), ", it goes to", place]
    return put_together(*parts, request[cases[-1].end() :])


def _if_it_is(request: Words, case: re.Match[str]) -> tuple[str, Words]:
    """The condition for the kind that a case names; a link stands in a text."""
    group = next(name for name in case.groupdict() if name.startswith("k") and case[name])
    if list(_KINDS)[int(group[1:])] == "link":
        return "if it contains", request.group(case, group).said_as('"http"')
    return "if it is a", request.group(case, group).said_as(list(_KINDS)[int(group[1:])])


def _bot(request: Words, case: re.Match[str]) -> Words:
    """“Photos I send to | my Telegram bot | should …”: where it comes in, of the first case."""
    named = re.search(r"\ue000+(?: bot)?", request.masked[: case.start("to")])
    return request[named.start() : named.end()] if named is not None else request[:0]
