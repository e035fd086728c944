"""Requests whose parts are headed by what they are: “Trigger: new order. Action: tell Slack” is “new order -> tell Slack”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_SIGN = r"(?: number)?(?: ?[:=] ?| [-–] | (?:is|are) )"
_BEFORE = r"(?:[.;,\n]+ *|(?<=[^\w]) *| )(?:and |then )?(?:the )?"
_HEADED = Pattern(
    rf"(?:the )?(?:trigger|starts? with|start|event|if this|when(?= ?:)|step (?:1|one)){_SIGN}(?P<event>.+?)"
    rf"{_BEFORE}(?:actions?(?: (?:1|one))?|then(?: that)?(?= ?[:=-])|do(?= ?:)|steps?(?= ?:)|result|step (?:2|two)){_SIGN}(?P<done>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FURTHER = Pattern(
    rf"{_BEFORE}(?:(?:step|action) (?:\d|[a-z]+)|then(?: that)?(?= ?[:=-])|(?:final|last|next) (?:step|action)){_SIGN}",
    re.IGNORECASE,
)
_TRIGGERED = Pattern(r"trigger(?:ed|s)? (?=(?:on|by|when|every|at|after|for)\b)", re.IGNORECASE)
_ENDS = " .,;\n"


def told_steps(whole: Words) -> Words:
    """The steps behind one another, without what heads them; the request itself where nothing does."""
    if (found := _HEADED.fullmatch(whole.masked)) is not None:
        steps = [whole.group(found, "event"), *_parted(whole.group(found, "done"))]
        return put_together(
            steps[0].trimmed(_ENDS), *(part for step in steps[1:] for part in ("->", step.trimmed(_ENDS)))
        )
    if (found := _TRIGGERED.match(whole.masked)) is not None:
        return whole[found.end() :]
    return whole


def _parted(done: Words) -> list[Words]:
    """What is done, cut where the next step is headed."""
    parts, at = [], 0
    for found in _FURTHER.finditer(done.masked):
        parts.append(done[at : found.start()])
        at = found.end()
    return [*parts, done[at:]]
