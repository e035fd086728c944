"""Another way where the first one fails: “call A, if that is down take B instead, then store the answer”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.retrying import calls_service
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act, Fork, Item
from nodepilot.plan.model import OriginKind

_ANYTHING = frozenset("anything something any either etwas irgendetwas algo quelque alguma".split())
_TELLING = frozenset({"notify", "message", "email", "text", "post", "reply", "send"})


def has_error_way(act: Item, fork: Item | None) -> bool:
    """Whether the fork says what is done where a step at a service, or a model, fails."""
    if not isinstance(act, Act) or not isinstance(fork, Fork):
        return False
    if any(token.kind is Kind.URL for token in act.literals) or not (act.target or act.helper or act.ai):
        return False
    first = fork.cases[0].guard.condition if fork.cases else None
    failing = first is not None and [test.operator for test in first.tests] == ["failing"]
    return failing and all(case.guard.rest for case in fork.cases[1:])


def with_error_way(
    draft: Draft,
    flow: Flow,
    act: Act,
    fork: Fork,
    do: Callable[[Flow, Act], None],
    walk: Callable[[Flow, Sequence[Item]], None],
) -> None:
    """The act's errors lead to what is done then; the rest is done where it succeeds."""
    failed = _error_way(draft, flow, act, do)
    if _means_any(draft, fork):
        failed.tails += [(step, 1) for step in _all_failing(draft, failed.tails[0][0])]
    if _only_tells(fork):
        failed.give(_error_given(failed.tails[0][0]))
    walk(failed, fork.cases[0].items)
    for case in fork.cases[1:]:
        walk(flow, case.items)
    if fork.goes_on:
        flow.tails += failed.tails


def _error_way(draft: Draft, flow: Flow, act: Act, do: Callable[[Flow, Act], None]) -> Flow:
    """Does the act; the way on from its error output, where what was at hand before is at hand."""
    failed = flow.copy()
    do(flow, act)
    step = flow.tails[0][0]
    draft.steps[step] = replace(draft.steps[step], on_error="continueErrorOutput")
    failed.tails = [(step, 1)]
    return failed


_NOTICES = frozenset(
    "email mail message sms text alert notification notice warning note dm ping post me us it that error".split()
)


def _only_tells(fork: Fork) -> bool:
    """“send me an email”, where “send the order to me” says what is told."""
    first = next((item for item in fork.cases[0].items if isinstance(item, Act)), None)
    if first is None or first.verb not in _TELLING or any(t.kind is Kind.QUOTED for t in first.literals):
        return False
    said = first.argument("object")
    return said is None or all(noun in _NOTICES for noun in said.nouns)


def _error_given(step: str) -> Output:
    """What n8n gives on the way of a step's errors; whichever step it was."""
    reason = Known("$input.item.json.error?.message ?? $input.item.json.error", is_code=True)
    name = Known("$prevNode.name", is_code=True)
    roles = {"title": name, "failed_node": name, "error_message": reason, "reason": reason, "text": reason}
    return Output(step, roles, noun="error")


def _means_any(draft: Draft, fork: Fork) -> bool:
    """“if anything fails”, where “if that fails” is about the last step."""
    u, guard = draft.utterance, fork.cases[0].guard
    return any(token.norm in _ANYTHING for token in u.tokens if guard.span[0] <= token.start < guard.span[1])


def _all_failing(draft: Draft, last: str) -> list[str]:
    """The steps before it that ask a service: each leads on with its errors from now on."""
    found: list[str] = []
    seen, waiting = {last}, [last]
    while waiting:
        target = waiting.pop()
        for link in draft.links:
            if link.target == target and link.connection_type == "main" and link.source not in seen:
                seen.add(link.source)
                waiting.append(link.source)
                step = draft.steps[link.source]
                if step.on_error is None and calls_service(step, draft.catalog):
                    draft.steps[step.key] = replace(step, on_error="continueErrorOutput")
                    found.append(step.key)
    return found


def falls_back(act: Item, fork: Item | None) -> bool:
    """Whether the fork says what is taken instead where the act fails."""
    if not isinstance(act, Act) or not isinstance(fork, Fork) or len(fork.cases) != 1:
        return False
    condition = fork.cases[0].guard.condition
    if condition is None or [test.operator for test in condition.tests] != ["failing"]:
        return False
    first = next((item for item in fork.cases[0].items if isinstance(item, Act)), None)
    return first is not None and _takes(first) and _takes(act)


def _takes(act: Act) -> bool:
    """Whether the act fetches from an address: its answer is what matters."""
    return (
        act.verb not in _TELLING
        and act.target is None
        and act.source is None
        and any(token.kind is Kind.URL for token in act.literals)
    )


def with_fallback(
    draft: Draft,
    flow: Flow,
    act: Act,
    fork: Fork,
    do: Callable[[Flow, Act], None],
    walk: Callable[[Flow, Sequence[Item]], None],
) -> None:
    """The act's errors lead to what is taken instead; both ways meet in one step that gives whichever answer came."""
    instead = _error_way(draft, flow, act, do)
    step = instead.tails[0][0]
    walk(instead, fork.cases[0].items)
    key = draft.add(
        "n8n-nodes-base.noOp",
        name="Whichever answered",
        key="answer",
        span=fork.cases[0].guard.span,
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    for source, output in instead.tails:
        draft.link(source, key, output=output)
    data = flow.data
    flow.give(
        replace(data, step=key)
        if data is not None and data.step == step
        else Output(key, {}, noun="response", open=True)
    )
