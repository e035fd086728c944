from __future__ import annotations

from nodepilot.catalog.build.ports import port_facts, shape_digest
from nodepilot.catalog.decode import decode_ports
from nodepilot.catalog.model import Port, PortFilter

PROGRAM = """={{ ((parameters) => {
    const inputs = [{ type: 'ai_languageModel', filter: { nodes: ['x.a', 'x.b'] }, }];
    return parameters.b === undefined ? inputs : ['main'];
})($parameter) }}"""


def test_the_same_program_compiled_otherwise() -> None:
    other = (
        PROGRAM.replace("'", '"').replace("undefined", "void 0").replace(", }]", "}]").replace("    ", "\t")
    )
    assert shape_digest(other) == shape_digest(PROGRAM)


def test_lists_of_node_types_are_no_part_of_the_shape() -> None:
    assert shape_digest(PROGRAM.replace("'x.b'", "'x.b', 'x.c'")) == shape_digest(PROGRAM)
    assert shape_digest(PROGRAM.replace("main", "ai_tool")) != shape_digest(PROGRAM)


def test_a_program_that_nobody_has_compared() -> None:
    facts = port_facts("n8n-nodes-base.merge", "inputs", PROGRAM, [])
    assert facts["rule"] == "merge_inputs"
    assert facts["filters"] == [{"nodes": ["x.a", "x.b"]}]
    assert facts["unproven"] == shape_digest(PROGRAM)
    assert port_facts("n8n-nodes-base.new", "inputs", PROGRAM, [])["rule"] == "unknown_inputs"
    store = port_facts("@n8n/n8n-nodes-langchain.vectorStoreNew", "outputs", PROGRAM, [])
    assert store["rule"] == "vector_store_outputs"


def test_fixed_ports_take_the_names_that_are_given_apart() -> None:
    model = {"type": "ai_languageModel", "displayName": "Model", "required": True, "maxConnections": 1}
    raw = ["main", {**model, "filter": {"nodes": ["x.a"]}}]
    assert decode_ports(port_facts("x.y", "inputs", raw, ["First"])) == (
        Port("main", "First"),
        Port("ai_languageModel", "Model", required=True, max_connections=1, filter=PortFilter(("x.a",))),
    )
