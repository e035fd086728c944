"""Which credentials a node needs. None are invented: a person chooses them in n8n."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import Catalog, CredentialNeed, NodeTypeVersion
from nodepilot.catalog.display import is_shown
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.compiler.result import CredentialNeeded
from nodepilot.plan.model import Step, Value


def credentials_of(node: CompiledNode, catalog: Catalog) -> tuple[CredentialNeeded, ...]:
    """The credential types that the node asks for with its parameters, as n8n's editor shows them."""
    filled = node.filled
    found = {
        need.name: need.required
        for need in node.version.credentials
        if is_shown(need.display_options, filled, node.version)
    }
    match filled.get("authentication"):
        case "genericCredentialType":
            named = filled.get("genericAuthType")
        case "predefinedCredentialType":
            named = filled.get("nodeCredentialType")
        case _:
            named = None
    if isinstance(named, str) and named and not named.startswith("="):
        found[named] = True
    return tuple(
        CredentialNeeded(node.name, name, _display_name(name, catalog), required)
        for name, required in found.items()
    )


def switch_to_credential(
    step: Step, version: NodeTypeVersion, filled: Mapping[str, Any], catalog: Catalog
) -> Mapping[str, Value]:
    """Parameters to set so that the node asks for the credential type that the plan names."""
    wanted = step.credential_type
    if wanted is None:
        return {}
    needs = [need for need in version.credentials if need.name == wanted]
    if any(is_shown(need.display_options, filled, version) for need in needs):
        return {}
    known = catalog.find_credential(wanted)
    if version.property("genericAuthType") and known and known.generic_auth:
        return {"authentication": "genericCredentialType", "genericAuthType": wanted}
    if version.property("nodeCredentialType") and known:
        return {"authentication": "predefinedCredentialType", "nodeCredentialType": wanted}
    for need in needs:
        switches = _switches(need, step)
        if switches:
            return switches
    takes = ", ".join(f"`{need.name}`" for need in version.credentials) or "no credentials"
    raise InvalidPlan(
        f"Step `{step.key}`: `{version.type_name}` does not take the credential type `{wanted}` here.",
        next_step=f"It takes {takes}.",
    )


def _switches(need: CredentialNeed, step: Step) -> Mapping[str, Value]:
    """The first accepted value of each parameter that the credential type's display options name."""
    options = need.display_options
    if options is None or options.hide:
        return {}
    accepted = {name.lstrip("/"): values for name, values in options.show.items() if name[0] != "@"}
    fixed = {name: step.parameters[name] for name in accepted if name in step.parameters}
    if any(value not in accepted[name] for name, value in fixed.items()):
        return {}
    return {name: values[0] for name, values in accepted.items() if name not in fixed}


def _display_name(name: str, catalog: Catalog) -> str:
    found = catalog.find_credential(name)
    return found.display_name if found else name
