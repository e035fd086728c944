from __future__ import annotations

from nodepilot.ai.prompt import packaged_prompts
from nodepilot.ai.stages.patterns import (
    MOST_PATTERNS,
    Selected,
    candidate_lines,
    chosen_patterns,
    fitting_patterns,
    pattern_lines,
)
from nodepilot.ai.stages.planning import completed, outlined, problem_lines, shown_plan, shown_steps
from nodepilot.catalog import load_catalog
from nodepilot.composer.compose import compose
from nodepilot.plan.codec import load_plan

REQUEST = "When a Stripe payment fails, look the customer up in HubSpot and tell #billing in Slack"
PLAN = load_plan(
    {
        "name": "P",
        "steps": [
            {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"},
            {"key": "tell", "node_type": "n8n-nodes-base.slack", "parameters": {"txt": "x"}},
        ],
        "links": [{"source": "start", "target": "tell"}],
    }
)


def test_the_material_of_a_plan() -> None:
    catalog = load_catalog()
    draft = compose(REQUEST, catalog).plan
    assert draft is not None
    material = (
        packaged_prompts()
        .get("workflow_generation")
        .render(
            request=REQUEST,
            draft=shown_plan(draft),
            patterns=pattern_lines(fitting_patterns(REQUEST, draft, catalog)),
            template=None,
            memory=(),
        )
    )
    assert f"<request>\n{REQUEST}\n</request>" in material
    assert "n8n-nodes-base.stripeTrigger" in material
    assert '"origins"' not in material


def test_clauses_bring_their_own_patterns() -> None:
    found = {pattern.node_type for pattern in fitting_patterns(REQUEST, None, load_catalog())}
    assert {"n8n-nodes-base.hubspot", "n8n-nodes-base.slack"} <= found


def test_chosen_patterns_and_searches() -> None:
    catalog = load_catalog()
    candidates = fitting_patterns(REQUEST, None, catalog, 40, for_clause=6)
    assert len(candidates) > MOST_PATTERNS
    assert candidate_lines(candidates)[0].startswith(f"- {candidates[0].id}: ")
    selected = Selected((candidates[3].id, "no/such/pattern"), ("convert html to markdown",))
    chosen = chosen_patterns(selected, candidates, catalog)
    assert chosen[0] == candidates[3]
    assert any(pattern.node_type == "n8n-nodes-base.markdown" for pattern in chosen)
    assert chosen_patterns(Selected(("nothing",), ()), candidates, catalog) == candidates[:MOST_PATTERNS]


def test_only_faulty_steps_go_back() -> None:
    assert [step["key"] for step in shown_steps(PLAN, ["tell"])] == ["tell"]
    assert problem_lines({"tell": ("`txt` is no parameter.",), "": ("It has no end.",)}) == (
        "- tell: `txt` is no parameter.",
        "- the plan: It has no end.",
    )
    assert shown_plan(None) is None


def test_of_the_others_only_the_outline_goes_along() -> None:
    assert outlined(PLAN)["steps"] == [
        {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"},
        {"key": "tell", "node_type": "n8n-nodes-base.slack"},
    ]
    assert [(link["source"], link["target"]) for link in outlined(PLAN)["links"]] == [("start", "tell")]


def test_what_was_sound_comes_back_by_its_key() -> None:
    alone = {"key": "tell", "node_type": "n8n-nodes-base.slack"}
    new = {"key": "end", "node_type": "n8n-nodes-base.noOp"}
    made = completed({"name": "P", "steps": [alone, new], "links": []}, PLAN, ["start"])
    assert made["steps"][0]["parameters"] == {"txt": "x"}
    assert made["steps"][1:] == [new]
    # What was faulty, is another node, or has parameters of its own is taken as it came.
    assert completed({"steps": [alone]}, PLAN, ["tell"])["steps"] == [alone]
    for other in ({**alone, "node_type": "n8n-nodes-base.discord"}, {**alone, "parameters": {}}):
        assert completed({"steps": [other]}, PLAN, [])["steps"] == [other]
