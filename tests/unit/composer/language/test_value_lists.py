"""Lists of values that are to be taken out of something."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (
            "AI extracts the parties, start date, end date and notice period",
            ["parties", "start_date", "end_date", "notice_period"],
        ),
        (
            "extract shop, date, total and payment method with GPT-4o",
            ["shop", "date", "total", "payment_method"],
        ),
        (
            "let AI find the invoice number, due date and amount in it",
            ["invoice_number", "due_date", "amount"],
        ),
        (
            "use GPT to pull the title, author and publication year from it",
            ["title", "author", "publication_year"],
        ),
        ("extract the name, email and phone with Claude", ["name", "email", "phone"]),
    ],
)
def test_every_value_of_the_list_is_taken_out(order: str, names: list[str]) -> None:
    request = f"When a new email arrives in Gmail, {order}, and add a row to Airtable"
    made = parameters(request, "informationExtractor")["attributes"]["attributes"]
    assert [each["name"] for each in made] == names


def test_an_order_behind_one_value_is_no_value() -> None:
    request = "When a new email arrives in Gmail, extract the total with AI and send it to Slack #money"
    made = parameters(request, "informationExtractor")["attributes"]["attributes"]
    assert [each["name"] for each in made] == ["total"]
