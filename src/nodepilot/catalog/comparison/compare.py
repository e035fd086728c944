"""Two releases side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nodepilot.catalog.catalog import Catalog
from nodepilot.catalog.comparison.change import Change, ChangeKind
from nodepilot.catalog.comparison.properties import Difference, property_differences, shown_default
from nodepilot.catalog.model import ComputedPorts, NodeTypeEntry, NodeTypeVersion, Port
from nodepilot.catalog.node_type import NodeType


def compare(before: Catalog, after: Catalog, types: Iterable[str] | None = None) -> tuple[Change, ...]:
    """All differences, node types by name first, then credential types; `types` names the node types to look at.

    The `…Tool` variants that n8n derives are left out: they follow their node type.
    """
    old = {entry.name: entry for entry in before.node_types(tool_variants=False)}
    new = {entry.name: entry for entry in after.node_types(tool_variants=False)}
    wanted = None if types is None else frozenset(types)
    renamed = _renamed(old, new)
    changes: list[Change] = []
    for name in sorted({*old, *new}):
        if wanted is not None and name not in wanted:
            continue
        if name in old and name in new:
            changes += _entries(old[name], new[name])
            changes += _merged(name, before.get(name), after.get(name))
        elif name in renamed:
            text = f"is called `{renamed[name]}` now"
            changes.append(Change(ChangeKind.NODE_TYPE_RENAMED, name, text, (), None, name, renamed[name]))
        elif name in old:
            changes.append(Change(ChangeKind.NODE_TYPE_REMOVED, name, "removed", (), None, name, None))
        elif name not in renamed.values():
            changes.append(Change(ChangeKind.NODE_TYPE_ADDED, name, "added", (), None, None, name))
    return (*changes, *(_credential_types(before, after) if wanted is None else ()))


def _entries(old: NodeTypeEntry, new: NodeTypeEntry) -> Iterator[Change]:
    """What the index lines tell."""
    gone = tuple(each for each in old.versions if each not in new.versions)
    fresh = tuple(each for each in new.versions if each not in old.versions)
    if gone:
        yield Change(ChangeKind.VERSION_REMOVED, old.name, f"typeVersion {_listed(gone)} removed", gone)
    if fresh:
        yield Change(ChangeKind.VERSION_ADDED, old.name, f"typeVersion {_listed(fresh)} added", fresh)
    if old.default_version != new.default_version:
        text = f"a new node gets typeVersion {new.default_version:g} instead of {old.default_version:g}"
        yield Change(
            ChangeKind.DEFAULT_VERSION, old.name, text, (), None, old.default_version, new.default_version
        )
    if old.off_by_default != new.off_by_default:
        kind = ChangeKind.SWITCHED_OFF if new.off_by_default else ChangeKind.SWITCHED_ON
        text = (
            "switched off on a new installation"
            if new.off_by_default
            else "no longer switched off by default"
        )
        yield Change(kind, old.name, text)
    if new.hidden and not old.hidden:
        yield Change(
            ChangeKind.HIDDEN, old.name, "no longer in the editor's list of nodes; nodes of it still run"
        )


def _merged(name: str, old: NodeType, new: NodeType) -> Iterator[Change]:
    """Differences at the typeVersions that both releases have; the same one at several is told once."""
    found: dict[str, tuple[Change, list[float]]] = {}
    for version in old.versions:
        if version not in new.versions:
            continue
        for change in _versions(name, old.get(version), new.get(version)):
            found.setdefault(change.text, (change, []))[1].append(version)
    for change, versions in found.values():
        yield Change(
            change.kind,
            name,
            change.text,
            tuple(dict.fromkeys(versions)),
            change.path,
            change.before,
            change.after,
        )


def _versions(name: str, old: NodeTypeVersion, new: NodeTypeVersion) -> Iterator[Change]:
    for difference in property_differences(old.properties, new.properties):
        yield _told(name, difference)
    before, after = ({each.name for each in version.credentials} for version in (old, new))
    for each in sorted(before - after):
        text = f"no longer takes credentials of the type `{each}`"
        yield Change(ChangeKind.CREDENTIAL_REMOVED, name, text, (), None, each, None)
    for each in sorted(after - before):
        text = f"takes credentials of the type `{each}`"
        yield Change(ChangeKind.CREDENTIAL_ADDED, name, text, (), None, None, each)
    for side in ("inputs", "outputs"):
        one, other = _ports(getattr(old, side)), _ports(getattr(new, side))
        if one != other:
            text = f"{side}: {_listed(one) or 'none'} became {_listed(other) or 'none'}"
            yield Change(ChangeKind.PORTS, name, text, (), side, one, other)


def _told(name: str, found: Difference) -> Change:
    where = f" ({found.where})" if found.where else ""
    place = f"`{found.path}`{where}"
    match found.kind:
        case ChangeKind.PARAMETER_ADDED:
            text = f"parameter {place} added"
        case ChangeKind.PARAMETER_REMOVED:
            text = f"parameter {place} removed"
        case ChangeKind.PARAMETER_RENAMED:
            text = f"parameter {place} is called `{found.after}` now"
        case ChangeKind.PARAMETER_TYPE:
            text = f"parameter {place}: its type was {found.before} and is {found.after}"
        case ChangeKind.DEFAULT:
            text = (
                f"{place}: the default was {shown_default(found.before)} and is {shown_default(found.after)}"
            )
        case ChangeKind.REQUIRED:
            text = f"{place} is required now" if found.after else f"{place} is no longer required"
        case ChangeKind.CHOICE_ADDED:
            text = f"{place}: `{found.after}` added"
        case ChangeKind.CHOICE_REMOVED:
            text = f"{place}: `{found.before}` removed"
        case _:
            text = f"{place}: `{found.before}` is called `{found.after}` now"
    return Change(found.kind, name, text, (), found.path, found.before, found.after)


def _credential_types(before: Catalog, after: Catalog) -> Iterator[Change]:
    old, new = (set(catalog.credential_names) for catalog in (before, after))
    for name in sorted(old - new):
        yield Change(
            ChangeKind.CREDENTIAL_TYPE_REMOVED, name, "credential type removed", (), None, name, None
        )
    for name in sorted(new - old):
        yield Change(ChangeKind.CREDENTIAL_TYPE_ADDED, name, "credential type added", (), None, None, name)


def _renamed(old: Mapping[str, NodeTypeEntry], new: Mapping[str, NodeTypeEntry]) -> dict[str, str]:
    """Node types that went, and those that came with the same label."""
    gone = {name: entry for name, entry in old.items() if name not in new}
    fresh = {entry.display_name: name for name, entry in new.items() if name not in old}
    return {name: fresh[entry.display_name] for name, entry in gone.items() if entry.display_name in fresh}


def _ports(ports: tuple[Port, ...] | ComputedPorts) -> list[str]:
    if isinstance(ports, ComputedPorts):
        return [f"computed by {ports.rule}"]
    return [f"{port.type}{' (required)' if port.required else ''}" for port in ports]


def _listed(values: Iterable[float | str]) -> str:
    return ", ".join(f"{each:g}" if isinstance(each, int | float) else each for each in values)
