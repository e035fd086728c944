"""JSON parameters that hold no JSON."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from nodepilot.repair.brackets import closed
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue

_FENCE = re.compile(r"\s*```\w*\n(?P<inside>.*?)\n?```\s*\Z", re.DOTALL)
_TYPOGRAPHIC = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2019": "'", "\u2018": "'"})
_COMMAS = re.compile(r",(?:\s*,)+|,(?=\s*[}\]])")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NO_COLON = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")(?P<space>\s*)(?=["{\[\dtfn-])')
_NO_COMMA = re.compile(r'(["\d}\]el])(\s*\n\s*)(?=")')


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Commas, quotes and brackets that are too many, too few or of the wrong kind. The values stay."""
    for given in case.context.values("json"):
        if given.node.name == issue.node and given.path == issue.parameter and isinstance(given.value, str):
            made = mended(given.value)
            if made is not None:
                text = say(
                    "Corrected the punctuation of the JSON in `{path}` of `{node}`.",
                    path=given.path,
                    node=given.node.name,
                )
                yield Proposal(text, (set_parameter(given.node, keys_of(given.place), made),))


def mended(text: str) -> str | None:
    """The text with its JSON punctuation corrected; None when that does not make JSON of it."""
    fenced = _FENCE.match(text)
    first = fenced["inside"] if fenced else text
    for start in (first, first.translate(_TYPOGRAPHIC)):
        for way in (_same, _fewer_commas, closed, _closed_without_commas, _with_commas, _with_colon):
            made = way(start)
            if made is not None and _is_json(made):
                return made
        literal = _python_literal(start)
        if literal is not None:
            return literal
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _same(text: str) -> str:
    return text


def _fewer_commas(text: str) -> str:
    return _outside_strings(text, lambda part: _COMMAS.sub(_one_or_none, part))


def _one_or_none(match: re.Match[str]) -> str:
    """Several commas are one; the last one before a bracket is none."""
    rest = match.string[match.end() :].lstrip()
    return "" if rest[:1] in ("}", "]") else ","


def _closed_without_commas(text: str) -> str | None:
    made = closed(text.rstrip().rstrip(","))
    return None if made is None else _fewer_commas(made)


def _with_commas(text: str) -> str:
    """A comma at the end of lines that lack one."""
    return _NO_COMMA.sub(r"\1,\2", text)


def _with_colon(text: str) -> str:
    """A colon behind the first text that is followed by another value."""
    return _NO_COLON.sub(r"\g<key>:\g<space>", text, count=1)


def _outside_strings(text: str, change: Any) -> str:
    made, position = "", 0
    for match in _STRING.finditer(text):
        made += change(text[position : match.start()]) + match[0]
        position = match.end()
    return made + str(change(text[position:]))


def _python_literal(text: str) -> str | None:
    """Quotes, `True` and `None` as Python writes them."""
    if len(text) > 20_000 or text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = ast.literal_eval(text.strip())
        return json.dumps(value, ensure_ascii=False, indent=2 if "\n" in text else None)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


FIXER = Fixer("JSON values", ("INVALID_JSON",), propose)
