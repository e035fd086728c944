"""Workflows with parts replaced, moved, doubled, wrapped or taken away, as hypothesis draws them."""

from __future__ import annotations

import copy
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.unit.validation.case_files import load_cases

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["=", "={{ $json.a }}", "={{ $('A').item }}", "{{", "main", "\ud800", "10" * 30, 10**400, -1e308, 2.2]
    ),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)
"""Any JSON value, and some that only look like one."""

CORPUS = os.environ.get("NODEPILOT_FUZZ_CORPUS")
"""A folder with public workflows (`workflows.jsonl.gz`), where there is one; the cases of the rules otherwise."""

MOVES = ("replace", "remove", "double", "wrap", "deepen", "swap", "as text")


def documents() -> list[Any]:
    """What is mutated: workflows that hold something to break."""
    if not CORPUS:
        return [case.document for case in load_cases()]
    with gzip.open(Path(CORPUS) / "workflows.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["workflow"] for line in lines]


@st.composite
def mutated(draw: st.DrawFn, given: list[Any]) -> Any:
    """One of these documents with one to four parts of it changed."""
    document = copy.deepcopy(draw(st.sampled_from(given)))
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(document))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        _mutate(draw, holder, key, places)
    return document


def _mutate(draw: st.DrawFn, holder: Any, key: Any, places: list[tuple[Any, Any]]) -> None:
    value = holder[key]
    match draw(st.sampled_from(MOVES)):
        case "remove":
            del holder[key]
        case "double" if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(value))
        case "wrap":
            holder[key] = draw(st.sampled_from([[value], {"a": value}, [value, value]]))
        case "deepen":
            for _ in range(draw(st.sampled_from([3, 60]))):
                value = {"a": [value]}
            holder[key] = value
        case "swap":
            other, place = places[draw(st.integers(0, len(places) - 1))]
            holder[key] = copy.deepcopy(other[place])
        case "as text":
            holder[key] = str(value)
        case _:
            holder[key] = draw(JSON)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys: list[Any] = []
    if isinstance(value, dict | list):
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    for key in keys:
        yield value, key
        yield from _places(value[key])
