"""What is changed is read first, where the order says where it is."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Blur every photo in the Google Drive folder Faces and send them to https://a.example/in",
            ["manualTrigger", "googleDrive", "googleDrive", "editImage", "httpRequest"],
        ),
        (
            "Rename the columns Vorname to first_name and Nachname to last_name in my Google Sheet and insert everything in Postgres",
            ["manualTrigger", "googleSheets", "renameKeys", "postgres"],
        ),
        (
            "Gzip the file /var/backups/db.sql and put it into the S3 bucket db-dumps",
            ["manualTrigger", "readWriteFile", "compression", "awsS3"],
        ),
    ],
)
def test_read_before_it_is_changed(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_pictures_get_another_format() -> None:
    request = "Convert PNG pictures from the Dropbox folder /art to JPEG and put them in the folder /art-jpg"
    assert types(request) == ["manualTrigger", "dropbox", "dropbox", "editImage", "dropbox"]
    assert parameters(request, "editImage")["options"] == {"format": "jpeg"}


def test_pictures_are_measured() -> None:
    request = (
        "Get the width and height of every image in a Google Drive folder and list them in a Google Sheet"
    )
    assert parameters(request, "editImage")["operation"] == "information"


def test_two_sides_in_one_word() -> None:
    step = parameters("Crop images uploaded via a form to 400x300 and save them to Google Drive", "editImage")
    assert (step["width"], step["height"]) == (400, 300)


def test_columns_are_parted_as_is_said() -> None:
    request = (
        "Read a semicolon separated CSV from the FTP server at /in/prices.csv and insert the rows in Postgres"
    )
    assert parameters(request, "extractFromFile")["options"] == {"delimiter": ";"}
