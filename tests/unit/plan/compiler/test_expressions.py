from __future__ import annotations

import pytest

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Code, Link, Ref, Step, Text, Value
from tests.unit.plan.compiler.plans import chain, compiled, parameters, rendered, step


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Ref("a", "subject"), "={{ $json.subject }}"),
        (Ref(None, "subject"), "={{ $json.subject }}"),
        (Ref("a", ""), "={{ $json }}"),
        (Ref("a", "from.first name"), '={{ $json.from["first name"] }}'),
        (Ref("a", "tags[0].x"), "={{ $json.tags[0].x }}"),
        (Ref("a", "tags.0"), "={{ $json.tags[0] }}"),
        (Ref("a", '["a.b"].c'), '={{ $json["a.b"].c }}'),
        (Ref("a", 'say "x"'), '={{ $json["say \\"x\\""] }}'),
        (Ref("a", "größe"), '={{ $json["größe"] }}'),
        (Code(" $json.a + 1 "), "={{ $json.a + 1 }}"),
        (Code("({a: {b: 1}}).a"), "={{ ({a: {b: 1} }).a }}"),
        (Code("'}}' + 1"), "={{ '}\\x7d' + 1 }}"),
        (Text(("Total: ", Ref("a", "total"), "!")), "=Total: {{ $json.total }}!"),
        (Text((Ref("a", "total"),)), "={{ $json.total }}"),
        (Text(("plain",)), "plain"),
        (Text(("=1+1",)), "==1+1"),
        (Text(()), ""),
        (Text(("{{x}} ", Ref("a", "y"))), '={{ "{{" }}x}} {{ $json.y }}'),
        (Text(("C:\\", Ref("a", "y"))), "=C:\\\\{{ $json.y }}"),
        (Text(("a\\b ", Ref("a", "y"))), "=a\\b {{ $json.y }}"),
        (Text(("\\\\host ", Ref("a", "y"))), "=\\\\\\\\host {{ $json.y }}"),
        (Text(('{"a": {', Ref("a", "y"), "}}")), '={"a": {{ "{" }}{{ $json.y }}}}'),
        (Text(("{", "{ ", Ref("a", "y"))), '={{ "{{" }} {{ $json.y }}'),
        ("plain {{ $json.x }}", "plain {{ $json.x }}"),
        ("={{ $('a').item.json.x }}", "={{ $('a').item.json.x }}"),
    ],
)
def test_values_become_expressions(value: Value, written: str) -> None:
    assert rendered(value) == written


def test_a_step_further_back_is_named() -> None:
    value = rendered(Ref("a", "x"), before=(step("b"),), holder_links=chain("a", "b", "holder"))
    assert value == "={{ $('a').item.json.x }}"


def test_a_step_beside_another_is_named() -> None:
    links = (*chain("a", "b", "holder"), Link("a", "holder"))
    assert rendered(Ref("a", "x"), before=(step("b"),), holder_links=links) == "={{ $('a').item.json.x }}"


@pytest.mark.parametrize(
    ("between", "item"),
    [
        (step("b", "aggregate"), "first()"),
        (step("b", "summarize", parameters={"fieldsToSummarize": {"values": [{"field": "x"}]}}), "first()"),
        (step("b", "code"), "first()"),
        (step("b", "code", parameters={"mode": "runOnceForEachItem"}), "item"),
        (step("b", "set"), "item"),
    ],
)
def test_where_the_trace_of_items_breaks_the_first_is_taken(between: Step, item: str) -> None:
    value = rendered(Ref("a", "x"), before=(between,), holder_links=chain("a", "b", "holder"))
    assert value == f"={{{{ $('a').{item}.json.x }}}}"


def test_names_are_escaped() -> None:
    made = compiled(
        step("a", "manualTrigger", name="It's a \\ start"),
        step("b"),
        step("c", "stopAndError", parameters={"errorMessage": Ref("a", "x")}),
        links=chain("a", "b", "c"),
    )
    assert parameters(made, "c")["errorMessage"] == "={{ $('It\\'s a \\\\ start').item.json.x }}"


def test_step_keys_in_code_become_node_names() -> None:
    made = compiled(
        step("a", "manualTrigger", name="Start"),
        step(
            "b",
            "code",
            name="a",
            parameters={"jsCode": "return $('a').all().concat($node[\"b\"], $items('Start'))"},
        ),
        step(
            "c",
            "stopAndError",
            parameters={"errorMessage": "={{ $('b').item.json.x }} {{ $('a').item.json.y }}"},
        ),
        step("d", "stopAndError", parameters={"errorMessage": Code("$('a').first().json.x")}),
        links=(*chain("a", "b", "c"), Link("b", "d")),
    )
    assert parameters(made, "a")["jsCode"] == "return $('Start').all().concat($node[\"a\"], $items('Start'))"
    assert parameters(made, "c")["errorMessage"] == "={{ $('a').item.json.x }} {{ $('Start').item.json.y }}"
    assert parameters(made, "d")["errorMessage"] == "={{ $('Start').first().json.x }}"


def test_a_sub_node_reads_the_items_of_its_root() -> None:
    made = compiled(
        step("a", "manualTrigger"),
        step("agent", "ai.agent", parameters={"promptType": "define", "text": "Hi"}),
        step(
            "memory",
            "ai.memoryBufferWindow",
            parameters={"sessionIdType": "customKey", "sessionKey": Ref("a", "id")},
        ),
        links=(Link("a", "agent"), Link("memory", "agent", connection_type="ai_memory")),
    )
    assert parameters(made, "memory")["sessionKey"] == "={{ $json.id }}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Ref("z", "x"), "refers to `z`, which is no step of the plan. Its steps are `a`, `holder`."),
        (Ref("holder", "x"), "uses a value of `holder`, which does not run before it. Link `holder`"),
        (Ref("a", "x..y"), "refers to `x..y`, which is no path"),
        (Code("$('z').item"), "refers to `z`, which is no step"),
        ("={{ $('z').item }}", "refers to `z`, which is no step"),
    ],
)
def test_what_cannot_be_resolved_says_so(value: Value, told: str) -> None:
    with pytest.raises(InvalidPlan) as caught:
        rendered(value)
    assert told in str(caught.value)
