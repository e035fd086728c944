"""Reads what we wrote ourselves: the TOML files in `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from nodepilot.kit.packaged import packaged
from nodepilot.knowledge.words import fold


@cache
def load_data(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`; shared, not to be changed."""
    text = packaged("knowledge", "data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_entries(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file's name, entry) for each `[[kind]]` in the files of `data/<kind>/`, by file and then in its order."""
    for file in sorted(packaged("knowledge", "data", kind).glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))[kind]:
            yield file.stem, entry


def phrases(listed: str) -> list[str]:
    """The phrases of a comma-separated list, folded."""
    return [fold(phrase.strip()) for phrase in listed.split(",") if phrase.strip()]
