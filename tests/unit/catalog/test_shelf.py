from __future__ import annotations

import pytest

from nodepilot.catalog.shelf import Shelf, write_shelf

DOCUMENTS = {"b": {"x": [1, 2.5, "ä"]}, "a": ["shared text"] * 3}


def test_each_document_can_be_read_alone() -> None:
    shelf = Shelf(write_shelf(DOCUMENTS, b"shared text"))
    assert list(shelf) == ["b", "a"]
    assert "a" in shelf
    assert "c" not in shelf
    assert {key: shelf.read(key) for key in shelf} == DOCUMENTS
    with pytest.raises(KeyError):
        shelf.read("c")


def test_same_documents_same_bytes() -> None:
    assert write_shelf(DOCUMENTS, b"x") == write_shelf(dict(DOCUMENTS), b"x")


def test_no_documents() -> None:
    assert list(Shelf(write_shelf({}, b""))) == []


def test_another_file() -> None:
    with pytest.raises(ValueError, match="not a catalog data file"):
        Shelf(b"PK\x03\x04 something else")
