"""Questions about n8n and NodePilot, answered from guides, the catalog and what is known of errors.

Every answer names its source. What is not known is said, with the nearest that is.
"""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog, NodeType
from nodepilot.composer.duties.credential_help import credential_help
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.explaining.failures import has_known_cause, why
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.guides import FoundGuide, find_guides
from nodepilot.knowledge.model import Service
from nodepilot.knowledge.node_uses import tell_use
from nodepilot.knowledge.operation_facts import operations_of
from nodepilot.knowledge.search import search_node_types
from nodepilot.knowledge.services import Services
from nodepilot.sentences import counted, say

ANSWERS = 0.55
"""Likeness from which a guide is the answer."""
SURELY = 0.8
"""Likeness from which it is, even where the question names a service."""
NEAR = 0.3
"""Likeness from which a guide is worth naming where nothing answers."""
_MOST_NODES, _MOST_OPERATIONS = 3, 10
_CORE = "Core Nodes"
_KINDS = ("reads", "writes")

_WHICH = re.compile(
    r"(?i)\b(?:which|what) (?:n8n )?nodes?\b|\bis there (?:a|any|an) (?:n8n )?node\b|\bnodes? (?:for|that can|to)\b"
    r"|\bwelche[rns]? (?:node|knoten)\b|\bgibt es einen (?:node|knoten)\b|\bqué nodos?\b|\bhay (?:algún|un) nodo\b"
    r"|\bquel nœud\b|\bquel noeud\b|\by a-t-il un n(?:œ|oe)ud\b|\bqual nó\b|\bexiste um nó\b"
)
_SUPPORTS = re.compile(
    r"(?i)\b(?:does|can|will) n8n\b|\bn8n (?:support|work with|integrat)|\bsupport(?:s|ed)?\b|\bintegrat\w+\b"
    r"|\bunterstützt\b|\bkann n8n\b|\bpuede n8n\b|\bsoporta\b|\bn8n peut\b|\bprend en charge\b|\bo n8n (?:suporta|consegue)\b"
)
_CONNECTS = re.compile(
    r"(?i)\b(?:connect\w*|credential\w*|api[ -]?key|token|sign in|log ?in|authenticat\w*|oauth|scopes?|permissions?|"
    r"verbind\w*|zugangsdaten|anmeld\w*|conectar|credencial\w*|connecter|identifiants|autenticar)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in Markdown. `is_known` is False where it says that the answer is not known."""

    text: str
    is_known: bool


def answer_question(message: str, catalog: Catalog, services: Services) -> Told:
    """The answer to a question that is about no open workflow."""
    guides = find_guides(message)
    named = _services(message, services)
    apps = [each for each in named if each.category != _CORE]
    if has_known_cause(message, None) and (not guides or guides[0].likeness < SURELY):
        return Told(_with_guide(why(message, None, catalog), guides), is_known=True)
    if apps and _CONNECTS.search(message) and (told := _connecting(apps[0], catalog)):
        return Told(told, is_known=True)
    if _WHICH.search(message) and (not guides or guides[0].likeness < SURELY):
        return _nodes_for(message, catalog)
    if guides and guides[0].likeness >= (SURELY if apps else ANSWERS):
        return Told(_guide(guides[0]), is_known=True)
    if named:
        lead = f"{say('Yes:')}\n\n" if apps and _SUPPORTS.search(message) else ""
        return Told(lead + _about(named, catalog), is_known=True)
    return _unknown(guides)


def answer_about_itself(message: str) -> str | None:
    """The answer to a question about NodePilot; None when it is about something else."""
    found = next((each for each in find_guides(message) if each.guide.is_about_nodepilot), None)
    return say(found.guide.text) if found is not None and found.likeness >= ANSWERS else None


def _guide(found: FoundGuide) -> str:
    if found.guide.is_about_nodepilot:
        return say(found.guide.text)
    source = say("Source: NodePilot's guide “{title}”.", title=say(found.guide.title))
    return f"{say(found.guide.text)}\n\n{source}"


def _with_guide(text: str, guides: tuple[FoundGuide, ...]) -> str:
    return f"{text}\n\n{_guide(guides[0])}" if guides and guides[0].likeness >= ANSWERS else text


def _unknown(guides: tuple[FoundGuide, ...]) -> Told:
    near = [f"“{say(each.guide.title)}”" for each in guides if each.likeness >= NEAR]
    hint = " " + say("The nearest that I can tell you about: {near}.", near=", ".join(near)) if near else ""
    return Told(say("I don't know the answer to that.{hint}", hint=hint), is_known=False)


# services and node types


def _services(message: str, services: Services) -> list[Service]:
    """The services that the message names, in its order; n8n itself is none."""
    keys = dict.fromkeys(mention.candidates[0].service for mention in services.find_mentions(message))
    return [services.get(key) for key in keys if key != "n8n"][:_MOST_NODES]


def connecting(scene: Scene, catalog: Catalog) -> str:
    """How the services are connected that a question about a workflow names; "" when it names none."""
    keys = dict.fromkeys(hit.key for hit in scene.u.services if not hit.is_generic)
    return "\n\n".join(filter(None, (_connecting(scene.canvas.services.get(key), catalog) for key in keys)))


def _connecting(service: Service, catalog: Catalog) -> str:
    """Which credentials the service's nodes take, and where to get them."""
    names: dict[str, None] = {}
    for type_name in (*service.action_types[:1], *service.trigger_types[:1]):
        for need in catalog.get(type_name).latest.credentials:
            names[need.name] = None
    lines = []
    for name in names:
        found = catalog.find_credential(name)
        helped = credential_help(name, _KINDS, catalog)
        allow = " " + say("Allow: {scopes}.", scopes=helped.scopes) if helped.scopes else ""
        lines.append(f"- **{found.display_name if found else name}**: {helped.where}{allow}")
    if not lines:
        return ""
    told = counted(
        len(lines),
        "{service} takes this credential. Create it in the node (“Create new credential”) or under Credentials.",
        "{service} takes one of these credentials. "
        "Create it in the node (“Create new credential”) or under Credentials.",
        service=service.name,
    )
    return "\n\n".join((told, "\n".join(lines), _source(catalog)))


def _source(catalog: Catalog) -> str:
    return say("Source: the catalog of n8n {version}.", version=catalog.n8n_version)


def _nodes_for(message: str, catalog: Catalog) -> Told:
    found = search_node_types(_WHICH.sub(" ", message), catalog, limit=_MOST_NODES)
    if not found:
        return Told(
            say(
                "I found no node for that. **HTTP Request** calls any web API, so that a service without "
                "a node can be used all the same."
            ),
            is_known=False,
        )
    lines = "\n".join(_told(catalog.get(each.type)) for each in found)
    return Told(f"{say('These fit best:')}\n\n{lines}\n\n{_source(catalog)}", is_known=True)


def _about(named: list[Service], catalog: Catalog) -> str:
    names = dict.fromkeys(
        name
        for service in named
        for name in (*service.action_types[:1], *service.trigger_types[:1]) or service.tool_types[:1]
    )
    lines = "\n".join(_told(catalog.get(name)) for name in list(names)[:_MOST_NODES])
    if not lines:
        told = say(
            "n8n has no node of its own for {name}: **HTTP Request** calls its API.", name=named[0].name
        )
        return f"{told}\n\n{_source(catalog)}"
    return f"{lines}\n\n{_source(catalog)}"


def _told(node_type: NodeType) -> str:
    """One line: what the node is for, what it can do, what has to be connected."""
    latest = node_type.latest
    parts = [f"- **{node_type.display_name}** (`{node_type.name}`)"]
    use = tell_use(node_type.name)
    if use:
        parts.append(use)
    actions = dict.fromkeys(
        fact.action or " ".join(filter(None, (fact.resource_label, fact.operation_label.lower())))
        for fact in operations_of(latest)
    )
    shown = [each for each in actions if each][:_MOST_OPERATIONS]
    if shown:
        more = (
            " " + say("and {count} more", count=len(actions) - len(shown))
            if len(actions) > len(shown)
            else ""
        )
        parts.append(
            say("can: {shown}{more}", shown=", ".join(_lower_first(each) for each in shown), more=more)
        )
    elif latest.is_trigger and not use:
        parts.append(say("starts a workflow when something happens there"))
    credentials = [f"`{each.name}`" for each in latest.credentials]
    if credentials:
        parts.append(
            say("takes credentials of type {credentials}", credentials=f" {say('or')} ".join(credentials))
        )
    head, *rest = parts
    return f"{head}: {'; '.join(rest)}." if rest else f"{head}."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
