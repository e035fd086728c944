"""The data files say what is there: types, versions and parameters that exist, moves and conditions that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from nodepilot.catalog import Catalog, NodeTypeVersion, available_versions, load_catalog
from nodepilot.upgrade.facts import Change, Facts, Replacement, load_facts, read_facts
from nodepilot.upgrade.moves.converters import CONVERTERS

FACTS = load_facts()
CATALOGS = [load_catalog(version) for version in available_versions()]

MOVES = {"keep", "set", "rename", "unset", "map", "locator", "once", "outputs", "convert"}
CONDITIONS = {
    "is",
    "given",
    "expression",
    "matches",
    "entry",
    "repeats",
    "version",
    "leads_to",
    "follows",
    "attached",
    "on_error",
    "tool_name",
}


def catalog_with(type_name: str) -> Catalog:
    return next(catalog for catalog in reversed(CATALOGS) if catalog.find_entry(type_name))


@pytest.mark.parametrize("type_name", FACTS)
def test_versions_exist(type_name: str) -> None:
    facts = FACTS[type_name]
    versions = catalog_with(type_name).get(type_name).versions
    if facts.changes:
        assert facts.known in versions
        assert facts.since in versions
        assert all(change.at in versions for change in facts.changes)
        assert all(change.at <= facts.known for change in facts.changes)
    for each in facts.replacements:
        assert each.version in load_catalog().get(each.type).versions


@pytest.mark.parametrize("type_name", FACTS)
def test_every_entry_says_something(type_name: str) -> None:
    for change in FACTS[type_name].changes:
        assert change.do or change.adds or change.note or change.look or change.stop
        for text in filter(None, (change.note, change.look)):
            assert text[0].isupper()
            assert text.endswith(".")
        assert change.stop is None or change.stop[-1] == "."


@pytest.mark.parametrize("type_name", FACTS)
def test_moves_and_conditions_are_known(type_name: str) -> None:
    for each in entries(FACTS[type_name]):
        assert all(len(MOVES & move.keys()) == 1 for move in each.do)
        assert all(move["convert"] in CONVERTERS for move in each.do if "convert" in move)
        assert all(len(CONDITIONS & condition.keys()) == 1 for condition in each.when)


@pytest.mark.parametrize("type_name", FACTS)
def test_parameters_exist(type_name: str) -> None:
    catalog = catalog_with(type_name)
    names = set(paths_of(catalog.get(type_name).get(version) for version in catalog.get(type_name).versions))
    for successor in FACTS[type_name].replacements:
        names |= set(paths_of([catalog.get(successor.type).get(successor.version)]))
    for each in entries(FACTS[type_name]):
        for path in mentioned(each):
            assert path.replace("[]", "").partition(".")[0] in {name.partition(".")[0] for name in names}, (
                path
            )
            assert path.replace("[]", "") in names, path


def test_every_converter_is_used() -> None:
    used = {
        move["convert"]
        for facts in FACTS.values()
        for each in entries(facts)
        for move in each.do
        if "convert" in move
    }
    assert used == CONVERTERS.keys()


def test_changes_come_in_the_order_of_their_versions() -> None:
    facts = read_facts({"known": 3, "change": [{"at": 3}, {"at": 2}]})
    assert [change.at for change in facts.changes] == [2, 3]


def entries(facts: Facts) -> Iterator[Change | Replacement]:
    yield from facts.changes
    yield from facts.replacements


def mentioned(entry: Change | Replacement) -> Iterator[str]:
    for condition in entry.when:
        if "path" in condition:
            yield condition["path"]
    for move in entry.do:
        for verb in ("keep", "set", "rename", "unset", "map", "locator"):
            if verb in move:
                yield move[verb]
        if "to" in move:
            yield move["to"]


def paths_of(versions: Iterable[NodeTypeVersion]) -> Iterator[str]:
    for version in versions:
        yield from flat(version.properties, "")


def flat(properties: Iterable[Any], prefix: str) -> Iterator[str]:
    for each in properties:
        path = f"{prefix}{each.name}"
        yield path
        yield from flat(each.children, f"{path}.")
        for group in each.groups:
            yield f"{path}.{group.name}"
            yield from flat(group.values, f"{path}.{group.name}.")
        if each.type in NESTED:
            yield from (f"{path}.{inner}" for inner in NESTED[each.type])


NESTED: Mapping[str, tuple[str, ...]] = {
    "resourceMapper": ("mappingMode", "matchingColumns", "schema", "value"),
    "assignmentCollection": ("assignments", "assignments.value"),
    "filter": ("conditions", "options", "combinator"),
}
