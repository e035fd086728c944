"""Events of triggers whose lists n8n loads from the service: told by the service's API, so no property has them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nodepilot.knowledge.authored import load_data
from nodepilot.knowledge.event_facts import EventFact

TRIGGERS = frozenset(
    {"activeCampaignTrigger", "bitbucketTrigger", "keapTrigger", "mauticTrigger", "payPalTrigger"}
)
"""Those that `data/loaded_events.toml` knows; the file is read for them alone."""


@lru_cache(maxsize=len(TRIGGERS))
def loaded_events(node_type: str) -> tuple[EventFact, ...]:
    """What the trigger can wait for, likeliest first; empty for a trigger that has its events in its properties."""
    short = node_type.rpartition(".")[2]
    if short not in TRIGGERS:
        return ()
    told = load_data("loaded_events")[short]
    return tuple(
        _fact(told, value, label, is_first=place == 0)
        for place, (value, label) in enumerate(told["events"].items())
    )


def _fact(told: dict[str, Any], value: str, label: str, *, is_first: bool) -> EventFact:
    return EventFact(
        parameters={**told.get("with", {}), told["path"]: [value] if told["many"] else value},
        path=told["path"],
        values=(value,),
        labels=(label,),
        takes_many=told["many"],
        is_default=is_first,
    )
