"""Which issues are new after a change.

Issues are told apart by code and node. Where a value has moved inside a node, its issue has moved with it
and is not new; where the connections or the outer shape of nodes are wrong, names cannot be relied on, so
those issues are counted for the whole workflow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from nodepilot.repair.case import Case
from nodepilot.validation.issue import Issue, Severity

Key: TypeAlias = tuple[str, str | None]

_COUNTED_TOGETHER = frozenset(
    {
        "INVALID_STRUCTURE",
        "DUPLICATE_NODE_ID",
        "DUPLICATE_NODE_NAME",
        "UNKNOWN_CONNECTION_SOURCE",
        "UNKNOWN_CONNECTION_TARGET",
        "UNREADABLE_CONNECTIONS",
    }
)
_NEVER_HIDDEN = frozenset({"DISCONNECTED_NODE"})
"""What shows in the connections, whether n8n can read the node or not."""
_HIDE_EVERYTHING = frozenset({"NOT_A_WORKFLOW"})


def key_of(issue: Issue, renames: Mapping[str, str]) -> Key:
    """What tells the issue apart; `renames` gives former names of nodes."""
    if issue.code in _COUNTED_TOGETHER or issue.node is None:
        return issue.code, None
    return issue.code, renames.get(issue.node, issue.node)


def left_over(
    issues: Iterable[Issue], before: Case, after: Case, renames: Mapping[str, str]
) -> Iterator[Issue]:
    """Those of `issues` of which there is as much as before."""
    now, once = _count(after.issues, renames), _count(before.issues, {})
    return (issue for issue in issues if now[key_of(issue, {})] >= once[key_of(issue, {})])


def new_issues(before: Case, after: Case, renames: Mapping[str, str]) -> tuple[Issue, ...]:
    """The issues of `after` that `before` did not have.

    Warnings and hints on a node that n8n could not read before are not new: they could not be seen. Of a
    document that was no workflow, nothing could.
    """
    if any(issue.code in _HIDE_EVERYTHING for issue in before.issues):
        return ()
    known = _count(before.issues, {})
    found: list[Issue] = []
    for issue in after.issues:
        key = key_of(issue, renames)
        if known[key] > 0:
            known[key] -= 1
        elif not _was_hidden(issue, key, before):
            found.append(issue)
    return tuple(found)


def _was_hidden(issue: Issue, key: Key, before: Case) -> bool:
    """It could not be seen in a node that n8n could not read. An error is new all the same, a hint tells of no
    fault: it shows once the operation is known."""
    if issue.severity is Severity.HINT:
        return True
    if issue.severity is Severity.ERROR or issue.code in _NEVER_HIDDEN:
        return False
    return key[1] in before.unreadable


def _count(issues: Iterable[Issue], renames: Mapping[str, str]) -> Counter[Key]:
    return Counter(key_of(issue, renames) for issue in issues)
