"""A call made again and again until its answer says that something is done."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.language.polls import Poll
from nodepilot.plan.model import OriginKind, Ref
from nodepilot.plan.shapes import condition, conditions

_BASE = "n8n-nodes-base."
_MINUTE = 60


def wait_until(draft: Draft, flow: Flow, call: str, poll: Poll) -> None:
    """Goes on behind the call where the answer has the value, else waits and calls again."""
    check = draft.add(
        _BASE + "if",
        {
            "conditions": conditions(
                condition(Ref(call, poll.field), "equals", poll.value), case_sensitive=False
            ),
            "looseTypeValidation": True,
            "options": {"ignoreCase": True},
        },
        name=f"{poll.field[:1].upper()}{poll.field[1:]} {poll.value}?",
        key="is_done",
        span=poll.span,
    )
    draft.hook(flow, check)
    minutes = poll.seconds >= _MINUTE and poll.seconds % _MINUTE == 0
    amount, unit = (poll.seconds // _MINUTE, "minutes") if minutes else (poll.seconds, "seconds")
    wait = draft.add(
        _BASE + "wait",
        {"amount": amount, "unit": unit},
        name=f"Wait {amount} {unit.removesuffix('s') if amount == 1 else unit}",
        key="wait",
        span=poll.span,
        kind=OriginKind.REQUEST,
    )
    draft.link(check, wait, output=1)
    draft.link(wait, call)
    flow.tails = [(check, 0)]
