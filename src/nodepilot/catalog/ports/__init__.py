"""A node's inputs and outputs, fixed or computed from its parameters.

    inputs(node_type, parameters)                                    -> tuple[Port, ...]
    outputs(node_type, parameters, on_error="continueErrorOutput")   -> tuple[Port, ...]

`parameters` have to be filled with defaults (`defaults.fill_defaults`), as n8n has them when it
draws a node. Where n8n's own computation fails, n8n assumes no ports, and so do these functions.
"""

from __future__ import annotations

from dataclasses import replace

from nodepilot.catalog.jsvalues import get_path
from nodepilot.catalog.model import MAIN, ComputedPorts, NodeTypeVersion, Parameters, Port
from nodepilot.catalog.ports.ai_rules import AI_RULES
from nodepilot.catalog.ports.base_rules import BASE_RULES
from nodepilot.catalog.ports.rule import Call, PortRule

CONTINUE_ERROR_OUTPUT = "continueErrorOutput"

RULES: dict[str, PortRule] = {rule.name: rule for rule in (*BASE_RULES, *AI_RULES)}


def inputs(
    node_type: NodeTypeVersion, parameters: Parameters, *, type_version: float | None = None
) -> tuple[Port, ...]:
    """The inputs of a node with these parameters, in n8n's order."""
    return _ports(node_type, node_type.inputs, parameters, type_version)


def outputs(
    node_type: NodeTypeVersion,
    parameters: Parameters,
    *,
    on_error: str | None = None,
    type_version: float | None = None,
) -> tuple[Port, ...]:
    """The outputs of a node with these parameters, in n8n's order.

    With `on_error="continueErrorOutput"` (the node's `onError`) a main output of the category
    `error` comes last.
    """
    found = _ports(node_type, node_type.outputs, parameters, type_version)
    if on_error != CONTINUE_ERROR_OUTPUT:
        return found
    if len(found) == 1:
        found = (replace(found[0], display_name="Success"),)
    return (*found, Port(MAIN, display_name="Error", category="error"))


def undecided_parameters(node_type: NodeTypeVersion, parameters: Parameters) -> tuple[str, ...]:
    """Paths of parameters that decide about ports and hold an expression.

    Their ports are only known when the workflow runs; empty when the ports are certain.
    """
    paths: list[str] = []
    for side in (node_type.inputs, node_type.outputs):
        if isinstance(side, ComputedPorts):
            for path in RULES[side.rule].reads:
                value = get_path(parameters, path)
                if isinstance(value, str) and value.startswith("="):
                    paths.append(path)
    return tuple(paths)


def _ports(
    node_type: NodeTypeVersion,
    side: tuple[Port, ...] | ComputedPorts,
    parameters: Parameters,
    type_version: float | None,
) -> tuple[Port, ...]:
    if not isinstance(side, ComputedPorts):
        return side
    version = node_type.version if type_version is None else type_version
    call = Call(parameters, version, side.filters)
    try:
        return tuple(RULES[side.rule].compute(call))
    except (TypeError, AttributeError):
        # The parameters do not have the shape that n8n expects; its program fails there as well.
        return ()
