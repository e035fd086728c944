from __future__ import annotations

from collections.abc import Mapping

import pytest

from nodepilot.catalog import Catalog, available_versions, load_catalog
from nodepilot.knowledge.authored import load_data
from nodepilot.knowledge.build import build_lexicon, build_release
from nodepilot.knowledge.built import load_built, read_built
from nodepilot.knowledge.services import Services

AGAIN = "run `nodepilot knowledge build` and commit what it writes"


@pytest.fixture(scope="module")
def built(catalog: Catalog) -> Mapping[str, bytes]:
    return build_release(catalog)


def test_the_lexicon_is_up_to_date() -> None:
    assert read_built("lexicon.json.z") == build_lexicon(), AGAIN


@pytest.mark.slow
@pytest.mark.parametrize("name", ["services.json.z", "types.shelf", "search.json.z"])
def test_the_indexes_are_up_to_date(catalog: Catalog, built: Mapping[str, bytes], name: str) -> None:
    assert read_built(catalog.n8n_version, name) == built[name], AGAIN


def test_every_release_has_its_indexes() -> None:
    for version in available_versions():
        for name in ("services.json.z", "search.json.z"):
            assert load_built(version, name) is not None, AGAIN


@pytest.mark.slow
def test_indexes_are_small(built: Mapping[str, bytes]) -> None:
    assert sum(len(content) for content in built.values()) < 400_000


def test_data_names_services_that_exist(services: Services) -> None:
    data = load_data("services")
    for section in ("aliases", "ordinary", "not_after", "not_before", "always_capital", "members", "names"):
        unknown = [key for key in data[section] if key not in services]
        assert not unknown, (section, unknown)
    for need, fact in load_data("needs").items():
        for key in (*fact["services"], *fact.get("trigger", ())):
            assert key in services, (need, key)


def test_data_names_node_types_that_exist(services: Services) -> None:
    catalog = load_catalog()
    short = {entry.name.rpartition(".")[2] for entry in catalog.node_types()}
    for section in ("uses", "words"):
        assert not set(load_data("node_uses")[section]) - short
    assert not set(load_data("popular_events")) - short
    for names in load_data("services")["members"].values():
        assert not [name for name in names if catalog.find_entry(name) is None]
