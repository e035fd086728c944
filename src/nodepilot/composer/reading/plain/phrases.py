"""Turns of phrase that are read in one form: “give it back to the caller”, “save it as the priority of the ticket”."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.words import Words, put_together, said_instead
from nodepilot.kit.patterns import Pattern

_BACK = Pattern(
    r"\b(?:save|store|set|keep|use|write|put|add|record)s? (?P<it>it|them|that|this|the (?:result|value|answer|verdict|score)) as (?:the |its )?(?P<field>[a-z]+) (?:of|on|in|at) (?:the|that|this|its) (?P<of>ticket|issue|deal|contact|lead|task|card|record|row|order|page|item|case|incident)\b",
    re.IGNORECASE,
)

_POSTED = Pattern(
    r"\b(?:posted|sent|submitted|pushed|delivered|reported|forwarded) to (?=/[a-z])",
    re.IGNORECASE,
)

_ALERT = Pattern(
    r"\b(?P<verb>push|fire|fire off|trigger|issue|raise) (?:(?:me|us) )?an? (?:[a-z]+ )?(?:[\ue000]+ )?(?:alert|notification|message|note)\b",
    re.IGNORECASE,
)


def _back(sentence: Words) -> Words | None:
    found = _BACK.search(sentence.masked)
    if found is None:
        return None
    of, field = sentence.group(found, "of"), sentence.group(found, "field")
    return put_together(
        sentence[: found.start()],
        "write",
        sentence.group(found, "it"),
        "back to the",
        of,
        field,
        sentence[found.end() :],
    )


def _posted(sentence: Words) -> Words | None:
    found = _POSTED.search(sentence.masked)
    if found is None:
        return None
    return put_together(sentence[: found.end()], "the webhook ", sentence[found.end() :])


def _alerted(sentence: Words) -> Words | None:
    found = _ALERT.search(sentence.masked)
    if found is None:
        return None
    return put_together(
        sentence[: found.start()],
        sentence.group(found, "verb").said_as("send"),
        sentence[found.end("verb") :],
    )


_ARROW = r"(?P<a>(?:->|→|=>|-->) ?)"
_BACK_THERE = r"back (?:to|in|into) (?:the |that )?(?:same )?(?:chat|sender|caller|thread|channel|user|customer|conversation)"
_SAID: tuple[tuple[Pattern, str], ...] = (
    (
        # "leave it as a draft, do not send anything": that is what a draft is.
        Pattern(
            r"(?P<d>\bdrafts?),? (?:and |but )?(?:please )?(?:do not|don't|dont|never) send (?:it|them|anything)(?: yet)?(?=[,.;]|$)",
            re.IGNORECASE,
        ),
        "{d}",
    ),
    (
        Pattern(
            r"\bfor (?P<n>e?-?mails|messages|files|orders|tickets) (?:arriving|coming in|that arrive|that come in) (?P<w>in|at|on) ",
            re.IGNORECASE,
        ),
        "for new {n} {w} ",
    ),
    (
        Pattern(
            rf"{_ARROW}(?:an? )?new (?=(?:row|record|task|card|page|issue|ticket|contact|lead|deal|item|entry|event|line|document|folder)\b)",
            re.IGNORECASE,
        ),
        "{a}create a new ",
    ),
    (
        Pattern(
            r"(?P<w>\b(?:when(?:ever)?|if|every ?time|each time|once|as soon as)\b[^,.;?]+?),? (?:can|could|would) (?:it|you|u|we) (?:please |pls )?(?=[a-z]+\b)",
            re.IGNORECASE,
        ),
        "{w}, ",
    ),
    (
        # "get failed payments", "post won deals": what they are, nothing that is done to them.
        Pattern(
            r"(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\bour )(?P<v>\b(?:get|fetch|post|send|list|show|pull|read|load|take|copy|export|collect|find|count|summarize|forward|email))"
            r" (?=(?:(?!need|feed|speed|seed|embed|called|named)[a-z]{3,}ed|won|lost|unread|closed) (?:\ue000+(?: |$)|[a-z]{2,}s\b))",
            re.IGNORECASE,
        ),
        "{v} the ",
    ),
    (
        # "add a comment to every new issue": to the one that has come.
        Pattern(
            r"^(?P<o>(?:add|write|post|put|leave|attach|apply) (?:an? |the )?(?:internal |private |public )?(?:comment|label|tag|note)\b[^,;.]*?)"
            r" (?:to|on|under) (?:every|each|any) new (?P<w>[^,;]+)$",
            re.IGNORECASE,
        ),
        "When there is a new {w}, {o} to it",
    ),
    (
        Pattern(r"\b(?P<t>tagged|labell?ed) (?:as|with(?! the| a)) (?=[a-z\ue001])", re.IGNORECASE),
        "{t} ",
    ),
    (
        Pattern(
            rf"{_ARROW}(?P<s>\ue000+) (?:sends|emails|mails|delivers) (?P<i>it|them)(?=[,.;]|$| (?:->|→|=>))",
            re.IGNORECASE,
        ),
        "{a}send {i} with {s}",
    ),
    (
        Pattern(
            rf"{_ARROW}(?P<s>\ue000+) (?:posts|publishes|shares) (?P<i>it|them)(?=[,.;]|$| (?:->|→|=>))",
            re.IGNORECASE,
        ),
        "{a}post {i} in {s}",
    ),
    (
        Pattern(
            r"\((?:css|css selectors?|selectors?|with the selectors?|classes) (?P<a>[.#\ue001][^()]+)\)",
            re.IGNORECASE,
        ),
        "({a})",
    ),
    (
        Pattern(
            r"(?P<u>\ue002+) (?:gives|returns|sends back|answers with|delivers) (?:me |us )?(?:a |the )?(?:list|array) of (?P<o>[a-z]+),? (?:each|every one|all of them) (?:with|having|has|have) (?:an? |the )?(?P<i>[a-z]+) (?:array|list)s?\.",
            re.IGNORECASE,
        ),
        "Get the {o} from {u} and split out the {i}.",
    ),
    (
        Pattern(
            r"\brename (?:the )?(?P<k>columns|fields|keys|headers|properties) (?P<a>(?:(?! to )[\w ])+?) and (?P<b>(?:(?! to )[\w ])+?)(?P<p> (?:of|in|from) [^,;]*?\ue000+[^,;]*?)? to (?P<c>[\w-]+) and (?P<d>[\w-]+)",
            re.IGNORECASE,
        ),
        "rename the {k} {a} to {c} and {b} to {d}{p}",
    ),
    (
        Pattern(
            r"\b(?:prepare|write|compose|create|generate|make|suggest) (?P<x>an? (?:answer|reply|response) (?:(?!and\b| and )[^,;.])+?),? (?:but )?(?:only |just )?as (?:a )?drafts?(?: only)?(?=[,;.]| and\b|$)",
            re.IGNORECASE,
        ),
        "draft {x}",
    ),
    (
        Pattern(
            r"(?P<a>(?:\b(?:my|our|the) )?(?:\ue000+|(?:google )?sheet)) has (?:the |two )?tabs (?P<b>\S+) and (?P<c>\S+?)[,;.:] (?:find|get|look for|list|show|take) (?P<d>(?:the |all )?(?:rows|entries|lines|ones)) (?P<e>(?:that are |which are )?(?:only|missing) in [^,;]+?) and (?P<f>[a-z]+) them",
            re.IGNORECASE,
        ),
        "compare the tabs {b} and {c} of {a} and {f} {d} {e}",
    ),
    (
        Pattern(rf"{_ARROW}(?:an? |the )?summary(?= ?(?:->|→|=>|{_BACK_THERE}))", re.IGNORECASE),
        "{a}summarize",
    ),
    (
        Pattern(
            rf"(?P<a>(?:->|→|=>|-->) ?)(?:(?:the )?(?:answer|result|reply|response) )?{_BACK_THERE}",
            re.IGNORECASE,
        ),
        "{a}reply",
    ),
    (Pattern(rf"(?<=summarize) {_BACK_THERE}", re.IGNORECASE), " -> reply"),
    (
        Pattern(
            r"\b(?:give|gives|send|sends|hand|hands|return|returns) (?P<x>the \w+|it|them|that) back(?: (?:in|as) (?:the |its )?(?:response|answer|reply)| to the caller)?(?=[,.;]| and\b|$)",
            re.IGNORECASE,
        ),
        "respond with {x}",
    ),
    (
        Pattern(r",? going by (?:the(?:ir)? )?(?P<f>[a-z]+)(?: address)?(?=[,.;]| and\b|$)", re.IGNORECASE),
        " by {f}",
    ),
    (
        Pattern(
            r"\b(?:people|customers|those|everyone|anyone|users|guests|answers|responses|clients|ones) (?:with|who (?:give|gave|rate|rated)(?: us)?|giving(?: us)?|that (?:give|gave)) (?P<n>\d+ (?:or|and|to|-) \d+|\d+) (?P<s>stars?|points?)(?= (?:get|gets|receive|receives|go|goes|are|is|become|becomes|open|opens|create|creates|should|must)\b)",
            re.IGNORECASE,
        ),
        "{n} {s}",
    ),
    (
        Pattern(
            r",? but only for (?:the )?(?P<f>department|team|country|category|status|type|plan|region|city|language|customer|project|priority|group) (?P<v>[\w\ue001-]+)",
            re.IGNORECASE,
        ),
        ", but only if the {f} is {v}",
    ),
    (
        Pattern(
            r"\b(?:put|pack|bundle|collect|combine) (?P<i>them(?: all)?|it|these|those|everything) (?:in|into) (?:one|a|a single) zip(?: file| archive)? (?:in|on|to|at) (?P<s>(?:(?:my|our|the) )?\ue000+)",
            re.IGNORECASE,
        ),
        "zip {i} and upload the zip to {s}",
    ),
    (
        Pattern(
            r"\b(?:put|pack|bundle|collect|combine) (?P<i>them(?: all)?|it|these|those|everything) (?:in|into) (?:one|a|a single) zip(?: file| archive)?\b",
            re.IGNORECASE,
        ),
        "zip {i}",
    ),
    (
        Pattern(
            r",? with (?:a )?(?P<n>\d+|one|two|three|five|ten)[ -]?(?P<u>s|secs?|seconds?|mins?|minutes?)(?: of)? (?:pause|delay|break|wait)(?: (?:in )?between(?: (?:each|every|the|them|all)?(?: ?(?:calls?|requests?|one|item))?)?)?(?=,| and\b|\.|$)",
            re.IGNORECASE,
        ),
        ", wait {n} {u} in between",
    ),
    (
        Pattern(
            r",? with (?:a )?(?:pause|delay|break|wait) of (?P<n>\d+|one|two|three|five|ten)[ -]?(?P<u>s|secs?|seconds?|mins?|minutes?)(?: (?:in )?between(?: (?:each|every|the|them|all)?(?: ?(?:calls?|requests?|one|item))?)?)?(?=,| and\b|\.|$)",
            re.IGNORECASE,
        ),
        ", wait {n} {u} in between",
    ),
    (
        Pattern(
            r"\b(?:what|whatever) (?:comes|came|you get|i get|we get|is returned|gets returned)(?: back)?\b",
            re.IGNORECASE,
        ),
        "the results",
    ),
    (
        Pattern(
            r"\b(?:remove|drop|delete) (?:rows|entries|records|those|contacts|ones) with the same (?P<n>\w+)",
            re.IGNORECASE,
        ),
        "remove duplicates by {n}",
    ),
    (Pattern(r"(?<=[, ])(?P<n>\d+) at a time\b", re.IGNORECASE), "in batches of {n}"),
    (
        Pattern(r"\bwhat is (?:different|the difference) between (?P<n>[^?]+)\? ?", re.IGNORECASE),
        "compare {n} and ",
    ),
    (
        Pattern(
            r"(?P<n>[\ue001]+|\S+\.(?:csv|xlsx?|json|xml|pdf|txt|zip)), (?:an? [\w ]+|which (?:is|lies|lives|we have)) (?:on|in|at) (?P<m>(?:my |our |the )?\ue000+),",
            re.IGNORECASE,
        ),
        "{n} from {m}",
    ),
)
"""A phrase, and what is said instead of it."""


def _said(sentence: Words) -> Words | None:
    made = said_instead(sentence, _SAID)
    return made if made is not sentence else None


PHRASES: tuple[Callable[[Words], Words | None], ...] = (_said, _back, _posted, _alerted)
"""Each gives the sentence with its phrase in the form that is read, or None."""
