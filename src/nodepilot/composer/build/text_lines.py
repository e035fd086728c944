"""Lines of a text file: counted, or one item each."""

from __future__ import annotations

import json

from nodepilot.composer.build import files
from nodepilot.composer.build.disk import read_path
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import assignment, assignments

_LINES = frozenset("line lines zeile zeilen linea lineas ligne lignes linha linhas".split())
_TABLES = frozenset({"csv", "excel", "row", "sheet"})


def count_lines(draft: Draft, flow: Flow, act: Act) -> bool:
    """“count the lines with ERROR in /var/log/app.log”: how many of them hold the word; False for another count."""
    u = draft.utterance
    said = act.argument("object")
    lines = said is not None and any(u.tokens[i].norm in _LINES for i in range(said.first, said.last))
    if act.verb != "count" or not lines or act.source is not None:
        return False
    path = next((t for t in act.literals if t.kind is Kind.PATH), None)
    if path is not None and flow.binary is None:
        read_path(draft, flow, path, "text", act)
    if flow.binary is None or _TABLES & {noun for a in act.arguments for noun in a.nouns if a is not said}:
        return False
    files.extract_rows(draft, flow, "text")
    word = _word(draft, act)
    holds = f"line.includes({json.dumps(word, ensure_ascii=False)})" if word else "line.trim()"
    key = draft.add(
        "n8n-nodes-base.set",
        {
            "assignments": assignments(
                assignment(
                    "count", Code(f"$json.data.split('\\n').filter((line) => {holds}).length"), type="number"
                )
            ),
            "options": {},
        },
        name=f"Count the lines with {word}" if word else "Count the lines",
        key="count",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    count = Known("count")
    flow.give(Output(key, {"amount": count, "number": count}, {"count": count}, noun="count"))
    return True


def _word(draft: Draft, act: Act) -> str:
    """What the lines have to hold; "" where every line counts."""
    u = draft.utterance
    named = act.argument("with", "called", "about")
    if named is None:
        return ""
    first = next(
        (
            i
            for i in range(named.first, named.last)
            if not u.has(i, "words", "det") and u.tokens[i].norm not in {"word", "text"}
        ),
        named.last,
    )
    return u.words(first, named.last).strip("'\"`“”")
