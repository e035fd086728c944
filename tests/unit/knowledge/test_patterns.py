from __future__ import annotations

import re

import pytest

from nodepilot.catalog import Catalog
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.knowledge.pattern_search import search_patterns
from nodepilot.knowledge.patterns import Pattern, PatternKind, Patterns, load_patterns
from nodepilot.knowledge.services import Services
from nodepilot.knowledge.type_facts import events_of_type, operations_of_type
from tests.unit.knowledge.conftest import cases, full_name, one_of


@pytest.fixture(scope="module")
def patterns(catalog: Catalog) -> Patterns:
    return load_patterns(catalog)


@pytest.fixture(scope="module")
def everything(patterns: Patterns) -> list[Pattern]:
    return list(patterns)


def test_there_is_one_for_everything(catalog: Catalog, everything: list[Pattern]) -> None:
    assert len(everything) >= 4300
    made = {pattern.node_type for pattern in everything}
    for entry in catalog.node_types(tool_variants=False):
        assert entry.name in made
        choices = len(operations_of_type(catalog, entry.name)) + len(events_of_type(catalog, entry.name))
        assert sum(pattern.node_type == entry.name for pattern in everything) == max(choices, 1)


def test_ids_are_unique_and_lead_back(patterns: Patterns, everything: list[Pattern]) -> None:
    assert len({pattern.id for pattern in everything}) == len(everything)
    for pattern in everything[::97]:
        assert patterns.find(pattern.id) == pattern
    assert patterns.find("noSuchNode/do") is None
    assert patterns.find("slack/message/noSuchThing") is None


def test_texts_are_sentences(everything: list[Pattern]) -> None:
    for pattern in everything:
        assert re.match(r"[A-Z0-9]", pattern.use_case), pattern
        assert pattern.use_case.endswith("."), pattern
        assert "{" not in pattern.use_case, pattern
        assert "  " not in pattern.use_case, pattern
        assert pattern.name.strip()


def test_texts_tell_patterns_apart(everything: list[Pattern]) -> None:
    assert len({(pattern.name, pattern.node_type) for pattern in everything}) > 0.97 * len(everything)


def test_parameters_are_stored_as_they_would_be_made(catalog: Catalog, everything: list[Pattern]) -> None:
    for pattern in everything[::41]:
        version = catalog.get(pattern.node_type).latest
        assert version.version == pattern.type_version
        filled = fill_defaults(version, dict(pattern.parameters))
        for name in pattern.parameters:
            assert name in filled, (pattern.id, name)


def test_figures(patterns: Patterns, everything: list[Pattern]) -> None:
    post = patterns.find("slack/message/post")
    assert post is not None
    assert post.featured
    assert post.uses > 100
    assert 100 <= sum(pattern.featured for pattern in everything) <= 600


def test_kinds(patterns: Patterns) -> None:
    def kind(pattern_id: str) -> PatternKind:
        found = patterns.find(pattern_id)
        assert found is not None, pattern_id
        return found.kind

    assert kind("slack/message/post") is PatternKind.OPERATION
    assert kind("githubTrigger/push") is PatternKind.EVENT
    assert kind("noOp") is PatternKind.NODE
    assert kind("ai:lmChatOpenAi") is PatternKind.NODE


def test_patterns_are_found_by_what_they_do(catalog: Catalog, services: Services) -> None:
    missed = []
    for short, phrase, resource, operation in cases("operations"):
        service = services.of_type(full_name(short))
        assert service is not None
        wanted = {tuple(part for part in (resource, each) if part) for each in one_of(operation)}
        found = search_patterns(f"{phrase} in {service.name}", catalog, limit=3)
        if not any(each.node_type == full_name(short) and each.choice in wanted for each in found):
            missed.append((phrase, service.name, [each.id for each in found]))
    assert len(missed) <= 0.02 * len(cases("operations")), missed


def test_event_patterns_are_found(catalog: Catalog, services: Services) -> None:
    missed = []
    for short, phrase, value in cases("events"):
        service = services.of_type(full_name(short))
        assert service is not None
        found = search_patterns(f"when {phrase} in {service.name}", catalog, limit=3)
        if not any(
            each.node_type == full_name(short) and (not each.choice or each.choice[-1] in one_of(value))
            for each in found
        ):
            missed.append((phrase, service.name, [each.id for each in found]))
    assert len(missed) <= 0.02 * len(cases("events")), missed


def test_nothing_fits(catalog: Catalog) -> None:
    assert search_patterns("", catalog) == ()
    assert search_patterns("qwzx vbnmk", catalog) == ()
