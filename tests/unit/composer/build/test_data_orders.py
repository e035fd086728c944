"""Orders about files, pages, requests and rows as people write them at work."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ("Read README.md from the GitHub repo nova/tools and post it to Slack #docs", "README.md"),
        ("Get the README from GitHub repo acme/site and save it in a Notion page", "README.md"),
        (
            "Fetch data/prices.json from the GitLab project shop/api and insert the entries in Postgres",
            "data/prices.json",
        ),
    ],
)
def test_one_file_of_a_repository_is_fetched(request_: str, path: str) -> None:
    host = "gitlab" if "GitLab" in request_ else "github"
    made = parameters(request_, host)
    assert (made["operation"], made["filePath"]) == ("get", path)
    assert "extractFromFile" in types(request_)


def test_markdown_is_told_by_the_name_of_its_file() -> None:
    request = "Download changelog.md from Google Drive, turn it into HTML and send it to team@orbit.example"
    made = types(request)
    assert made.index("extractFromFile") < made.index("markdown")
    assert parameters(request, "markdown")["mode"] == "markdownToHtml"


def test_the_fields_that_are_named_are_sent() -> None:
    request = "POST name and email from a webhook to https://crm.example/api/leads with a bearer token"
    assert types(request) == ["webhook", "httpRequest"]
    body = parameters(request, "httpRequest")["bodyParameters"]["parameters"]
    assert [each["name"] for each in body] == ["name", "email"]


def test_values_of_the_query_are_no_condition() -> None:
    request = (
        "Get https://api.shop.example/orders with limit=50 and status=open and save the orders in Airtable"
    )
    query = parameters(request, "httpRequest")["queryParameters"]["parameters"]
    assert {each["name"]: each["value"] for each in query} == {"limit": "50", "status": "open"}
    assert "filter" not in types(request)


def test_a_group_is_counted_by_the_next_order() -> None:
    request = "Group the rows of my Google Sheet by country, count them and write the counts to Airtable"
    assert types(request).count("summarize") == 1
    made = parameters(request, "summarize")
    assert made["fieldsToSplitBy"] == "country"
    assert made["fieldsToSummarize"]["values"][0]["aggregation"] == "count"


def test_the_day_of_the_run_is_a_field_of_the_rows_in_the_file() -> None:
    request = "Add today's date as field imported_at to every row from the CSV on Google Drive and insert them into Postgres"
    made = types(request)
    assert made.index("extractFromFile") < made.index("set") < made.index("postgres")
    entry = parameters(request, "set")["assignments"]["assignments"][0]
    assert (entry["name"], entry["value"]) == ("imported_at", "={{ $now.toISODate() }}")


def test_sales_per_region_are_added_up_and_not_told_by_a_model() -> None:
    request = "Summarize the sales per region from the Google Sheet Sales and email the totals to boss@nordic.example"
    assert "summarize" in types(request)
    assert "chainLlm" not in types(request)


def test_values_of_a_page_come_as_rows() -> None:
    request = "Scrape all titles and prices from https://books.example.com/list into a Google Sheet"
    assert types(request) == ["manualTrigger", "httpRequest", "html", "splitOut", "googleSheets"]


def test_what_is_changed_in_a_sheet_goes_back_to_it() -> None:
    request = "Convert the date column in my Google Sheet to the format YYYY-MM-DD"
    assert types(request)[-1] == "googleSheets"


def test_a_file_by_its_name_starts_nothing() -> None:
    request = "Import customers.csv from Google Drive into HubSpot"
    assert types(request)[0] == "manualTrigger"
    assert parameters(request, "googleDrive")["queryString"] == "customers.csv"


def test_it_waits_between_batches() -> None:
    request = (
        "Send every row of the MySQL table subscribers to https://api.news.example/subscribe, "
        "100 per batch with 3 seconds between batches"
    )
    assert parameters(request, "splitInBatches")["batchSize"] == 100
    assert parameters(request, "wait") == {"amount": 3}


def test_an_excel_file_is_what_a_table_becomes() -> None:
    request = (
        "Exportar a tabela pedidos do MySQL para um arquivo Excel e enviar por email para loja@exemplo.com"
    )
    assert types(request) == ["manualTrigger", "mySql", "convertToFile", "gmail"]
