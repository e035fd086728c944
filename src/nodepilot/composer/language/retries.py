"""Calls that are tried again: “retry up to 3 times”, “with 5 retries”, “if it fails try again twice”.

find_retries("call it every hour, retry 3 times on failure and save the answer")
# Retries(tries=3, pause=None, span=(18, 44), instead="")
"""

from __future__ import annotations

import re

from nodepilot.composer.language.inflection import base_form
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_NUMBERS = {"twice": 2, "two": 2, "zweimal": 2, "zwei": 2, "dos": 2, "deux": 2, "dois": 2, "duas": 2} | {
    "three": 3, "dreimal": 3, "drei": 3, "tres": 3, "trois": 3, "três": 3, "four": 4, "vier": 4, "cuatro": 4, "quatre": 4, "quatro": 4,
    "five": 5, "fünf": 5, "cinco": 5, "cinq": 5, "ten": 10,
}  # fmt: skip
_TIMES = rf"(?P<{{0}}>\d+|{'|'.join(_NUMBERS)})"
_COUNTS = ("english", "retries", "german", "behind", "romance", "portuguese")
_IT = r"(?: (?:it|them|that|this|the (?:call|request|step|upload|download)))?"
_UP_TO = r"(?: (?:for )?(?:up to|at most|a maximum of|max(?:imum|\.)?))?"
_TRIED = (
    rf"(?:please )?(?:(?:it|they|the (?:call|request)) should be )?(?:re-?tr(?:y|ied)|(?:try|tried|attempt|repeat|run){_IT} again|repeat){_IT}"
    rf"{_UP_TO} {_TIMES.format('english')}(?: more)?(?: times)?"
    rf"|with{_UP_TO} {_TIMES.format('retries')} (?:re-?tries|attempts|tries)"
    rf"|(?:versuche?|probiere?|wiederhole?)(?: es| ihn| sie)?(?: bis zu| höchstens| maximal)? {_TIMES.format('german')}(?: ?mal)?(?: erneut| nochmals?| noch ?mal| wieder)?"
    rf"|(?:bis zu |höchstens |maximal )?{_TIMES.format('behind')}(?: ?mal)? (?:(?:erneut|nochmals?|noch ?mal|wieder) )?(?:versuchen|wiederholen|probieren)"
    rf"|(?:re|r[eé])(?:intent|essa)\w+(?: hasta| jusqu['’]à)? {_TIMES.format('romance')} (?:veces|fois)"
    rf"|tent\w+(?: de novo| novamente)?(?: até)? {_TIMES.format('portuguese')} vezes"
)
_FAILS = r"(?:fails?|errors?|(?:does not|doesn't) (?:work|answer|respond)|goes wrong|fehlschlägt|schiefgeht|falla|échoue|falha)"
_WHEN = (
    rf"(?:(?:if|when|in case|wenn|falls|si|se) (?:it|that|this|the (?:call|request|step|api)|es|er|sie|das|ça|elle|isso)? ?{_FAILS}"
    r"|on (?:failure|fail|errors?|an error)|bei (?:einem )?fehlern?|en cas d['’]erreur|en caso de error|em caso de erro)"
)
_PAUSE = (
    r"(?:,? (?:with|and|waiting|after|at|every|mit)(?: wait)?(?: an?)? (?P<pause>\d+) ?(?P<unit>(?:seconds?|minutes?|sekunden?|minuten?|s)\b)"
    r"(?: (?:pause|wait|delay|breaks?|pauses|apart|in between|between(?: (?:tries|attempts|them|retries))?))*)?"
)
_AGAIN = Pattern(
    r"(?:(?:\s*[,;–-])?\s+\(?(?:and |but |then |und |y |et |e )*|^|(?<=[.!?\n])\s*)"
    rf"(?P<when>{_WHEN},? (?:then )?)?(?:{_TRIED}){_PAUSE}(?:,? {_WHEN})?\)?"
    r"(?P<then>,? (?P<behind_it>and then|then|and after that|after that|and|before) |[.,] )?",
    re.IGNORECASE,
)
_FAILED = Pattern(rf"\b(?:if|when|whenever)\b(?:(?![.;]\s).)*\b{_FAILS},?$", re.IGNORECASE)
"""What comes before is itself a case of failure: what follows is done in it."""
_TELLS = re.compile(
    r"(?:tell|notify|alert|ping|warn|page|inform|open|create|(?:message|e-?mail|mail|text) (?:me|us|the)|send (?:me|us|an? alert)|post an? alert)\b"
    r"|(?:telling|notifying|alerting|pinging|warning|paging|informing|opening|creating|messaging|e-?mailing|mailing|texting|sending|posting)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a call is tried, with so many milliseconds in between; `span` is what says so, `instead` what stands there
    when it is read no more."""

    tries: int
    pause: int | None
    span: tuple[int, int]
    instead: str = ""


def find_retries(text: str) -> Retries | None:
    """How often the request wants its calls tried; None where it does not say."""
    found = _AGAIN.search(text)
    if found is None:
        return None
    said = next(found[name] for name in _COUNTS if found[name])
    tries = int(said) if said.isdigit() else _NUMBERS[said.lower()]
    pause = None
    if found["pause"]:
        pause = int(found["pause"]) * (60_000 if found["unit"].lower().startswith("m") else 1000)
    end, instead = _told_behind(text, found)
    return Retries(tries, pause, (found.start(), end), instead)


def _told_behind(text: str, found: re.Match[str]) -> tuple[int, str]:
    """Where what says so ends, and what joins what is left: in vain, somebody is told."""
    before = text[: found.start()]
    opens = before.rstrip()[-1:] in {".", "!", "?", ";"}
    if found["behind_it"] is None:
        if opens:
            return found.end(), " "
        return (found.start("then") if found["then"] else found.end()), ""
    if _FAILED.search(before):
        return found.end(), ", "
    joint = found["behind_it"].lower()
    tells = _TELLS.match(text, found.end())
    if joint == "and" or not (joint == "before" or found["when"] or tells):
        return found.start("then"), ""
    in_vain = " If it fails, " if opens else ", if it fails, "
    if not before:
        in_vain = f"{(found['when'] or 'If it fails').strip(' ,')}, "
    if tells is None or not tells.group().endswith("ing"):
        return found.end(), in_vain
    return tells.end(), in_vain + base_form(tells.group().lower(), _is_verb)


def _is_verb(word: str) -> bool:
    return any(category == "verbs" for category, _ in load_lexicon("en").senses(word))
