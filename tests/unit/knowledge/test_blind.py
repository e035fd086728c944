"""Expectations that nothing was tuned on: what holds here holds in general."""

from __future__ import annotations

from typing import Any

import yaml

from nodepilot.catalog import Catalog
from nodepilot.knowledge.operations import rank_operations
from nodepilot.knowledge.search import load_search
from nodepilot.knowledge.services import Services
from nodepilot.knowledge.triggers import rank_trigger_events
from tests.unit.knowledge.conftest import CASES, full_name, one_of

BLIND: dict[str, list[Any]] = yaml.safe_load((CASES / "blind.yaml").read_text(encoding="utf-8"))


def share_of(section: str, missed: list[Any]) -> float:
    return 1 - len(missed) / len(BLIND[section])


def test_services(services: Services) -> None:
    missed = []
    for row in BLIND["services"]:
        got = [
            f"need:{mention.need}" if mention.need else mention.best.service
            for mention in services.find_mentions(row["text"])
        ]
        if got != row["names"]:
            missed.append((row["text"], got))
    assert share_of("services", missed) >= 0.94, missed


def test_operations(catalog: Catalog) -> None:
    missed = []
    for short, phrase, resource, operation in BLIND["operations"]:
        best = rank_operations(full_name(short), phrase.split(), catalog=catalog)[0]
        if (best.resource, best.operation) not in [(resource, each) for each in one_of(operation)]:
            missed.append((short, phrase, best.resource, best.operation))
    assert share_of("operations", missed) >= 0.92, missed


def test_events(catalog: Catalog) -> None:
    missed = []
    for short, phrase, value in BLIND["events"]:
        matches = rank_trigger_events(full_name(short), phrase.split(), catalog)
        if (matches[0].values[-1] if matches else None) not in one_of(value):
            missed.append((short, phrase, [match.values for match in matches[:2]]))
    assert share_of("events", missed) >= 0.92, missed


def test_search(catalog: Catalog) -> None:
    search = load_search(catalog)
    missed, lost = [], []
    for row in BLIND["search"]:
        wanted = {full_name(short) for short in row["types"]}
        found = [result.type for result in search.search(row["query"], limit=5)]
        if found[0] not in wanted:
            missed.append((row["query"], found[0]))
        if wanted.isdisjoint(found):
            lost.append((row["query"], found))
    assert share_of("search", missed) >= 0.86, missed
    assert not lost
