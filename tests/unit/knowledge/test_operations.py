from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog
from nodepilot.errors import UnknownNodeType
from nodepilot.knowledge.operations import rank_operations
from nodepilot.knowledge.type_facts import operations_of_type
from tests.unit.knowledge.conftest import cases, full_name, one_of

CASES = cases("operations")
SLACK = "n8n-nodes-base.slack"


def test_the_list_is_wide() -> None:
    assert len(CASES) >= 150
    assert len({row[0] for row in CASES}) >= 60


def test_what_phrases_ask_for(catalog: Catalog) -> None:
    missed = []
    for short, phrase, resource, operation in CASES:
        best = rank_operations(full_name(short), phrase.split(), catalog=catalog)[0]
        if (best.resource, best.operation) not in [(resource, each) for each in one_of(operation)]:
            missed.append((short, phrase, resource, operation, best.resource, best.operation))
    assert len(missed) <= 0.04 * len(CASES), missed


def test_expected_operations_exist(catalog: Catalog) -> None:
    for short, _, resource, operation in CASES:
        known = {(fact.resource, fact.operation) for fact in operations_of_type(catalog, full_name(short))}
        assert any((resource, each) in known for each in one_of(operation)), (short, resource, operation)


def test_scores_are_shares(catalog: Catalog) -> None:
    matches = rank_operations(SLACK, ["post", "a", "message"], catalog=catalog, limit=1000)
    assert sum(match.score for match in matches) == pytest.approx(1.0, abs=0.01)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_parameters_choose_the_operation(catalog: Catalog) -> None:
    best = rank_operations(SLACK, ["post"], ["message"], catalog)[0]
    assert best.parameters == {"resource": "message", "operation": "post"}
    assert "verb" in best.reasons


def test_objects_count_more_than_other_words(catalog: Catalog) -> None:
    words = ["create", "a", "deal", "for", "the", "contact"]
    assert rank_operations("n8n-nodes-base.pipedrive", words, ["deal"], catalog)[0].resource == "deal"


def test_nothing_said_means_the_usual(catalog: Catalog) -> None:
    assert rank_operations("n8n-nodes-base.telegram", [], catalog=catalog)[0].operation == "sendMessage"


def test_node_types_without_a_choice(catalog: Catalog) -> None:
    assert rank_operations("n8n-nodes-base.noOp", ["do"], catalog=catalog) == ()


def test_a_tool_variant_does_what_its_node_does(catalog: Catalog) -> None:
    tool = rank_operations("n8n-nodes-base.slackTool", ["post", "message"], catalog=catalog)
    assert tool == rank_operations(SLACK, ["post", "message"], catalog=catalog)


def test_an_unknown_node_type(catalog: Catalog) -> None:
    with pytest.raises(UnknownNodeType, match="slacc"):
        rank_operations("n8n-nodes-base.slacc", ["post"], catalog=catalog)


@pytest.mark.parametrize(
    ("phrase", "language", "operation"),
    [
        ("charge les fichiers", "fr", "upload"),
        ("note la ligne", "fr", "append"),
        ("borra la fila", "es", "delete"),
    ],
)
def test_the_language_can_be_told(catalog: Catalog, phrase: str, language: str, operation: str) -> None:
    node_type = "n8n-nodes-base.googleDrive" if "fichiers" in phrase else "n8n-nodes-base.googleSheets"
    best = rank_operations(node_type, phrase.split(), catalog=catalog, language=language)[0]
    assert best.operation == operation


def test_every_node_type_can_be_asked(catalog: Catalog) -> None:
    for entry in catalog.node_types(tool_variants=False):
        facts = operations_of_type(catalog, entry.name)
        matches = rank_operations(entry.name, ["create", "a", "new", "one"], catalog=catalog, limit=1000)
        assert len(matches) == len(facts)
        assert len({tuple(fact.parameters.items()) for fact in facts}) == len(facts)
