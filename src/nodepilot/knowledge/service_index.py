"""Builds the list of services and all their names from a catalog and from `data/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from nodepilot.catalog import Catalog, NodeTypeEntry
from nodepilot.catalog.model import ComputedPorts
from nodepilot.knowledge.authored import load_data, phrases
from nodepilot.knowledge.mentions import MentionFinder, Surface
from nodepilot.knowledge.model import How, Service
from nodepilot.knowledge.naming import Naming
from nodepilot.knowledge.words import fold, split_identifier, squash, stem

CORE = "Core Nodes"
BASE = "n8n-nodes-base."
HTTP_REQUEST, WEBHOOK = "httpRequest", "webhook"
_LANGCHAIN = "@n8n/n8n-nodes-langchain."
_PROVIDER = re.compile(r"^(?:lmChat|lmOpen|lm|embeddings|vectorStore|reranker)(?=[A-Z])")
_COMPUTED_ROLES = {"vectorStore": "ai_vectorStore"}
_HITL = "HitlTool"
_EXACT, _ALIAS, _NEED, _LESS_MEANT = 1.0, 0.95, 0.5, 0.7


def build_services(catalog: Catalog) -> list[Service]:
    """The services of the catalog, by key; every node type is in exactly one of them."""
    names: Mapping[str, str] = load_data("services")["names"]
    needs = _needs_of_services()
    tools: dict[str, list[str]] = {}
    groups: dict[str, list[NodeTypeEntry]] = {}
    entries = list(catalog.node_types())
    plain = [entry for entry in entries if not entry.is_tool_variant]
    for entry in entries:
        if entry.tool_of and not entry.name.endswith(_HITL):
            tools.setdefault(entry.tool_of, []).append(entry.name)
    keys = _keys(plain)
    for entry in plain:
        groups.setdefault(keys[entry.name], []).append(entry)
    services = [
        _service(catalog, key, groups[key], names.get(key), tools, needs.get(key, frozenset()))
        for key in sorted(groups)
    ]
    return [*services, *_others({each.key for each in services})]


def build_finder(catalog: Catalog, services: Iterable[Service], vocabulary: Iterable[str]) -> MentionFinder:
    """Everything that `find_mentions` needs to know."""
    services = list(services)
    data = load_data("services")
    ordinary: Mapping[str, str] = data["ordinary"]
    surfaces: dict[str, dict[tuple[str, How], Surface]] = {}
    generic = {squash(phrase) for fact in load_data("needs").values() for phrase in phrases(fact["words"])}

    def enter(written: str, surface: Surface) -> None:
        squashed = squash(written)
        if squashed:
            known = surfaces.setdefault(squashed, {})
            if (surface.target, How.EXACT) not in known:
                known.setdefault((surface.target, surface.how), surface)

    for service in services:
        if not service.has_node:
            continue
        is_word = service.key in ordinary
        for name in _names(catalog, service):
            if squash(name) in generic:
                continue
            single = is_word and len(split_identifier(name)) == 1
            enter(name, Surface(service.key, _EXACT, How.EXACT, single))
    for key, listed in data["aliases"].items():
        for alias in phrases(listed):
            marked = alias.startswith("~")
            enter(alias.lstrip("~"), Surface(key, _ALIAS, How.ALIAS, marked))
    for key, fact in load_data("others")["others"].items():
        for place, alias in enumerate(phrases(fact["names"])):
            how, score = (How.ALIAS, _ALIAS) if place else (How.EXACT, _EXACT)
            enter(alias.lstrip("~"), Surface(key, score, how, alias.startswith("~")))
    for need, fact in load_data("needs").items():
        for phrase in phrases(fact["words"]):
            enter(phrase, Surface(need, _NEED, How.GENERIC))
    for name, preferred in data["prefer"].items():
        known = surfaces[squash(name)]
        for sort, surface in known.items():
            if surface.target != preferred:
                known[sort] = replace(surface, score=_LESS_MEANT)
    return MentionFinder(
        surfaces={written: tuple(found.values()) for written, found in sorted(surfaces.items())},
        naming=_naming(services, data),
        needs={need: tuple(fact["services"]) for need, fact in load_data("needs").items()},
        vocabulary=frozenset(fold(word) for word in vocabulary),
    )


def _others(known: set[str]) -> Iterator[Service]:
    """Services without a node; one that the catalog has by now is left out."""
    for key, fact in load_data("others")["others"].items():
        if key in known:
            continue
        yield Service(
            key=key,
            name=fact["names"].split(",")[0].strip(),
            action_types=tuple(BASE + name for name in fact.get("action", [HTTP_REQUEST])),
            trigger_types=tuple(BASE + name for name in fact.get("trigger", [WEBHOOK])),
            api=fact.get("api"),
            has_node=False,
        )


def short(type_name: str) -> str:
    """The node type's name without its package."""
    return type_name.rpartition(".")[2]


