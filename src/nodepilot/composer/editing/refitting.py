"""What follows a step whose place another service takes: the values are called otherwise there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.build.outputs import Output
from nodepilot.composer.editing.canvas import PASSING, Canvas
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node


def refit(before: Canvas, after: Canvas, old: Node, new: str) -> Iterator[SetParameter]:
    """Expressions that read the old step's values by their names read the new one's of the same meaning.

    `after` is the workflow in which `new` has taken the place of `old`.
    """
    names = _other_names(before.output(old), after.output(after.workflow.get(new)))
    if not names:
        return
    behind = _directly_behind(after, new)
    for name in after.workflow.graph.reachable(new):
        for path, value in leaves(after.workflow.get(name).parameters, ()):
            if not isinstance(value, str) or "{{" not in value:
                continue
            changed = _renamed(value, new, names, is_behind=name in behind)
            if changed != value:
                yield SetParameter(name, render_path(path), changed)


def _other_names(before: Output, now: Output) -> dict[str, str]:
    """Paths of the old step's values and what the same is called by the new one."""
    return {
        known.path: now.roles[role].path
        for role, known in before.roles.items()
        if role in now.roles
        and not known.is_code
        and not now.roles[role].is_code
        and known.path != now.roles[role].path
    }


def _directly_behind(canvas: Canvas, name: str) -> set[str]:
    """The nodes whose items are those of the step, as they came."""
    found: set[str] = set()
    waiting = list(canvas.workflow.graph.successors(name))
    while waiting:
        each = waiting.pop()
        if each in found:
            continue
        found.add(each)
        if canvas.workflow.get(each).type in PASSING:
            waiting += canvas.workflow.graph.successors(each)
    return found


def _renamed(value: str, step: str, names: dict[str, str], *, is_behind: bool) -> str:
    sources = [
        rf"\$\((?:'{re.escape(step)}'|\"{re.escape(step)}\")\)\.(?:item|first\(\)|last\(\))\.json",
        *([r"\$json"] if is_behind else []),
    ]
    paths = "|".join(re.escape(path) for path in sorted(names, key=len, reverse=True))
    for source in sources:
        value = re.sub(
            rf"(?P<source>{source})\.(?P<path>{paths})(?![\w])",
            lambda match: f"{match['source']}.{names[match['path']]}",
            value,
        )
    return value
