"""What a model finds goes into the field that is called so, in the form that the field takes."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "service", "collection", "name"),
    [
        ("Have Claude set the priority of new Jira issues", "jira", "updateFields", "priority"),
        (
            "For new Linear issues let GPT decide the priority (low, medium or high) and write it back to the issue priority",
            "linear",
            "updateFields",
            "priorityId",
        ),
        (
            "Let AI choose the priority (low, medium or high) for each new Freshdesk ticket",
            "freshdesk",
            "updateFields",
            "priority",
        ),
        (
            "For new Pipedrive deals let AI decide the probability and write it back to the deal",
            "pipedrive",
            "updateFields",
            "probability",
        ),
        ("Use AI to tag new Zendesk tickets", "zendesk", "updateFields", "tags"),
    ],
)
def test_a_verdict_goes_into_its_field(request_: str, service: str, collection: str, name: str) -> None:
    assert types(request_)[-1] == service
    written = parameters(request_, service, name="Update")[collection]
    assert list(written) == [name]
    assert "output." in str(written[name])


def test_words_become_the_numbers_that_stand_for_them() -> None:
    request = "For new Linear issues let GPT decide the priority (low, medium or high) and write it back to the issue priority"
    value = parameters(request, "linear")["updateFields"]["priorityId"]
    assert '"high": 2' in value
    assert "toLowerCase()" in value


def test_the_deal_that_is_changed_is_the_events_own() -> None:
    request = "For new Pipedrive deals let AI decide the probability and write it back to the deal"
    assert "$('Pipedrive Trigger')" in parameters(request, "pipedrive")["dealId"]
