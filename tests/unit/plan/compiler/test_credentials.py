from __future__ import annotations

from typing import Any

import pytest

from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler import CompiledPlan
from tests.unit.plan.compiler.plans import compiled, parameters, step

SLACK: dict[str, Any] = {"select": "channel", "channelId": "#x", "text": "x"}


def needs(made: CompiledPlan) -> list[str]:
    return [need.credential_type for need in made.setup.credentials]


def test_the_type_that_the_parameters_show_is_named() -> None:
    assert needs(compiled(step("a", "slack", parameters=SLACK))) == ["slackApi"]
    assert needs(compiled(step("a", "slack", parameters={**SLACK, "authentication": "oAuth2"}))) == [
        "slackOAuth2Api"
    ]


def test_a_named_type_sets_what_shows_it() -> None:
    made = compiled(step("a", "slack", parameters=SLACK, credential_type="slackOAuth2Api"))
    assert parameters(made, "a")["authentication"] == "oAuth2"
    assert needs(made) == ["slackOAuth2Api"]
    assert made.provenance["a"]["authentication"].kind == "required"


@pytest.mark.parametrize(
    ("credential_type", "written"),
    [
        ("httpHeaderAuth", {"authentication": "genericCredentialType", "genericAuthType": "httpHeaderAuth"}),
        ("slackApi", {"authentication": "predefinedCredentialType", "nodeCredentialType": "slackApi"}),
    ],
)
def test_http_request_takes_generic_and_predefined_types(
    credential_type: str, written: dict[str, str]
) -> None:
    made = compiled(step("a", "httpRequest", parameters={"url": "x"}, credential_type=credential_type))
    assert parameters(made, "a") == {"url": "x", **written, "options": {}}
    assert needs(made) == [credential_type]


def test_no_ids_are_invented() -> None:
    (node,) = compiled(step("a", "slack", parameters=SLACK)).document["nodes"]
    assert "credentials" not in node


def test_nothing_is_asked_for_where_nothing_is_needed() -> None:
    assert needs(compiled(step("a", "httpRequest", parameters={"url": "x"}), step("b", "set"))) == []
    assert needs(compiled(step("a", "slack", parameters=SLACK, settings={"disabled": True}))) == []


@pytest.mark.parametrize(
    ("node_type", "wrong"), [("slack", "gmailOAuth2"), ("httpRequest", "nope"), ("set", "slackApi")]
)
def test_a_type_that_the_node_does_not_take_is_refused(node_type: str, wrong: str) -> None:
    with pytest.raises(InvalidPlan, match=f"does not take the credential type `{wrong}` here"):
        compiled(step("a", node_type, credential_type=wrong))


def test_a_type_that_contradicts_the_parameters_is_refused() -> None:
    with pytest.raises(InvalidPlan, match="does not take the credential type `slackApi` here"):
        compiled(
            step("a", "slack", parameters={**SLACK, "authentication": "oAuth2"}, credential_type="slackApi")
        )
