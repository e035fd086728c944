"""Plants defects into clean workflows and counts what is seen and what is mended.

    python -m tools.mutations --corpus DIR [--most 60] [--only WORDS] [--write docs/repair-figures.md]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`) and `verdicts.jsonl.gz` (rows `{"id", "verdict"}`
with n8n's word on each: `clean`).
"""

from __future__ import annotations

import sys

from nodepilot.catalog import load_catalog
from tools.corpus import has_verdicts, measuring_command, publish
from tools.mutations.measure import clean_workflows, measure, tell
from tools.mutations.operators import OPERATORS
from tools.mutations.report import render


def main() -> int:
    parser = measuring_command(__doc__)
    parser.add_argument("--most", type=int, default=60, help="workflows per kind of defect")
    parser.add_argument("--only", default="", help="kinds with these words in their names")
    parsed = parser.parse_args()
    if not has_verdicts(parsed.corpus, "mutations"):
        return 0
    catalog = load_catalog()
    workflows = clean_workflows(parsed.corpus, catalog)
    figures = {}
    for operator in OPERATORS:
        if parsed.only in operator.name:
            figures[operator.name] = measure(operator, workflows, catalog, parsed.most)
            tell(operator.name)
    report = render(figures, len(workflows), catalog.n8n_version)
    publish(report, parsed.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
