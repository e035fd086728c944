"""Polling, lines of files, QR codes, pictures as answers, headers: each is done by steps that do it."""

from __future__ import annotations

import pytest

from nodepilot.composer.language.polls import Poll, find_poll
from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "Count the lines with ERROR in /var/log/app.log and push the number to Gotify",
            ["manualTrigger", "readWriteFile", "extractFromFile", "set", "gotify"],
        ),
        (
            "Make a QR code for every URL in my Google Sheet and save the pictures to a Google Drive folder",
            ["manualTrigger", "googleSheets", "httpRequest", "googleDrive"],
        ),
        (
            "Webhook gets a picture, crop it to 400x400 and give the cropped picture back as the response",
            ["webhook", "editImage", "respondToWebhook"],
        ),
        (
            'Send a POST request to https://api.crm.example/leads with the header X-Api-Key: abc and the body {"source":"web"} for every row in the Google Sheet Leads',
            ["manualTrigger", "googleSheets", "httpRequest"],
        ),
        (
            "An app posts a base64 picture in the field image to my webhook, make a file out of it and upload it to the S3 bucket uploads",
            ["webhook", "convertToFile", "awsS3"],
        ),
    ],
)
def test_steps_in_order(request_: str, expected: list[str]) -> None:
    assert types(request_) == expected


def test_a_call_goes_round_until_it_is_done() -> None:
    request = "Start the export with a POST to https://api.x.example/exports, check https://api.x.example/exports/status every 30 seconds until it is finished and save the answer in Airtable"
    made = types(request)
    assert made[:5] == ["manualTrigger", "httpRequest", "httpRequest", "if", "wait"]
    test = parameters(request, "if")["conditions"]["conditions"][0]
    assert (test["leftValue"], test["rightValue"]) == ("={{ $json.status }}", "finished")
    assert next(n["parameters"]["amount"] for n in nodes(request) if n["type"].endswith(".wait")) == 30


@pytest.mark.parametrize(
    ("text", "poll"),
    [
        (
            "poll https://a.example/s until state is ready",
            Poll("https://a.example/s", "state", "ready", 30, (24, 45)),
        ),
        (
            "call https://a.example/s every 2 minutes until the job is done",
            Poll("https://a.example/s", "status", "done", 120, (24, 62)),
        ),
        ("get https://a.example/s until there is no more", None),
        ("get https://a.example/s every 2 minutes", None),
    ],
)
def test_what_is_waited_for(text: str, poll: Poll | None) -> None:
    assert find_poll(text) == poll


def test_the_answer_is_the_picture() -> None:
    request = "A webhook receives an image, resize it to 200x200 and return the image"
    assert parameters(request, "respondToWebhook")["respondWith"] == "binary"


def test_sorted_by_how_many_there_are() -> None:
    request = "List all my Spotify playlists, sort them by number of tracks and save them to Google Sheets"
    assert parameters(request, "sort")["sortFieldsUi"]["sortField"][0]["fieldName"] == "tracks.total"


def test_rows_in_a_file_are_deleted_by_what_they_fulfil() -> None:
    request = "Rows older than 90 days in the Postgres table logs: save them as CSV in the S3 bucket log-archive, then delete them"
    last = nodes(request)[-1]["parameters"]
    assert last["query"] == "DELETE FROM logs WHERE created_at < NOW() - INTERVAL '90 days'"
