"""“GET returns all rows, POST adds one”: one webhook for several methods, each with its own way on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.language.tokens import METHODS
from nodepilot.composer.reading.story import Case, Fork, Item

_WEBHOOK = "n8n-nodes-base.webhook"
_WITHOUT_BODY = frozenset({"GET", "DELETE"})
Walk = Callable[[Flow, Sequence[Item]], None]


def by_method(draft: Draft, flow: Flow, fork: Fork, walk: Walk) -> bool:
    """Whether the cases are how the webhook right before them is called; then its ways are walked."""
    key = flow.tails[0][0] if len(flow.tails) == 1 else ""
    step = draft.steps.get(key)
    told = [(_method(case), case) for case in fork.cases if not case.guard.rest]
    methods = [method for method, _ in told if method is not None]
    if step is None or step.node_type != _WEBHOOK or len(methods) < max(len(told), 1):
        return False
    if len(methods) == 1:
        draft.set(key, "httpMethod", methods[0])
        walk(flow, told[0][1].items)
        return True
    draft.set(key, "multipleMethods", value=True)
    draft.set(key, "httpMethod", list(methods))
    ends: list[tuple[str, int]] = []
    for output, (method, case) in enumerate(told):
        branch = flow.copy()
        branch.tails = [(key, output)]
        if method in _WITHOUT_BODY:
            _ask_in_address(branch)
        walk(branch, case.items)
        ends += branch.tails
    flow.tails = ends
    return True


def _method(case: Case) -> str | None:
    condition = case.guard.condition
    if condition is None or len(condition.tests) != 1 or condition.tests[0].operator != "eq":
        return None
    test = condition.tests[0]
    said = str(test.right).strip().partition(" ")[0].upper()
    is_alone = not test.left or test.left.lower() in {"method", "http method", "request method", "status"}
    return said if is_alone and said in METHODS else None


def _ask_in_address(flow: Flow) -> None:
    """Nothing comes in the body: what is asked for stands in the address."""
    if flow.data is not None and flow.data.noun == "request":
        flow.data = replace(flow.data, prefix="query")
        flow.history[-1] = flow.data
