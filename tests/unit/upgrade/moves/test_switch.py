from __future__ import annotations

from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.upgrade import upgrade
from nodepilot.workflow.model import Workflow
from tests.unit.upgrade.raising import BASE, RELEASE, parameters, raised
from tests.unit.workflow.documents import node, workflow


def one_to_three(**given: Any) -> Workflow:
    document = workflow(
        node("It", f"{BASE}switch", parameters={"dataType": "string", "value1": "={{ $json.a }}", **given}),
        *(node(name) for name in "ABCD"),
        links="It:0 -main> A, It:1 -main> B, It:1 -main> C, It:3 -main> D",
    )
    return upgrade(document, load_catalog(RELEASE)).workflow


def targets(document: Workflow) -> list[tuple[str, ...]]:
    return [document.graph.successors("It", output) for output in range(4)]


def test_every_rule_gets_the_connections_of_the_output_that_it_named() -> None:
    rules = [{"value2": "x", "output": 3}, {"value2": "y"}, {"value2": "z", "output": 3}]
    after = one_to_three(rules={"rules": rules}, fallbackOutput=1)
    switch = after.get("It")
    assert switch.type_version == 3.4
    assert targets(after) == [("D",), ("A",), ("D",), ("B", "C")]
    assert [
        each["conditions"]["conditions"][0]["rightValue"] for each in switch.parameters["rules"]["values"]
    ] == [
        "x",
        "y",
        "z",
    ]
    assert switch.parameters["options"] == {"fallbackOutput": "extra"}
    assert switch.parameters["looseTypeValidation"] is True


def test_without_a_fallback_nothing_else_comes_out() -> None:
    after = one_to_three(rules={"rules": [{"value2": "x", "output": 1}]})
    assert targets(after) == [("B", "C"), (), (), ()]


def test_an_expression_stays() -> None:
    assert one_to_three(mode="expression", output="={{ 1 }}").get("It").type_version == 1
    assert one_to_three(rules={"rules": [{"value2": "x", "output": "={{ 1 }}"}]}).get("It").type_version == 1


def test_rules_with_names() -> None:
    rules = {"rules": [{"value2": 1, "outputKey": "one"}, {"operation": "larger", "value2": 2}]}
    made = parameters(raised("switch", 2, value1="={{ $json.n }}", rules=rules, fallbackOutput=1))
    first, second = made["rules"]["values"]
    assert (first["renameOutput"], first["outputKey"]) == (True, "one")
    assert first["conditions"]["conditions"][0]["operator"] == {"type": "number", "operation": "lt"}
    assert second["conditions"]["conditions"][0]["operator"] == {"type": "number", "operation": "gt"}
    assert made["options"]["fallbackOutput"] == 1
