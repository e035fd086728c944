"""“The team should get a message …” and “two days after an order the customer should …” as what is to be done."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.orders import without_article
from nodepilot.composer.reading.plain.verbs import base_of, is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_GETS = Pattern(
    r"(?P<who>(?!(?:i|we|you|it)\b)[^,;:.]+?) (?:should|shall|must|has to|have to|needs? to|ought to) (?:also |then |always |automatically )*(?:get|receive|be sent|be given) (?P<thing>(?:an?|the|one|all|our|my|its?|some)\b.+?)"
    r"(?P<when>,? (?:at \d|(?:every|each) (?:\d+ )?(?:day|minute|minutes|hours|days|morning|evening|week|month|hour|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night|weekday)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|daily|weekly|when|whenever|if|as soon as|once|through|via|by|with)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_LATER = Pattern(
    r"(?P<time>(?:\d+|an?|one|two|three|four|five|six|seven|ten|some) (?:minutes?|hours?|days?|weeks?|months?)) after (?P<event>.+?)(?:, (?P<main>.+)| (?P<main2>(?:the|our|a|an) [a-z ]+? (?:should|shall|must|has to) .+))",
    re.IGNORECASE | re.DOTALL,
)
_EVENT = Pattern(r"(?:if|when|whenever|once|for|as soon as|every|each time|after)\b", re.IGNORECASE)


_RECORD = Pattern(
    r"^an? (?:new |own )?(?:[\w.]+ ){1,3}(?:contact|task|ticket|card|issue|page|row|record|lead|deal|project|event|folder|channel|account|customer|item|to-?do)\b",
    re.IGNORECASE,
)


def sent_to(sentence: Words) -> Words | None:
    """“X should get Y” as “send Y to X”."""
    found = _GETS.fullmatch(sentence.masked)
    if found is None or (
        _EVENT.match(found["who"]) and not re.match("each of|every ", found["who"], re.IGNORECASE)
    ):
        return None
    who, thing, when = (sentence.group(found, name) for name in ("who", "thing", "when"))
    if _RECORD.search(thing.text):
        # "every new row should get a HubSpot contact": what is made for it.
        event = put_together("When there is a new", without_article(who))
        return put_together(event, ", create", thing, when)
    if "(" in who.masked or re.search(r",.* (?:is|are|should|gets?)\b", thing.masked):
        return None
    if re.match(r"(?:an? |every |each |any |all )?new\b", who.masked, re.IGNORECASE):
        return put_together("When there is a new", without_article(who), ", send", thing, "to them", when)
    return put_together("send", thing, "to", who.lowered(), when)


_TAKES = Pattern(
    r"(?P<who>(?:our|the|my) (?:[\w-]+ ){0,3}?\ue000[^,;:.]*?) (?:should|shall|must|has to|needs? to|ought to) (?:also |then |always |automatically )*(?:get|receive|be sent|be given|have|contain|show|be fed with|be filled with) "
    r"(?P<thing>(?:(?:an? |the )?copy of )?(?:all |the )?(?P<each>every|each|any|all|new|incoming)\b[^,;:]*?[\ue000\ue002][^,;:]*?)(?P<rest>[,.] .+)?",
    re.IGNORECASE | re.DOTALL,
)
_NEW = Pattern(
    r"(?:(?:an? |the )?copy of )?(?:(?:the|all|every|each|any|our|my) )*(?:new|incoming)\b", re.IGNORECASE
)


def taken_in(sentence: Words) -> Words | None:
    """“Our Teams channel should get every new article of …”: when there is one, send it there.

    What a service is to have of another one, for certain: the one that is named first starts nothing.
    """
    found = _TAKES.fullmatch(sentence.masked)
    if found is None or _INSIDE.search(found["thing"]):
        return None
    who, thing, rest = (sentence.group(found, name) for name in ("who", "thing", "rest"))
    if (copied := _COPY.match(thing.masked)) is not None:
        thing = thing[copied.end() :]
    if not _NEW.match(thing.masked) and found["each"].lower() not in {"every", "each", "any"}:
        return put_together("send", thing, "to", who.lowered(), rest)
    return put_together("When there is a new", without_article(thing), ", send it to", who.lowered(), rest)


_BOT_GETS = Pattern(
    r"(?P<verb>[a-z]+) (?P<each>every|each|all|any|all the|the) (?P<thing>[^,;:.]+?) (?:that |which )?(?P<who>(?:my|our|the|an?) (?:[\w-]+ )?(?:bot|number|line|assistant)) (?P<does>receives?|gets?)"
    r"(?P<where> (?:in|into|to|as|on) [^;:.]+)",
    re.IGNORECASE | re.DOTALL,
)


_ELSEWHERE = Pattern(r" (?:in|on) [^,]*? (?:to|into) ", re.IGNORECASE)
"""“gets in Telegram to Drive”: where it gets them comes first."""


def bot_gets(sentence: Words) -> Words | None:
    """“Log every Telegram message my bot receives in a sheet”: where it is kept, for what a bot gets it gets where it is."""
    found = _BOT_GETS.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]) or _ELSEWHERE.match(found["where"]):
        return None
    verb, thing, where = (sentence.group(found, name) for name in ("verb", "thing", "where"))
    it = "them" if thing.text.endswith("s") else "it"
    who = "" if "\ue000" in thing.masked else sentence.group(found, "who")
    arrives = (
        put_together("When", who, "gets a new", thing) if who else put_together("When there is a new", thing)
    )
    return put_together(arrives, ", ", verb.lowered(), it, where)


_PEOPLE = r"(?:i|we|you|people|users|customers|clients|visitors|someone|somebody|anyone|they|guests|members|colleagues)"
_SHOWN = Pattern(
    rf"(?:all |every |each |any |the |new )*(?P<thing>[a-z]+(?: [a-z]+)?) (?:that |which )?{_PEOPLE} (?:leaves?|posts?|writes?|sends?|submits?|makes?|adds?|uploads?) (?P<where>(?:on|in|to|at|via|through) [^,]+?) "
    r"(?:should|shall|must|has to|have to|needs? to|will|are to) (?:also )?(?:show up|appear|land|end up|go|arrive|be (?:posted|sent|shared|shown|saved|stored|forwarded)) (?P<place>(?:in|to|into|on|as) .+)",
    re.IGNORECASE | re.DOTALL,
)
_BECOMES = Pattern(
    rf"(?:whatever|what|anything|everything|all)(?: that)? {_PEOPLE} (?:texts?|sends?|writes?|posts?|says?|forwards?|types?) (?P<where>(?:to|in|into) [^,]+?) (?:becomes?|should become|turns into|is turned into|is made into) (?P<what>an? .+)",
    re.IGNORECASE | re.DOTALL,
)
_NEEDS = Pattern(
    r"(?P<each>every|each|any) (?P<thing>[^,]+?) (?:needs?|should get|should have|must have|requires?|gets?) (?:its|his|her|their) own (?P<what>[^,.]+? (?:in|on|at) [^,.]*\ue000.*)",
    re.IGNORECASE | re.DOTALL,
)


def left_there(sentence: Words) -> Words | None:
    """“Comments people leave on our files should show up in Slack”, “whatever I text to my bot becomes a task”,
    “every deal needs its own project in Asana”: when there is one, it is sent there or the other is made."""
    if (shown := _SHOWN.fullmatch(sentence.masked)) is not None:
        thing, where, place = (sentence.group(shown, name) for name in ("thing", "where", "place"))
        return put_together("When there are new", thing.lowered(), where, ", send them", place)
    if (becomes := _BECOMES.fullmatch(sentence.masked)) is not None:
        return put_together(
            "When there is a new message",
            sentence.group(becomes, "where"),
            ", create",
            sentence.group(becomes, "what"),
        )
    if (needs := _NEEDS.fullmatch(sentence.masked)) is not None:
        each, thing, what = (sentence.group(needs, name) for name in ("each", "thing", "what"))
        return put_together("For", each.lowered(), thing, ", create a", what)
    return None


_COPY = Pattern(r"(?:an? |the )?copy of ", re.IGNORECASE)
_INSIDE = Pattern(r"\b(?:if|when|whenever|once|unless|otherwise|only|should|must)\b", re.IGNORECASE)
_MAILED = Pattern(
    r"(?P<lead>(?:use|let|have|ask|make) [^,;.]{2,30}? (?:to )?)?(?P<verb>answer|reply to|respond to|summari[sz]e|classify|sort|translate|analy[sz]e|read|forward|log|draft (?:an? )?(?:replies|reply|answers?) to) (?:(?:all|the|any|every|incoming|new) )*"
    r"(?P<thing>(?:[a-z]+ )?(?:questions?|e?-?mails?|messages?|requests?|inquir(?:y|ies)|enquir(?:y|ies)|complaints?|orders?|applications?)) (?:that |which )?(?:comes?|coming|sent|arrives?|arriving|lands?|landing|gets?|received)(?: in)?(?: to| at| in| on| via)+ (?P<to>(?:(?:my|our|the) )?(?:(?:[a-z]+ )?(?:inbox|mailbox)|\ue001+(?=[ ,.]|$)))(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def mailed_there(sentence: Words) -> Words | None:
    """“Use Claude to answer questions that come to support@…”: when an email arrives there, use Claude to answer it."""
    found = _MAILED.fullmatch(sentence.masked)
    to = sentence.group(found, "to") if found is not None else None
    if found is None or to is None or not ("@" in to.text or to.text.lower().endswith("box")):
        return None
    lead, verb, rest = (sentence.group(found, name) for name in ("lead", "verb", "rest"))
    arrives = "When an email arrives in" if "box" in to.text.lower() else "When an email arrives at"
    order = (verb if lead else verb.lowered(), "it")
    if found["verb"].lower().startswith("draft"):
        order = (verb.said_as("draft a reply"), "to it" if lead else "")
    return put_together(arrives, to, ", ", lead.lowered(), *order, rest)


_ATTACHED = Pattern(
    r"(?:(?P<lead>(?:let|have|use) [^,;.]{2,30}? )(?:to )?|(?P<model>(?:AI|\ue000+) ))?(?P<verb>[a-z]+) (?:all |the |any |every |each |new |incoming )*(?P<what>[a-z]+(?: (?!that\b|which\b)[a-z]+)?) (?:that |which )?(?:arrives?|comes?|coming|arriving|sent|received|get|we get|i get|is sent|are sent)(?: in)? (?:as (?:an )?e?-?mail attachments?|by e?-?mail|attached to (?:an )?e?-?mails?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def attached_there(sentence: Words) -> Words | None:
    """“Whisper transcribes the voicemail that arrives as an email attachment”: when such an email arrives, transcribe it."""
    found = _ATTACHED.fullmatch(sentence.masked)
    base = base_of(found["verb"]) if found is not None else None
    if found is None or base is None or not is_order(base):
        return None
    lead, what, rest = (sentence.group(found, name) for name in ("lead", "what", "rest"))
    model = put_together("with", sentence.group(found, "model").trimmed()) if found["model"] else None
    verb = sentence.group(found, "verb").said_as(base)
    return put_together(
        "When an email with", what, "as attachment arrives, ", lead.lowered(), verb, "it", model, rest
    )


_SENT_IN = Pattern(
    r"(?P<verb>[a-z]+) (?P<what>(?:an?|the) [a-z]+(?: [a-z]+)?) (?:from|out of|of|based on|for) (?:the |any |every |each |whatever |all )?(?P<thing>text|message|prompt|description|voice (?:note|message)|photo|picture|image|audio|pdf|document)s? (?:that |which )?(?P<who>i|people|users|someone|somebody|we|customers|they) (?:send|sends|write|writes|post|posts|upload|uploads|text|texts) (?:to|in|into|on) (?P<place>(?:(?:my|our|the|an?) )?\ue000+(?: bot| chat| channel)?)(?P<model> (?:with|using|by) \ue000+)?(?P<rest>(?:,| and) .+)?",
    re.IGNORECASE | re.DOTALL,
)


def made_of_sent(sentence: Words) -> Words | None:
    """“Make an image from the text people send to my Telegram bot”: when there is one there, make an image from it."""
    found = _SENT_IN.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return None
    verb, what, thing, place = (sentence.group(found, name) for name in ("verb", "what", "thing", "place"))
    model, rest = sentence.group(found, "model"), sentence.group(found, "rest")
    drawn = re.search(r"\b(?:image|picture|drawing|photo)\b", what.text, re.IGNORECASE)
    by: Words | str = "with AI" if drawn and not model else model
    kind = "message" if found["thing"].lower() in {"text", "prompt", "description"} else thing
    return put_together(
        "When a new", kind, "is sent to", place, ", ", verb.lowered(), what, "from it", by, rest
    )


_INBOX = Pattern(
    r"(?P<thing>.+?),? (?:should|shall|must|has to|needs to) (?:be|land|arrive|end up) in (?:my|our) (?:inbox|mailbox)(?P<when>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BY_MAIL = Pattern(
    r"(?P<thing>(?:the|an?|all) [^;:]+?)(?:, please)?,? by (?:e-?mail|mail) to (?P<to>[\ue001]+)(?P<when>.*)",
    re.IGNORECASE | re.DOTALL,
)
_HEARS = Pattern(
    r"(?P<who>(?!(?:i|you|it)\b)[^,;:.]+?) (?:should|shall|must|wants? to|needs? to|has to|have to) (?:hear|know|learn|be told|be informed|be notified|get to know) (?P<about>(?:about|of|when|whenever|if|as soon as)\b.+)",
    re.IGNORECASE | re.DOTALL,
)


_EACH_OF = Pattern(
    r"\b(?:send|write|give) (?P<whom>(?:(?:each|every|all)(?: of)?(?: the| my| our)?|everyone|everybody) ?(?P<nouns>(?:[a-z]+ ){0,2}?[a-z]+)? ?(?P<where>(?:in|from|on|of) (?:[a-z]+ ){0,2}(?:\ue000+|sheet|spreadsheet|table)(?: (?:sheet|list|table|base|database))?)) (?P<thing>an? .+)",
    re.IGNORECASE | re.DOTALL,
)


def _to_each(sentence: Words) -> Words | None:
    """“Send every contact in my sheet an email”: the contacts are read there, and each gets one."""
    found = _EACH_OF.search(sentence.masked)
    if found is None or re.match(r"an? (?:row|copy)\b", found["thing"]):
        return None
    return put_together(
        sentence[: found.start()],
        "get all",
        sentence.group(found, "nouns") or "rows",
        sentence.group(found, "where"),
        "and send each of them",
        sentence.group(found, "thing"),
    )


def told_to(sentence: Words) -> Words | None:
    """“Our channel should hear about X”, “X should be in my inbox”, “X, please, by mail to …” as an order."""
    if (each := _to_each(sentence)) is not None:
        return each
    if (inbox := _INBOX.fullmatch(sentence.masked)) is not None:
        return put_together(
            "email me", sentence.group(inbox, "thing").lowered(), sentence.group(inbox, "when")
        )
    if (mail := _BY_MAIL.fullmatch(sentence.masked)) is not None:
        return put_together(
            "email",
            sentence.group(mail, "thing").lowered(),
            "to",
            sentence.group(mail, "to"),
            sentence.group(mail, "when"),
        )
    found = _HEARS.fullmatch(sentence.masked)
    if found is None or _EVENT.match(found["who"]):
        return None
    return put_together("notify", sentence.group(found, "who").lowered(), sentence.group(found, "about"))


def later(sentence: Words) -> Words | None:
    """“Two days after a payment failed, …” as “when a payment failed, wait two days, then …”."""
    found = _LATER.fullmatch(sentence.masked)
    if found is None:
        return None
    main = sentence.group(found, "main") or sentence.group(found, "main2")
    main = sent_to(main) or main
    if not is_order(main.masked.split(" ")[0]):
        return None
    time = sentence.group(found, "time").lowered()
    return put_together("When", sentence.group(found, "event"), ", wait", time, ", then", main)
