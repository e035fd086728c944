"""The web page's files."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from nodepilot.server import pages


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>the page</title>")
    (folder / "assets" / "index-abc123.js").write_text("// code")
    (folder / ".built").write_text("")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(pages, "STATIC", folder)
    return folder


@pytest.mark.parametrize("path", ["/", "/c/01a20729", "/settings/models"])
async def test_the_page(nobody: httpx.AsyncClient, static: Path, path: str) -> None:
    answer = await nobody.get(path)
    assert "the page" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    again = await nobody.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code in {200, 304}


async def test_hashed_files_are_kept_for_ever(nobody: httpx.AsyncClient, static: Path) -> None:
    answer = await nobody.get("/assets/index-abc123.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-123.js",
        "/.built",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/%00.js",
        "/" + "long" * 2000 + ".js",
    ],
)
async def test_what_is_no_file(nobody: httpx.AsyncClient, static: Path, path: str) -> None:
    answer = await nobody.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_a_page_that_is_not_built(
    nobody: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "STATIC", tmp_path / "missing")
    answer = await nobody.get("/")
    assert answer.status_code == 503
    assert "make setup" in answer.text
