"""Which Node builds the web page, and when its packages are installed again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import build_web


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("v18.20.4", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v20.20.2", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v23.9.0", False),
        ("v24.0.0", True),
        ("v26.1.0", True),
        ("", False),
        ("node: not found", False),
    ],
)
def test_what_vite_runs_on(version: str, expected: bool) -> None:
    assert build_web.new_enough(version) is expected


def put_programs(folder: Path, node: str, *, npm: bool) -> None:
    """A `node` that answers `node` to `--version`, and maybe npm."""
    folder.mkdir()
    programs = {"node": f"#!/bin/sh\necho {node}\n"} | ({"npm": "#!/bin/sh\n"} if npm else {})
    for name, text in programs.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("node", "npm", "found"), [("v24.1.0", True, True), ("v24.1.0", False, False), ("v18.0.0", True, False)]
)
def test_the_machines_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node: str, npm: bool, found: bool
) -> None:
    folder = tmp_path / "bin"
    put_programs(folder, node, npm=npm)
    monkeypatch.setenv("PATH", str(folder))
    assert build_web.find_machine_node() == (folder if found else None)


def test_packages_are_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = tmp_path / "calls"
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\necho "$1" >> {calls}\nmkdir -p node_modules\n')
    npm.chmod(0o755)
    web = tmp_path / "web"
    web.mkdir()
    (web / "package.json").write_text("{}")
    monkeypatch.setattr(build_web, "WEB", web)
    for _ in range(2):
        build_web.install_packages([str(npm)], dict(os.environ))
    assert calls.read_text() == "ci\n"
    (web / "package-lock.json").write_text("{}")
    build_web.install_packages([str(npm)], dict(os.environ))
    assert calls.read_text() == "ci\nci\n"
