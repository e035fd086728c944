from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from nodepilot.catalog.build.packages import fetch_release
from nodepilot.errors import ServiceError, UnknownVersion
from tests.unit.catalog.build.releasing import archive

DEPENDENCIES = {"n8n-nodes-base": "2.0.1", "@n8n/n8n-nodes-langchain": "2.0.2", "@n8n/config": "1.9.0"}


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a command `npm`, which is the only one that is found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def install(folder: Path, body: str) -> None:
    command = folder / "npm"
    command.write_text(f"#!{sys.executable}\nimport sys, json\n{dedent(body)}", encoding="utf-8")
    command.chmod(0o755)


def test_versions_come_from_n8ns_own_dependencies(npm: Path, scratch: Path) -> None:
    install(
        npm,
        f"""
        if sys.argv[1] == "view":
            assert sys.argv[2] == "n8n@2.0.0", sys.argv
            print(json.dumps({DEPENDENCIES!r}))
        else:
            name, _, version = sys.argv[2].rpartition("@")
            file = name.removeprefix("@").replace("/", "-") + f"-{{version}}.tgz"
            open(file, "w").close()
            # Old npm reports the scope with its sign and slash.
            print(json.dumps([{{"filename": f"{{name}}-{{version}}.tgz", "version": version}}]))
        """,
    )
    release = fetch_release("2.0.0", scratch)
    found = {each.name: each.version for each in (*release.node_packages, release.server, release.config)}
    assert found == {**DEPENDENCIES, "n8n": "2.0.0"}
    assert all(each.path.is_file() for each in (*release.node_packages, release.server, release.config))


@pytest.mark.parametrize("wrong", ["latest", "2", "2.40", "2.40.7; echo", "--help", ""])
def test_not_a_version(npm: Path, scratch: Path, wrong: str) -> None:
    install(npm, "sys.exit('npm must not be asked')")
    with pytest.raises(UnknownVersion, match="not a version of n8n"):
        fetch_release(wrong, scratch)


def test_a_release_that_npm_does_not_have(npm: Path, scratch: Path) -> None:
    install(npm, "sys.exit('npm error code E404')")
    with pytest.raises(UnknownVersion, match=r"npm has no package `n8n@9\.9\.9`"):
        fetch_release("9.9.9", scratch)


def test_a_release_without_the_packages(npm: Path, scratch: Path) -> None:
    install(npm, "print(json.dumps({'n8n-nodes-base': '1.0.0'}))")
    with pytest.raises(UnknownVersion, match="does not name a version of `@n8n/n8n-nodes-langchain`"):
        fetch_release("0.1.0", scratch)


def test_npm_fails(npm: Path, scratch: Path) -> None:
    install(npm, "sys.exit('npm error network: //user:secret-token@example.com')")
    with pytest.raises(ServiceError, match="`npm view` failed with exit code 1") as caught:
        fetch_release("2.0.0", scratch)
    assert "secret-token" not in str(caught.value)


def test_no_npm(npm: Path, scratch: Path) -> None:
    with pytest.raises(ServiceError, match=r"`npm` was not found.*Install Node\.js"):
        fetch_release("2.0.0", scratch)


def test_files_of_an_archive(tmp_path: Path) -> None:
    made = archive(tmp_path, "x", {"dist/a.json": {"ä": 1}, "dist/b.js": "code", "a.json": {}})
    texts = made.read_texts(re.compile(r"dist/.*\.json"))
    assert {path: json.loads(text) for path, text in texts.items()} == {"dist/a.json": {"ä": 1}}
