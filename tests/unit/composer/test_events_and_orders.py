"""Any order goes with any event, in five languages, before or behind it, with or without a comma between them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from nodepilot.pipeline.builtin import run_builtin

LANGUAGES = ("en", "de", "es", "fr", "pt")
SHAPES = ("{event} {order}", "{event}, {order}", "{order} {event}")
STEP = 6
"""Every event is tried with each sixth order, another first one for each."""


def said() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(node type, words) by language and part."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for line in (Path(__file__).parent / "events_and_orders.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, part, node_type, words = line.split(" | ")
            found[language, part].append((node_type, words))
    return found


SAID = said()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_happens_starts_it_and_what_is_ordered_follows(language: str, shape: str) -> None:
    wrong: list[str] = []
    for number, (trigger, event) in enumerate(SAID[language, "event"]):
        for node_type, order in SAID[language, "order"][number % STEP :: STEP]:
            request = shape.format(event=event, order=order)
            workflow = run_builtin(request).workflow
            types = [node["type"].rpartition(".")[2] for node in workflow["nodes"]] if workflow else []
            if types[:1] != [trigger] or node_type not in types[1:]:
                wrong.append(f"{request}: {types}")
    assert wrong == []
