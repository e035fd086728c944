"""Deeds that are told by what comes of them: “send it to me with approve and reject buttons”, “send an automatic reply”."""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern

_OK = r"(?:approve|approval|accept|yes|ok|confirm)"
_NO = r"(?:reject|rejection|decline|deny|no|cancel|refuse)"
_BY = r"(?: (?:on|in|via|by|over|through) (?:(?:the|our|my) )?[^,;. ]+(?: [#\ue001]+)?)"
_WHO = r"(?:users?|somebody|someone|anybody|he|she|they|customers?|people|person|sender)"
_WRITES = r"(?:writes?|types?|sends?|says?)(?: (?:me|us|back|the word))?"
_ASKS = rf"ask (?P<w>[^,;.]+?)(?P<p>{_BY})? (?:if|whether)"
_MAY = r"(?:should|can|may|shall) be (?:accepted|approved|published|sent|paid|booked|ordered|posted|added|confirmed)(?=[.,;:])"
DEEDS: tuple[tuple[Pattern, str], ...] = (
    (
        Pattern(rf"^{_ASKS} (?P<i>(?:an?|each|every) (?:new |incoming )?[^,;.]+?) {_MAY}", re.IGNORECASE),
        "When there is {i}, ask {w} for approval{p}",
    ),
    (
        Pattern(rf"\b{_ASKS} (?:it|this|that|they|the [a-z]+) {_MAY}", re.IGNORECASE),
        "ask {w} for approval{p}",
    ),
    (
        Pattern(r"\b(?:all |any |every )?(?:the )?other [a-z]+(?= ?(?:->|→|=>))", re.IGNORECASE),
        "everything else",
    ),
    (
        Pattern(
            r"(?P<a>\b(?:gets?|receives?) an? [^,;.]*?(?:email|mail|message|sms|text)) and (?=an? (?:new )?\ue000+ (?:contact|deal|ticket|task|issue|card|row|record|lead|event|invoice|page|entry|account))",
            re.IGNORECASE,
        ),
        "{a} and become ",
    ),
    (
        Pattern(
            rf"\b(?:send|post|forward|show|give) (?:(?:it|them|this|that|the [a-z]+) )?(?:to )?(?P<w>me|us|(?:the|my|our) [a-z]+|[#\ue001]+)(?P<p>{_BY})?(?: first)? with (?:an? )?{_OK}(?: and |/| or )(?:an? )?{_NO}(?: (?:buttons?|options?|links?|choices?))?(?P<q>{_BY})?",
            re.IGNORECASE,
        ),
        "ask {w} for approval{p}{q}",
    ),
    (
        Pattern(
            r"\b(?:send|sends|give|write)(?: (?P<w>(?:the )?(?:sender|customer|caller|visitor|guest|client|person|user)|them|him|her|back))? an? (?:(?:automatic|automated|auto|short|quick|standard|canned)[ -]?)+(?:reply|response|answer)\b",
            re.IGNORECASE,
        ),
        "reply to {w}",
    ),
    (
        Pattern(r"\b(?:goes|go|is moved|are moved|gets moved) (?:in)?to (?:the )?archive\b", re.IGNORECASE),
        "is archived",
    ),
    (
        Pattern(r"(?P<a>\b(?:is|falls) )on (?P<b>an? (?:weekend|weekday|working day))\b", re.IGNORECASE),
        "{a}{b}",
    ),
    (Pattern(r"\b(?P<a>has|have) attachments\b", re.IGNORECASE), "{a} an attachment"),
    (
        Pattern(r"(?P<a>\b(?:others|rest|else|ones)) (?:lands?|ends? up) in(?:to)? ", re.IGNORECASE),
        "{a} go to ",
    ),
    (
        Pattern(
            r"(?P<c>\bcheck (?:if|whether) there [^,;.]+[,.;]) if there (?:are|is)(?: any)?,? ", re.IGNORECASE
        ),
        "{c} if so, ",
    ),
    (
        Pattern(
            r"(?<=: )(?P<c>(?:the |its )?[a-z]+(?: [a-z]+)? (?:contains?|starts? with|ends? with|equals|mentions|says) [^,;.]+?),? then ",
            re.IGNORECASE,
        ),
        "if {c}, ",
    ),
    (
        Pattern(rf"\b(?:if|when) (?:an?|the|my) (?P<b>\ue000+ ){_WHO} {_WRITES} (?=\ue001)", re.IGNORECASE),
        "When there is a new {b}message: if it is ",
    ),
    (
        Pattern(rf"(?P<a>\b(?:if|when)) (?:(?:an?|the|my|some) )?{_WHO} {_WRITES} (?=\ue001)", re.IGNORECASE),
        "{a} the message is ",
    ),
    (Pattern(rf"(?P<a>\bif) {_WHO} {_WRITES} (?=\ue001)", re.IGNORECASE), "{a} the message is "),
    (Pattern(r"(?P<a>\b(?:is|equals|=) )true\b", re.IGNORECASE), "{a}true"),
    (Pattern(r"(?P<a>\b(?:is|equals|=) )false\b", re.IGNORECASE), "{a}false"),
    (
        Pattern(
            r"(?P<a>\bis true\b[^.;]+?)[,;.] (?:and |but )?if (?:it|this|that)(?: is| ' s|'s) false,? ",
            re.IGNORECASE,
        ),
        "{a}, otherwise ",
    ),
    (
        Pattern(
            r"(?P<a>\bis false\b[^.;]+?)[,;.] (?:and |but )?if (?:it|this|that)(?: is| ' s|'s) true,? ",
            re.IGNORECASE,
        ),
        "{a}, otherwise ",
    ),
    (
        Pattern(
            r"\basks? (?:(?:them|him|her|the [a-z]+) )?for (?P<a>an? [^,;.]+?) (?:by|via) (?:e-?mail|mail)\b",
            re.IGNORECASE,
        ),
        "send an email asking for {a}",
    ),
    (
        Pattern(
            r"\b(?:turn|convert|transform) (?P<a>[^,;.]*?\b(?:audio|recordings?|voice|podcasts?|calls?|mp3)\b[^,;.]*?) (?:in)?to (?:an? )?(?:text|transcript)\b(?! files?)",
            re.IGNORECASE,
        ),
        "transcribe {a}",
    ),
    (
        Pattern(
            r"^(?P<a>(?:when(?:ever)? |if |once )?(?:i|we|you|people|(?:an? |the |our |my )?[a-z]+) )fill(?: in)? (?=(?:an?|the|my|our) (?:[a-z]+ ){0,2}form\b)",
            re.IGNORECASE,
        ),
        "{a}fill out ",
    ),
    (
        Pattern(
            r"^(?P<a>(?:when(?:ever)? |if |once )?(?:i|we|you|people|(?:an? |the |our |my )?[a-z]+) )fills(?: in)? (?=(?:an?|the|my|our) (?:[a-z]+ ){0,2}form\b)",
            re.IGNORECASE,
        ),
        "{a}fills out ",
    ),
    (
        Pattern(
            r"(?P<a>\b(?:write|generate|compose|draft|prepare|compile|produce) (?:me |us )?(?:an?|the) (?:[a-z-]+ ){0,3}?(?:report|summary|overview|digest|analysis|recap|briefing|newsletter)) (?:of|from|out of) "
            r"(?P<b>(?:(?!(?:with|using|by|to|and|via|for)\b)[a-z'-]+ ){0,6}?\ue000+)",
            re.IGNORECASE,
        ),
        "{a} about {b}",
    ),
    (
        Pattern(
            r"\bwrite (?P<b>it|them|this|the [a-z]+) (?:in)?to (?=(?:(?:an?|the|its|their|column|field)\b)[^,;.]*?\b(?:columns?|fields?)\b)",
            re.IGNORECASE,
        ),
        "save {b} in ",
    ),
    (
        Pattern(
            r"\b(?P<a>e?-?mails?|messages?) (?:labell?ed|tagged)(?: as| with)? (?=\ue001)", re.IGNORECASE
        ),
        "{a} with the label ",
    ),
    (
        Pattern(
            r"(?P<p>[.;,:] (?:and )?)(?P<a>[a-z]+(?: [a-z]+)?) (?:get|gets|receive|should get) an? (?:AI[- ])?draft(?:ed)? (?:reply|response|answer)",
            re.IGNORECASE,
        ),
        "{p}for {a} draft a reply with AI",
    ),
    (
        Pattern(
            r"^(?:fill|populate|feed|seed) (?P<a>(?:an?|the|my|our) \ue000+[^,;.]*?) with (?P<b>(?:the|all|my|our|every) [^,;.]*?)(?P<c> (?:using|with|by) [^,;.]*)?$",
            re.IGNORECASE,
        ),
        "Load {b} into {a}{c}",
    ),
    (
        Pattern(
            r"\b(?:write|writes|create|creates|make|makes|prepare|prepares) (?:an? )?(?:(?:reply|answer|response) drafts?|drafts? (?:of )?(?:an? )?(?:reply|answer|response))\b",
            re.IGNORECASE,
        ),
        "draft a reply",
    ),
    (
        Pattern(
            r"\b(?P<a>(?:the|an?) (?:[a-z]+ ){0,2}?(?:pdf|resume|cv|photo|image|picture|document|file|contract|invoice|receipt|recording|audio)(?: (?:resume|cv|file|document))?) (?:from|in|submitted (?:in|through|via)|sent (?:in|through|via)) (?P<b>(?:the|an?|our|my) (?:[a-z]+ ){0,2}form)\b",
            re.IGNORECASE,
        ),
        "{a} uploaded in {b}",
    ),
    (
        Pattern(
            r"\bwrite (?P<b>it|them|the (?:summary|result|score|answer|category|translation|text|description)) (?:in|into|to) (?=(?:the|that|this) (?:record|row|ticket|deal|contact|lead|issue|card|page)\b)",
            re.IGNORECASE,
        ),
        "save {b} in ",
    ),
    (Pattern(r"(?<=[a-z]), and (?:creates|makes|opens) (?=an? )", re.IGNORECASE), ", then create "),
    (Pattern(r"\bHTTP requests? tools?\b", re.IGNORECASE), "HTTP tool"),
    (
        Pattern(
            r"\bsurvey (?P<a>answers|responses|results) (?P<b>from|in|of) (?=(?:(?:my|our|the|an?) )?\ue000)",
            re.IGNORECASE,
        ),
        "{a} {b} ",
    ),
    (
        Pattern(
            r"^(?:split|chunk) (?:the text (?:of|from) )?(?P<a>[^,;.]+?) into (?:small )?(?:chunks|pieces|parts) and (?:store|save|put|load|embed|insert) (?:them|it) in(?:to)? ",
            re.IGNORECASE,
        ),
        "Load {a} into ",
    ),
    (
        Pattern(
            r"^(?:read|open|fetch|scrape|load|get) (?:a|the|any) (?:website|web ?page|page|url|link|article)(?: url| link| address)? (?:that )?(?:i|people|users|someone|we|the user|somebody) (?:enters?|types?|pastes?|puts?|submits?|gives?) in(?:to)? (?:a|the) form,? (?:and )?",
            re.IGNORECASE,
        ),
        "A form with a website URL: fetch the page, ",
    ),
    (Pattern(r"\bsend an? (?P<a>birthday [a-z]+)\b", re.IGNORECASE), "send them a {a}"),
    (
        Pattern(
            r"[.:;,] (?:anything|everything|any(?: other)? (?:answer|response|status|code)) (?:but|other than|except|than|not) (?:an? |status |code )*(?P<a>[1-5]\d\d) (?:means|opens|creates|triggers) (?P<b>an? )",
            re.IGNORECASE,
        ),
        ". If the status is not {a}, create {b}",
    ),
    (
        Pattern(r"(?P<a>\bclosed(?: ones)?) without (?:being merged|merging|a merge)\b", re.IGNORECASE),
        "{a}",
    ),
)
"""A deed, and the order that it is read as."""
