"""Forms that take in what nobody brings."""

from __future__ import annotations

from tests.unit.composer.building import types


def test_a_file_that_no_place_holds_is_handed_in() -> None:
    made = types("Summarize a PDF with AI and email it to me")
    assert made[:2] == ["formTrigger", "extractFromFile"]


def test_what_is_drawn_is_not_there_yet() -> None:
    assert types("Generate an image with OpenAI and upload it to Google Drive")[0] == "manualTrigger"


def test_a_file_of_a_drive_is_read_there() -> None:
    made = types(
        "Make quiz questions out of lesson PDFs in Google Drive with GPT and save them in a Google Doc"
    )
    assert made[:2] == ["manualTrigger", "googleDrive"]
