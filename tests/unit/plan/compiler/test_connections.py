from __future__ import annotations

import pytest

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Link
from tests.unit.plan.compiler.plans import chain, compiled, parameters, step


def end(node: str, kind: str = "main", index: int = 0) -> dict[str, object]:
    return {"node": node, "type": kind, "index": index}


def test_outputs_that_feed_nothing_stay_empty() -> None:
    made = compiled(
        step("if", "if"), step("no"), links=(Link("if", "no", output=1), Link("if", "no", output=1))
    )
    assert made.document["connections"] == {"if": {"main": [[], [end("no")]]}}


def test_a_loop_leads_back() -> None:
    made = compiled(
        step("start", "manualTrigger"),
        step("loop", "splitInBatches"),
        step("body"),
        links=(*chain("start", "loop"), Link("loop", "body", output=1), Link("body", "loop")),
    )
    assert made.document["connections"] == {
        "start": {"main": [[end("loop")]]},
        "loop": {"main": [[], [end("body")]]},
        "body": {"main": [[end("loop")]]},
    }


def test_a_third_branch_opens_a_third_input_of_merge() -> None:
    steps = (*(step(key) for key in "abc"), step("merge", "merge"))
    made = compiled(*steps, links=tuple(Link(key, "merge", input=i) for i, key in enumerate("abc")))
    assert parameters(made, "merge") == {"numberInputs": 3}
    assert made.provenance["merge"]["numberInputs"].kind == "required"


def test_two_branches_leave_merge_as_it_is() -> None:
    made = compiled(
        step("a"), step("b"), step("merge", "merge"), links=(Link("a", "merge"), Link("b", "merge", input=1))
    )
    assert parameters(made, "merge") == {}


def test_an_agent_gets_what_is_attached_to_it() -> None:
    made = compiled(
        step("chat", "ai.chatTrigger"),
        step("agent", "ai.agent"),
        step("model", "ai.lmChatOpenAi"),
        step("second", "ai.lmChatAnthropic"),
        step("parser", "ai.outputParserStructured"),
        step("mail", "gmail", parameters={"sendTo": "a@example.com", "subject": "x", "message": "y"}),
        links=(
            Link("chat", "agent"),
            Link("model", "agent", connection_type="ai_languageModel"),
            Link("second", "agent", input=1, connection_type="ai_languageModel"),
            Link("parser", "agent", connection_type="ai_outputParser"),
            Link("mail", "agent", connection_type="ai_tool"),
        ),
    )
    assert parameters(made, "agent") == {"hasOutputParser": True, "needsFallback": True, "options": {}}
    types = {node["name"]: node["type"] for node in made.document["nodes"]}
    assert types["mail"] == "n8n-nodes-base.gmailTool"
    assert made.document["connections"]["second"] == {
        "ai_languageModel": [[end("agent", "ai_languageModel", 1)]]
    }


def test_an_error_output_is_one_more() -> None:
    made = compiled(
        step("a", "set", on_error="continueErrorOutput"), step("b"), links=(Link("a", "b", output=1),)
    )
    assert made.document["connections"] == {"a": {"main": [[], [end("b")]]}}


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (
            Link("if", "set", output=2),
            "`if` (n8n-nodes-base.if) has 2 outputs of type `main`, so there is no output 2",
        ),
        (Link("set", "if", output=1), "has one output of type `main`, so there is no output 1"),
        (Link("set", "if", input=1), "has one input of type `main`, so there is no input 1"),
        (
            Link("set", "start"),
            "`start` (n8n-nodes-base.manualTrigger) has no input of type `main`. It has no inputs",
        ),
        (
            Link("set", "if", connection_type="ai_tool"),
            "has no output of type `ai_tool`. Its outputs are of type `main`",
        ),
        (
            Link("model", "if", connection_type="ai_languageModel"),
            "`if` (n8n-nodes-base.if) has no input of type",
        ),
        (
            Link("model", "set"),
            "`model` (@n8n/n8n-nodes-langchain.lmChatOpenAi) has no output of type `main`",
        ),
        (Link("embed", "agent", connection_type="ai_embedding"), "has no input of type `ai_embedding`"),
        (Link("memory", "agent", connection_type="ai_memory"), "takes 1 connection(s), and has more"),
        (Link("plain", "agent", connection_type="ai_languageModel"), "n8n does not connect"),
    ],
)
def test_a_link_that_n8n_would_not_draw_is_refused(link: Link, told: str) -> None:
    steps = (
        step("start", "manualTrigger"),
        step("if", "if"),
        step("set", "set"),
        step("model", "ai.lmChatOpenAi"),
        step("plain", "ai.lmOllama"),
        step("embed", "ai.embeddingsOpenAi"),
        step("memory", "ai.memoryBufferWindow"),
        step("other memory", "ai.memoryBufferWindow"),
        step("agent", "ai.agent"),
    )
    with pytest.raises(InvalidPlan) as caught:
        compiled(*steps, links=(Link("other memory", "agent", connection_type="ai_memory"), link))
    assert told in str(caught.value)
