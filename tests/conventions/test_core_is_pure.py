"""The core is a library: same input, same output, and nothing of the world around it."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conventions.imports import imports_of, nodes_of
from tests.conventions.source_files import project_files

CORE = (
    "sentences",
    "expressions",
    "catalog",
    "workflow",
    "validation",
    "knowledge",
    "repair",
    "upgrade",
    "plan",
    "composer",
)
ABOVE_STORAGE = (
    "sentences",
    "expressions",
    "catalog",
    "workflow",
    "validation",
    "knowledge",
    "repair",
    "upgrade",
    "plan",
    "composer",
    "ai",
    "pipeline",
)

# The catalog is compiled from n8n's packages by a command; that part reads files and talks to npm.
BUILDING = Path("src/nodepilot/catalog/build")

IMPURE = (
    "anyio",
    "asyncio",
    "concurrent",
    "fastapi",
    "http",
    "httpx",
    "multiprocessing",
    "os",
    "psycopg",
    "pydantic_settings",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib.request",
    "uvicorn",
)
# `uuid4` and `datetime.now` hide in modules that are fine otherwise.
IMPURE_CALLS = {"uuid1", "uuid4", "now", "utcnow", "today", "getenv", "input", "print"}


def is_or_is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def building(path: Path) -> bool:
    return BUILDING in path.parents


def test_the_core_imports_nothing_impure() -> None:
    found = [
        str(one)
        for one in imports_of(*CORE)
        if not building(one.path) and any(is_or_is_in(one.module, impure) for impure in IMPURE)
    ]
    assert not found, "\n".join(found)


def test_the_core_asks_no_clock_and_no_chance() -> None:
    found = []
    for path in project_files():
        inside = [Path("src/nodepilot") / part for part in CORE]
        if path.suffix != ".py" or building(path) or not any(part in path.parents for part in inside):
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.AsyncFunctionDef):
                found.append(f"{path}:{node.lineno} async def {node.name}")
            elif isinstance(node, ast.Call) and called_name(node) in IMPURE_CALLS:
                found.append(f"{path}:{node.lineno} {called_name(node)}()")
    assert not found, "\n".join(found)


def test_only_storage_and_above_read_settings() -> None:
    found = [str(one) for one in imports_of(*ABOVE_STORAGE) if is_or_is_in(one.module, "nodepilot.settings")]
    assert not found, "\n".join(found)


def test_imports_inside_functions_are_seen() -> None:
    # The command line imports the library only when a command runs.
    assert any(one.module == "nodepilot" for one in imports_of("cli"))


def called_name(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
