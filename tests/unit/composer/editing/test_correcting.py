"""Follow-ups of which only the last change tells what they speak of."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.workflow.model import Workflow
from tests.unit.composer.editing.test_in_place import BASE, FORM, HOOK, TELL, chain, node

TIMER = node(
    "Timer",
    "scheduleTrigger",
    1.2,
    rule={"interval": [{"field": "weeks", "triggerAtDay": [1], "triggerAtHour": 8}]},
)


def after(workflow: Workflow, *messages: str) -> Workflow:
    """What one message after the other makes of it."""

    def told(states: tuple[Workflow | None, Workflow], message: str) -> tuple[Workflow | None, Workflow]:
        earlier, now = states
        made = edit_workflow(message, now, load_catalog(), (), earlier)
        assert made.changes, message
        return now, made.workflow

    states: tuple[Workflow | None, Workflow] = (None, workflow)
    return reduce(told, messages, states)[1]


def of_kind(workflow: Workflow, kind: str) -> list[dict[str, Any]]:
    return [dict(each.parameters) for each in workflow.nodes if each.type == BASE + kind]


@pytest.mark.parametrize(
    "said", ["no, 150", "make it 150", "150", "sorry, I meant 150 euros", "nein, lieber 150"]
)
def test_a_number_alone_is_the_one_that_was_set_last(said: str) -> None:
    made = after(chain(HOOK, TELL), "only if the total is above 100", said)
    tests = of_kind(made, "filter")[0]["conditions"]["conditions"]
    assert [test["rightValue"] for test in tests] == [150]


@pytest.mark.parametrize(("said", "wait"), [("2 hours", (2, "hours")), ("no, a day", (1, "days"))])
def test_a_span_of_time_alone_is_how_long_the_new_pause_is(said: str, wait: tuple[int, str]) -> None:
    made = after(chain(HOOK, TELL), "wait 10 minutes before posting", said)
    held = of_kind(made, "wait")[0]
    assert (held["amount"], held["unit"]) == wait


def test_a_place_alone_is_where_the_new_message_goes() -> None:
    made = after(chain(HOOK, TELL), "also post it to #sales", "no, #ops")
    assert [str(each["channelId"]["value"]) for each in of_kind(made, "slack") if "channelId" in each] == [
        "#ops"
    ]


def test_another_service_takes_the_place_of_the_one_that_came_last() -> None:
    made = after(chain(HOOK, TELL), "also create a Trello card", "no, in Asana")
    assert not of_kind(made, "trello")
    assert len(of_kind(made, "asana")) == 1


def test_what_is_compared_with_is_another_word() -> None:
    made = after(chain(HOOK, TELL), "only if the country is Germany", "no, Austria")
    assert of_kind(made, "filter")[0]["conditions"]["conditions"][0]["rightValue"] == "Austria"


def test_it_is_the_field_that_was_added() -> None:
    made = after(chain(FORM, TELL), "add a phone field", "make it optional")
    fields = made.get("Form").parameters["formFields"]["values"]
    assert [bool(each.get("requiredField")) for each in fields] == [True, True, False]


def test_with_something_goes_on_about_the_new_message() -> None:
    made = after(
        chain(HOOK, node("Save", "postgres", 2.5, operation="insert")), "also tell #ops", "with the email"
    )
    assert "email" in of_kind(made, "slack")[0]["text"].lower()


def test_without_a_change_before_a_number_alone_says_nothing() -> None:
    assert not edit_workflow("no, 150", chain(HOOK, TELL), load_catalog()).changes


def test_days_come_to_those_that_the_schedule_has() -> None:
    made = after(chain(TIMER, TELL), "also on Thursdays")
    assert of_kind(made, "scheduleTrigger")[0]["rule"]["interval"][0]["triggerAtDay"] == [1, 4]


def test_a_bare_hour_is_the_time_of_the_schedule() -> None:
    made = after(chain(TIMER, TELL), "make it 7")
    assert of_kind(made, "scheduleTrigger")[0]["rule"]["interval"][0]["triggerAtHour"] == 7


def test_one_more_value_is_enough_too() -> None:
    made = after(chain(HOOK, TELL), "only if the country is Germany", "and Austria")
    held = of_kind(made, "filter")[0]["conditions"]
    assert [each["rightValue"] for each in held["conditions"]] == ["Germany", "Austria"]
    assert held["combinator"] == "or"


def test_what_was_taken_out_is_put_back() -> None:
    workflow = chain(HOOK, node("Save", "postgres", 2.5, operation="insert"), TELL)
    removed = edit_workflow("remove the Slack message", workflow, load_catalog()).workflow
    assert edit_workflow("hm no, put the message back", removed, load_catalog(), (), workflow).is_undo
    assert not edit_workflow("put the message back", workflow, load_catalog()).is_undo


def test_another_name_for_what_was_renamed() -> None:
    made = after(
        chain({**HOOK, "id": "1"}, {**TELL, "id": "2"}),
        "rename the Slack step to Alert",
        'call it "Urgent" instead',
    )
    assert [each.name for each in made.nodes] == ["Hook", "Urgent"]


def test_a_form_asks_for_what_is_added() -> None:
    made = after(chain(FORM, TELL), "add a phone number")
    labels = [each["fieldLabel"] for each in made.get("Form").parameters["formFields"]["values"]]
    assert labels == ["Full name", "Email", "Phone number"]
