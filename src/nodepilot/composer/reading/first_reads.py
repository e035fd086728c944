"""“Every hour: Postgres table signups -> Google Sheets”: what stands first behind a time is where the data comes from."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import parse_arguments
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Thread
from nodepilot.composer.reading.verbs import Verbs


def read_first(roles: Roles, thread: Thread) -> None:
    """Makes the first place of a chain of arrows its source, where nothing has brought any data yet."""
    if thread.start.kind not in {"schedule", "manual"} or len(thread.items) < _SEVERAL:
        return
    first, second = thread.items[0], thread.items[1]
    if not isinstance(first, Act) or not isinstance(second, Act) or second.lead != "arrow":
        return
    if first.verb or first.source is not None or first.target is None or first.ai:
        return
    if not roles.takes_messages(first.target) and roles.is_app(first.target) and second.target is not None:
        first.verb, first.source, first.target = "get", first.target, None


_SEVERAL = 2


def read_weather(u: Utterance, verbs: Verbs, thread: Thread) -> None:
    """“If the weather in Madrid is above 35 degrees …”: it is asked for first, and its temperature compared."""
    first = thread.items[0] if thread.items else None
    if thread.start.kind not in {"schedule", "manual"} or not isinstance(first, Fork) or not first.cases:
        return
    guard = first.cases[0].guard
    start, end = guard.span
    inside = [i for i, token in enumerate(u.tokens) if start <= token.start < end]
    hit = next((h for h in u.services if h.key == "openWeatherMap" and h.first in inside), None)
    if hit is None or guard.condition is None:
        return
    tests = tuple(
        replace(test, left="temperature") if test.kind == "number" else test for test in guard.condition.tests
    )
    first.cases[0].guard = replace(guard, condition=replace(guard.condition, tests=tests))
    behind = (i for i in inside if i > hit.first and (u.has(i, "conditions") or u.has(i, "verbs", "be")))
    last = next(behind, inside[-1] + 1)
    asked = parse_arguments(u, verbs, hit.first, last)
    thread.items.insert(0, Act("get", hit.first, last, asked, source=hit, verb_at=hit.first))
