"""`nodepilot knowledge`: what is made ahead of time from the catalog and from our own data files."""

from __future__ import annotations

import argparse
from pathlib import Path

from nodepilot.cli.exit_codes import OK
from nodepilot.cli.reading import UnusableFile

BUILD_DESCRIPTION = """\
Makes the indexes that NodePilot reads at run time: names of services, words, operations and events of
every node type, and what patterns need. Needed after a new catalog or a change in the knowledge data files.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("knowledge", help="make the indexes of services and operations")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    build = actions.add_parser("build", help="make them again", description=BUILD_DESCRIPTION)
    build.add_argument(
        "--n8n-version", metavar="VERSION", help="for example 2.40.7 (default: every catalog there is)"
    )
    build.set_defaults(run=run_build, command="knowledge build")


def run_build(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import available_versions, load_catalog
    from nodepilot.composer.pattern_needs import build_needs
    from nodepilot.knowledge.build import build_lexicon, build_release

    folder = _own_folder()
    _write(folder / "lexicon.json.z", build_lexicon())
    _write(folder / "needs.json", build_needs())
    for version in [parsed.n8n_version] if parsed.n8n_version else available_versions():
        catalog = load_catalog(version)
        for name, content in build_release(catalog).items():
            _write(folder / catalog.n8n_version / name, content)
    return OK


def _own_folder() -> Path:
    import nodepilot.knowledge

    return Path(nodepilot.knowledge.__file__).parent / "built"


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UnusableFile(f"`{path}` cannot be written: {error.strerror or error}.") from None
    print(f"{path.parent.name}/{path.name}: {len(content) / 1000:.0f} kB")
