"""Ids that depend on nothing but the plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from nodepilot.plan.codec import dump_plan
from nodepilot.plan.model import Plan

_NAMESPACE = uuid5(NAMESPACE_URL, "nodepilot:plan")
_IDENTIFYING = ("name", "steps", "links", "timezone")


class Identity:
    """UUIDs for the parts of one plan: the same plan gives the same ids, another plan others."""

    def __init__(self, plan: Plan, beside: Iterable[str] = ()) -> None:
        """`beside` are the ids that are taken where the parts go: a second time gives other ids."""
        record = dump_plan(plan)
        content = json.dumps(
            [{key: record.get(key) for key in _IDENTIFYING}, *sorted(beside)], sort_keys=True
        )
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        self._plan: UUID = uuid5(_NAMESPACE, digest)

    def of(self, *parts: str | int) -> str:
        """The id of one part, named by what it is and where it stands."""
        return str(uuid5(self._plan, json.dumps(parts)))
