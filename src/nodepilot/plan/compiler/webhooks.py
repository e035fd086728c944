"""Paths of webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import NodeTypeVersion
from nodepilot.catalog.model import ParameterReference


def own_path(version: NodeTypeVersion, filled: Mapping[str, Any], webhook_id: str) -> dict[str, str]:
    """The path parameter to set where a webhook takes its path from one and the plan left it empty.

    n8n's editor uses the webhook's id then, which is unique in an n8n.
    """
    for webhook in version.webhooks:
        place = webhook.path
        if isinstance(place, ParameterReference) and filled.get(place.parameter) == "":
            return {place.parameter: webhook_id}
    return {}
