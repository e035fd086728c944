"""All rules, in the order in which they run."""

from __future__ import annotations

from nodepilot.validation.rule import Rule
from nodepilot.validation.rules.code import references as code_references
from nodepilot.validation.rules.code import returns as code_returns
from nodepilot.validation.rules.code import syntax as code_syntax
from nodepilot.validation.rules.credentials import named_secrets, not_accepted, secrets
from nodepilot.validation.rules.expressions import (
    forbidden,
    from_ai,
    methods,
    missing_marks,
    node_references,
    syntax,
    variables,
)
from nodepilot.validation.rules.graph import (
    disconnected,
    endless_loop,
    loop_wiring,
    missing_trigger,
    model_loop,
)
from nodepilot.validation.rules.n8n import (
    api,
    connected_inputs,
    connection_types,
    excluded,
    parameters,
    ports,
    publish,
    structure,
    types,
)
from nodepilot.validation.rules.n8n import credentials as n8n_credentials
from nodepilot.validation.rules.nodes import deprecated, type_version
from nodepilot.validation.rules.parameters import (
    conditions,
    fetch_limits,
    json_values,
    options,
    shapes,
    unknown_names,
    value_types,
)
from nodepilot.validation.rules.triggers import clock_change, responses, schedules, webhook_paths

N8N_RULES: tuple[Rule, ...] = (
    structure.RULE,
    types.RULE,
    parameters.RULE,
    connection_types.RULE,
    ports.RULE,
    connected_inputs.RULE,
    n8n_credentials.RULE,
    excluded.RULE,
    publish.RULE,
    api.RULE,
)
"""What n8n itself objects to."""

NODEPILOT_RULES: tuple[Rule, ...] = (
    missing_trigger.RULE,
    disconnected.RULE,
    endless_loop.RULE,
    loop_wiring.RULE,
    model_loop.RULE,
    type_version.RULE,
    unknown_names.RULE,
    options.RULE,
    shapes.RULE,
    conditions.RULE,
    value_types.RULE,
    json_values.RULE,
    fetch_limits.RULE,
    syntax.RULE,
    missing_marks.RULE,
    variables.RULE,
    methods.RULE,
    forbidden.RULE,
    node_references.RULE,
    from_ai.RULE,
    code_syntax.RULE,
    code_references.RULE,
    code_returns.RULE,
    responses.RULE,
    webhook_paths.RULE,
    schedules.RULE,
    clock_change.RULE,
    not_accepted.RULE,
    secrets.RULE,
    named_secrets.RULE,
    deprecated.RULE,
)
"""What n8n does not see."""

RULES: tuple[Rule, ...] = N8N_RULES + NODEPILOT_RULES
"""Everything."""
