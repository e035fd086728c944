"""Node types that are written without their package, in another spelling, or under another name."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.catalog import Catalog, NodeTypeEntry
from nodepilot.plan.codec import dump_value
from nodepilot.plan.model import Plan, Step
from nodepilot.plan.submitted.fitting import LEAST_TELLING, takes
from nodepilot.repair.spelling import meant, plain

_PREFIXES = ("n8n-nodes-base", "@n8n/n8n-nodes-langchain")


def mended_types(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with the names that the catalog has, where just one is meant."""
    return replace(plan, steps=tuple(_mended(step, catalog, mends) for step in plan.steps))


def _mended(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    if catalog.find_entry(step.node_type) is not None:
        return step
    found = _find(step, catalog)
    if found is None:
        return step
    mends.append(f"`{step.node_type}` is `{found.name}`.")
    return replace(step, node_type=found.name)


def _find(step: Step, catalog: Catalog) -> NodeTypeEntry | None:
    wanted = step.node_type.rpartition(".")[2]
    entries = list(catalog.node_types(tool_variants=False))
    written = (plain(wanted), plain(step.node_type))
    same = [
        entry
        for entry in entries
        if plain(_short(entry)) == written[0] or plain(entry.display_name) in written
    ]
    if not same:
        name = meant(wanted, [_short(entry) for entry in entries])
        same = [entry for entry in entries if _short(entry) == name]
    if not same:
        same = [entry for entry in entries if _says_more(wanted, entry, step)]
    return _one_of(same, step) if same else _told_otherwise(step, entries, catalog)


def _told_otherwise(step: Step, entries: list[NodeTypeEntry], catalog: Catalog) -> NodeTypeEntry | None:
    """Of an invented type: the only one that the step's key or name tells and that takes all its parameters."""
    given = {key: dump_value(value) for key, value in step.parameters.items()}
    if len(given) < LEAST_TELLING:
        return None
    found = [
        entry
        for entry in entries
        if _is_told(step, entry)
        and (node_type := catalog.find(entry.name)) is not None
        and takes(node_type.latest, given)
    ]
    return found[0] if len(found) == 1 else None


def _is_told(step: Step, entry: NodeTypeEntry) -> bool:
    key = re.sub(r"_\d+$", "", step.key)
    named = rf"(?<!\w){re.escape(entry.display_name)}(?!\w)"
    return plain(key) == plain(_short(entry)) or re.search(named, step.name, re.IGNORECASE) is not None


def _says_more(wanted: str, entry: NodeTypeEntry, step: Step) -> bool:
    """The name with the step's own resource or operation behind it: `slackMessage`."""
    name = plain(_short(entry))
    rest = plain(wanted).removeprefix(name)
    chosen = {plain(str(step.parameters.get(key, ""))) for key in ("resource", "operation")}
    return rest != plain(wanted) and rest in chosen - {""}


def _one_of(same: list[NodeTypeEntry], step: Step) -> NodeTypeEntry | None:
    """The only one; of several the one whose own name it is, in the package that was named, not hidden."""
    wanted = step.node_type.rpartition(".")[2]
    is_ai = "langchain" in step.node_type

    def rank(entry: NodeTypeEntry) -> tuple[bool, bool, bool]:
        return (
            entry.hidden,
            plain(wanted) != plain(_short(entry)),
            is_ai != entry.name.startswith(_PREFIXES[1]),
        )

    ranked = sorted(same, key=rank)
    if len(ranked) > 1 and rank(ranked[0]) == rank(ranked[1]):
        return None
    return ranked[0] if ranked else None


def _short(entry: NodeTypeEntry) -> str:
    return entry.name.rpartition(".")[2]
