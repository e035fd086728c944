"""Follow-ups on small workflows: cases that go, scales, lists, loops, countries, forms, drafts and answers."""

from __future__ import annotations

import itertools
import json
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.workflow.model import Workflow

BASE = "n8n-nodes-base."
LANGCHAIN = "@n8n/n8n-nodes-langchain."


def node(name: str, kind: str, version: float = 1, **parameters: Any) -> dict[str, Any]:
    full = kind if "/" in kind else BASE + kind
    return {"name": name, "type": full, "typeVersion": version, "parameters": parameters}


def links(*pairs: tuple[str, int, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for source, output, target in pairs:
        outputs = found.setdefault(source, {"main": []})["main"]
        while len(outputs) <= output:
            outputs.append([])
        outputs[output].append({"node": target, "type": "main", "index": 0})
    return found


def chain(*nodes: dict[str, Any]) -> Workflow:
    pairs = [(a["name"], 0, b["name"]) for a, b in itertools.pairwise(nodes)]
    return Workflow({"nodes": list(nodes), "connections": links(*pairs)})


def after(instruction: str, workflow: Workflow) -> Workflow:
    return edit_workflow(instruction, workflow, load_catalog()).workflow


MAIL = node("Mail", "gmailTrigger", 1.2, filters={})
TELL = node("Tell", "slack", 2.2, select="channel", text="={{ $json.body.id }}", otherOptions={})


def test_a_mood_goes_with_its_branch() -> None:
    mood = node("Mood", LANGCHAIN + "sentimentAnalysis", 1.1, inputText="={{ $json.snippet }}", options={})
    log = node("Log", "googleSheets", 4.5, operation="append")
    workflow = Workflow(
        {
            "nodes": [MAIL, mood, log, TELL],
            "connections": links(("Mail", 0, "Mood"), ("Mood", 1, "Log"), ("Mood", 2, "Tell")),
        }
    )
    made = after("drop the neutral branch", workflow)
    assert made.find("Log") is None
    assert made.get("Mood").parameters["options"]["categories"] == "Positive, Negative"
    assert made.graph.successors("Mood", 1) == ("Tell",)


def test_a_scale_is_told_anew_but_bounds_are_conditions() -> None:
    held = {"attributes": [{"name": "score", "type": "number", "description": "From 1 to 10"}]}
    workflow = chain(
        MAIL, node("Score", LANGCHAIN + "informationExtractor", 1, text="=x", attributes=held), TELL
    )
    attributes = after("the score should go from 0 to 100", workflow).get("Score").parameters["attributes"]
    assert attributes["attributes"][0]["description"] == "From 0 to 100"
    made = after("only mails with a score from 8 to 10", workflow)
    assert made.get("Score").parameters == workflow.get("Score").parameters


def test_one_more_value_of_each_item_in_a_list() -> None:
    events = node(
        "Events",
        "googleCalendar",
        1.3,
        operation="getAll",
        calendar={"__rl": True, "mode": "list", "value": "primary"},
    )
    together = node("All", "aggregate", 1, aggregate="aggregateAllItemData", options={})
    told = node(
        "Tell",
        "slack",
        2.2,
        select="channel",
        text="={{ $json.data.map(e => e.summary).join(', ') }}",
        otherOptions={},
    )
    made = after(
        "add the location of each event", chain(node("Daily", "scheduleTrigger", 1.2), events, together, told)
    )
    assert "`${e.summary} – ${e.location ?? ''}`" in made.get("Tell").parameters["text"]


def test_a_loop_pauses_and_tells_at_its_end() -> None:
    nodes = [
        node("Start", "manualTrigger"),
        node("Loop", "splitInBatches", 3),
        node("Call", "httpRequest", 4.2, url="https://x.test"),
    ]
    workflow = Workflow(
        {"nodes": nodes, "connections": links(("Start", 0, "Loop"), ("Loop", 1, "Call"), ("Call", 0, "Loop"))}
    )
    paused = after("wait 2 seconds after each batch", workflow)
    assert paused.graph.successors("Wait 2 seconds") == ("Loop",)
    told = after("send a message to #ops in slack when everything is done", workflow)
    (message,) = [each for each in told.nodes if each.type == BASE + "slack"]
    assert told.graph.successors("Loop", 0) == (message.name,)
    assert message.raw["executeOnce"] is True


def test_another_country_and_one_more() -> None:
    test = {
        "leftValue": "={{ $json.country }}",
        "rightValue": "DE",
        "operator": {"type": "string", "operation": "equals"},
    }
    gate = node("Here?", "filter", 2.2, conditions={"conditions": [test], "combinator": "and"}, options={})
    workflow = chain(MAIL, gate, TELL)
    held = after("change it to France", workflow).get("Here?").parameters["conditions"]
    assert [each["rightValue"] for each in held["conditions"]] == ["FR"]
    held = after("orders from Austria should go there too", workflow).get("Here?").parameters["conditions"]
    assert [each["rightValue"] for each in held["conditions"]] == ["DE", "AT"]


def test_a_form_offers_one_more_answer() -> None:
    field = {"fieldLabel": "Type", "fieldType": "dropdown", "fieldOptions": {"values": [{"option": "Sick"}]}}
    workflow = chain(
        node("Form", "formTrigger", 2.2, formTitle="Leave", formFields={"values": [field]}), TELL
    )
    made = after('add "Unpaid" as another type', workflow).get("Form").parameters["formFields"]["values"][0]
    assert [each["option"] for each in made["fieldOptions"]["values"]] == ["Sick", "Unpaid"]


def test_a_draft_is_sent() -> None:
    draft = node(
        "Save", "gmail", 2.1, resource="draft", subject="=Re: {{ $json.Subject }}", message="=Hi", options={}
    )
    held = after("send it right away instead of saving a draft", chain(MAIL, draft)).get("Save").parameters
    assert held["operation"] == "reply"
    assert "resource" not in held


def test_a_parameter_in_an_address_and_the_status_of_an_answer() -> None:
    call = node("Call", "httpRequest", 4.2, url="https://x.test/now?city=Graz&unit=c")
    made = after("the city is Vienna", chain(node("Daily", "scheduleTrigger", 1.2), call))
    assert made.get("Call").parameters["url"] == "https://x.test/now?city=Vienna&unit=c"


def test_names_of_steps_stay_in_expressions() -> None:
    told = node(
        "Tell", "slack", 2.2, select="channel", text="={{ $('New Mail').item.json.id }} New", otherOptions={}
    )
    made = after("change New to Old", chain(node("New Mail", "gmailTrigger", 1.2), told))
    assert "$('New Mail')" in json.dumps(dict(made.get("Tell").parameters))
