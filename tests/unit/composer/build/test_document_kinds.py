"""Values that nobody named are those of the document's kind."""

from __future__ import annotations

from tests.unit.composer.building import parameters


def _names(request: str) -> list[str]:
    attributes = parameters(request, "informationExtractor")["attributes"]["attributes"]
    return [each["name"] for each in attributes]


def test_of_a_resume_the_name_and_the_skills() -> None:
    names = _names(
        "Analyse resumes in a Google Drive folder with Gemini and write the results to a Google Sheet"
    )
    assert {"name", "email", "skills"} <= set(names)


def test_of_an_invoice_the_vendor_and_the_total() -> None:
    names = _names("Parse invoices that arrive in Outlook with Claude and save the data in Notion")
    assert {"vendor", "total", "due_date"} <= set(names)


def test_values_that_are_named_count_alone() -> None:
    names = _names(
        "When an invoice arrives by email, extract vendor and total with AI and add a row to Google Sheets"
    )
    assert names == ["vendor", "total"]
