"""What a module imports, read from its source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conventions.source_files import ROOT, project_files

PACKAGE = Path("src/nodepilot")


@dataclass(frozen=True)
class Import:
    path: Path
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.module}"


def imports_of(*parts: str) -> Iterator[Import]:
    """All imports in the modules and packages of NodePilot that are named, those inside functions too."""
    wanted = [PACKAGE / part for part in parts] + [PACKAGE / f"{part}.py" for part in parts]
    for path in project_files():
        if path.suffix == ".py" and any(path == one or one in path.parents for one in wanted):
            yield from _imports_in(path)


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of the module's syntax tree."""
    return tuple(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))


def _imports_in(path: Path) -> Iterator[Import]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(path, node.lineno, name.name)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                yield Import(path, node.lineno, f"{node.module}.{name.name}")
