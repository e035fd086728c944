"""How the fields of a sheet or a form are spelt, as far as the steps of a workflow read some of them by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from nodepilot.composer.build.outputs import Output
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node, Workflow

_PATH = r"(?P<path>(?:\.[A-Za-z_]\w*)+)(?![\w(])"


def spelt_as_used(output: Output, node: Node, workflow: Workflow, passing: Collection[str]) -> Output:
    """The output, whose unknown fields are called “email” rather than “Email” where its known ones are."""
    if not output.open or output.style not in _CAPITAL:
        return output
    names = {path.split(".")[0] for path in _read(node, workflow, passing)}
    return replace(output, style="snake") if names and all(name.islower() for name in names) else output


_CAPITAL = frozenset({"Title", "Question"})


def _read(node: Node, workflow: Workflow, passing: Collection[str]) -> Iterator[str]:
    by_name = re.compile(rf"\$\(['\"]{re.escape(node.name)}['\"]\)\.(?:item|first\(\)|last\(\))\.json{_PATH}")
    at_hand = re.compile(rf"\$json{_PATH}")
    behind = _directly_behind(node.name, workflow, passing)
    for each in workflow.nodes:
        for _, value in leaves(each.parameters, ()):
            if not isinstance(value, str) or "json." not in value:
                continue
            for pattern in (by_name, at_hand) if each.name in behind else (by_name,):
                yield from (match["path"].removeprefix(".") for match in pattern.finditer(value))


def _directly_behind(name: str, workflow: Workflow, passing: Collection[str]) -> set[str]:
    """The steps to which the items come as they are."""
    found: set[str] = set()
    waiting = list(workflow.graph.successors(name))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            if workflow.get(each).type in passing:
                waiting += workflow.graph.successors(each)
    return found
