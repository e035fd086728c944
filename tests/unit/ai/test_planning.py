from __future__ import annotations

import pytest

from nodepilot.ai.budget import estimated_tokens
from nodepilot.ai.planning import SUBMIT_PLAN, ask_again, ask_for_plan, fitting_patterns, read_plan
from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.errors import InvalidPlan

REQUEST = "When a Stripe payment fails, look the customer up in HubSpot and tell #billing in Slack"


def test_the_question_holds_request_draft_and_patterns() -> None:
    catalog = load_catalog()
    draft = compose(REQUEST, catalog).plan
    assert draft is not None
    ask = ask_for_plan(REQUEST, draft, catalog)
    assert f"<request>\n{REQUEST}\n</request>" in ask.prompt
    assert "n8n-nodes-base.stripeTrigger" in ask.prompt
    assert '"origins"' not in ask.prompt
    assert ask.tool is SUBMIT_PLAN
    assert estimated_tokens(ask.system) + estimated_tokens(ask.prompt) < 8000


def test_clauses_bring_their_own_patterns() -> None:
    found = {pattern.node_type for pattern in fitting_patterns(REQUEST, None, load_catalog())}
    assert {"n8n-nodes-base.hubspot", "n8n-nodes-base.slack"} <= found


def test_only_faulty_steps_go_back() -> None:
    plan = read_plan(
        {
            "name": "P",
            "steps": [
                {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"},
                {"key": "tell", "node_type": "n8n-nodes-base.slack", "parameters": {"txt": "x"}},
            ],
            "links": [{"source": "start", "target": "tell"}],
        }
    )
    prompt = ask_again(REQUEST, plan, {"tell": ("`txt` is no parameter.",)}).prompt
    faulty = prompt.partition("<steps>")[2].partition("</steps>")[0]
    assert "slack" in faulty
    assert "manualTrigger" not in faulty
    assert "- tell: `txt` is no parameter." in prompt


def test_an_answer_of_another_shape() -> None:
    with pytest.raises(InvalidPlan):
        read_plan({"name": "P", "steps": "none"})
    assert read_plan({"name": "P", "steps": [], "links": [], "timezone": ""}).timezone is None
