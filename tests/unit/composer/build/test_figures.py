"""Figures of a list: several at once, for each group, made before they are told."""

from __future__ import annotations

from tests.unit.composer.building import parameters, types


def figures(request: str) -> list[tuple[str, str]]:
    values = parameters(request, "summarize")["fieldsToSummarize"]["values"]
    return [(each["aggregation"], each["field"]) for each in values]


def test_several_at_once() -> None:
    request = "every day at 18:00 fetch the orders of the day from Shopify and send a summary with number of orders and total revenue to Slack"
    assert figures(request) == [("count", "id"), ("sum", "total_price")]
    assert "sum_total_price" in parameters(request, "slack")["text"]


def test_grouped_first_and_figured_later() -> None:
    request = "get all open deals in pipedrive, group by owner and post the sum of values per owner in Slack every monday"
    assert figures(request) == [("sum", "value")]
    assert parameters(request, "summarize")["fieldsToSplitBy"] == "owner_id"
    assert types(request).count("summarize") == 1


def test_an_average_for_each_group() -> None:
    request = "Read the rows of my Google Sheet, calculate the average salary per department and write the result to Airtable"
    assert figures(request) == [("average", "salary")]


def test_the_total_is_made_where_only_a_list_is_there() -> None:
    request = "toda segunda às 8h pegue as vendas da Shopify da semana passada e envie o total no Telegram"
    assert figures(request) == [("sum", "total_price")]


def test_the_total_of_one_thing_is_no_figure() -> None:
    assert "summarize" not in types("when a Shopify order comes in post the total to Slack")
