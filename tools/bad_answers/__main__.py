"""Spoils good answers of models in many ways and counts what becomes of them.

python -m tools.bad_answers [--most 8] [--only WORDS] [--write docs/bad-model-answers.md] [--show]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from nodepilot.catalog import load_catalog
from tools.bad_answers import linking, naming, setting, writing
from tools.bad_answers.measure import Outcome, outcome_of, references, spoilt
from tools.bad_answers.report import render

OPERATORS = (*naming.OPERATORS, *linking.OPERATORS, *setting.OPERATORS, *writing.OPERATORS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--most", type=int, default=12, help="answers of each kind")
    parser.add_argument("--only", default="", help="kinds with these words in their names")
    parser.add_argument("--write", type=Path, help="where the page goes")
    parser.add_argument("--show", action="store_true", help="show what did not end right")
    parsed = parser.parse_args()
    catalog = load_catalog()
    known = list(references(catalog))
    figures: dict[str, Counter[Outcome]] = {}
    for operator in OPERATORS:
        if parsed.only not in operator.name:
            continue
        counted = figures.setdefault(operator.name, Counter())
        for reference, answer in spoilt(operator, known, catalog, parsed.most):
            outcome, passed = outcome_of(answer, reference, catalog)
            counted[outcome] += 1
            if parsed.show and outcome is not Outcome.RIGHT:
                told = passed.problems or passed.mends if passed is not None else "no answer"
                print(f"{operator.name} / {reference.id}: {outcome.value}: {told}"[:400])
    report = render(figures, catalog.n8n_version)
    if parsed.write:
        parsed.write.write_text(report, encoding="utf-8")
    print(report)
    return 1 if any(counted[Outcome.DIFFERENT] for counted in figures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
