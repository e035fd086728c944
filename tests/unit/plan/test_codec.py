from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.errors import InvalidPlan
from nodepilot.plan.codec import dump_plan, load_plan
from nodepilot.plan.model import (
    Assumption,
    Code,
    Link,
    Locator,
    Origin,
    OriginKind,
    Placeholder,
    Plan,
    Question,
    Ref,
    Step,
    Text,
    Value,
)

WORDS = st.text(max_size=6)
SPANS = st.none() | st.tuples(st.integers(0, 5), st.integers(5, 9))
REFS = st.builds(Ref, st.none() | WORDS, WORDS)
CODES = st.builds(Code, WORDS)
TEXTS = st.builds(Text, st.lists(WORDS | REFS | CODES, max_size=3).map(tuple))
LOCATORS = st.builds(Locator, WORDS, WORDS | REFS | CODES | TEXTS)
KEYS = WORDS | st.sampled_from(["$ref", "$text", "$code", "$locator", "$plain"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS | REFS | CODES | TEXTS | LOCATORS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
ORIGINS = st.builds(Origin, st.sampled_from(OriginKind), SPANS, WORDS)
STEPS = st.builds(
    Step,
    key=WORDS,
    node_type=WORDS,
    name=WORDS,
    parameters=st.dictionaries(WORDS, VALUES, max_size=3),
    type_version=st.none() | st.integers(1, 4) | st.just(2.1),
    credential_type=st.none() | WORDS,
    notes=WORDS,
    on_error=st.none() | WORDS,
    settings=st.dictionaries(WORDS, SCALARS, max_size=2),
    origins=st.dictionaries(WORDS, ORIGINS, max_size=2),
)
QUESTIONS = st.builds(Question, WORDS, st.lists(WORDS, min_size=1).map(tuple), st.just(0), st.none() | WORDS)
PLANS = st.builds(
    Plan,
    name=WORDS,
    steps=st.lists(STEPS, max_size=3).map(tuple),
    links=st.lists(
        st.builds(Link, WORDS, WORDS, st.integers(0, 3), st.integers(0, 3), WORDS), max_size=3
    ).map(tuple),
    assumptions=st.lists(st.builds(Assumption, WORDS, st.none() | WORDS, SPANS), max_size=2).map(tuple),
    questions=st.lists(QUESTIONS, max_size=2).map(tuple),
    placeholders=st.lists(st.builds(Placeholder, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    timezone=st.none() | WORDS,
)


@given(PLANS)
def test_a_plan_is_json_and_back(plan: Plan) -> None:
    assert load_plan(json.dumps(dump_plan(plan))) == plan
    assert load_plan(dump_plan(plan)) == plan


def test_defaults_are_left_out() -> None:
    plan = Plan("P", (Step("a", "t"), Step("b", "t")), (Link("a", "b"),))
    assert dump_plan(plan) == {
        "name": "P",
        "steps": [{"key": "a", "node_type": "t"}, {"key": "b", "node_type": "t"}],
        "links": [{"source": "a", "target": "b"}],
    }


def test_an_object_that_looks_like_a_reference_stays_an_object() -> None:
    plan = Plan("P", (Step("a", "t", parameters={"query": {"$ref": "x"}}),), ())
    dumped = dump_plan(plan)
    assert dumped["steps"][0]["parameters"] == {"query": {"$plain": {"$ref": "x"}}}
    assert load_plan(dumped) == plan


def step(**changes: Any) -> dict[str, Any]:
    return {"name": "P", "steps": [{"key": "a", "node_type": "t", **changes}], "links": []}


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "The plan has to be an object"),
        ("{}", "`name` of the plan is missing"),
        ({"name": "P", "step": []}, "unknown key `step`. Did you mean `steps`?"),
        ({"name": "P", "steps": {}}, "`steps` of the plan has to be a list"),
        ({"name": "P", "steps": [3]}, "`steps[0]` has to be an object"),
        ({"name": "P", "steps": [{"key": "a"}]}, "`steps[0].node_type` is missing"),
        (step(type="x"), "`steps[0]` has an unknown key `type`"),
        (step(type_version="2"), "`steps[0].type_version` has to be a number"),
        (step(parameters=[]), "`steps[0].parameters` has to be an object"),
        (step(parameters={"x": {"$ref": "a.b"}}), "`steps[0].parameters.x.$ref` has to be an object"),
        (step(parameters={"x": {"$ref": {"step": "a"}}}), "$ref.path` is missing"),
        (step(parameters={"x": {"$text": "hello"}}), "has to be a list"),
        (step(parameters={"x": {"$text": [1]}}), "texts, `$ref` and `$code` only"),
        (step(parameters={"x": {"$code": 1}}), "has to be a text of JavaScript"),
        (step(parameters={"x": {"$locator": {"mode": "id", "value": 1}}}), "has to be a text, `$ref`"),
        (step(origins={"": {"kind": "guess"}}), "kind can't be `guess`. Allowed: `request`"),
        (step(origins={"": {"kind": "request", "span": [3, 1]}}), "has to be [start, end]"),
        (step(settings={"x": []}), "has to be a text, a number, true, false or null"),
        ({"name": "P", "links": [{"source": "a", "target": "b", "output": -1}]}, "whole number, 0 or more"),
        ({"name": "P", "links": [{"source": "a", "target": "b", "output": True}]}, "whole number, 0 or more"),
        ({"name": "P", "questions": [{"text": "?", "choices": ["a"], "chosen": 1}]}, "there are 1 choices"),
        ({"name": "P", "questions": [{"text": "?", "choices": [1]}]}, "has to be a list of texts"),
        ({"name": "P", "timezone": 3}, "`timezone` of the plan has to be a text"),
    ],
)
def test_what_is_no_plan_says_where(raw: Any, told: str) -> None:
    with pytest.raises(InvalidPlan) as caught:
        load_plan(raw)
    assert told in str(caught.value)
