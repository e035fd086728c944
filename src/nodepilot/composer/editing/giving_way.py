"""Which service comes, and which nodes give way to it."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import FORKS
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swaps import Swap
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.knowledge.model import Service
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_FORKING = frozenset({"switch", "if", "filter", "code"})
_SHORT = 6
"""Words of an order that names nothing but a service: "use Gemini please"."""


def bare_swap(scene: Scene) -> Swap | None:
    """“use Gemini”, “medium ones go to Teams now”."""
    hits = [hit for hit in scene.u.services if not hit.is_generic]
    if len(hits) != 1 or scene.says("also") is not None:
        return None
    if scene.says("moved_to") is not None:
        return Swap((hits[0].mention.start, hits[0].mention.end))
    is_order = len(scene.u.tokens) <= _SHORT and cue("bare_use").search(scene.flat) is not None
    is_news = scene.says("now") is not None and branch_meant(scene) is not None
    if not is_order and not is_news:
        return None
    return Swap((hits[0].mention.start, hits[0].mention.end))


def via_swap(scene: Scene) -> Swap | None:
    """“send the survey with Gmail”, “send it by SMS”: a step that is there, done with another service."""
    hits = [hit for hit in scene.u.services if not hit.is_generic] or list(scene.u.services)
    if len(hits) != 1 or any(
        scene.says(each) is not None for each in ("also", "add_verb", "then", "before", "after")
    ):
        return None
    start = hits[0].mention.start
    via = [match for match in cue("via_service").finditer(scene.flat[:start]) if start - match.end() <= 1]
    article = (
        re.search(
            r"(?<!\w)(?:the|this|that|den|die|das|le|la|el|los|o|os|as|it|es)\s",
            scene.flat[: via[-1].start()],
        )
        if via
        else None
    )
    if article is None:
        return None
    old = (article.start(), via[-1].start())
    new = scene.canvas.services.get(hits[0].key)
    found = [
        each
        for each in nodes_meant(scene, old)
        if not scene.canvas.is_trigger(each.node)
        and _same_purpose(scene, each.node, new)
        and _can_take_place(scene, each.node, new)
    ]
    return Swap((start, hits[0].mention.end), old) if len(found) == 1 else None


def new_service(scene: Scene, swap: Swap) -> ServiceHit | None:
    start, end = swap.new
    inside = [hit for hit in scene.u.services if start <= hit.mention.start < end]
    old = swap.old or (0, 0)
    inside = [hit for hit in inside if not old[0] <= hit.mention.start < old[1]]
    found = next((hit for hit in inside if not hit.is_generic), inside[0] if inside else None)
    return found or _by_name(scene, swap.new)


_IN = "post it in "


def _by_name(scene: Scene, span: tuple[int, int]) -> ServiceHit | None:
    """“teams instead of slack”: a name that is a plain word elsewhere, too."""
    for index, token in enumerate(scene.u.tokens):
        if token.start < span[0] or token.end > span[1] or scene.u.has(index, "words"):
            continue
        # Behind a preposition it can be nothing else than a name.
        for mention in scene.canvas.services.find_mentions(f"{_IN}{token.text.title()}"):
            if mention.need is None and mention.start == len(_IN):
                moved = replace(mention, start=token.start, end=token.end)
                return ServiceHit(index, index + 1, moved)
    return None


def nodes_giving_way(scene: Scene, swap: Swap, hit: ServiceHit) -> list[Node]:
    """The nodes that give way: those that are named, else the one that serves the same purpose."""
    canvas = scene.canvas
    new = canvas.services.get(hit.key)

    def differs(node: Node) -> bool:
        service = canvas.service(node)
        if node.type in FORKS and hit.key not in _FORKING:
            # What decides does not give way to a service: "the sales contacts" are not the check for sales.
            return False
        return service is not None and service.key != hit.key and _can_take_place(scene, node, new)

    if _AS_SOURCE.search(scene.flat) is not None:
        # "use GitLab as the source instead": what starts the workflow.
        starting = [node for node in canvas.triggers if differs(node)]
        if len(starting) == 1:
            return starting
    if swap.old is not None:
        meant = nodes_meant(scene, swap.old)
        models = next((made for each in meant if (made := _models_of(scene, each.node))), [])
        if new.roles.get("ai_languageModel") and (models := [node for node in models if differs(node)]):
            return models
        if (branch := branch_meant(scene.only(swap.old))) is not None:
            # "Jira for the IT requests": what is done with those so far.
            behind = [canvas.workflow.get(link.target) for link in canvas.leaving(branch.way)]
            behind = [node for node in behind if differs(node) and canvas.is_writing(node)]
            if len(behind) == 1:
                return behind
        if new.roles.get("ai_vectorStore") and _VECTORS.search(scene.flat[slice(*swap.old)]):
            return [node for node in canvas.nodes if ".vectorStore" in node.type and differs(node)]
        found = [each for each in meant if differs(each.node)]
        acting = [each for each in found if not canvas.is_trigger(each.node)]
        served = {service.key for each in found if (service := canvas.service(each.node)) is not None}
        if len(served) > 1 and acting and acting[0].score > found[0].score - 1.0:
            # What starts the workflow gives way only when nothing else can be meant.
            found = acting
        best = [each.node for each in found if each.score >= found[0].score - 0.05]
        if not best and (
            holding := _holding(
                scene, swap.old, [n for n in canvas.nodes if differs(n) and _same_purpose(scene, n, new)]
            )
        ):
            return holding
        if not best and _WHAT_IS_TOLD.search(scene.flat[slice(*swap.old)]) and new.needs & MESSAGING:
            # "use Teams for the alerts": the one step that tells.
            telling = [node for node in canvas.nodes if differs(node) and _needs(scene, node) & MESSAGING]
            return telling if len(telling) == 1 and not canvas.is_trigger(telling[0]) else []
        service = canvas.service(best[0]) if best else None
        alike = [node for node in canvas.nodes if canvas.service(node) == service and differs(node)]
        return _told_apart(scene, swap, best, alike)
    if new.roles.get("ai_languageModel"):
        thinking = [
            node for node in canvas.nodes if role_of(scene, node) == "ai_languageModel" and differs(node)
        ]
        if thinking:
            # "switch to Anthropic": what it thinks with.
            return thinking
    alike = [node for node in canvas.nodes if differs(node) and _same_purpose(scene, node, new)]
    before = _SWITCHING.sub("", scene.flat[: hit.mention.start])
    if _TO.search(before) is not None or _FROM.search(before) is not None:
        # "copy to BigQuery instead" is about what is written, "read from …" about what is read.
        writing = _TO.search(before) is not None
        alike = [
            node
            for node in canvas.nodes
            if differs(node) and canvas.is_writing(node) is writing and node in (*alike, *canvas.steps)
        ]
        alike = [node for node in alike if not canvas.is_sub_node(node) and not canvas.is_trigger(node)]
        if len(alike) != 1:
            alike = [node for node in alike if _same_purpose(scene, node, new)]
    branch = branch_meant(scene)
    if branch is not None:
        reached = {link.target for link in canvas.leaving(branch.way)}
        alike = [node for node in alike if node.name in reached]
    is_switched = before != scene.flat[: hit.mention.start]
    if not alike and (scene.says("instead") is not None or is_switched):
        # "store it in Postgres instead": the one step that stores, or the one that tells.
        tells = bool(new.needs & MESSAGING)
        doing = [node for node in canvas.nodes if differs(node) and canvas.is_writing(node)]
        same = [node for node in doing if bool(_needs(scene, node) & MESSAGING) is tells]
        alike = same if len(same) == 1 else []
    named = [each.node for each in nodes_meant(scene) if each.node in alike]
    if len(alike) > 1 and not named:
        # Who shares most purposes with the new service does the same work.
        shared = {node.name: len(_needs(scene, node) & new.needs) for node in alike}
        alike = [node for node in alike if shared[node.name] == max(shared.values())]
    if len(alike) > 1 and branch is None and scene.says("moved_to") is not None:
        # "my mail is on Outlook now": wherever the old one is used.
        old = canvas.service((named or alike)[-1])
        return [node for node in canvas.nodes if canvas.service(node) == old and differs(node)]
    return named[:1] or alike[-1:]


def _holding(scene: Scene, span: tuple[int, int], nodes: list[Node]) -> list[Node]:
    """“use Teams for refunds”: the one of them with that word in what it does, or behind the case of that name."""
    word = scene.flat[slice(*span)].strip(" .,!?")
    word = re.sub(r"^(?:the|our|my|die|les|los|las|os|as) ", "", word)
    if re.fullmatch(r"[a-z][\w -]{2,25}", word) is None:
        return []
    pattern = re.compile(rf"(?<![a-z]){re.escape(word.rstrip('s'))}(?:s|ed|e)?(?![a-z])")
    found = [
        node
        for node in nodes
        if not scene.canvas.is_trigger(node)
        and any(
            isinstance(held, str) and pattern.search(flat(held)) for _, held in leaves(node.parameters, ())
        )
    ]
    return found if len(found) == 1 else []


def _told_apart(scene: Scene, swap: Swap, best: list[Node], alike: list[Node]) -> list[Node]:
    """“log feature requests to Notion instead of Sheets”: of several alike the one that the rest speaks of."""
    if len(alike) < _SEVERAL or swap.old is None:
        return best
    rest = scene.without(swap.old)
    branch = branch_meant(rest)
    if branch is not None:
        behind = {link.target for link in scene.canvas.leaving(branch.way)}
        if on_branch := [node for node in alike if node.name in behind]:
            return on_branch
    scores = {each.node.name: each.score for each in nodes_meant(rest) if each.node in alike}
    if not scores:
        return best
    return [node for node in alike if scores.get(node.name, 0.0) >= max(scores.values()) - 0.05]


_AS_SOURCE = re.compile(r"(?<!\w)as (?:the |a )?(?:source|trigger|start(?:ing point)?|starter)(?!\w)")
_TO = re.compile(r"(?<!\w)(?:to|into|nach|en|a|vers|para)\s+(?:the |our |my )?$")
_SWITCHING = re.compile(
    r"(?<!\w)(?:switch(?:ed|ing)?|chang(?:e|ed|ing)|mov(?:e|ed|ing)|migrat(?:e|ed|ing)|wechs(?:le|eln)|gewechselt|umgestiegen|passe[rz]?|cambi[ao]r?|mud[ae]r?)"
    r" (?:over )?(?:to|nach|auf|zu|en|a|vers|para)\s+(?:the |our |my )?$"
)
"""“switch to Google Translate” names what comes, and no place that something is written to."""
_FROM = re.compile(r"(?<!\w)(?:from|aus|von|depuis|desde|de)\s+(?:the |our |my )?$")
_VECTORS = re.compile(
    r"(?<!\w)(?:vector (?:store|database|db)|knowledge base|vektor(?:store|datenbank))(?!\w)"
)
_SEVERAL = 2
_WHAT_IS_TOLD = re.compile(
    r"(?<!\w)(?:alerts?|alarme?|messages?|notifications?|reminders?|posts?|digests?|reports?|nachricht(?:en)?|meldung(?:en)?|benachrichtigung(?:en)?|"
    r"alertes?|mensajes?|avisos?|alertas?|mensagens)(?!\w)"
)


def _models_of(scene: Scene, node: Node) -> list[Node]:
    """“use Claude for the classification”: what the step thinks with."""
    workflow = scene.canvas.workflow
    return [workflow.get(name) for name in workflow.graph.sub_nodes(node.name, "ai_languageModel")]


def _needs(scene: Scene, node: Node) -> frozenset[str]:
    service = scene.canvas.service(node)
    return frozenset(service.needs) if service is not None else frozenset()


def _can_take_place(scene: Scene, node: Node, new: Service) -> bool:
    if (kind := role_of(scene, node)) is not None:
        return bool(new.roles.get(kind)) or (kind == "ai_tool" and bool(new.tool_types or new.action_types))
    if scene.canvas.is_trigger(node):
        return bool(new.trigger_types)
    return bool(new.action_types)


def _same_purpose(scene: Scene, node: Node, new: Service) -> bool:
    service = scene.canvas.service(node)
    if service is None or scene.canvas.workflow.graph.sub_nodes(node.name):
        return False
    if (kind := role_of(scene, node)) is not None:
        return kind != "ai_tool" and bool(new.roles.get(kind))
    return bool(service.needs & new.needs) or (bool(service.category) and service.category == new.category)


def role_of(scene: Scene, node: Node) -> str | None:
    """The connection type by which a sub-node serves its root; None for a node of the flow."""
    if not scene.canvas.is_sub_node(node):
        return None
    leaving = scene.canvas.workflow.graph.outgoing(node.name)
    return leaving[0].source_type if leaving else None
