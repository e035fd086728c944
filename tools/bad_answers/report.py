"""The figures as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tools.bad_answers.measure import Outcome


def render(figures: Mapping[str, Counter[Outcome]], n8n_version: str) -> str:
    """Markdown."""
    total: Counter[Outcome] = Counter()
    for counted in figures.values():
        total += counted
    lines = [
        "# Bad answers of models, in figures",
        "",
        f"{total.total()} answers of {len(figures)} kinds, made by spoiling plans that are right (the built-in engine's, for",
        f"requests of `evals/blind`, n8n {n8n_version}). `make bad-answers`",
        "makes this page; `tools/bad_answers` holds the operators that spoil.",
        "",
        "- **right**: without a further call of a model it becomes a clean workflow, node by node, parameter by parameter",
        "  and connection by connection the same as that of the answer before it was spoilt",
        "- **asked again**: it was of no use, or its problems go back to a model; twice at most, then the person is told",
        "- **different**: it passed the checks, and is another workflow",
        "",
        "| kind | answers | right | asked again | different |",
        "|---|---|---|---|---|",
        *(_row(name, counted) for name, counted in figures.items()),
        _row("**all**", total),
        "",
        f"Right: {_share(total[Outcome.RIGHT], total.total())}.",
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, counted: Counter[Outcome]) -> str:
    cells = (counted.total(), *(counted[each] for each in Outcome))
    return f"| {name} | {' | '.join(map(str, cells))} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
