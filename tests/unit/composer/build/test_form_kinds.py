"""Fields that nobody lists: those of a known kind of form, and those that conditions compare."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin


def fields(request: str) -> dict[str, str]:
    """The kinds of the form's fields by label."""
    workflow = run_builtin(request).workflow
    assert workflow is not None
    form = next(node for node in workflow["nodes"] if node["type"] == "n8n-nodes-base.formTrigger")
    values = form["parameters"]["formFields"]["values"]
    return {value["fieldLabel"]: value.get("fieldType", "text") for value in values}


def test_a_known_kind_brings_its_usual_fields() -> None:
    found = fields("Form for holiday requests, save each answer to Google Sheets")
    assert {"First day": "date", "Last day": "date", "Days": "number"}.items() <= found.items()


def test_what_is_compared_is_asked_for() -> None:
    request = "Form with name and email. If the budget is over 5000 create a deal in Pipedrive, otherwise add a row to Google Sheets"
    assert fields(request) == {"Name": "text", "Email": "email", "Budget": "number"}


def test_nothing_is_asked_for_that_a_look_up_gives() -> None:
    request = "Form with an email. Look the contact up in HubSpot; if the lifecycle stage is customer post to #vip on Slack"
    assert list(fields(request)) == ["Email"]


@pytest.mark.parametrize(
    "request_",
    [
        "Form with name and department (HR, IT, Finance). HR goes to hr@acme.com, IT goes to it@acme.com, Finance to fin@acme.com",
        "Form with name and department (HR or IT or Finance), add it to Google Sheets",
    ],
)
def test_choices_in_brackets_make_a_dropdown(request_: str) -> None:
    assert fields(request_)["Department"] == "dropdown"


def test_values_that_name_no_field_become_choices() -> None:
    request = 'Al recibir un formulario: si elige "Ventas" envíalo a ventas@x.com, si elige "Soporte" crea un ticket en Freshdesk'
    assert fields(request)["Opción"] == "dropdown"
