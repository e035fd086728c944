"""“Every hour: Postgres table signups -> Google Sheets”: what stands first behind a time is where the data comes from."""

from __future__ import annotations

from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Thread


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
