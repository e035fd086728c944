"""All rules, in the order in which they run."""

from __future__ import annotations

from nodepilot.validation.rule import Rule
from nodepilot.validation.rules.n8n import (
    api,
    connected_inputs,
    connection_types,
    credentials,
    excluded,
    parameters,
    ports,
    publish,
    structure,
    types,
)

N8N_RULES: tuple[Rule, ...] = (
    structure.RULE,
    types.RULE,
    parameters.RULE,
    connection_types.RULE,
    ports.RULE,
    connected_inputs.RULE,
    credentials.RULE,
    excluded.RULE,
    publish.RULE,
    api.RULE,
)
"""What n8n itself objects to."""

RULES: tuple[Rule, ...] = N8N_RULES
"""Everything."""
