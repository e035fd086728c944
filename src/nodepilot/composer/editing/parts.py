"""Several instructions in one message: where one ends, and what "it" means in the next."""

from __future__ import annotations

import re

from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.language.tokens import Kind, tokenise
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.workflow.model import Workflow

_ORDERS = ("remove", "rename", "disable", "enable", "replace", "add_verb", "skip", "from_to")
_DOING = (*_ORDERS, "act_verb", "only", "run_it")
_PRONOUN = re.compile(r"(?<!\w)(?:it|them|ihn|es|sie|lo|la|le|los|o|isso)(?!\w)", re.IGNORECASE)


_MAKING = re.compile(
    r"\W*(?:also |auch |and |und |et |y |e |no,? |then )*(?:make|set|call|name|rename|move|disable|nenne?|setze?|mach|stelle?|haz|pon|llama|mets|appelle|renomme|chame|coloque|deixe)(?!\w)"
)
"""Verbs that do something to a step: "mail it" speaks of what is mailed."""


def parts_of(text: str, verbs: Verbs | None = None) -> list[str]:
    """Sentences, and halves joined by "and" where the second begins with an order of its own.

    `verbs` are those of the whole text: with them any verb begins an order, whatever the language.
    """
    parts: list[str] = []
    for match in re.finditer(r".+?(?:(?<=[.;!])\s+|\n+|$)", text, re.DOTALL):
        if re.search(r"\w", match.group()):
            parts += _halves(match.group().rstrip("\n"), match.start(), verbs)
    return parts


def _halves(sentence: str, offset: int, verbs: Verbs | None) -> list[str]:
    line = flat(sentence)
    quoted = [(t.start, t.end) for t in tokenise(sentence) if t.kind is Kind.QUOTED]
    joint = rf",?\s+{cue('and').pattern}\s+(?:then\s+|also\s+)?"
    for match in re.finditer(joint if verbs is None else rf"{joint}|,\s+", line):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        rest = line[match.end() :]
        if match.group().strip() == "," and _opens_clause(line[: match.start()]):
            continue
        if verbs is not None:
            begins = verbs.begins_at(offset + match.end()) or any(cue(name).match(rest) for name in _DOING)
            is_order = begins and re.search(r"\w+\W+\w+", line[: match.start()]) is not None
        else:
            is_order = (any(cue(name).match(rest) for name in _DOING) or _tells_agent(rest)) and any(
                cue(name).search(line[: match.start()])
                for name in (*_ORDERS, "instead", "now", "also", "unless", "only")
            )
        if is_order:
            first, second = sentence[: match.start()], sentence[match.end() :]
            return [first, *_halves(second, offset + match.end(), verbs)]
    return [sentence]


def _opens_clause(line: str) -> bool:
    """“If a step fails, …”, “after saving, …”: what follows belongs to it."""
    start = cue("polite").sub("", line).lstrip(" ,")
    return any(
        cue(name).match(start)
        for name in ("when", "unless", "before", "after", "for", "instead_of", "errors")
    )


def _tells_agent(rest: str) -> bool:
    """“(add a tool,) and it should always answer in Spanish”."""
    match = cue("pronoun_agent").match(rest)
    return (
        match is not None
        and re.match(r"\s+(?:should|must|has to|soll|muss|doit|debe|deve)\b", rest[match.end() :]) is not None
    )


_TELLING = re.compile(
    r"\W*(?:and |but |also |no,? |und |et |y |e )*(?:it|that|this|er|es|das|sie|ca|il|elle|eso|esto|isso) (?:should|must|needs? to|has to|is|soll|muss|darf|doit|debe|deve)(?!\w)"
)
"""“it should be optional”."""


def about(part: str, topic: str | None, *, told: bool = False) -> str:
    """The part with the step's name for "it": "(rename Pause to "Break" and) make it 5 seconds"; `told`: also "it should …"."""
    speaks = _MAKING.match(flat(part)) or (told and _TELLING.match(flat(part)))
    if topic is None or not speaks or _PRONOUN.search(part) is None:
        return part
    return _PRONOUN.sub(
        lambda _: f"“{topic}”" if not re.fullmatch(r"[\w -]+", topic) else topic, part, count=1
    )


def topic_of(before: Workflow, after: Workflow) -> str | None:
    """The one step that a part has changed, renamed or added; None where there is none or there are several."""
    known = {node.name: node for node in before.nodes}
    touched = [node.name for node in after.nodes if known.get(node.name) != node]
    return touched[0] if len(touched) == 1 else None
