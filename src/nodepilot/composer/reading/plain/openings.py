"""What begins a request and says what happens without saying “when”: “Our shop POSTs to /orders.”, “Messages in #help: …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.adverbs import without_adverbs
from nodepilot.composer.reading.plain.bot_deeds import BOT_DEEDS
from nodepilot.composer.reading.plain.case_orders import case_order
from nodepilot.composer.reading.plain.checked_secrets import checked_secrets
from nodepilot.composer.reading.plain.command_answers import command_answers
from nodepilot.composer.reading.plain.deeds import DEEDS
from nodepilot.composer.reading.plain.failing import failing
from nodepilot.composer.reading.plain.form_choices import form_choices
from nodepilot.composer.reading.plain.form_events import form_sent
from nodepilot.composer.reading.plain.model_subjects import models_apart
from nodepilot.composer.reading.plain.orders import without_article
from nodepilot.composer.reading.plain.quoted_texts import reminded, written
from nodepilot.composer.reading.plain.rest_heads import with_otherwise
from nodepilot.composer.reading.plain.same_places import same_places
from nodepilot.composer.reading.plain.told_steps import told_steps
from nodepilot.composer.reading.plain.verbs import base_of, begins_order
from nodepilot.composer.reading.plain.words import Change, Words, changed, put_together, said_instead
from nodepilot.composer.reading.plain.yes_no_fields import with_answers_apart, yes_no_fields
from nodepilot.kit.patterns import Pattern

_POSTED = Pattern(
    r"(?P<who>(?!when|if|whenever|once|every|after|(?:i|we)(?:'d like| need| want| would)|(?:please )?(?:create|make|build|set up|give|add|use)\b)(?:(?:our|my|the|an?|your|some) )?[^,.;:/]{2,40}?) (?:POSTs?|posts?|sends?|submits?|pushes|delivers?|calls?)"
    r"(?P<what> (?!to\b|at\b|on\b|under\b|webhook\b|endpoint\b|request\b)[^,.;:/]{2,40}?)?(?: (?:in)?to| at)? (?P<path>/[\w/-]+)(?=[.,:;]? )",
    re.IGNORECASE,
)
_THAT_DOES = Pattern(
    r"(?:(?:please )?(?:(?:i|we)(?:'d like| would like| need| want)|create|make|build|set up|give me) )?(?P<what>(?:(?:an?|the) )?(?:(?:GET|POST|PUT|PATCH|DELETE) )?(?:(?:webhook|endpoint|api|route|url|\ue000+)(?: at| on| under| called)? )+(?P<path>/[\w/-]+)) (?:that|which) (?P<verb>[a-z]+s)\b",
    re.IGNORECASE,
)
_MESSAGES = Pattern(
    r"(?:all |the )?(?P<what>(?:messages?|posts|comments|replies|questions|mentions) (?:in|on|to|at)\b[^.;:]{2,50}?)(?=: )|(?:all |the |my |our )?(?P<mails>(?:e-?mails|mails) (?:with|from|about|containing|that (?:have|contain|mention)) [^.;:,]{2,40}?)(?=: (?:if|when)\b)",
    re.IGNORECASE,
)
_FEED = Pattern(
    r"(?:read|watch|check|poll|follow|get|fetch|monitor|use) (?:the |this |our )?(?:news |atom )?(?:feed|\ue000+(?: feed)?) (?:of |at |from )?(?P<url>\ue002+)(?=[.:;,]? (?:if|when|for|items?|posts?|articles?|titles?|entries)\b)",
    re.IGNORECASE,
)
_AND_IT = Pattern(
    r"(?P<event>(?:when|if|whenever|every time|each time|once) [^,.;:]+?) and (?P<condition>(?:it|its [a-z]+|the [a-z]+) (?:says|contains|mentions|starts|ends|reads|is|has|includes)\b[^,.;:]*), "
    r"(?P<then>.+?)[,;.] (?:and |but )?(?P<other>any other [a-z]+|all other [a-z]+|(?:anything|everything|everyone|anyone) else|all others|the (?:rest|others)),? (?P<else>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK = r"\d{1,2}(?::\d\d| ?[ap]m| o'clock)?"
_TIMED = Pattern(
    rf"(?P<event>(?:when|if|whenever|every time|each time|once) [^,.;:]+?) (?P<time>(?:outside(?: of)?|during|within|in) (?:our |the |normal )?(?:business|office|working|work|opening) hours"
    rf"|on (?:an? |the )?weekend|on (?:an? )?weekday|(?:after|before) (?:{_CLOCK}(?<=[\dm'k])(?<!\b\d)(?<!\b\d\d))|between {_CLOCK} and {_CLOCK}(?: o'clock)?),? (?P<rest>[a-z]+ .+)",
    re.IGNORECASE | re.DOTALL,
)
_TIME_FIRST = Pattern(
    r"(?P<time>(?:outside(?: of)?|during|within|in) (?:our |the |normal )?(?:business|office|working|work|opening) hours|(?:on|at) (?:the )?weekends?|on (?:the )?weekdays?),? "
    r"(?P<event>(?:(?:all|any|every|each|the|new|incoming) )+[^,;:.]+?) (?P<deed>(?:is|are|gets?|goe?s?|should|must|will) [^,;]+?)(?P<rest>[,;.] (?:and |but )?)(?P<other>(?:outside|during|within|in|on|at|otherwise|else) .+)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_TIME = Pattern(
    r"(?:outside(?: of)? (?:those|these|that|them|it|(?:our |the )?[a-z]+ hours)(?: hours)?|during (?:our |the )?[a-z]+ hours|(?:on|at) (?:the )?(?:weekends?|weekdays?|other days)|otherwise|else),? ",
    re.IGNORECASE,
)
_FOLLOWED = Pattern(
    r"(?P<command>(?<!\S)/\w+) (?:followed by|plus|and|with|then) (?:an? |some |the |any )?(?:text|message|word|words|name|title|task|note|number|question|query|city|topic)\b,?(?= )",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE|webhook|endpoint)\b")
"""Paths that are called, and no commands of a bot."""
_THAT = Pattern(
    r"\b(?P<how>(?:reply|answer|respond)(?: (?:them|him|her|the user|the sender))?) that (?P<said>[^,.;:\"]+)",
    re.IGNORECASE,
)
_TELL = Pattern(
    r"\bbot\b.*[,:;.] (?:(?:otherwise|else|and|but),? )?(?P<how>tell (?:them|him|her|the user|the sender|the customer)) (?:that )?(?P<said>(?:we|you|it|this|i|the|there)\b[^,.;:\"]+)(?=[.]?$)",
    re.IGNORECASE | re.DOTALL,
)
"""“WhatsApp bot: …, otherwise tell them we'll call back”: what it answers."""
_SCALE = Pattern(
    r"(?P<what>\b(?:rating|score|grade|mark|stars?|nps|scale))(?: (?:from|between|of) \d+ (?:to|and|-|–) \d+| [01] ?(?:to|-|–) ?\d+(?=[.,;]| and )| \(\d+ ?(?:-|–|to) ?\d+\))",
    re.IGNORECASE,
)
_BOTH = Pattern(
    r"\b(?:send|sends|post|posts|posted|sent|write|forward|push|share|publish|goes|go)(?: (?:it|them|this|that|(?:the|an?) [a-z]+))? (?:to|in|into|on) (?:the |our )?\ue000+(?: channel)? [#\ue001]+"
    r"(?P<and>,? and (?:also )?(?:to |in |into |on )?)(?P<other>(?:the |our )?\ue000+)",
    re.IGNORECASE,
)
_ELSE_STATUS = Pattern(
    r"\b(?:respond|answer|reply|return)(?: with)?(?: status)? [1-5]\d\d,? (?P<else>else|otherwise|if not) (?=[1-5]\d\d\b)",
    re.IGNORECASE,
)
_FORM = re.compile(r"(?:[^.:;,]*\b)?(?:form|survey|poll|questionnaire)\b", re.IGNORECASE)
_HOW_OFTEN = Pattern(
    r"(?:an? |our |the )?(?P<often>daily|weekly|monthly|quarterly|yearly|annual) (?=(?:[a-z-]+ ){0,3}(?:form|survey|poll|questionnaire)(?: (?:with|that|asking|where)\b|:))",
    re.IGNORECASE,
)
"""“Weekly survey form with …”: how often it is filled in is no time to start at."""
_CHECKS_FIELD = Pattern(
    r"(?P<before>.+?)(?:,| and|, and|\.|:)? (?:then )?(?:check|look at) (?:the|its|their) (?P<field>(?:(?!website|site|page|api|url|feed|server)[a-z]+ )?(?:amount|total|price|value|sum|budget|status|size|subject|sender|country|priority|category|type|quantity|score|rating|age|plan|label|state|stage|title|stock|weight|balance))(?: (?:field|column|value))?[.:;,] (?P<if>if|when) (?:it's|it is|they are|that is) (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""“When somebody pays check the amount. If it's 49 …”: what the cases compare, nothing that is looked up."""
_ENDPOINT_WHEN = Pattern(
    r"(?P<hook>[^.:;,]*?(?:\ue000+|endpoint|webhook|api)[^.:;,]*)(?P<cut>[.:;,]) (?P<when>when) (?=(?:the )?(?:field |header |parameter )?[a-z]+(?: field| header| parameter)? (?:is|has|equals|contains|are)\b)",
    re.IGNORECASE,
)
"""“HTTP endpoint for our app: when the field email is missing …”: a condition, for it is the call that starts it."""
_FIELD_OF = Pattern(
    r"(?:if|when|whenever) (?P<field>the [a-z]+(?: [a-z]+)?) (?:of|on|in) (?P<thing>(?:an?|each|every) (?:new |incoming )[^,;.:]+?) (?P<verb>is|are|contains?|has|exceeds|starts|ends|equals|says|mentions|goes)(?= )",
    re.IGNORECASE,
)
_LABELLED = Pattern(
    r"(?:(?<=[.:;,] )|(?<= and ))(?P<label>(?:(?:too|very|really|all|the) )?[a-z]+(?: [a-z]+)?) \((?P<bound>(?:over|under|above|below|more than|less than|fewer than|up to|at least|at most|between|from)? ?\d[^()]*)\)[,:]? ",
    re.IGNORECASE,
)
_OFTEN = Pattern(
    r"(?:the )?(?P<what>(?!get|check|read|fetch|look|send|every|when|if|watch|ask)(?:[\w/'-]+ ){0,3}?(?:price|weather|rate|forecast|temperature|balance|stock level|exchange rate)(?: (?:in|for|of|at) (?:(?!\b(?:should|must|is|has|needs?)\b)[^.,;:])+?)?) (?=(?:every|each) [^.,;:]+[.,:;] )",
    re.IGNORECASE,
)
"""What is read time and again, with no verb before it."""
_TITLE = Pattern(
    r"(?:the |our |my |an? )?(?:[a-z]+ ){1,3}?(?:approvals?|workflow|flow|automation|process|routing|escalation|check|alerts?|triage|handling|follow-up|onboarding)(?: (?:in|via|with|by|through|on|over) \ue000+)?: (?=(?:an? )?new |when(?:ever)? |if |every |each |once |as soon as |on )",
    re.IGNORECASE,
)
"""What the workflow is for, before what it does."""
_HEADING = Pattern(
    r"(?!(?:every|each|all|any|on|at|in|daily|weekly|monthly|hourly|when|if|once|after|new|incoming|send|e?mail|text|notify|tell|message|post|alert|remind|warn|ping|call|subject|title|body)\b)"
    r"(?:(?!(?:bot|chat|chatbot|agent|assistant|form|webhook|api|endpoint|survey|server|tool|today|daily|weekly|morning|evening)\b)[a-z'-]+ ?){1,4}: "
    r"(?=(?:(?:when(?:ever)?|if|once|every time|each time|as soon as) |(?:every|each|on) (?:day|morning|evening|night|week|month|hour|weekday|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b|i [a-z]+ |we [a-z]+ |(?:people|customers|users|clients|guests|someone|somebody|visitors) [a-z]+ "
    r"|(?:an? )?(?:photo|picture|image|file|pdf|document|scan|audio|recording) (?:file )?(?:is )?(?:uploaded|sent|dropped|added)\b)[^.]*(?:, | and ))",
    re.IGNORECASE,
)
"""“Image captions: every time …, …”: the same where nothing but words of one's own stands there."""
_CALL = Pattern(r"(?P<method>GET|POST|PUT|PATCH|DELETE)(?: requests?)? (?:to|on|at) (?P<path>/[\w/-]+)(?=: )")
_BARE_VALUE = Pattern(
    r"\b(?P<how>(?:starts?|begins?|ends?) with) (?P<value>(?!(?:an?|the)\b)[\w#/-]+:?)(?=,? )", re.IGNORECASE
)


_ONLY_BEHIND = Pattern(r"\.\s+(?:(?:and|but) )?(?=only (?:when|if)\b)", re.IGNORECASE)
"""“… to Discord. And only when …”: a sentence that goes on."""


def opened(whole: Words, *, timed: bool) -> Words:
    """The request with what happens told as an event; itself where nothing is to change. `timed`: it names a time."""
    whole = without_adverbs(told_steps(whole))
    if timed:
        whole = reminded(whole)
    if (behind := _ONLY_BEHIND.search(whole.masked)) is not None:
        whole = put_together(whole[: behind.start()], ",", whole[behind.end() :])
    begun = said_instead(
        _without_labels(_begun(failing(written(form_sent(whole))), timed=timed)), (*DEEDS, *BOT_DEEDS)
    )
    if _FORM.match(begun.masked):
        begun = form_choices(yes_no_fields(_cut_out(begun, _SCALE, "what")))
    begun = command_answers(same_places(checked_secrets(with_answers_apart(begun))))
    if "/" in begun.masked and _CALLED.search(begun.masked) is None:
        begun = _cut_out(begun, _FOLLOWED, "command")
    if (status := _ELSE_STATUS.search(begun.masked)) is not None:
        begun = put_together(begun[: status.end("else")], "respond with", begun[status.end() :])
    if (both := _BOTH.search(begun.masked)) is not None:
        # Each place has a channel of its own.
        begun = put_together(begun[: both.start("and")], " and send it to", begun[both.start("other") :])
    return _quoted_values(_replies(_divided(_at_times(_serving(with_otherwise(begun))))))


_SERVED = frozenset("look return answer reply respond give check search find get fetch".split())
"""What an endpoint does for whoever calls it."""


def _serving(whole: Words) -> Words:
    """“A GET endpoint /ticket that looks up …”: what is called, and what is done then."""
    found = _THAT_DOES.match(whole.masked)
    base = base_of(found["verb"].lower()) if found is not None else None
    if found is None or base not in _SERVED:
        return whole
    called = without_article(whole.group(found, "what"))
    order = whole.group(found, "verb").said_as(base or "")
    return put_together("When the", called, "is called, ", order, whole[found.end() :])


def _without_labels(whole: Words) -> Words:
    """“Too hot (over 28): …, adults (18 and older) are added …”: by what they are told apart."""
    changes: list[Change] = [
        (found.start("label"), found.end(), [whole.group(found, "bound").lowered(), " "])
        for found in _LABELLED.finditer(whole.masked)
    ]
    # With one label alone nothing is told apart.
    return changed(whole, changes) if len(changes) > 1 else whole


def _cut_out(whole: Words, pattern: Pattern, kept: str) -> Words:
    """Only the `kept` group of each part that the pattern finds."""
    return changed(whole, ((found.end(kept), found.end(), ()) for found in pattern.finditer(whole.masked)))


def _time_first(whole: Words) -> Words | None:
    """“On weekdays new messages are forwarded, on weekends the sender gets …”: the event, then when it has to come."""
    found = _TIME_FIRST.fullmatch(whole.masked)
    other = _OTHER_TIME.match(found["other"]) if found is not None else None
    if found is None or other is None:
        return None
    deed = case_order(whole.group(found, "deed"))
    behind = whole.group(found, "other")[other.end() :]
    if deed is None:
        return None
    event = whole.group(found, "event").lowered()
    time = whole.group(found, "time").lowered()
    if (day := re.search(r"week(?:end|day)", time.masked, re.IGNORECASE)) is not None:
        time = time.said_as(f"a {day.group().lower()}")
    return put_together(
        "When there are", event, ". If it is", time, ", ", deed, ", otherwise", case_order(behind) or behind
    )


def _at_times(whole: Words) -> Words:
    """“When a message arrives outside business hours reply …”: the event, then when it has to come."""
    if (told := _time_first(whole)) is not None:
        return told
    found = _TIMED.fullmatch(whole.masked)
    if found is None or not begins_order(found["rest"]):
        return whole
    event, time, rest = (whole.group(found, name) for name in ("event", "time", "rest"))
    return put_together(event, ". If it is", time, ", ", rest)


def _replies(whole: Words) -> Words:
    """“reply that the command is unknown”: in these words."""
    changes: list[Change] = []
    tell = _TELL.search(whole.masked)
    for found in (*_THAT.finditer(whole.masked), *([tell] if tell is not None else [])):
        told = whole.group(found, "said").trimmed().capitalised().quoted()
        how = whole.group(found, "how")
        order = how.said_as("reply") if how.text.lower().startswith("tell") else how
        changes.append((found.start("how"), found.end(), [order, " with", told]))
    return changed(whole, changes)


_SORTS = Pattern(
    r"(?P<verb>sort|split|divide|separate|distribute|triage) [^:.;]+ by (?:(?:the|their|its) )?[a-z ]+: [^,;]+ (?:(?:to|into|in) |-> ?)[^,;]+[,;]",
    re.IGNORECASE,
)
_TIME_WITHIN = Pattern(
    r"(?P<verb>send|mail|e-?mail|text|message|give|show|post|report) (?P<whom>me|us|the team|everyone) "
    r"(?P<time>(?:every|each|on) (?:(?:mon|tues|wednes|thurs|fri|satur|sun|week|birth)?days?|morning|evening|night|week|month|hour)(?: (?:morning|evening|afternoon|night))?"
    r"(?: at (?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?|noon|midnight))?),? (?P<rest>(?:the|an?|all|my|our|new|open|what|how|which)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


_STARS = Pattern(r"\bstar (?P<it>it|them|the (?:e?-?mail|message))\b", re.IGNORECASE)
_BY_MAIL = Pattern(r"\b(?:reply|respond|answer) (?:by|via|with an?) e?-?mail\b(?! node)", re.IGNORECASE)


def _in_mailboxes(whole: Words) -> Words:
    """“star it” labels a mail; whoever fills in a form is mailed, for there is no mail to reply to."""
    if (star := _STARS.search(whole.masked)) is not None and re.search(
        "mail|inbox", whole.text, re.IGNORECASE
    ):
        it = whole.group(star, "it")
        return put_together(whole[: star.start()], 'add the label "STARRED" to', it, whole[star.end() :])
    if _FORM.match(whole.masked) and (reply := _BY_MAIL.search(whole.masked)) is not None:
        return put_together(whole[: reply.start()], "send them an email", whole[reply.end() :])
    return whole


_REMEMBERED = Pattern(
    r",? (?:and |where )?(?:the |its |our |all )?(?:chat )?(?:history|memory|conversations?|context) (?:should be|must be|is|are|gets?|shall be) (?:kept|stored|saved|remembered) (?:in|on) (?:my |our )?(?P<s>\ue000+)(?=[,.;]|$)",
    re.IGNORECASE,
)
"""“the history should be kept in Postgres”: what a chat remembers by."""
_TOLD_OF_THOSE = Pattern(
    r"(?P<look>.*?\b(?:look (?:into|in|at|through)|check|go through|read|open) [^;.]*?\ue000[^;.]*?)(?:,| and|, and) (?P<tell>(?:tell|notify|inform|alert|message|e?-?mail|text) [^,;.]+?) about (?:all )?(?:those|the ones|any|rows|records) (?P<with>(?:with|whose|where|that|which) [^,;.]+)",
    re.IGNORECASE,
)
"""“look into the table and tell us about those with …”: which ones is asked there."""
_A_POST = Pattern(r"an? (?:HTTP )?POST(?: request)?", re.IGNORECASE)


def _begun(whole: Words, *, timed: bool) -> Words:
    whole = _in_mailboxes(whole)
    if (often := _HOW_OFTEN.match(whole.masked)) is not None:
        whole = whole[often.end() :]
    if (those := _TOLD_OF_THOSE.fullmatch(whole.masked.rstrip(" ."))) is not None:
        look, chosen, tell = (whole.group(those, name) for name in ("look", "with", "tell"))
        whole = put_together(look, "for rows", chosen, "and", tell)
    if (kept := _REMEMBERED.search(whole.masked)) is not None:
        whole = put_together(
            whole[: kept.start()], "with memory in", whole.group(kept, "s"), whole[kept.end() :]
        )
    if (title := _TITLE.match(whole.masked) or _HEADING.match(whole.masked)) is not None:
        whole = whole[title.end() :]
    whole = models_apart(whole)
    if timed and _OFTEN.match(whole.masked) is not None:
        return put_together("Get the", without_article(whole).lowered())
    if (checks := _CHECKS_FIELD.fullmatch(whole.masked)) is not None:
        before, field, rest = (whole.group(checks, name) for name in ("before", "field", "rest"))
        whole = put_together(before, ". If the", field, "is", rest)
    hook = _ENDPOINT_WHEN.match(whole.masked)
    if hook is not None and re.search(
        r"\b(?:endpoint|webhook)\b", whole.group(hook, "hook").text, re.IGNORECASE
    ):
        whole = put_together(
            whole[: hook.end("cut")], whole.group(hook, "when").said_as("if"), whole[hook.end() :]
        )
    masked = whole.masked
    if (of := _FIELD_OF.match(masked)) is not None:
        thing, field, verb = (whole.group(of, name) for name in ("thing", "field", "verb"))
        return put_together("When there is", thing, ": if", field, verb, whole[of.end() :])
    if (posted := _POSTED.match(masked)) is not None:
        what = whole.group(posted, "what")
        with_it = ("with", what.trimmed()) if what and not _A_POST.fullmatch(what.masked.strip()) else ()
        return put_together(
            "When there is a POST to", whole.group(posted, "path"), *with_it, whole[posted.end() :]
        )
    if (call := _CALL.match(masked)) is not None:
        method, path = whole.group(call, "method"), whole.group(call, "path")
        return put_together("Webhook", method, path, whole[call.end() :])
    if (sorts := _SORTS.match(masked)) is not None:
        return put_together(whole.group(sorts, "verb").said_as("route"), whole[sorts.end("verb") :])
    if (late := _TIME_WITHIN.fullmatch(masked)) is not None:
        verb, whom, time, rest = (whole.group(late, name) for name in ("verb", "whom", "time", "rest"))
        return put_together(time, ", ", verb.lowered(), whom, rest)
    if (told := _MESSAGES.match(masked)) is not None:
        what = whole.group(told, "what") or whole.group(told, "mails")
        return put_together("New", what.lowered(), whole[told.end() :])
    feed = None if timed else _FEED.match(masked)
    if feed is not None and re.search(r"\b(?:feed|rss)\b", whole.text[: feed.start("url")], re.IGNORECASE):
        return put_together(
            "When there is a new article in the feed", whole.group(feed, "url"), whole[feed.end() :]
        )
    return whole


def _divided(whole: Words) -> Words:
    """“When a message comes in and it says STOP, …, any other message goes to …”: the event, then what it says."""
    found = _AND_IT.fullmatch(whole.masked)
    other = case_order(whole.group(found, "else")) if found is not None else None
    if found is None or other is None:
        return whole
    event, condition, then = (whole.group(found, name) for name in ("event", "condition", "then"))
    return put_together(event, ". If", condition, ", ", then, ". Otherwise", other)


def _quoted_values(whole: Words) -> Words:
    """“if it starts with IT: make …” with quotation marks around what it starts with."""
    changes: list[Change] = []
    for found in _BARE_VALUE.finditer(whole.masked):
        value = whole.group(found, "value")
        if value.text.lower() in {"it", "that", "this"} and not value.text.isupper():
            continue
        comma = "," if value.text.endswith(":") else None
        changes.append((*found.span("value"), [value.quoted(), comma]))
    return changed(whole, changes)
