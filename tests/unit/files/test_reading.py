"""What a file is, is told by its content."""

from __future__ import annotations

import json

import pytest

from nodepilot.files.errors import FileRefused
from nodepilot.files.reading import LONGEST_TEXT, read_file

WORKFLOW = {
    "name": "Echo",
    "nodes": [
        {"name": "Start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0]}
    ],
    "connections": {},
}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (json.dumps(WORKFLOW).encode(), "workflow"),
        (json.dumps([WORKFLOW]).encode(), "workflow"),
        (b"\xef\xbb\xbf" + json.dumps(WORKFLOW).encode(), "workflow"),
        (b'{"nodes": 5, "connections": {}}', "json"),
        (b'[{"email": "a@example.com"}, {"email": "b@example.com", "age": 5}]', "json"),
        (b'{"a": 1}\n{"a": 2, "b": 3}\n', "json"),
        (b"name,email\nAda,ada@example.com\n", "csv"),
        (b"name;email\nAda;ada@example.com\n", "csv"),
        ("name\temail\nJürgen\tj@example.com\n".encode("utf-16"), "csv"),
        ("Größe;Länge\n1;2\n".encode("cp1252"), "csv"),
        (b'"a, b",c\n"1, 2",3\n', "csv"),
        (b"# What I want\n\n- a mail every morning\n", "markdown"),
        (b"Every morning, a mail with the newest orders.\nAnd on Fridays, a summary.", "text"),
        (b"one,two,three", "text"),
        (b"{ this is no JSON", "text"),
        (b'{"a": NaN}', "text"),
        (b"[" * 100_000, "text"),
    ],
)
def test_kinds(content: bytes, kind: str) -> None:
    assert read_file(content).kind == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b" \n ", "EMPTY_FILE"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "FILE_TYPE_NOT_ALLOWED"),
        (b"PK\x03\x04\x14\0\0\0", "FILE_TYPE_NOT_ALLOWED"),
        (b"\x7fELF\x02\x01\x01\0", "FILE_TYPE_NOT_ALLOWED"),
        (bytes(range(1, 32)) * 10, "FILE_TYPE_NOT_ALLOWED"),
    ],
)
def test_what_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(content)
    assert refused.value.code == code
    assert "PDF" in refused.value.next_step


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n0000", "image/png"),
        (b"\xff\xd8\xff\xe0" + b"0" * 50, "image/jpeg"),
        (b"GIF89a0000", "image/gif"),
        (b"RIFF0000WEBPVP8 ", "image/webp"),
    ],
)
def test_pictures_that_models_take(content: bytes, media_type: str) -> None:
    reading = read_file(content)
    assert (reading.kind, reading.as_row()) == ("image", {"media_type": media_type})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"BM0000", "IMAGE_NOT_READ"),
        (b"0000ftypheic0000", "IMAGE_NOT_READ"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "IMAGE_NOT_READ"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 3_900_000, "FILE_TOO_LARGE"),
    ],
    ids=["bmp", "heic", "svg", "large"],
)
def test_pictures_that_no_model_takes(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(content)
    assert refused.value.code == code
    assert refused.value.next_step


def test_columns_of_a_table() -> None:
    reading = read_file(b"E-Mail,First Name,Total\na@example.com,Ada,5\nb@example.com,Bo,6\n")
    assert reading.columns == (("E-Mail",), ("First Name",), ("Total",))
    assert reading.rows == 2
    assert reading.as_row() == {"rows": 2, "columns": [["E-Mail"], ["First Name"], ["Total"]]}


def test_keys_of_objects() -> None:
    orders = [{"id": 1, "customer": {"email": "a", "address": {"geo": {"lat": 1}}}}, {"id": 2, "note": "x"}]
    found = read_file(json.dumps(orders).encode())
    assert found.columns == (("id",), ("customer", "email"), ("customer", "address", "geo"), ("note",))
    assert found.rows == 2


def test_names_that_name_nothing_are_left_out() -> None:
    found = read_file(json.dumps({"": 1, "a\nb": 2, "x" * 500: 3, "fine": 4}).encode())
    assert found.columns == (("fine",),)


def test_a_long_text_is_cut() -> None:
    reading = read_file(b"word " * 10_000)
    assert (len(reading.text), reading.is_cut) == (LONGEST_TEXT, True)


def test_a_workflow_is_read_whole() -> None:
    reading = read_file(json.dumps(WORKFLOW).encode())
    assert (reading.nodes, reading.document) == (1, WORKFLOW)
