"""Compares which expressions NodePilot can read with which n8n's own parser can.

    python -m tools.expression_agreement --corpus DIR --n8n FOLDER [--write docs/expression-agreement.md]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`), FOLDER an n8n that `tools/ask-n8n/install.sh` made. Asked
are all different expressions of the workflows, and each of them again with one letter or mark taken out, doubled,
exchanged or put in by seeded chance: most of those are broken.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.expressions.syntax import find_expression_problem
from tools.corpus import measuring_command, publish, read_rows

ASK = Path(__file__).resolve().parent / "ask-n8n" / "expressions.cjs"
MARKS = "(){}[]'\"`.,;:+-*/=<>!?&|$\\ \nax1"
SEED = 7


@dataclass(frozen=True, slots=True)
class Figures:
    """How two judges went over the same expressions. A false accept is read here and refused by n8n."""

    asked: int
    read_by_n8n: int
    false_accepts: int
    false_rejects: int


def main() -> int:
    parser = measuring_command(__doc__)
    parser.add_argument("--n8n", type=Path, default=None)
    parser.add_argument("--show", type=int, default=0, help="print this many differences of each kind")
    parsed = parser.parse_args()
    if parsed.corpus is None or parsed.n8n is None:
        print("Skipped: give a corpus folder and an n8n (make expressions CORPUS=DIR N8N=FOLDER).")
        return 0
    found = sorted(expressions(parsed.corpus / "workflows.jsonl.gz"))
    chance = random.Random(SEED)  # noqa: S311 - the same every time, nothing secret
    changed = sorted({mutated(each, chance) for each in found} - set(found))
    report = render(compare(found, parsed.n8n, parsed.show), compare(changed, parsed.n8n, parsed.show))
    publish(report, parsed.write)
    return 0


def expressions(path: Path) -> set[str]:
    """All different parameter values that n8n evaluates and that hold code."""
    return {
        text
        for row in read_rows(path)
        for node in _nodes(row["workflow"])
        for text in _texts(node.get("parameters"))
        if text[:1] == "=" and "{{" in text
    }


def mutated(expression: str, chance: random.Random) -> str:
    """The expression with one place in its code changed."""
    begin = expression.index("{{") + 2
    place = chance.randrange(begin, max(begin + 1, len(expression)))
    before, here, after = expression[:place], expression[place : place + 1], expression[place + 1 :]
    mark = chance.choice(MARKS)
    return before + chance.choice(("", here * 2, mark, here + mark)) + after


def compare(texts: list[str], n8n: Path, show: int = 0) -> Figures:
    """Asks both; `show` differences are printed."""
    command = [str(n8n / "bin" / "node"), str(ASK), str(n8n)]
    rows = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run(command, input=rows, capture_output=True, text=True, check=True)
    theirs = [line == "true" for line in done.stdout.split()]
    ours = [find_expression_problem(text) is None for text in texts]
    pairs = list(zip(texts, ours, theirs, strict=True))
    accepts = [text for text, our, their in pairs if our and not their]
    rejects = [text for text, our, their in pairs if their and not our]
    for name, differences in (("false accept", accepts), ("false reject", rejects)):
        for text in differences[:show]:
            print(f"{name}: {text[:300]!r}")
    return Figures(len(texts), sum(theirs), len(accepts), len(rejects))


def render(found: Figures, changed: Figures) -> str:
    """The report as Markdown. Holds figures, nothing of the workflows themselves."""
    rows = "\n".join(
        f"| {name} | {each.asked:,} | {each.read_by_n8n:,} | {each.asked - each.read_by_n8n:,} "
        f"| {each.false_accepts:,} ({_percent(each.false_accepts, each.asked - each.read_by_n8n)}) "
        f"| {each.false_rejects:,} ({_percent(each.false_rejects, each.read_by_n8n)}) |"
        for name, each in (("as they are", found), ("with one place changed", changed))
    )
    return f"""\
# Expressions: agreement with n8n's parser

The syntax of expressions is judged by tree-sitter's grammar of JavaScript, with checks of our own where that is
lenient (`EXPRESSION_SYNTAX`). This page compares it with the parser of n8n {load_catalog().n8n_version} on all different
expressions of public workflows, as they are, and with one letter or mark taken out, doubled, exchanged or put in.
`make expressions CORPUS=DIR N8N=FOLDER` makes it.

- **false accept**: n8n refuses it and NodePilot says nothing; the share is that of what n8n refuses
- **false reject**: n8n reads it and NodePilot reports it; the share is that of what n8n reads

| expressions | asked | n8n reads | n8n refuses | false accepts | false rejects |
|---|---|---|---|---|---|
{rows}
"""


def _nodes(workflow: Any) -> Iterator[dict[str, Any]]:
    nodes = workflow.get("nodes") if isinstance(workflow, dict) else None
    return (node for node in nodes if isinstance(node, dict)) if isinstance(nodes, list) else iter(())


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, dict | list):
            waiting.extend(current.values() if isinstance(current, dict) else current)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f} %"


if __name__ == "__main__":
    sys.exit(main())
