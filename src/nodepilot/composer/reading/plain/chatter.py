"""Sentences that people say around a wish: “My boss keeps asking about this.”, “Can you do that?”, “that's all I need”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.reading.plain.words import Words
from nodepilot.kit.patterns import Pattern

_OPENERS = (
    r"(?:so |ok |okay |well |hey |hi |hello |basically |honestly |look |listen |anyway )*,? ?"
    r"(?:(?:i|we)(?:'m|'re| am| are|m|re)(?: (?:so|really|just|a bit|very|super|too|totally|kinda|always|not|pretty|both))* (?:tired|sick|fed up|bad|busy|new|lazy|lost|stuck|technical|a (?:small|tiny|little|local|young|bit|total)|drowning|wasting|losing|forgetting|going crazy|hopeless|no (?:coder|programmer|developer))\b"
    r"|(?:i|we)(?: (?:really|just|always|keep|kept|constantly))* (?:hate|forget|forgetting|miss|missing|waste|struggle|tried|suck|keep forgetting|lose track|have no (?:idea|clue)|don't know how|dont know how|spend (?:hours|way too|too|so))\b"
    r"|(?:my|our|the) (?:boss|manager|team|wife|husband|colleagues?|coworkers?|client|ceo|accountant|girlfriend|boyfriend|kids?)(?: (?:always|constantly|just|really))* (?:keeps?|wants? (?:this|that|it)|is (?:bugging|asking|nagging|annoying|annoyed|mad|angry)|asked (?:me|us) (?:for|about|to do) (?:this|that|it)|bugs|nags|asks (?:me )?(?:for|about) (?:this|that|it)|said (?:this|that|it|we need)|told me (?:about|n8n|this|you))\b"
    r"|(?:it|this|that)(?:'s| is|s)(?: (?:so|really|just|a|very|such a|super))* (?:annoying|pain|painful|hassle|mess|nightmare|boring|tedious|killing me|driving me)\b"
    r"|(?:not sure|no idea|dunno|don't know|dont know) (?:if|how|whether)\b)"
)
_CLOSERS = (
    r"(?:please |so |and )?(?:(?:can|could|would) (?:you|u|we|n8n|this)(?: please)?(?: even)? (?:do (?:it|that|this)|help(?: me| us)?(?: out)?(?: with (?:it|that|this))?|make (?:it|that|this)(?: happen| work)?|be done|set (?:it|that|this) up)(?: for me| please)?"
    r"|(?:is|would) (?:that|this|it)(?: be)? (?:possible|doable|ok|okay|feasible)(?: (?:at all|somehow|with n8n))?|any (?:ideas?|help|chance)|let me know(?: (?:if|whether|what|when|how|in case|once|your|should|please|asap|soon)\b.*)?|hope (?:that|this|you|it) .*|(?:that|it|this)(?:'d| would) be (?:great|awesome|nice|amazing|perfect|lovely|so helpful|a lifesaver|super)"
    r"|(?:that'?s|thats|that is) (?:it|all|basically it|all i (?:need|want)|everything)(?: really| for now)?|nothing (?:else|more|fancy)(?: really)?|(?:u|you) figure out the rest|does (?:that|this) make sense|how (?:do|would|can) (?:i|we) do (?:that|this|it)|you(?:'d| would) (?:save my life|be my hero))"
)
_AROUND = Pattern(rf"(?:{_OPENERS}[^\ue000-\ue002]*|{_CLOSERS})[.!? ]*", re.IGNORECASE)
_TAIL = Pattern(rf"(?P<wish>.+[^,;:\s])(?:, | - | – ){_CLOSERS}[.!? ]*", re.IGNORECASE | re.DOTALL)


def without_chatter(sentences: Sequence[Words]) -> list[Words]:
    """The sentences that wish for something; all of them where none would be left."""
    wished = [_trimmed(each) for each in sentences if not _AROUND.fullmatch(each.masked.strip())]
    return wished or list(sentences)


def _trimmed(sentence: Words) -> Words:
    found = _TAIL.fullmatch(sentence.masked)
    return sentence if found is None else sentence.group(found, "wish")
