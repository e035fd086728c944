"""Workflows for property tests: any graph, several triggers, loops, sub-nodes, notes, odd shapes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)

_AI_TYPES = ("ai_languageModel", "ai_tool", "ai_memory", "ai_embedding")


@st.composite
def documents(draw: st.DrawFn, most: int = 14) -> dict[str, Any]:
    """A document whose connections have n8n's shape and join any nodes with any."""
    count = draw(st.integers(1, most))
    sub_nodes = draw(st.integers(0, count))
    nodes = [_node(draw, f"Node {number}") for number in range(count)]
    notes = [
        {
            **_node(draw, f"Note {number}"),
            "type": "n8n-nodes-base.stickyNote",
            "parameters": {"width": draw(st.integers(1, 900)), "height": draw(st.integers(1, 900))},
        }
        for number in range(draw(st.integers(0, 3)))
    ]
    connections: dict[str, Any] = {}
    for _ in range(draw(st.integers(0, 2 * count))):
        source, target = draw(st.integers(0, count - 1)), draw(st.integers(0, count - 1))
        kind = draw(st.sampled_from(_AI_TYPES)) if source < sub_nodes else "main"
        output = draw(st.integers(0, 3)) if kind == "main" else 0
        outputs = connections.setdefault(f"Node {source}", {}).setdefault(kind, [])
        while len(outputs) <= output:
            outputs.append(draw(st.sampled_from([[], None])))
        end = {"node": f"Node {target}", "type": kind, "index": draw(st.integers(0, 2))}
        outputs[output] = [*(outputs[output] or []), end]
    return {"name": "Drawn", "nodes": draw(st.permutations(nodes + notes)), "connections": connections}


def _node(draw: st.DrawFn, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"parameters": {}, "name": name, "type": "n8n-nodes-base.noOp", "typeVersion": 1}
    place = draw(st.none() | st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000)))
    return made if place is None else {**made, "position": list(place)}


def odd_documents() -> st.SearchStrategy[dict[str, Any]]:
    """Documents with a list `nodes` and anything else anywhere."""
    end = st.fixed_dictionaries({}, optional={"node": JSON, "type": JSON, "index": JSON, "more": JSON})
    group = JSON | st.lists(end | JSON, max_size=3)
    by_type = JSON | st.dictionaries(
        st.sampled_from(["main", "ai_tool", ""]), JSON | st.lists(group, max_size=3)
    )
    entry = st.fixed_dictionaries(
        {},
        optional={
            "name": st.sampled_from(["A", "B", ""]) | JSON,
            "type": JSON,
            "typeVersion": JSON,
            "position": JSON,
            "parameters": JSON,
            "credentials": JSON,
            "unknown": JSON,
        },
    )
    return st.fixed_dictionaries(
        {"nodes": st.lists(JSON | entry, max_size=4)},
        optional={
            "connections": JSON | st.dictionaries(st.sampled_from(["A", "B", "C"]), by_type, max_size=3),
            "settings": JSON,
            "pinData": JSON,
            "odd": JSON,
        },
    )
