"""`nodepilot prompts`: the prompts that count, as Markdown files and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from nodepilot.errors import UserError


class NoPromptFiles(UserError):
    """A folder without a file that is called as a prompt is."""

    code = "NO_PROMPT_FILES"


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("prompts", help="prompts for hosted models, as Markdown files and back")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    what = "write the prompts that count into a folder, one Markdown file each"
    export = actions.add_parser("export", help=what, description=what)
    export.add_argument("folder", type=Path, metavar="FOLDER")
    export.set_defaults(run=run_export, command="prompts")
    what = "make new versions of those prompts whose file differs; they count at once in every server"
    take = actions.add_parser("import", help=what, description=what)
    take.add_argument("folder", type=Path, metavar="FOLDER")
    take.set_defaults(run=run_import, command="prompts")


def run_export(parsed: argparse.Namespace) -> int:
    import asyncio

    from nodepilot.application.prompts import active_texts
    from nodepilot.cli.database import with_database

    texts = asyncio.run(with_database(active_texts))
    parsed.folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (parsed.folder / f"{name}.md").write_text(text, encoding="utf-8", newline="")
    print(f"{len(texts)} prompts are in {parsed.folder}.")
    return 0


def run_import(parsed: argparse.Namespace) -> int:
    import asyncio

    from nodepilot.ai.prompts import NAMES
    from nodepilot.application.prompts import take_over
    from nodepilot.cli.database import with_database

    files = {name: parsed.folder / f"{name}.md" for name in NAMES}
    texts = {name: _read(file) for name, file in files.items() if file.is_file()}
    if not texts:
        raise NoPromptFiles(
            f"`{parsed.folder}` has no prompts.", next_step=f"Files are called {NAMES[0]}.md and so on."
        )
    changed = asyncio.run(with_database(lambda database: take_over(database, texts)))
    print(f"New versions: {', '.join(changed)}." if changed else "Nothing differs.")
    return 0


def _read(file: Path) -> str:
    """With the line ends that it has."""
    with file.open(encoding="utf-8", newline="") as stream:
        return stream.read()
