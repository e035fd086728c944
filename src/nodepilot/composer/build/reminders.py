"""What somebody is to be reminded of: “remind the team in #ops every Friday | to fill in their time sheets |”."""

from __future__ import annotations

from nodepilot.composer.build.occasions import occasion_of
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.composer.reading.story import Act

_REMINDING = ("remind", "erinner", "recuerd", "recordatorio", "rappel", "lembr")
_WISHING = ("wish", "wunsch")
_OPENS = frozenset({"that", "dass", "que", "daran"})
_OPENS_VERB = frozenset({"to", "de", "d", "d'"})
_OPENS_THING = frozenset({"about", "of", "for", "an", "sobre", "de", "du"})
_INFINITIVES = ("ar", "er", "ir", "re", "oir")
_ADDRESSES = frozenset({Kind.CHANNEL, Kind.EMAIL, Kind.HANDLE})


def wished(u: Utterance, first: int, last: int) -> str:
    """“wish the team | happy holidays | in Microsoft Teams”."""
    last = min(last, len(u.tokens))
    at = next((i for i in range(first, last) if u.tokens[i].norm.startswith(_WISHING)), None)
    if at is None:
        return ""
    start = at + 1
    while start < last and u.has(start, "words", "det", "me", "pronoun", "object_pronoun"):
        start += 1
    if start > at + 1 and start < last and u.has(start, "nouns"):
        start += 1
    return _until_place(u, start, last)


_GREETINGS = frozenset({"happy", "merry", "frohe", "frohes", "feliz", "joyeux", "bonne"})


def greeted(u: Utterance, act: Act) -> str:
    """“send | happy new year | to all contacts”: the words of a greeting; empty where none is sent."""
    said = act.argument("object")
    if said is None or u.tokens[said.first].norm not in _GREETINGS or occasion_of(u, act) is not None:
        return ""
    text = _until_place(u, said.first, said.last)
    return f"{text}!" if text else ""


def reminded_of(u: Utterance, first: int, last: int) -> str:
    """In the words of the request, without who is reminded, where and when; empty where it is not said."""
    last = min(last, len(u.tokens))
    at = next((i for i in range(first, last) if u.tokens[i].norm.startswith(_REMINDING)), None)
    if at is None:
        return ""
    places = range(at + 1, last - 1)
    start = (
        next((i + 1 for i in places if u.tokens[i].norm in _OPENS), None)
        or next((i + 1 for i in places if u.tokens[i].norm in _OPENS_VERB and _is_order(u, i + 1)), None)
        or next((i for i in places if u.language in {"es", "pt"} and _is_infinitive(u, i)), None)
        or next(
            (i + 1 for i in places if u.tokens[i].norm in _OPENS_THING and not _is_place(u, i, last)), None
        )
    )
    if start is None:
        return ""
    while start < last and (u.tokens[start].norm == "," or u.is_scheduled(start)):
        start += 1
    return _until_place(u, start, last)


_ASKED = frozenset("what how who which where why when whether".split())
_TURNED = {
    "are": "are you",
    "have": "have you",
    "did": "did you",
    "will": "will you",
    "want": "do you want",
    "do": "do you do",
    "need": "do you need",
    "can": "can you",
}
"""What they are asked, said to them."""


def question_put(u: Utterance, act: Act) -> str:
    """“ask the team in #standup | what they are working on |”: the question; empty where none is put."""
    last = min(act.last, len(u.tokens))
    if act.verb_at < 0 or u.tokens[act.verb_at].norm not in {"ask", "asks"}:
        return ""
    at = next((i for i in range(act.verb_at + 1, last - 1) if u.tokens[i].norm in _ASKED), None)
    if at is None:
        return ""
    who = next((i for i in range(at + 1, last - 1) if u.tokens[i].norm == "they"), None)
    verb = _TURNED.get(u.tokens[who + 1].norm) if who is not None else None
    if who is None or verb is None:
        said = u.words(at, last)
    else:
        said = f"{u.words(at, who)} {verb} {u.words(who + 2, last)}"
    return f"{said[:1].upper()}{said[1:]}".strip(" .,?") + "?"


def reminded_to(u: Utterance, act: Act) -> str:
    """“remind all parents in my sheet | to pack gym clothes”: what each of them is told; empty where nothing is to do."""
    if act.verb != "notify" or not u.tokens[act.verb_at].norm.startswith(_REMINDING):
        return ""
    ordered = any(
        u.tokens[i].norm in _OPENS or (u.tokens[i].norm == "to" and _is_order(u, i + 1))
        for i in range(act.verb_at + 1, min(act.last, len(u.tokens)) - 1)
    )
    return reminded_of(u, act.first, act.last) if ordered else ""


def _until_place(u: Utterance, start: int, last: int) -> str:
    end = start
    while end < last and not _is_place(u, end, last):
        if u.is_scheduled(end) and not (end > start and u.has(end - 1, "words", "det")):
            # "… every Friday" ends it, "the daily standup" is the thing's name.
            break
        end += 1
    said = u.words(start, end).strip(" ,.")
    return said[:1].upper() + said[1:]


def _is_order(u: Utterance, index: int) -> bool:
    """“to | prepare the report”, “de | sortir les poubelles”; no “to | finance@acme.co”, no “to | the team”."""
    token = u.tokens[index]
    if token.kind is not Kind.WORD or u.service_at(index) is not None:
        return False
    if u.language in {"es", "fr", "pt"}:
        return token.norm.endswith(_INFINITIVES)
    return not (
        u.has(index, "words", "det", "me", "pronoun") or (u.has(index, "nouns") and not u.has(index, "verbs"))
    )


def _is_infinitive(u: Utterance, index: int) -> bool:
    return u.tokens[index].norm.endswith(_INFINITIVES) and u.has(index, "verbs") > 0


def _is_place(u: Utterance, index: int, last: int) -> bool:
    """“in #general”, “via Telegram”, “to finance@acme.co”: where it is said, or to whom."""
    if not u.has(index, "words", "in", "to", "via", "from", "for", "with"):
        return False
    following = index + 1
    while following < last and u.has(following, "words", "det", "me"):
        following += 1
    hit = u.service_at(following) if following < last else None
    named = following < last and (
        (hit is not None and (not hit.is_generic or hit.mention.need in MESSAGING))
        or u.tokens[following].kind in _ADDRESSES
    )
    return named or (following >= last and following > index + 1)
