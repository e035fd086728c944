from __future__ import annotations

from typing import Any

import pytest

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Code, Locator, Ref, Value
from tests.unit.plan.compiler.plans import compiled, parameters, step


def stored(node_type: str, given: dict[str, Value], **changes: Any) -> dict[str, Any]:
    return parameters(compiled(step("a", node_type, parameters=given, **changes)), "a")


def test_what_equals_a_default_is_left_out() -> None:
    given: dict[str, Value] = {
        "resource": "message",
        "operation": "post",
        "select": "channel",
        "channelId": "#x",
        "text": "",
    }
    assert stored("slack", given).keys() == {"select", "channelId", "otherOptions"}


def test_nothing_is_lost_that_is_no_default() -> None:
    given: dict[str, Value] = {"url": "https://example.com", "options": {"timeout": 5}}
    assert stored("httpRequest", given) == given


@pytest.mark.parametrize(
    ("value", "mode"),
    [
        ("#general", "name"),
        ("C0123456789", "id"),
        ("https://app.slack.com/client/T1/C1", "url"),
        ("={{ $json.channel }}", "id"),
        (Ref(None, "channel"), "id"),
        (Locator("list", "C1"), "list"),
    ],
)
def test_a_bare_value_becomes_a_resource_locator(value: Value, mode: str) -> None:
    made = stored("slack", {"select": "channel", "channelId": value, "text": "x"})["channelId"]
    assert (made["__rl"], made["mode"]) == (True, mode)


def test_a_single_entry_becomes_a_list_where_n8n_wants_one() -> None:
    made = stored(
        "httpRequest",
        {"url": "x", "sendHeaders": True, "headerParameters": {"parameters": {"name": "A", "value": "b"}}},
    )
    assert made["headerParameters"] == {"parameters": [{"name": "A", "value": "b"}]}


def test_references_inside_collections_are_rendered() -> None:
    made = stored(
        "httpRequest",
        {
            "url": "x",
            "sendBody": True,
            "bodyParameters": {"parameters": [{"name": "n", "value": Ref(None, "y")}]},
        },
    )
    assert made["bodyParameters"] == {"parameters": [{"name": "n", "value": "={{ $json.y }}"}]}


def test_conditions_get_ids_and_options() -> None:
    conditions: Value = {
        "conditions": [{"leftValue": 1, "rightValue": 2, "operator": {"type": "number", "operation": "gt"}}]
    }
    made = stored("if", {"conditions": conditions})["conditions"]
    assert list(made) == ["options", "conditions", "combinator"]
    assert made["options"] == {
        "caseSensitive": True,
        "leftValue": "",
        "typeValidation": "strict",
        "version": 3,
    }
    assert len(made["conditions"][0]["id"]) == 36
    assert made["combinator"] == "and"


def test_loose_comparing_is_repeated_in_the_conditions() -> None:
    given: dict[str, Value] = {
        "conditions": {"conditions": []},
        "looseTypeValidation": True,
        "options": {"ignoreCase": True},
    }
    made = stored("if", given)["conditions"]["options"]
    assert (made["typeValidation"], made["caseSensitive"]) == ("loose", False)


def test_each_case_of_switch_has_its_own_conditions() -> None:
    entry: Value = {
        "conditions": {
            "conditions": [{"leftValue": "a", "operator": {"type": "string", "operation": "empty"}}]
        }
    }
    made = stored("switch", {"rules": {"values": [entry, entry]}})["rules"]["values"]
    ids = [case["conditions"]["conditions"][0]["id"] for case in made]
    assert len(set(ids)) == 2


def test_assignments_get_ids() -> None:
    made = stored("set", {"assignments": {"assignments": [{"name": "n", "value": "v", "type": "string"}]}})
    (entry,) = made["assignments"]["assignments"]
    assert {**entry, "id": "x"} == {"id": "x", "name": "n", "value": "v", "type": "string"}


def test_options_that_load_from_the_service_take_any_value() -> None:
    made = stored("slack", {"resource": "user", "operation": "info", "user": "U0123456789"})
    assert made["user"]["value"] == "U0123456789"


@pytest.mark.parametrize(
    ("node_type", "given", "told"),
    [
        (
            "slack",
            {"chanelId": "x"},
            "has no parameter `chanelId` when `resource` is `message`, `operation` is `post`. Did you mean `channelId`?",
        ),
        (
            "slack",
            {"userIds": ["x"]},
            "has no parameter `userIds` when `resource` is `message`, `operation` is `post`. Allowed: `authentication`",
        ),
        (
            "slack",
            {"resource": "mesage"},
            "`resource` of `n8n-nodes-base.slack` can't be `mesage`. Did you mean `message`?",
        ),
        (
            "slack",
            {"operation": "send"},
            "`operation` of `n8n-nodes-base.slack` can't be `send`. Allowed: delete",
        ),
        (
            "slack",
            {"operation": Code("$json.x")},
            "`operation` of `n8n-nodes-base.slack` takes no expression",
        ),
        ("slack", {"select": "channel", "otherOptions": {"nope": 1}}, "no parameter `otherOptions.nope`"),
        (
            "slack",
            {"select": "channel", "channelId": Locator("nam", "#x")},
            "`channelId` has no mode `nam`. Allowed: `list`, `id`, `name`",
        ),
        (
            "httpRequest",
            {"sendHeaders": True, "headerParameters": {"parameters": [{"nam": "x"}]}},
            "headerParameters.parameters[0].nam",
        ),
        (
            "httpRequest",
            {"sendHeaders": True, "headerParameters": {"parameters": "x"}},
            "`headerParameters.parameters` has to be a list",
        ),
        ("code", {"jsCode": "return $('z').all()"}, "refers to `z`, which is no step"),
    ],
)
def test_what_n8n_would_drop_is_refused(node_type: str, given: dict[str, Value], told: str) -> None:
    with pytest.raises(InvalidPlan) as caught:
        stored(node_type, given)
    assert told in str(caught.value)
