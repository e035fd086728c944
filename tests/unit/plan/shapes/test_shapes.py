"""Each shape is taken by the node type that it is for, without loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Ref, Value
from nodepilot.plan.shapes import (
    OPERATORS,
    assignment,
    assignments,
    case,
    cases,
    columns,
    condition,
    conditions,
    cron,
    daily,
    every,
    form_field,
    form_fields,
    key_values,
    monthly,
    polling,
    schedule,
    weekly,
)
from tests.unit.plan.compiler.plans import compiled, parameters, step


def stored(node_type: str, name: str, value: Value, **others: Value) -> Any:
    return parameters(compiled(step("a", node_type, parameters={name: value, **others})), "a")[name]


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        (every(30, "seconds"), {"field": "seconds", "secondsInterval": 30}),
        (every(15, "minutes"), {"field": "minutes", "minutesInterval": 15}),
        (every(2, "hours", minute=30), {"field": "hours", "hoursInterval": 2, "triggerAtMinute": 30}),
        (daily(9), {"field": "days", "daysInterval": 1, "triggerAtHour": 9, "triggerAtMinute": 0}),
        (daily(0), {"field": "days", "daysInterval": 1, "triggerAtHour": 0, "triggerAtMinute": 0}),
        (
            daily(9, 30, days=3),
            {"field": "days", "daysInterval": 3, "triggerAtHour": 9, "triggerAtMinute": 30},
        ),
        (
            weekly([0], 8),
            {
                "field": "weeks",
                "weeksInterval": 1,
                "triggerAtDay": [0],
                "triggerAtHour": 8,
                "triggerAtMinute": 0,
            },
        ),
        (
            monthly(1, 7),
            {
                "field": "months",
                "monthsInterval": 1,
                "triggerAtDayOfMonth": 1,
                "triggerAtHour": 7,
                "triggerAtMinute": 0,
            },
        ),
        (cron("0 9 * * 1-5"), {"field": "cronExpression", "expression": "0 9 * * 1-5"}),
    ],
)
def test_schedules(interval: Value, written: dict[str, Any]) -> None:
    assert isinstance(interval, dict)
    assert stored("scheduleTrigger", "rule", schedule(interval)) == {"interval": [written]}


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        (None, {"mode": "everyMinute"}),
        (every(1, "minutes"), {"mode": "everyMinute"}),
        (every(10, "minutes"), {"mode": "everyX", "value": 10, "unit": "minutes"}),
        (every(1, "hours", minute=5), {"mode": "everyHour", "minute": 5}),
        (every(3, "hours"), {"mode": "everyX", "value": 3, "unit": "hours"}),
        (daily(9, 15), {"mode": "everyDay", "hour": 9, "minute": 15}),
        (weekly([0], 9), {"mode": "everyWeek", "hour": 9, "minute": 0, "weekday": "0"}),
        (weekly([1, 2], 9), {"mode": "custom", "cronExpression": "0 0 9 * * 1,2"}),
        (monthly(3, 9), {"mode": "everyMonth", "hour": 9, "minute": 0, "dayOfMonth": 3}),
        (cron("0 9 * * *"), {"mode": "custom", "cronExpression": "0 9 * * *"}),
    ],
)
def test_poll_times(interval: dict[str, Value] | None, written: dict[str, Any]) -> None:
    assert stored("gmailTrigger", "pollTimes", polling(interval)) == {"item": [written]}


@pytest.mark.parametrize("type_name", OPERATORS)
def test_every_comparison_is_one_of_n8ns(type_name: str) -> None:
    entries = [condition(Ref(None, "x"), name, "1", type=type_name) for name in OPERATORS[type_name]]
    made = stored("if", "conditions", conditions(*entries, combinator="or", case_sensitive=False))
    assert [each["operator"]["operation"] for each in made["conditions"]] == list(OPERATORS[type_name])
    assert (made["combinator"], made["options"]["caseSensitive"]) == ("or", False)


def test_a_comparison_without_a_right_side_says_so() -> None:
    made = condition(Ref(None, "x"), "notEmpty", "ignored")
    assert made["operator"] == {"type": "string", "operation": "notEmpty", "singleValue": True}
    assert not made["rightValue"]


def test_cases_name_the_outputs_of_switch() -> None:
    made = stored(
        "switch",
        "rules",
        cases(case("book", condition("a", "equals", "b")), case("", condition("a", "empty"))),
    )
    assert [each.get("outputKey") for each in made["values"]] == ["book", None]


def test_fields() -> None:
    made = stored(
        "set", "assignments", assignments(assignment("n", 1, type="number"), assignment("s", Ref(None, "x")))
    )
    assert [(each["name"], each["value"], each["type"]) for each in made["assignments"]] == [
        ("n", 1, "number"),
        ("s", "={{ $json.x }}", "string"),
    ]


def test_columns_of_a_table() -> None:
    made = stored(
        "googleSheets",
        "columns",
        columns({"Mail": Ref(None, "mail"), "Name": "x"}, matching=["Mail"]),
        operation="update",
        documentId="1" * 44,
        sheetName="Leads",
    )
    assert made["value"] == {"Mail": "={{ $json.mail }}", "Name": "x"}
    assert made["matchingColumns"] == ["Mail"]
    assert [column["id"] for column in made["schema"]] == ["Mail", "Name"]


def test_headers() -> None:
    made = stored("httpRequest", "headerParameters", key_values({"X-Key": "1"}), url="x", sendHeaders=True)
    assert made == {"parameters": [{"name": "X-Key", "value": "1"}]}


def test_form_fields() -> None:
    fields = form_fields(
        form_field("Mail", type="email", required=True),
        form_field("Size", type="dropdown", choices=["S", "M"]),
    )
    made = stored("formTrigger", "formFields", fields, formTitle="Order")
    assert made == {
        "values": [
            {"fieldLabel": "Mail", "fieldType": "email", "requiredField": True},
            {
                "fieldLabel": "Size",
                "fieldType": "dropdown",
                "fieldOptions": {"values": [{"option": "S"}, {"option": "M"}]},
            },
        ]
    }


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: every(0, "minutes"), "interval of a schedule can't be 0. Allowed: 1 to 59"),
        (lambda: every(60, "minutes"), "can't be 60"),
        (lambda: every(1, "days"), "not in `days`"),
        (lambda: daily(24), "hour of a schedule can't be 24. Allowed: 0 to 23"),
        (lambda: daily(1, 60), "minute of a schedule can't be 60"),
        (lambda: weekly([], 1), "at least one weekday"),
        (lambda: weekly([7], 1), "weekday of a schedule can't be 7"),
        (lambda: monthly(32, 1), "day of the month of a schedule can't be 32"),
        (lambda: monthly(1, 1, months=0), "Allowed: 1 or more"),
        (lambda: cron("daily"), "`daily` is no cron expression"),
        (lambda: polling(every(5, "seconds")), "every so many seconds"),
        (lambda: condition("a", "equal", "b"), "no comparison `equal` for `string`. Did you mean `equals`?"),
        (lambda: condition("a", "equals", "b", type="text"), "compares no `text`"),
        (lambda: conditions(combinator="xor"), "by `and` or `or`"),
        (lambda: assignment("a", "b", type="text"), "can't be of type `text`"),
        (lambda: columns({"a": 1}, matching=["b"]), "column `b` is to be matched, but has no value"),
    ],
)
def test_what_n8n_does_not_have_is_refused(make: Callable[[], object], told: str) -> None:
    with pytest.raises(InvalidPlan) as caught:
        make()
    assert told in str(caught.value)
