"""“Photos into Google Drive, voice messages into Dropbox, plain text into Notion”: cases by what somebody sends to a bot."""

from __future__ import annotations

import re
from itertools import pairwise

from nodepilot.composer.reading.plain.words import Words, put_together

_KINDS = {
    "photo": r"(?:photos?|pictures?|images?|pics?)",
    "voice message": r"(?:voice (?:messages?|notes?|memos?)|audio(?: messages?)?|recordings?)",
    "video": r"videos?",
    "document": r"(?:documents?|pdfs?|files?)",
    "location": r"locations?",
    "text message": r"(?:plain |normal |simple )?texts?(?: messages?)?",
}
_HEAD = "|".join(f"(?P<k{at}>{pattern})" for at, pattern in enumerate(_KINDS.values()))
_GOES = r"(?: (?:should |must )?(?:go|goes|land|lands|(?:is|are) (?:saved|stored|uploaded|put|added|sent)))?"
_CASE = re.compile(
    rf"(?P<cut>^|[:,;.] (?:and |while )?|(?<=\w) and )(?:an? |the |all |any )?(?:{_HEAD}){_GOES} (?P<to>(?:in)?to|in) (?P<place>[^,;.:]+?)(?=[,;.]| and (?:an? |the )?(?:photos?|pictures?|voice|audio|videos?|documents?|text|plain)|$)",
    re.IGNORECASE,
)
_BOT = re.compile(r"\b(?:telegram|whatsapp|bot|messenger)\b", re.IGNORECASE)
_LEAST = 2


def sent_kinds(request: Words) -> Words | None:
    """The request with a condition for each kind; None where it tells no kinds of messages apart."""
    cases = list(_CASE.finditer(request.masked))
    if len(cases) < _LEAST or any(later.start() - earlier.end() > 1 for earlier, later in pairwise(cases)):
        return None
    intro = request[: cases[0].start()]
    if not intro or not _BOT.search(intro.text):
        return None
    parts: list[Words | str | None] = [intro, ": "]
    for at, case in enumerate(cases):
        group = next(name for name in case.groupdict() if name.startswith("k") and case[name])
        kind = request.group(case, group).said_as(list(_KINDS)[int(group[1:])])
        parts += [", " if at else "", "if it is a", kind, ", it goes to", request.group(case, "place")]
    return put_together(*parts, request[cases[-1].end() :])
