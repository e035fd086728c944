"""What gets installed is pinned, hashed, and the same on every machine."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conventions.source_files import ROOT

LOCKS = ("dev.txt", "server.txt", "node.txt")


def read_lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(name: str) -> dict[str, str]:
    """package -> everything that the lock says of it."""
    entries = re.split(r"^(?=[A-Za-z0-9])", read_lock(name), flags=re.MULTILINE)
    return {normalised(entry.split("==")[0].strip()): entry for entry in entries if "==" in entry}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    entries = pinned(name)
    assert entries
    assert not [package for package, entry in entries.items() if "--hash=sha256:" not in entry]


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    names = {normalised(re.split(r"[\[<>=!~;@ ]", one, maxsplit=1)[0]) for one in wanted}
    missing = names - set(pinned("dev.txt"))
    assert not missing, f"run `make lock`: {sorted(missing)} is not in requirements/dev.txt"


def test_the_server_gets_what_was_tested() -> None:
    version = re.compile(r"==([^\s;\\]+)")
    tested = {name: version.search(entry) for name, entry in pinned("dev.txt").items()}
    for name, entry in pinned("server.txt").items():
        found, same = version.search(entry), tested.get(name)
        assert found
        assert same, f"{name} is in server.txt only"
        assert found[1] == same[1], f"{name} differs: run `make lock`"