def _keys(entries: Iterable[NodeTypeEntry]) -> dict[str, str]:
    """The service key of every node type."""
    members: Mapping[str, list[str]] = load_data("services")["members"]
    listed = {name: key for key, names in members.items() for name in names}
    entries = list(entries)
    bare = {short(entry.name) for entry in entries}
    keys: dict[str, str] = {}
    for entry in entries:
        name = short(entry.name)
        if entry.name in listed:
            keys[entry.name] = listed[entry.name]
        elif name.endswith("Trigger") and (
            name.removesuffix("Trigger") in bare or CORE not in entry.categories
        ):
            keys[entry.name] = name.removesuffix("Trigger")
        elif entry.name.startswith(_LANGCHAIN) and (found := _PROVIDER.match(name)):
            rest = name[found.end() :]
            keys[entry.name] = rest[0].lower() + rest[1:]
        else:
            keys[entry.name] = name
    return keys


def _service(
    catalog: Catalog,
    key: str,
    entries: list[NodeTypeEntry],
    name: str | None,
    tools: Mapping[str, list[str]],
    needs: frozenset[str],
) -> Service:
    members: list[str] = load_data("services")["members"].get(key, [])
    order = {member: place for place, member in enumerate(members)}
    entries = sorted(entries, key=lambda each: (each.hidden, order.get(each.name, 99), each.name))
    actions = [each for each in entries if not each.is_trigger and _carries_items(catalog, each)]
    triggers = [each for each in entries if each.is_trigger]
    roles: dict[str, list[str]] = {}
    for entry in entries:
        for role in _roles(catalog, entry):
            roles.setdefault(role, []).append(entry.name)
    main = (actions or triggers or entries)[0]
    return Service(
        key=key,
        name=name or _own_name(main),
        action_types=tuple(each.name for each in actions),
        trigger_types=tuple(each.name for each in triggers),
        tool_types=tuple(tool for each in entries for tool in tools.get(each.name, ())),
        roles={role: tuple(names) for role, names in roles.items()},
        category=_category(entries),
        needs=needs,
    )


def _category(entries: list[NodeTypeEntry]) -> str:
    if any(CORE in each.categories for each in entries):
        return CORE
    return next((each.categories[0].strip() for each in entries if each.categories), "")


def _carries_items(catalog: Catalog, entry: NodeTypeEntry) -> bool:
    return not catalog.get(entry.name).default.is_sub_node


def _roles(catalog: Catalog, entry: NodeTypeEntry) -> Iterator[str]:
    """The connection types by which the node type serves a root node."""
    outputs = catalog.get(entry.name).default.outputs
    if isinstance(outputs, ComputedPorts):
        for prefix, role in _COMPUTED_ROLES.items():
            if short(entry.name).startswith(prefix):
                yield role
        return
    yield from dict.fromkeys(port.type for port in outputs if port.type != "main")


def _names(catalog: Catalog, service: Service) -> Iterator[str]:
    yield service.name
    yield service.key
    for type_name in service.all_types:
        entry = catalog.find_entry(type_name)
        if entry is not None and not entry.is_tool_variant:
            yield entry.display_name
            if not (entry.is_trigger and CORE in entry.categories):
                yield _plain_name(entry.display_name)


def _own_name(entry: NodeTypeEntry) -> str:
    is_core_trigger = entry.is_trigger and CORE in entry.categories
    return entry.display_name if is_core_trigger else _plain_name(entry.display_name)


def _plain_name(display_name: str) -> str:
    name = re.sub(r"\s*\([^)]*\)", "", display_name)
    return name.removesuffix(" Trigger").strip() or display_name


def _needs_of_services() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for need, fact in load_data("needs").items():
        for key in fact["services"]:
            found.setdefault(key, set()).add(need)
    return {key: frozenset(needs) for key, needs in found.items()}


def _naming(services: Iterable[Service], data: Mapping[str, Mapping[str, str]]) -> dict[str, Naming]:
    def listed(section: str, key: str) -> list[str]:
        return phrases(data[section].get(key, ""))

    return {
        service.key: Naming(
            cues=frozenset(stem(cue) for cue in listed("ordinary", service.key)),
            not_after=frozenset(listed("not_after", service.key)),
            by_place=service.category != CORE,
            not_before=frozenset(listed("not_before", service.key)),
            always_capital=service.key in data["always_capital"],
            not_with=frozenset(listed("not_with", service.key)),
        )
        for service in services
    }
