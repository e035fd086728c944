from __future__ import annotations

from typing import Any

import pytest

from nodepilot.ai.ports import Call, Kind, ModelFailure, Reply, Usage
from nodepilot.ai.storable import DEEPEST, storable_reply


def reply(arguments: Any, text: str = "") -> Reply:
    return Reply(text, (Call("1", "submit_plan", arguments),), Usage(3, 0, 4))


def test_what_no_database_holds_is_left_out() -> None:
    found = storable_reply(
        reply({"a\x00": ["b\ud800", {"c": "ü\U0001f600\x00"}, 1, 2.5, None, True]}, "x\x00y\udc00")
    )
    assert found.calls[0].arguments == {"a": ["b", {"c": "ü\U0001f600"}, 1, 2.5, None, True]}
    assert (found.text, found.usage) == ("xy", Usage(3, 0, 4))


def nested(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return {"steps": value}


@pytest.mark.parametrize(
    "arguments", [{"a": float("nan")}, {"a": [float("-inf")]}, nested(DEEPEST), nested(5000)]
)
def test_what_is_no_json_is_malformed_and_costs_what_it_cost(arguments: Any) -> None:
    with pytest.raises(ModelFailure) as failed:
        storable_reply(reply(arguments))
    assert (failed.value.kind, failed.value.usage) == (Kind.MALFORMED, Usage(3, 0, 4))
    good = nested(DEEPEST - 1)
    assert storable_reply(reply(good)).calls[0].arguments == good
