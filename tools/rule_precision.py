"""Measures how often the rules beyond n8n's own fire on workflows that n8n calls clean, and how often they are right.

    python -m tools.rule_precision --corpus DIR [--write docs/rule-precision.md] [--list]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`) and `verdicts.jsonl.gz` (rows `{"id", "verdict"}`, clean
where `verdict.clean`). `rule_verdicts.jsonl` beside this file holds what was found out about single findings:
`{"code", "workflow", "node", "parameter", "right", "reason"}`; `node` is a place in the workflow's list of nodes.
`--list` prints the errors that nobody has judged, one row each. Exits with 1 while a rule has too few judged.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from nodepilot.catalog import load_catalog
from nodepilot.validation import Issue, Severity, Source, validate
from tools.corpus import has_verdicts, measuring_command, publish, read_rows

VERDICTS = Path(__file__).parent / "rule_verdicts.jsonl"
ENOUGH = 30
"""Findings per rule that have to be judged, or all where there are fewer."""
CERTAINTY = 1.645
"""Standard deviations: a one-sided bound of 95 %."""

Key: TypeAlias = tuple[str, str, int | None, str | None]
"""Code, workflow, place of the node, parameter."""


@dataclass
class Found:
    """What the rules said of all clean workflows."""

    workflows: int = 0
    with_error: int = 0
    warnings: list[int] = field(default_factory=list)
    findings: dict[tuple[str, Severity], list[Key]] = field(default_factory=lambda: defaultdict(list))

    def errors(self) -> dict[str, list[Key]]:
        """The findings that were errors, by code."""
        return {code: keys for (code, level), keys in self.findings.items() if level is Severity.ERROR}


def main() -> int:
    parser = measuring_command(__doc__)
    parser.add_argument("--list", action="store_true")
    parsed = parser.parse_args()
    if not has_verdicts(parsed.corpus, "precision"):
        return 0
    found = collect(parsed.corpus)
    verdicts = read_verdicts(VERDICTS.read_text(encoding="utf-8").splitlines())
    if parsed.list:
        for key in unjudged(found, verdicts):
            print(json.dumps(dict(zip(("code", "workflow", "node", "parameter"), key, strict=True))))
        return 0
    report = render(found, verdicts)
    publish(report, parsed.write)
    return 1 if too_few(found, verdicts) else 0


def collect(corpus: Path) -> Found:
    """Runs all rules over the workflows that n8n calls clean."""
    catalog = load_catalog()
    clean = {row["id"] for row in read_rows(corpus / "verdicts.jsonl.gz") if row["verdict"].get("clean")}
    found = Found()
    for row in read_rows(corpus / "workflows.jsonl.gz"):
        if row["id"] not in clean:
            continue
        places = {node.get("name"): place for place, node in enumerate(row["workflow"]["nodes"])}
        issues = [each for each in validate(row["workflow"], catalog) if each.source is Source.NODEPILOT]
        levels = Counter(issue.severity for issue in issues)
        found.workflows += 1
        found.with_error += levels[Severity.ERROR] > 0
        found.warnings.append(levels[Severity.WARNING])
        for issue in issues:
            found.findings[issue.code, issue.severity].append(_key(issue, row["id"], places))
    return found


def read_verdicts(lines: Iterable[str]) -> dict[Key, bool]:
    """Whether a finding is right, by what names it."""
    rows = [json.loads(line) for line in lines if line.strip()]
    return {(row["code"], row["workflow"], row["node"], row["parameter"]): row["right"] for row in rows}


def unjudged(found: Found, verdicts: dict[Key, bool]) -> list[Key]:
    """Errors without a verdict, in order."""
    return sorted({key for keys in found.errors().values() for key in keys if key not in verdicts}, key=repr)


def too_few(found: Found, verdicts: dict[Key, bool]) -> list[str]:
    """The codes of which not enough errors are judged."""
    return sorted(
        code
        for code, keys in found.errors().items()
        if sum(key in verdicts for key in keys) < min(ENOUGH, len(keys))
    )


def lower_bound(right: int, judged: int) -> float:
    """The precision that is exceeded with 95 % certainty (Wilson's score)."""
    if not judged:
        return 0.0
    share, square = right / judged, CERTAINTY**2
    middle = share + square / (2 * judged)
    spread = CERTAINTY * math.sqrt(share * (1 - share) / judged + square / (4 * judged**2))
    return (middle - spread) / (1 + square / judged)


def render(found: Found, verdicts: dict[Key, bool]) -> str:
    """The report as Markdown. Holds codes and figures, nothing of the workflows themselves."""
    count = found.workflows
    median, mean = statistics.median(found.warnings), statistics.mean(found.warnings)
    lines = [
        "# Precision of the rules",
        "",
        f"How often the rules that n8n does not have fire on {count:,} public workflows in which n8n",
        f"{load_catalog().n8n_version} itself sees nothing wrong. `make precision CORPUS=DIR` makes this page.",
        "",
        f"- Workflows that get an additional error: {found.with_error:,} ({_percent(found.with_error, count)})",
        f"- Additional warnings of a workflow: {median:.0f} in the median, {mean:.2f} on average",
        "",
        "## Errors",
        "",
        "Each finding that counts here was judged by running n8n's own code on it: its expression evaluator, the",
        "node itself in its engine, the parser of the language, or the function that publishes. Right is a finding",
        "where the run fails or the part does not do what is written there. The verdicts, with their reasons, are in",
        "[`tools/rule_verdicts.jsonl`](../tools/rule_verdicts.jsonl). The lower bound is Wilson's, at 95 %: it is low",
        "where there is little to judge.",
        "",
        "| code | findings | workflows | share of workflows | judged | right | precision | lower 95 % bound |",
        "|---|---|---|---|---|---|---|---|",
    ]
    total = Counter[str]()
    for code, keys in sorted(found.errors().items()):
        judged = [key for key in keys if key in verdicts]
        right = sum(verdicts[key] for key in judged)
        total.update(findings=len(keys), judged=len(judged), right=right)
        lines.append(f"| `{code}` | {_frequency(keys, count)} | {_judged(len(judged), right)} |")
    every = [key for keys in found.errors().values() for key in keys]
    lines.append(f"| all | {_frequency(every, count)} | {_judged(total['judged'], total['right'])} |")
    for level in (Severity.WARNING, Severity.HINT):
        lines += ["", f"## {level.value.capitalize()}s", ""]
        lines += ["| code | findings | workflows | share of workflows |", "|---|---|---|---|"]
        lines += [
            f"| `{code}` | {_frequency(keys, count)} |"
            for (code, severity), keys in sorted(found.findings.items())
            if severity is level
        ]
    return "\n".join(lines) + "\n"


def _key(issue: Issue, workflow: str, places: dict[Any, int]) -> Key:
    return (issue.code, workflow, places.get(issue.node), issue.parameter or issue.path)


def _frequency(keys: list[Key], count: int) -> str:
    workflows = len({key[1] for key in keys})
    return f"{len(keys):,} | {workflows:,} | {_percent(workflows, count)}"


def _judged(judged: int, right: int) -> str:
    return f"{judged} | {right} | {_percent(right, judged)} | {100 * lower_bound(right, judged):.1f} %"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f} %"


if __name__ == "__main__":
    sys.exit(main())
