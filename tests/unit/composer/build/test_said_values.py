"""Values that are given by a parameter's own word get there, in the shape that the parameter takes."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters


@pytest.mark.parametrize(
    ("request_", "node_type", "name", "value"),
    [
        (
            'When a form is submitted, create an issue in Taiga with the subject "Blue Harbor"',
            "taiga",
            "subject",
            "Blue Harbor",
        ),
        (
            "When my webhook is called, create a contact in Drift with the email pia@harbor.example",
            "drift",
            "email",
            "pia@harbor.example",
        ),
        ('Every morning create a task in the ClickUp list "Sprint 12"', "clickUp", "list", "Sprint 12"),
        (
            "Every morning create a task in Asana in the workspace called Northwind",
            "asana",
            "workspace",
            "Northwind",
        ),
        (
            "When my webhook is called, create a deal in Salesmate with the currency CHF",
            "salesmate",
            "currency",
            "CHF",
        ),
    ],
)
def test_a_named_value_stands_in_its_parameter(request_: str, node_type: str, name: str, value: str) -> None:
    assert parameters(request_, node_type)[name] == value


def test_a_named_channel_is_a_resource_locator() -> None:
    made = parameters(
        "Every morning create a channel message in Microsoft Teams in the team called Northwind",
        "microsoftTeams",
    )
    assert made["teamId"] == {"__rl": True, "mode": "list", "value": "Northwind"}
