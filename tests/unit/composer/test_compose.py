"""Requests become plans; the same request in other clothes becomes the same workflow."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.validation.issue import Severity

REQUEST = "When a new order comes into WooCommerce, post the order total to the Slack channel #orders"


def types(request: str) -> list[str]:
    workflow = run_builtin(request).workflow
    assert workflow is not None, request
    return [node["type"].rsplit(".", 1)[-1] for node in workflow["nodes"]]


def parameters(request: str, node_type: str) -> dict[str, Any]:
    workflow = run_builtin(request).workflow
    assert workflow is not None, request
    found: dict[str, Any] = next(n for n in workflow["nodes"] if n["type"].endswith(f".{node_type}"))
    return dict(found["parameters"])


@pytest.mark.parametrize(
    "request_",
    [
        REQUEST,
        REQUEST.lower(),
        REQUEST.upper().replace("#ORDERS", "#orders"),
        REQUEST.removesuffix("#orders").rstrip() + " #orders.",
        f"Hi! {REQUEST}, please. Thanks a lot!",
        f"Could you {REQUEST[0].lower()}{REQUEST[1:]}?",
        "Post the order total to the Slack channel #orders when a new order comes into WooCommerce",
    ],
)
def test_clothes_do_not_change_the_workflow(request_: str) -> None:
    assert types(request_) == ["wooCommerceTrigger", "slack"]
    assert parameters(request_, "slack")["channelId"]["value"].lstrip("#") == "orders"
    assert parameters(request_, "wooCommerceTrigger")["event"] == "order.created"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("Wenn eine neue Zeile in Google Sheets hinzugefügt wird, sende eine Nachricht an Slack #neu", "de"),
        ("Cuando se añada una fila nueva en Google Sheets, envía un mensaje a Slack #neu", "es"),
        ("Quand une nouvelle ligne est ajoutée dans Google Sheets, envoie un message sur Slack #neu", "fr"),
        ("Quando uma nova linha for adicionada no Google Sheets, envie uma mensagem no Slack #neu", "pt"),
    ],
)
def test_five_languages(request_: str, expected: str) -> None:
    assert expected
    assert types(request_) == ["googleSheetsTrigger", "slack"]


@pytest.mark.parametrize("request_", ["stripe -> slack", "stripe → slack", "Stripe => Slack"])
def test_arrows(request_: str) -> None:
    assert types(request_) == ["stripeTrigger", "slack"]


@pytest.mark.parametrize(
    ("alias", "expected"),
    [("gsheet", "googleSheets"), ("tg", "telegram"), ("discrod", "discord"), ("postgresql", "postgres")],
)
def test_abbreviations_and_misspellings(alias: str, expected: str) -> None:
    assert expected in types(f"when a stripe payment succeeds, save it to {alias}")


def test_a_service_that_n8n_does_not_have_is_called_over_http_and_named() -> None:
    composition = compose("when a stripe payment succeeds post it to Blorptagram", load_catalog())
    assert composition.plan is not None
    assert [step.node_type for step in composition.plan.steps][-1] == "n8n-nodes-base.httpRequest"
    assert any("Blorptagram" in each.text for each in composition.plan.assumptions)


def test_what_was_chosen_for_the_user_is_named() -> None:
    composition = compose("email me when a new row is added to my Google Sheet", load_catalog())
    assert composition.plan is not None
    assert any("Gmail" in each.text for each in composition.plan.assumptions)


def test_every_parameter_comes_from_the_request_or_is_named() -> None:
    composition = compose(REQUEST, load_catalog())
    assert composition.plan is not None
    for step in composition.plan.steps:
        span = step.origins[""].span
        assert span is None or REQUEST[slice(*span)].strip()


@pytest.mark.parametrize("request_", ["hello", "how are you?", "asdf qwer zxcv"])
def test_no_workflow_is_passed_off_as_an_answer(request_: str) -> None:
    composition = compose(request_, load_catalog())
    assert composition.plan is None
    assert composition.reply


def test_what_is_made_has_no_error() -> None:
    issues = run_builtin(REQUEST).issues
    assert not [issue for issue in issues if issue.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "request_", ["create a report", "Every Friday at 16:00 make a list", "Get the tasks and write a summary"]
)
def test_a_request_may_end_with_what_is_made(request_: str) -> None:
    assert compose(request_, load_catalog()).plan is not None or compose(request_, load_catalog()).reply
