"""Getting n8n's npm packages: which versions belong to an n8n release, and their files.

Everything goes through the `npm` command, so that the user's own npm configuration (registry,
proxy, login) applies. Packages are read from the archives; nothing of them is ever run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from nodepilot.errors import ServiceError, UnknownVersion
from nodepilot.kit.records import dataclass

NODE_PACKAGES = ("n8n-nodes-base", "@n8n/n8n-nodes-langchain")
_SERVER = "n8n"
_CONFIG = "@n8n/config"
_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?")
_TIMEOUT = 600


@dataclass(frozen=True, slots=True)
class PackageArchive:
    """A downloaded npm package; `name` is the npm name that node types carry as their prefix."""

    name: str
    version: str
    path: Path

    def read_texts(self, wanted: re.Pattern[str]) -> dict[str, str]:
        """The text files whose path inside the package matches completely, by path."""
        found: dict[str, str] = {}
        with tarfile.open(self.path, "r:gz") as archive:
            for member in archive:
                inner = member.name.partition("/")[2]
                if member.isfile() and wanted.fullmatch(inner):
                    stream = archive.extractfile(member)
                    if stream is not None:
                        found[inner] = stream.read().decode()
        return found


@dataclass(frozen=True, slots=True)
class Release:
    """The downloaded packages of one n8n release: nodes, the server itself, its settings."""

    n8n_version: str
    node_packages: tuple[PackageArchive, ...]
    server: PackageArchive
    config: PackageArchive


def fetch_release(n8n_version: str, folder: Path) -> Release:
    """Download the packages that make up the release into `folder`.

    Their versions differ from n8n's own; n8n's dependencies name them. Raises UnknownVersion for
    a release that npm does not have, ServiceError when npm is missing or fails.
    """
    if not _VERSION.fullmatch(n8n_version):
        raise UnknownVersion(
            f"`{n8n_version}` is not a version of n8n.",
            next_step="Give all three numbers, for example `2.40.7`.",
        )
    answer = _npm(["view", f"{_SERVER}@{n8n_version}", "dependencies", "--json"], folder)
    versions: dict[str, str] = json.loads(answer) if answer.strip() else {}
    versions[_SERVER] = n8n_version
    missing = [name for name in (*NODE_PACKAGES, _CONFIG) if name not in versions]
    if missing:
        raise UnknownVersion(
            f"n8n {n8n_version} does not name a version of `{missing[0]}` among its dependencies.",
            next_step="`npm view n8n versions` lists the releases.",
        )
    return Release(
        n8n_version,
        tuple(_pack(name, versions[name], folder) for name in NODE_PACKAGES),
        server=_pack(_SERVER, n8n_version, folder),
        config=_pack(_CONFIG, versions[_CONFIG], folder),
    )


def _pack(name: str, version: str, folder: Path) -> PackageArchive:
    report: list[dict[str, Any]] = json.loads(_npm(["pack", f"{name}@{version}", "--json"], folder))
    return PackageArchive(name, report[0]["version"], _archive_path(folder, report))


def _archive_path(folder: Path, report: list[dict[str, Any]]) -> Path:
    """Older npm reports `@scope/name-1.0.0.tgz` for a file that it wrote as `scope-name-…`."""
    written: str = report[0]["filename"].removeprefix("@").replace("/", "-")
    return folder / written


def _npm(arguments: list[str], folder: Path) -> str:
    npm = shutil.which("npm")
    if npm is None:
        raise ServiceError(
            "The command `npm` was not found.",
            next_step="Install Node.js, or use the snapshots that come with NodePilot.",
        )
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the version was checked
            [npm, *arguments], cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ServiceError("npm did not answer within ten minutes.", next_step="Try again.") from error
    if done.returncode != 0:
        if "E404" in done.stderr or "notarget" in done.stderr:
            raise UnknownVersion(
                f"npm has no package `{arguments[1]}`.",
                next_step="`npm view n8n versions` lists n8n's releases; try another one.",
            )
        raise ServiceError(
            f"`npm {arguments[0]}` failed with exit code {done.returncode}.",
            next_step="Run it by hand to see why: " + " ".join(["npm", *arguments]),
        )
    return done.stdout
