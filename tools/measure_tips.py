"""Tells on how many workflows of a folder each tip fires.

    python tools/measure_tips.py FOLDER

FOLDER holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`). A tip should fire on one workflow at least, and on
30 % at most; those that do not are named, and the exit code is 1.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from nodepilot.catalog import load_catalog
from nodepilot.errors import UserError
from nodepilot.knowledge.tips import advise, load_tips
from nodepilot.workflow.codec import load_workflow

MOST = 0.3


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    fired: Counter[str] = Counter()
    workflows = 0
    catalog = load_catalog()
    with gzip.open(Path(sys.argv[1]) / "workflows.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            try:
                workflow = load_workflow(json.loads(line)["workflow"])
            except (UserError, KeyError):
                continue
            workflows += 1
            fired.update(advice.tip.key for advice in advise(workflow, catalog))
    odd = 0
    for tip in load_tips():
        count = fired[tip.key]
        note = "" if 0 < count <= MOST * workflows else "   <-- never" if not count else "   <-- too often"
        odd += bool(note)
        print(f"{count:6} {count / workflows:6.1%}  {tip.category}/{tip.key}{note}")
    print(f"{len(load_tips())} tips, {workflows} workflows, {odd} out of bounds")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
