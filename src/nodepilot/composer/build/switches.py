"""Parameters that have to go together: what brings a choice into view, what a service is reached by."""

from __future__ import annotations

from nodepilot.catalog import NodeTypeVersion
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.slots import Filler
from nodepilot.plan.model import Value

_SENDING = frozenset({None, "send", "sendLegacy"})


def with_switches(version: NodeTypeVersion, chosen: dict[str, Value]) -> dict[str, Value]:
    """Adds the parameters that bring the chosen resource or operation into view (`source: managementApi`)."""
    made = dict(chosen)
    for name, value in chosen.items():
        filled = fill_defaults(version, plain(made))
        holders = [p for p in version.properties_named(name) if p.choice(value) is not None]
        if not holders or any(is_shown(p.display_options, filled, version) for p in holders):
            continue
        options = holders[0].display_options
        for key, accepted in (options.show if options is not None else {}).items():
            if (
                key.startswith("@")
                or key.lstrip("/") in chosen
                or not accepted
                or isinstance(accepted[0], dict)
            ):
                continue
            made = {key.lstrip("/"): accepted[0], **made}
    return made


def by_webhook(parameters: dict[str, Value], filler: Filler) -> dict[str, Value]:
    """A message to Discord goes by a webhook, which needs no bot, unless a channel is named for it."""
    if parameters.get("operation") not in _SENDING or "channelId" in parameters:
        return {**parameters, "operation": "send"} if "channelId" in parameters else parameters
    files = {name: parameters[name] for name in ("files",) if name in parameters}
    return {
        "authentication": "webhook",
        "operation": "sendLegacy",
        "content": filler.slot("message", "content"),  # type: ignore[dict-item]
        **files,
    }
