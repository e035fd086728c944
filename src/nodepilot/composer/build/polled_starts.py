"""A service without a trigger: looked at again and again, or let call a webhook."""

from __future__ import annotations

from nodepilot.composer.build.api_reads import reads_by_api
from nodepilot.composer.build.apps import read_step, service_name
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.read_operations import choose_read
from nodepilot.composer.build.start_flows import act_of, flow_behind, span_of
from nodepilot.composer.build.transforms import drop_seen
from nodepilot.composer.build.webhooks import add_webhook
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act, Start
from nodepilot.plan.model import OriginKind
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_COMING = frozenset(
    "created received submitted uploaded published booked bought joined subscribed opened detected updated".split()
)
"""What may happen to a thing that is new in a list."""


def poll(draft: Draft, start: Start, key: str) -> Flow:
    """A service without a trigger: looked at every few minutes, what was seen before is dropped."""
    service = draft.services.get(key)
    act = act_of(draft, start, "get")
    if not _is_seen_by_listing(draft, start, act, key):
        return _called_by(draft, start, key)
    schedule = draft.add(
        _BASE + "scheduleTrigger",
        {"rule": {"interval": [{"field": "minutes", "minutesInterval": 15}]}},
        name="Every 15 minutes",
        key="schedule",
        kind=OriginKind.ASSUMPTION,
    )
    flow = flow_behind(draft, schedule, _BASE + "scheduleTrigger")
    draft.assume(
        say(
            "n8n has no trigger for {service}: it is looked at every 15 minutes, and only what "
            "is new goes on.",
            service=service_name(draft, key),
        ),
        schedule,
        span_of(draft, start),
    )
    if service.action_types and read_step(draft, flow, act, key) is not None:
        drop_seen(draft, flow, span_of(draft, start))
        return flow
    del draft.steps[schedule]
    draft.assumptions.pop()
    return _called_by(draft, start, key)


def _is_seen_by_listing(draft: Draft, start: Start, act: Act, key: str) -> bool:
    """Whether the list of what the service has tells of it: a meeting that ends, or a thing it cannot list, never."""
    u = draft.utterance
    told = set(start.words.split())
    places = [i for i in range(start.first, min(start.last, len(u.tokens))) if u.tokens[i].text in told]
    happens = {sense.concept for i in places for sense in u.concepts(i, "events")[:1]}
    if happens and not happens & _COMING:
        return False
    if key in FILE_STORES or reads_by_api(draft, act, key) is not None:
        return True
    types = draft.services.get(key).action_types
    match = choose_read(draft.catalog, u, types[0], act) if types else None
    told_more = next(
        (i for i in places[1:] if u.has(i, "words", "with", "that") or u.has(i, "conditions")), len(u.tokens)
    )
    named = any(
        i < told_more
        and u.service_at(i) is None
        and u.tokens[i].kind is Kind.WORD
        and not any(u.has(i, kind) for kind in ("words", "events", "verbs"))
        for i in places
    )
    return (
        match is None
        or match.resource in {None, "all"}
        or not named
        or bool({"thing", "learnt"} & set(match.reasons))
    )


def _called_by(draft: Draft, start: Start, key: str) -> Flow:
    """A webhook that the service calls."""
    webhook = Start("webhook", start.first, start.last)
    draft.assume(
        say("n8n has no trigger for {service}: let it call this webhook.", service=service_name(draft, key)),
        span=span_of(draft, start),
    )
    draft.called_by = key
    return add_webhook(draft, webhook)
