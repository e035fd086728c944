from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.knowledge.search import load_search, search_node_types, tells_when
from tests.unit.knowledge.conftest import cases, full_name

CASES = cases("search")


def test_recall(catalog: Catalog) -> None:
    search = load_search(catalog)
    missed, lost = [], []
    for row in CASES:
        wanted = {full_name(short) for short in row["types"]}
        found = [result.type for result in search.search(row["query"], limit=5)]
        if not found or found[0] not in wanted:
            missed.append((row["query"], found[:1]))
        if wanted.isdisjoint(found):
            lost.append((row["query"], found))
    assert len(missed) <= 0.08 * len(CASES), missed
    assert len(lost) <= 0.01 * len(CASES), lost


def test_expected_types_exist(catalog: Catalog) -> None:
    for row in CASES:
        for short in row["types"]:
            assert catalog.find_entry(full_name(short)), short


def test_every_node_type_is_found_by_its_name(catalog: Catalog) -> None:
    lost = [
        entry.name
        for entry in catalog.node_types(tool_variants=False)
        if not entry.hidden
        and entry.name
        not in {result.type for result in search_node_types(entry.display_name, catalog, limit=10)}
    ]
    assert len(lost) <= 3, lost


def test_results_are_best_first_and_limited(catalog: Catalog) -> None:
    results = search_node_types("send a message", catalog, limit=7)
    assert len(results) == 7
    assert [each.score for each in results] == sorted((each.score for each in results), reverse=True)


def test_nothing_fits(catalog: Catalog) -> None:
    assert search_node_types("", catalog) == ()
    assert search_node_types("  \n", catalog) == ()
    assert search_node_types("qwzx vbnmk", catalog) == ()


def test_when_or_what() -> None:
    assert tells_when("when a row is added".split())
    assert tells_when("new row in airtable".split())
    assert not tells_when("create a new row".split())
    assert not tells_when("send a message".split())


def test_a_kind_of_file_names_no_service(catalog: Catalog) -> None:
    in_a_file = search_node_types("read rows out of an excel attachment", catalog, limit=3)
    assert in_a_file[0].type == full_name("extractFromFile")
    assert search_node_types("read rows from Excel", catalog, limit=1)[0].type == full_name("microsoftExcel")
