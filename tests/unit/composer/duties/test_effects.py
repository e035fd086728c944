from __future__ import annotations

from nodepilot.catalog import load_catalog
from nodepilot.composer.duties.credential_help import credential_help
from nodepilot.composer.duties.effects import effects_of
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.wire import setup_rows
from nodepilot.workflow.model import Workflow


def kinds(request: str) -> dict[str, str]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    catalog = load_catalog()
    return {
        each.service: each.kind for each in effects_of(Workflow(workflow), catalog, load_services(catalog))
    }


def test_what_steps_touch() -> None:
    found = kinds("every hour get https://a.example/orders, summarise them with OpenAI and post it to Slack")
    assert found["HTTP Request"] == "reads"
    assert found["Slack"] == "writes"
    assert "asks" in found.values()
    assert kinds("every sunday delete all spam mails from Gmail")["Gmail"] == "deletes"


def test_the_least_scopes_follow_from_what_is_done() -> None:
    catalog = load_catalog()
    assert credential_help("gmailOAuth2", {"reads"}, catalog).scopes == "gmail.readonly"
    assert "gmail.send" in credential_help("gmailOAuth2", {"reads", "writes"}, catalog).scopes


def test_every_credential_type_has_some_help() -> None:
    catalog = load_catalog()
    silent = [
        each.name
        for each in catalog.credentials()
        if each.supported_nodes and not each.hidden and not credential_help(each.name, (), catalog).where
    ]
    assert silent == []


def test_the_set_up_list_carries_it() -> None:
    result = run_builtin("every weekday at 8:30 send me today's Google Calendar events by email")
    rows = setup_rows(result.setup, result.duties)
    assert all(each["where"] for each in rows["credentials"])
    assert len(rows["timing"]["next_runs"]) == 5
    assert {each["kind"] for each in rows["effects"]} == {"reads", "writes"}
