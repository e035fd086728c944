"""How long mending takes when every node of a workflow has the same thing wrong.

    python bench/repair.py [--nodes 100 1000 5000]

Each line is one defect, in chains of so many nodes: processor seconds of a whole `repair`, fixes that assume
something included, and how many of the nodes were mended. The last but one cannot be mended at all (nobody knows
what was meant), in the last every seventh node cannot.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

from nodepilot.catalog import load_catalog
from nodepilot.repair.engine import mend

Make: TypeAlias = Callable[[int], dict[str, Any]]
"""What the node of that number has beside its name."""

REQUEST = {"type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2}
URL = {"url": "https://example.com"}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1_000, 5_000])
    counts: list[int] = parser.parse_args().nodes
    mend(chain(10, DEFECTS["a misspelt parameter"]), load_catalog(), unsafe=True)  # loads the node types
    for name, make in DEFECTS.items():
        print(f"{name:32}" + "".join(f"  {count:5,} nodes: {measured(count, make)}" for count in counts))
    return 0


def measured(count: int, make: Make) -> str:
    """Seconds, and how many nodes were mended."""
    document = chain(count, make)
    begin = time.process_time()
    made = mend(document, load_catalog(), unsafe=True)
    seconds = time.process_time() - begin
    return f"{seconds:6.2f} s ({len({fix.node for fix in made.fixes}):5,} mended)"


def chain(count: int, make: Make) -> dict[str, Any]:
    """A trigger and so many nodes in a row."""
    start = {"name": "Start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "parameters": {}}
    nodes = [start, *({"name": f"Node {number}", **make(number)} for number in range(count))]
    for place, node in enumerate(nodes):
        node.update(id=str(place), position=[200 * place, 0])
    names = [str(node["name"]) for node in nodes]
    connections = {
        name: {"main": [[{"node": after, "type": "main", "index": 0}]]} for name, after in pairwise(names)
    }
    return {"name": "Chain", "nodes": nodes, "connections": connections, "settings": {}}


def request(**more: Any) -> dict[str, Any]:
    """An HTTP Request node."""
    return {**REQUEST, "parameters": {**URL, **more}}


def field(value: str) -> dict[str, Any]:
    """An Edit Fields node with one field."""
    given = {"assignments": {"assignments": [{"id": "a", "name": "a", "type": "string", "value": value}]}}
    return {"type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": given}


DEFECTS: dict[str, Make] = {
    "a misspelt parameter": lambda _: request(metod="POST"),
    "an option that there is not": lambda _: request(method="PSOT"),
    "a number as text": lambda _: request(options={"timeout": "500"}),
    "no = before an expression": lambda _: field("{{ $json.a }}"),
    "a misspelt method": lambda _: field("={{ $json.a.toLowercase() }}"),
    "a misspelt node type": lambda _: {**request(), "type": "n8n-nodes-base.htpRequest"},
    "a reference in other letters": lambda _: field("={{ $('node 0').item.json.a }}"),
    "a reference to nothing": lambda number: field(f"={{{{ $('zzz {number}').item.json.a }}}}"),
    "a type, every seventh unknown": lambda number: {
        **request(),
        "type": f"n8n-nodes-base.{'htpRequest' if number % 7 else 'zzzz'}",
    },
}


if __name__ == "__main__":
    sys.exit(main())
