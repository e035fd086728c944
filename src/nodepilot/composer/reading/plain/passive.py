"""“The transcript should be fetched and stored in Notion” as “fetch the transcript and store it in Notion”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.reading.plain.verbs import participle_of
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_OFTEN = r"(?:also|then|just|simply|only|automatically|all|each|always|directly|straight|immediately|both)"
_MODAL = rf"(?:should|shall|must|has to|have to|needs? to|ought to|is to|are to|may|can)(?: {_OFTEN})*"
_PASSIVE = Pattern(
    rf"(?P<subject>[^;:]+?),? {_MODAL} (?:{_OFTEN} )*(?:be|get)(?: {_OFTEN})* (?P<verb>[a-z]+)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_PASSIVE = Pattern(
    rf"(?P<subject>[^,;:]+?) (?:is|are|gets?)(?: {_OFTEN})* (?P<verb>[a-z]+)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FURTHER = Pattern(
    rf"(?P<join>,? and(?: then)?|, then|,)(?P<whom> (?:(?:the|its|their|an?|all|every) )?(?:[^\W\d]\w*(?: of [a-z]+)? ){{0,3}}?)"
    rf"\s?(?:(?:{_MODAL} be|is|are|{_OFTEN}) )*(?P<verb>[a-z]+)(?= (?:to|in|into|on|onto|as|at|with|by|from|via|through|over|under|one|back|for|me|us|it)\b|[,.]|$)",
    re.IGNORECASE,
)
_AGENT = Pattern(r"\bby (?=(?:an? )?(?:AI|LLM|language model|model|GPT|Claude)\b|\ue000)", re.IGNORECASE)
_STATES = frozenset({"paid", "open", "needed", "able", "sent"})
_CONTRAST = Pattern(
    r"\b(?:everything else|anything else|others|other ones|[a-z]+er ones|the rest|otherwise|all other)\b",
    re.IGNORECASE,
)
"""Cases of what the subject is: they are told apart by it."""
_INSIDE = Pattern(r"\b(?:if|when|whenever|once|unless|then|otherwise)\b", re.IGNORECASE)
_WHEN = Pattern(
    r"(?:if|when|whenever|once|as soon as|unless|after|until|before|every time|each time|in case)\b",
    re.IGNORECASE,
)


_LED = Pattern(
    r"(?:otherwise|then|in that case|if so|if not|for everything else|after that|finally|also),? ",
    re.IGNORECASE,
)
_GOES = Pattern(
    rf"(?P<subject>[^;:]+?) {_MODAL} (?:{_OFTEN} )*(?P<verb>go|land|end up|appear|show up|pop up|arrive)(?P<rest> (?:{_OFTEN} )*(?P<to>to|into|in|on|at)\b.*)",
    re.IGNORECASE | re.DOTALL,
)

_WISHED = Pattern(
    r"(?:i|we)(?:'d| would)?(?: really| also| just)? (?:want|like|need|love|prefer)(?: for| to have)? (?P<subject>[^;:,]+?) to (?P<does>(?:also )?(?:be [a-z]+(?:ed|en|t)|go|land|end up|appear|show up|pop up|arrive)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def active(sentence: Words, *, states: bool = False) -> Words | None:
    """The sentence as an order; None where nothing in it is told in the passive.

    With `states` “are saved” is an order, too, not only “should be saved”.
    """
    if (wished := _WISHED.fullmatch(sentence.masked)) is not None:
        meant = put_together(sentence.group(wished, "subject"), "should", sentence.group(wished, "does"))
        return active(meant, states=states)
    if (when := _WHEN.match(sentence.masked)) is not None:
        return _behind_event(sentence, when.end())
    if (led := _LED.match(sentence.masked)) is not None:
        rest = active(sentence[led.end() :], states=states)
        return put_together(sentence[: led.end()], rest) if rest is not None else None
    if (goes := _GOES.fullmatch(sentence.masked)) is not None:
        told = "send" if goes["to"].lower() == "to" else "add"
        subject = sentence.group(goes, "subject").lowered()
        if _INSIDE.search(subject.masked) or _CONTRAST.search(goes["rest"]):
            return None
        return put_together(
            sentence.group(goes, "verb").said_as(told), subject, *rest_of(sentence.group(goes, "rest"))
        )
    found = _PASSIVE.fullmatch(sentence.masked) or (
        _PLAIN_PASSIVE.fullmatch(sentence.masked) if states else None
    )
    if found is None or (verb := participle_of(found["verb"])) is None or found["verb"].lower() in _STATES:
        return None
    if re.match(r"(?:from|in|on|for|at|with|to|by)\b", found["subject"], re.IGNORECASE):
        return None
    if _INSIDE.search(found["subject"]) or _CONTRAST.search(found["rest"]):
        return None
    rest = sentence.group(found, "rest")
    subject = sentence.group(found, "subject").lowered()
    return put_together(sentence.group(found, "verb").said_as(verb), subject, *rest_of(rest))


_BOTH = Pattern(
    rf"[^,;:]+? {_MODAL} (?:be|get) [a-z]+\b[^,;:]* and (?:then )?(?:the|its|their|this|that) [a-z]+(?: [a-z]+)? (?P<verb>[a-z]+) (?:to|in|into|on|onto|as|at|via|by|with)\b[^,;:]*",
    re.IGNORECASE,
)


def both_passive(sentence: Words) -> Words | None:
    """“X should be rated by AI and the score saved in Airtable”: two orders for certain, one helper for both."""
    found = _BOTH.fullmatch(sentence.masked)
    if found is None or participle_of(found["verb"]) is None:
        return None
    return active(sentence)


def _behind_event(sentence: Words, start: int) -> Words | None:
    """“When a contact is created, the company should be researched”: what is done about it, as an order."""
    for comma in re.finditer(", ", sentence.masked[start:]):
        at = start + comma.end()
        told = active(sentence[at:])
        if told is not None:
            return put_together(sentence[:at], told)
    return None


def rest_of(rest: Words) -> Iterator[Words | str]:
    """What follows the verb, with further participles as orders, too."""
    at = 0
    for found in _FURTHER.finditer(rest.masked):
        verb = participle_of(found["verb"])
        whom = rest.group(found, "whom").trimmed()
        if (
            verb is None
            or (found["join"] == "," and not whom)
            or (whom and participle_of(whom.masked.split()[-1]))
        ):
            continue
        yield by_model(rest[at : found.start("whom")])
        yield rest.group(found, "verb").said_as(verb)
        yield whom or "it"
        at = found.end()
    yield by_model(rest[at:])


def by_model(words: Words) -> Words:
    """“… by AI” as “… with AI”: it does it, nobody else is meant."""
    found = _AGENT.search(words.masked)
    if found is None:
        return words
    return put_together(
        words[: found.start()], words[found.start() : found.end()].said_as("with "), words[found.end() :]
    )
