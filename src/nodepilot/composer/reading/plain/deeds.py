"""Deeds that are told by what comes of them: “send it to me with approve and reject buttons”, “send an automatic reply”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_headings import HEADED
from nodepilot.composer.reading.plain.deciding import BY, DECIDED
from nodepilot.kit.patterns import Pattern

_OK = r"(?:approve|approval|accept|yes|ok|confirm)"
_NO = r"(?:reject|rejection|decline|deny|no|cancel|refuse)"
_WHO = r"(?:users?|somebody|someone|anybody|he|she|they|customers?|people|person|sender)"
_HOLDERS = r"(?:project|milestone|category|group|list|column|pipeline|segment|stage|team|department|section|board|queue|space)"
_WRITES = r"(?:writes?|types?|sends?|says?)(?: (?:me|us|back|the word))?"
_ASKS = rf"ask (?P<w>[^,;.]+?)(?P<p>{BY})? (?:if|whether)"
_MAY = r"(?:should|can|may|shall) be (?:accepted|approved|published|sent|paid|booked|ordered|posted|added|confirmed)(?=[.,;:])"
DEEDS: tuple[tuple[Pattern, str], ...] = (
    *HEADED,
    *DECIDED,
    (
        Pattern(rf"^{_ASKS} (?P<i>(?:an?|each|every) (?:new |incoming )?[^,;.]+?) {_MAY}", re.IGNORECASE),
        "When there is {i}, ask {w} for approval{p}",
    ),
    (
        Pattern(
            rf"\b(?:send|sends|give) (?P<w>(?:(?:the|my|our|their|his|her) )?[a-z]+(?: [a-z]+)?) an? (?P<m>e-?mail|mail|sms|text)(?: (?:asking|so (?:that )?(?:he|she|they) can|where (?:he|she|they) can))? (?:to|for) {_OK}(?:(?: or | and |/){_NO})?(?: (?:it|this|them|the [a-z]+))?(?=[.,;:]|$)",
            re.IGNORECASE,
        ),
        "ask {w} for approval by {m}",
    ),
    (
        Pattern(
            rf"\b(?:send|sends|post|posts) an? (?P<s>\ue000+)(?: (?:message|dm|ping|post))?(?P<c> (?:to|in) [^,;. ]+)? with (?:an? )?{_OK}(?: and |/| or )(?:an? )?{_NO}(?: (?:buttons?|options?|links?|choices?))?",
            re.IGNORECASE,
        ),
        "ask for approval in {s}{c}",
    ),
    (
        Pattern(
            r"(?P<a>[,.;]) (?:and |but )?if (?:it|they|he|she) (?:has|have) none\b,?",
            re.IGNORECASE,
        ),
        ", otherwise",
    ),
    (
        Pattern(
            r"(?P<a>\b(?:gets?|receives?) an? (?:[a-z]+ ){0,2}?(?:call|meeting|appointment|interview|demo|slot|visit))(?: (?:scheduled|booked|planned|set up))? (?:on|in|into) (?:the |our |my )?(?=\ue000)",
            re.IGNORECASE,
        ),
        "{a} in ",
    ),
    (
        Pattern(
            r"(?P<a>\b(?:the )?(?:amount|balance|total|number|value|sum|profit|difference) is|\b(?:over|above|below|under|more than) \d[^.]*?\bif it is) negative\b",
            re.IGNORECASE,
        ),
        "{a} under 0",
    ),
    (
        Pattern(
            r"\b(?P<i>if there (?:are|is) (?:any|some|one|none)) (?=(?:post|send|email|e-mail|text|notify|alert|tell|create|open|message|add|save|put|forward|mail)\b)",
            re.IGNORECASE,
        ),
        "{i}, ",
    ),
    (
        Pattern(
            r"(?P<a>\b(?:when|if|whenever)\b[^,;.]*? (?:is|gets|was) (?P<v>moved|changed|set|switched) to [^.;]*?[,;.] (?:and )?)(?=(?:moved|changed|set|switched) to )",
            re.IGNORECASE,
        ),
        "{a} when it is ",
    ),
    (
        Pattern(
            r"(?P<a>\b(?:gets|has|reaches) the (?P<k>status|stage|state) [^.;]+?[,;.] (?:and )?(?:when|if) it )(?:gets|has|reaches) (?P<v>(?-i:[A-Z])[\w-]*)(?= )",
            re.IGNORECASE,
        ),
        "{a} gets the {k} {v}",
    ),
    (
        Pattern(
            r"\bthe answer to (?:the )?(?:question )?(?=[a-z]+ (?:is|was|contains|equals)\b)", re.IGNORECASE
        ),
        "the ",
    ),
    (
        Pattern(r"^(?P<a>[^.;:]*\bform (?:with|asking for) [^.;:]*?), from,? (?:and )?to\b", re.IGNORECASE),
        "{a}, start date, end date",
    ),
    (
        Pattern(
            r"(?P<a>[,.;] [a-z-]+ (?:go(?:es)? )?to (?:an? |the |my |our )?\ue000+(?: [a-z]+)?) and (?P<b>(?!it\b|then\b|also\b)[a-z-]+ to (?:an? |the |my |our )?)(?=\ue000)",
            re.IGNORECASE,
        ),
        "{a}, {b}",
    ),
    (Pattern(r"\bthe answer to (?=[\ue001\"'“])", re.IGNORECASE), "the field "),
    (Pattern(r"(?<=[.,;] )on (?:approve|approval|acceptance)\b", re.IGNORECASE), "if approved"),
    (Pattern(r"(?<=[.,;] )on (?:reject|rejection|decline|denial)\b", re.IGNORECASE), "if rejected"),
    (
        Pattern(
            r"\b(?P<v>assign|escalate|hand|route|pass) (?:it|them|this|that) to [^,;.]+? by (?P<a>adding|creating|opening|making) (?=an? )",
            re.IGNORECASE,
        ),
        "create ",
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
            rf"\b(?:send|post|forward|show|give) (?:(?:it|them|this|that|the [a-z]+) )?(?:to )?(?P<w>me|us|(?:the|my|our) [a-z]+|[#\ue001]+)(?P<p>{BY})?(?: first)? with (?:an? )?{_OK}(?: and |/| or )(?:an? )?{_NO}(?: (?:buttons?|options?|links?|choices?))?(?P<q>{BY})?",
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
        Pattern(
            r"\b(?:(?:finds?|figures?|works?) out|detects?|recogni[sz]es?|identif(?:y|ies)) (?=(?:the|its|their) (?:sentiment|mood|tone|language|topic|category|urgency|intent|priority|subject)\b)",
            re.IGNORECASE,
        ),
        "determine ",
    ),
    (
        Pattern(
            r"\b(?P<h>have|has|with) (?P<c>less than|fewer than|under|below|more than|over|at least|at most) (?P<n>\d+)(?: (?:items|pieces|units))? (?:left in stock|in stock|on stock|left|available)\b",
            re.IGNORECASE,
        ),
        "{h} stock {c} {n}",
    ),
    (
        Pattern(
            r"(?P<m>\b(?:should|must|shall|has to|have to|needs? to|is|are) be) (?:created|made) (?=as an? )",
            re.IGNORECASE,
        ),
        "{m} added ",
    ),
    (
        Pattern(
            r"\b(?:send|mail|e-?mail|text|message) (?:everyone|everybody|each person|every person|all people|all of them) (?:in it|on it|there|in the (?:file|list|sheet)|on the list)(?= )",
            re.IGNORECASE,
        ),
        "send each of them",
    ),
    (
        Pattern(r"\badd (?:it|them|that|this) as an? (?P<l>tag|label)\b(?! (?:in|on|to)\b)", re.IGNORECASE),
        "{l} it with that",
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
    (
        Pattern(
            rf"^(?:if|when|whenever) (?:(?:an?|the|my|some) )?{_WHO} (?:replies|answers|writes|sends|texts|types)(?: back)?(?: with)? (?P<v>(?-i:[A-Z]{{2,}})|\ue001+) (?:to|on|in|at) (?:our|my|the) (?P<s>\ue000+)(?: (?:number|bot|business|account|chat))?,? (?=[a-z])",
            re.IGNORECASE,
        ),
        "When there is a new {s} message: if it is {v}, ",
    ),
    (
        Pattern(
            rf"(?<=[.,;] )(?:and |but )?(?:if|when) {_WHO} (?:replies|answers|writes|sends|texts|types)(?: back)?(?: with)? (?P<v>(?-i:[A-Z]{{2,}}))\b,? ",
            re.IGNORECASE,
        ),
        "if it is {v}, ",
    ),
    (
        Pattern(
            rf"\b(?P<i>if|when) (?:it|the [a-z]+) (?:is (?:in|on)|belongs to) the (?P<k>{_HOLDERS}) (?P<v>\ue001+|(?-i:[A-Z])[\w-]*(?: (?-i:[A-Z])[\w-]*)?|v\d[\w.]*)(?P<c>,?)",
            re.IGNORECASE,
        ),
        "{i} the {k} is {v}, ",
    ),
    (
        Pattern(
            rf"^(?:if|when) (?:the|a|an) new (?P<t>[^,.;:]+?) (?:is (?:in|on)|belongs to) the (?P<k>{_HOLDERS}) (?P<v>\ue001+|(?-i:[A-Z])[\w-]*),? ",
            re.IGNORECASE,
        ),
        "When there is a new {t}: if the {k} is {v}, ",
    ),
    (
        Pattern(
            r"\b(?:is|are|gets?) (?:automatically |directly )?approved(?: (?:right away|automatically|immediately|directly|at once))? and (?=goe?s? |(?:is |are )?(?:added|saved|stored|put|logged|booked) )",
            re.IGNORECASE,
        ),
        " ",
    ),
    (
        Pattern(r"\b(?:look|see|find out) (?P<i>if|whether) (?=there (?:is|are)\b)", re.IGNORECASE),
        "check {i} ",
    ),
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
            r"\basks? for (?P<a>an? [^,;.]+?) (?:by|via) (?:e-?mail|mail)\b",
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
