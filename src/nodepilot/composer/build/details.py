"""Triggers that give ids only: the thing itself is fetched before anything is done with it."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import output_of
from nodepilot.plan.model import Locator, OriginKind, Ref, Value

_HUBSPOT = "n8n-nodes-base.hubspot"
_THINGS = ("contact", "deal", "company", "ticket")


def bring_details(draft: Draft, flow: Flow) -> None:
    """Gets the contact, deal, company or ticket that HubSpot's trigger tells the id of."""
    first = flow.history[0] if flow.history else None
    step = draft.steps.get(first.step) if first is not None else None
    if first is None or step is None or not step.node_type.endswith(".hubspotTrigger"):
        return
    thing = _thing(step.parameters)
    if thing is None:
        return
    parameters: dict[str, Value] = {
        "authentication": "appToken",
        "resource": thing,
        "operation": "get",
        f"{thing}Id": Locator("id", Ref(first.step, f"{thing}Id"))
        if thing != "ticket"
        else Locator("id", Ref(first.step, "ticketId")),
    }
    key = draft.add(
        _HUBSPOT, parameters, name=f"Get the {thing}", key=f"hubspot_{thing}", kind=OriginKind.REQUIRED
    )
    draft.hook(flow, key)
    flow.give(output_of(draft.catalog, key, _HUBSPOT, thing, "get", service="hubspot"))


def _thing(parameters: object) -> str | None:
    """What the one event is about; None when there are several things, or it is gone."""
    text = str(parameters)
    found = [thing for thing in _THINGS if f"'{thing}." in text]
    return found[0] if len(found) == 1 and "deletion" not in text else None
