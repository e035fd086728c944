"""Things and places of German and Dutch sentences: where they end, whose they are, what points at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.reading.glosses.words import Gloss

_GENITIVES = frozenset("meiner unserer der des eines aller meines unseres seiner ihrer".split())
_OF_THINGS = frozenset({"summary", "overview", "list", "copy", "report", "number", "backup"})
"""What there is of something: “eine Zusammenfassung von …”."""
_POINTING = {"das": "it", "die": "them", "den": "it", "dies": "it", "diese": "them", "dat": "it"}
_ONE_IN_S = frozenset({"sales", "news", "status", "address", "SMS", "marketing", "business"})


def whose(words: list[Gloss]) -> list[Gloss]:
    """“eine Zusammenfassung meiner Mails”."""
    made: list[Gloss] = []
    for index, each in enumerate(words):
        if each.said == "from" and index and words[index - 1].said in _OF_THINGS:
            made.append(replace(each, said="of"))
            continue
        behind_noun = bool(index) and words[index - 1].kind == "noun"
        owned = (
            each.native in _GENITIVES
            if each.kind == "det"
            else each.kind == "adj" and each.native.endswith("er")
        )
        made.append(replace(each, said=f"of {each.said}") if behind_noun and owned else each)
        alone = index + 1 == len(words) or not (words[index + 1].is_thing or words[index + 1].kind == "adj")
        led = bool(index) and (words[index - 1].kind == "det" or _sends_new(words[index - 1], each))
        if each.kind == "adj" and alone and led:
            made.append(Gloss("ones", "noun", each.start, each.end))
    return made


def _sends_new(verb: Gloss, each: Gloss) -> bool:
    """“schick neue an …”."""
    return verb.kind == "order" and each.said == "new"


def pointed_at(words: list[Gloss], lead: int) -> list[Gloss]:
    """“… und das in Airtable eintragen”: what was spoken of."""
    if not 0 < lead < len(words) - 1 or words[lead - 1].said not in {"and", "then"}:
        return words
    pointing, behind = words[lead], words[lead + 1]
    if pointing.native not in _POINTING or behind.kind not in {"prep", "adv", "order"}:
        return words
    return [
        *words[:lead],
        replace(pointing, said=_POINTING[pointing.native], kind="pron"),
        *words[lead + 1 :],
    ]


def places_last(told: list[Gloss], verb: Gloss) -> list[Gloss]:
    """“ich in Notion den Status auf …”: what is set, and where, behind who does it."""
    who = thing_end(told, 0)
    if not 0 < who < len(told) or verb.kind != "order" or told[who].kind != "prep":
        return told
    end = thing_end(told, who + 1)
    if end == len(told) or told[end].kind not in {"det", "adj", "noun", "unknown"}:
        return told
    what = thing_end(told, end)
    return [*told[:who], *told[end:what], *told[who:end], *told[what:]]


def places_end(words: Sequence[Gloss]) -> int:
    """Behind the places that stand before a thing: “in Slack #shop | eine Nachricht”; 0 where no thing follows."""
    at = 0
    while at < len(words) and words[at].kind in {"prep", "adv"}:
        at = thing_end(words, at + 1) if words[at].kind == "prep" else at + 1
    follows = at < len(words) and words[at].kind in {"det", "adj", "noun"}
    return at if follows else 0


def thing_end(words: Sequence[Gloss], start: int) -> int:
    """Behind the first thing."""
    at = start
    while at < len(words) and words[at].kind in {"det", "adj"}:
        at += 1
    if at < len(words) and words[at].kind == "pron":
        return at + 1
    while at < len(words) and words[at].is_thing:
        at += 1
        if at < len(words) and _is_many(words[at - 1]) and words[at].kind == "noun":
            break
    return at


def _is_many(word: Gloss) -> bool:
    """“aus den Mails | Priorität und Produkt”: behind things in the plural begins another one."""
    return word.kind == "noun" and word.said.endswith("s") and word.said not in _ONE_IN_S
