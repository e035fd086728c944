"""Answers to messages that ask for no workflow: from the catalog, with the source named, or "I don't know"."""

from __future__ import annotations

from nodepilot.catalog import Catalog, NodeType
from nodepilot.composer.composition import Composition
from nodepilot.composer.intents import Intent
from nodepilot.knowledge.operation_facts import operations_of
from nodepilot.knowledge.services import Services

_EXAMPLES = (
    "When a row is added to my Google Sheet, post it to the Slack channel #sales",
    "Every weekday at 8:30 send me today's Google Calendar events by email",
    "Contact form whose answers go to Airtable, with a thank-you email",
)
_WHAT_I_DO = (
    "I turn plain words into n8n workflows. Tell me what starts it and what shall happen then; you get a "
    "workflow that opens in n8n, and a list of what to connect."
)
_MOST_NODES = 3
_MOST_OPERATIONS = 12


def reply_to(intent: Intent, message: str, catalog: Catalog, services: Services) -> Composition:
    """The answer to a question or to mere talk."""
    if intent.label != "workflow_question":
        return Composition(None, intent.confidence, _WHAT_I_DO, suggestions=_EXAMPLES)
    found = _node_types(message, catalog, services)
    if not found:
        unknown = f"I don't know the answer to that. I know n8n's node types. {_WHAT_I_DO}"
        return Composition(None, intent.confidence, unknown, suggestions=_EXAMPLES)
    told = "\n".join(_told(each) for each in found)
    source = f"Source: the catalog of n8n {catalog.n8n_version}."
    return Composition(None, intent.confidence, f"{told}\n\n{source}")


def _node_types(message: str, catalog: Catalog, services: Services) -> list[NodeType]:
    """The node types that the message names, in its order."""
    names: dict[str, None] = {}
    for mention in services.find_mentions(message):
        service = services.get(mention.candidates[0].service)
        for name in (*service.action_types[:1], *service.trigger_types[:1]):
            names[name] = None
    return [catalog.get(name) for name in list(names)[:_MOST_NODES]]


def _told(node_type: NodeType) -> str:
    """One line: the node's name, what it can do, what has to be connected."""
    latest = node_type.latest
    actions = dict.fromkeys(
        fact.action or " ".join(filter(None, (fact.resource_label, fact.operation_label.lower())))
        for fact in operations_of(latest)
    )
    shown = [each for each in actions if each][:_MOST_OPERATIONS]
    more = f" and {len(actions) - len(shown)} more" if len(actions) > len(shown) else ""
    parts = [f"- **{node_type.display_name}** (`{node_type.name}`)"]
    parts.append(f"can do: {', '.join(shown)}{more}" if shown else "has no operations to choose from")
    credentials = [f"`{each.name}`" for each in latest.credentials]
    if credentials:
        parts.append(f"takes credentials of type {' or '.join(credentials)}")
    return "; ".join(parts) + "."
