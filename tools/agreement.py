"""Compares NodePilot's findings with n8n's own verdicts on a corpus of workflows.

    python -m tools.agreement --corpus DIR [--write docs/n8n-agreement.md]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`) and `verdicts.jsonl.gz` (rows `{"id", "issues"}`,
each issue with n8n's `kind`, `code`, `message`, and `node`, `param`, `credential` or `path`). Two findings are
the same when kind, node and parameter, port, credential type or place in the document are.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.validation import Issue, Kind, validate
from nodepilot.validation.registry import N8N_RULES
from tools.corpus import has_verdicts, measuring_command, publish, read_rows

ERROR_KINDS = ("structure", "type", "throw", "parameter", "connection")
KINDS = tuple(kind.value for kind in Kind)

_PORT = re.compile(r"has \d+ (\S+) (?:output|input)\(s\), index (\S+) used")
_NO_VALUE = re.compile(r"undefined|null")
_PLACES = re.compile(r"(?:\[\d+\])+\Z")


@dataclass(frozen=True, slots=True)
class Finding:
    """What two judges can agree on. `where` is a parameter, port, credential type or place."""

    kind: str
    node: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that one side has and the other has not."""

    workflow_id: str
    side: str
    finding: Finding
    cause: str


def main() -> int:
    parser = measuring_command(__doc__)
    parsed = parser.parse_args()
    if not has_verdicts(parsed.corpus, "agreement"):
        return 0
    report = render(*compare(parsed.corpus))
    publish(report, parsed.write)
    return 0


def compare(corpus: Path) -> tuple[int, Counter[str], Counter[str], list[Difference]]:
    """(workflows, n8n's findings per kind, those of them that NodePilot has too, all differences)."""
    catalog = load_catalog()
    verdicts = {row["id"]: row["issues"] for row in read_rows(corpus / "verdicts.jsonl.gz")}
    n8n_count: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    differences: list[Difference] = []
    count = 0
    for row in read_rows(corpus / "workflows.jsonl.gz"):
        count += 1
        expected = Counter(_of_n8n(issue) for issue in verdicts[row["id"]] if issue["kind"] in KINDS)
        ours = [issue for issue in validate(row["workflow"], catalog, N8N_RULES) if issue.kind]
        found = _matched(Counter(map(_of_nodepilot, ours)), expected)
        for finding, number in expected.items():
            n8n_count[finding.kind] += number
            agreed[finding.kind] += min(number, found[finding])
        for side, missing in (("n8n alone", expected - found), ("NodePilot alone", found - expected)):
            for finding in missing:
                cause = _cause(finding, row["workflow"])
                differences.append(Difference(row["id"], side, finding, cause))
    return count, n8n_count, agreed, differences


def render(count: int, n8n_count: Counter[str], agreed: Counter[str], differences: list[Difference]) -> str:
    """The report as Markdown. Holds figures and ids, nothing of the workflows themselves."""
    differing = {each.workflow_id for each in differences}
    in_errors = {each.workflow_id for each in differences if each.finding.kind in ERROR_KINDS}
    lines = [
        "# Agreement with n8n",
        "",
        "NodePilot repeats n8n's own findings (`source: n8n`). This page compares them with the verdicts of n8n",
        f"{load_catalog().n8n_version} on {count:,} public workflows: same kind, same node, same parameter, port,",
        "credential type or place in the document. `make agreement CORPUS=DIR` makes it.",
        "",
        f"- Workflows with the same findings in the five error kinds: {_share(count - len(in_errors), count)}",
        f"- Workflows with the same findings in all kinds: {_share(count - len(differing), count)}",
        "",
        "| kind | n8n's findings | NodePilot has them, too | NodePilot alone |",
        "|---|---|---|---|",
    ]
    for kind in KINDS:
        alone = sum(each.finding.kind == kind and each.side == "NodePilot alone" for each in differences)
        lines.append(f"| {kind} | {n8n_count[kind]:,} | {agreed[kind]:,} | {alone:,} |")
    lines += ["", "## Remaining differences", ""]
    if differences:
        lines += ["| workflow | who | kind | where | cause |", "|---|---|---|---|---|"]
        lines += [
            f"| {each.workflow_id} | {each.side} | {each.finding.kind} | `{each.finding.where}` | {each.cause} |"
            for each in differences
        ]
    else:
        lines.append("None.")
    return "\n".join(lines) + "\n"


def _of_n8n(issue: dict[str, Any]) -> Finding:
    kind, node = issue["kind"], issue.get("node")
    if not isinstance(node, str) or not node:
        node = None
    if kind == "parameter":
        return Finding(kind, node, issue["param"])
    if kind == "credential":
        return Finding(kind, node, issue["credential"])
    if kind == "structure":
        return Finding(kind, None, issue["path"])
    if kind == "api":
        place = issue["message"].split(" ", 1)[0]
        return Finding(kind, None, re.sub(r"/(\d+)", r"[\1]", place).replace("/", "."))
    port = _PORT.search(issue["message"]) if kind == "connection" else None
    return Finding(kind, node, _NO_VALUE.sub("None", f"{port[1]}[{port[2]}]") if port else "")


def _of_nodepilot(issue: Issue) -> Finding:
    kind = issue.kind.value if issue.kind else ""
    if issue.code == "INVALID_CONNECTION_LIST":
        return Finding(kind, issue.node, "")
    if kind == "parameter":
        return Finding(kind, issue.node, issue.parameter or "")
    if kind == "credential":
        return Finding(kind, issue.node, (issue.path or "").partition(".credentials.")[2])
    if kind in ("structure", "api"):
        return Finding(kind, None, issue.path or "")
    has_port = issue.code.endswith("_INDEX") or issue.code.startswith("NO_SUCH_")
    return Finding(kind, issue.node, (issue.port or "") if has_port else "")


def _matched(found: Counter[Finding], expected: Counter[Finding]) -> Counter[Finding]:
    """NodePilot's findings, with parameters named as n8n names them: by the last name of the path."""
    matched: Counter[Finding] = Counter()
    for finding, number in found.items():
        if finding.kind != "parameter" or finding in expected:
            matched[finding] += number
            continue
        path = _PLACES.sub("", finding.where)
        # A mapped field is `columns.value.name` in the document and `columns.name` in n8n's words.
        short = path.replace(".value.", ".", 1)
        names = (path, short, path.rpartition(".")[2])
        known = (Finding("parameter", finding.node, name) for name in names)
        matched[next((each for each in known if each in expected), finding)] += number
    return matched


def _cause(finding: Finding, workflow: Any) -> str:
    key = re.split(r"[.\[]", finding.where, maxsplit=1)[0]
    if finding.kind == "api" and isinstance(workflow, dict) and key not in workflow:
        return "the verdict was made on a document with this key, the one in the corpus has none"
    return "not explained"


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / max(whole, 1):.2f} %)"


if __name__ == "__main__":
    sys.exit(main())
