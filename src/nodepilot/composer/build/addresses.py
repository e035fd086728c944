"""Addresses that an act calls: one, one after the other with a pause, or several side by side."""

from __future__ import annotations

from nodepilot.composer.build import http, pauses, sources, transforms
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import READS
from nodepilot.composer.reading.story import Act


def call_addresses(draft: Draft, flow: Flow, act: Act, *, checked: bool) -> None:
    """Calls what the act names; `checked`: how it answers is what follows depends on."""
    urls = [t for t in act.literals if t.kind is Kind.URL]
    if len(urls) > 1:
        sources.several_addresses(draft, flow, act, urls)
        return
    pause = pauses.pause_of(draft, act) if http.is_sent_to(act) else None
    if pause is not None and flow.data is not None and not flow.data.empty:
        pauses.one_by_one(draft, flow, pause, lambda inner: _call(draft, inner, act))
        return
    http.call(draft, flow, act, checked=checked)
    found = None if checked else transforms.limit_of(draft, act.first, act.last)
    if found is not None and act.verb in READS and flow.data is not None and flow.data.open:
        transforms.limit(draft, flow, *found)


def _call(draft: Draft, flow: Flow, act: Act) -> None:
    http.call(draft, flow, act)
