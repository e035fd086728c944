"""Jobs that are waited for: “start it with POST https://…, poll its status every minute until it is done, then …”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.pauses import pause_of
from nodepilot.composer.build.polling import wait_until
from nodepilot.composer.language.polls import Poll, find_poll
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Text, Value
from nodepilot.sentences import say

_ASKING = frozenset({"get", "check", "call", "watch", "ask", "wait", "search"})
_DONE = frozenset("done finished complete completed ready succeeded success successful processed".split())
_UNTIL = frozenset({"until", "till"})
_ENDS = frozenset({",", ".", ";", "then", "and", "->"})
_WAITED = "waited"
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_USUAL_PAUSE = (30, "seconds")


def wait_for_job(draft: Draft, flow: Flow, act: Act, do: Callable[[Flow, Act], None]) -> bool:
    """Asks how far a job is, and again after a pause, until it is done; False where no job is waited for."""
    if act.verb not in _ASKING or act.lead == _WAITED or find_poll(draft.utterance.text) is not None:
        return False
    value = _waited_for(draft.utterance, act)
    if value is None:
        return False
    asked = _ask(draft, flow, act, do)
    if asked is None:
        return False
    u = draft.utterance
    amount, unit = pause_of(draft, act) or _USUAL_PAUSE
    poll = Poll(
        "", "status", u.tokens[value].text.strip("'\"`“”"), amount * _SECONDS[unit], u.span(value, value + 1)
    )
    draft.assume(say("The answer tells in its field `status` how far the job is."), asked, span=poll.span)
    wait_until(draft, flow, asked, poll)
    return True


def _waited_for(u: Utterance, act: Act) -> int | None:
    """The token that says in which state the job is left: `done`, a quoted word; no hour and no time."""
    if act.last >= len(u.tokens) or u.tokens[act.last].norm not in _UNTIL:
        return None
    first = act.last + 1
    last = next((i for i in range(first, len(u.tokens)) if u.tokens[i].norm in _ENDS), len(u.tokens))
    told = (i for i in range(first, last) if u.tokens[i].norm in _DONE or u.tokens[i].kind is Kind.QUOTED)
    return next(told, None)


def _ask(draft: Draft, flow: Flow, act: Act, do: Callable[[Flow, Act], None]) -> str | None:
    """The step that asks; the last address that was called answers for its jobs where none is named."""
    before = set(draft.steps)
    if act.verb != "wait" and (act.source is not None or act.literals):
        do(flow, replace(act, lead=_WAITED))
        made = [key for key in draft.steps if key not in before]
        return made[0] if made and flow.tails and flow.tails[0][0] in made else None
    started = next((o for o in reversed(flow.history) if _is_call(draft, o)), None)
    if started is None:
        return None
    url = draft.steps[started.step].parameters.get("url")
    own = Code(f"$('{started.step}').item.json.id")
    parameters: dict[str, Value] = {
        "url": Text((f"{url.rstrip('/')}/", own)) if isinstance(url, str) else "YOUR_URL",
        "options": {},
    }
    span = draft.utterance.span(act.first, act.last)
    key = draft.add(
        "n8n-nodes-base.httpRequest", parameters, name="Ask for the status", key="status", span=span
    )
    draft.assume(say("The job answers at its own address, under its `id`."), key, span=span)
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun="response", open=True))
    return key


def _is_call(draft: Draft, output: Output) -> bool:
    step = draft.steps.get(output.step)
    return step is not None and step.node_type.endswith(".httpRequest")
