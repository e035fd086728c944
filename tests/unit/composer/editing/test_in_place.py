"""Follow-ups that change what is there: conditions, operations, numbers, filters, forms, answers, and what a replaced step said."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.composer.editing.edited import Edited
from nodepilot.workflow.model import Workflow

BASE = "n8n-nodes-base."


def node(name: str, kind: str, version: float = 1, **parameters: Any) -> dict[str, Any]:
    return {"name": name, "type": BASE + kind, "typeVersion": version, "parameters": parameters}


def chain(*nodes: dict[str, Any]) -> Workflow:
    """The nodes in a row."""
    links = {
        a["name"]: {"main": [[{"node": b["name"], "type": "main", "index": 0}]]}
        for a, b in itertools.pairwise(nodes)
    }
    return Workflow({"nodes": list(nodes), "connections": links})


def compares(left: str, operation: str, right: Any, kind: str = "string") -> dict[str, Any]:
    test = {"leftValue": left, "rightValue": right, "operator": {"type": kind, "operation": operation}}
    return {"conditions": {"conditions": [test], "combinator": "and"}, "options": {}}


def edited(instruction: str, workflow: Workflow) -> Edited:
    return edit_workflow(instruction, workflow, load_catalog())


HOOK = node("Hook", "webhook", 2, path="orders", httpMethod="POST")
SALES = node("Sales?", "if", 2.2, **compares("={{ $json.body.type }}", "equals", "sales"))
TELL = node("Tell", "slack", 2.2, select="channel", text="=New: {{ $json.body.name }}", otherOptions={})
FORM = node(
    "Form",
    "formTrigger",
    2.2,
    formTitle="Contact",
    formFields={
        "values": [
            {"fieldLabel": "Full name", "requiredField": True},
            {"fieldLabel": "Email", "fieldType": "email", "requiredField": True},
        ]
    },
)
MAIL = node("Mail", "gmailTrigger", 1.2, filters={})
SAVE = node(
    "Save",
    "postgres",
    2.5,
    operation="upsert",
    table={"__rl": True, "mode": "name", "value": "leads"},
    columns={"mappingMode": "autoMapInputData", "value": None, "matchingColumns": ["id"], "schema": []},
)
FILE = node("File", "convertToFile", 1.1, operation="csv", options={"fileName": "rows.csv"})


@pytest.mark.parametrize(
    ("nodes", "instruction", "name", "told"),
    [
        ((HOOK, SALES, TELL), "check whether it ends with trade instead", "Sales?", '"endsWith"'),
        ((HOOK, SALES, TELL), 'compare with "trade" and not "sales"', "Sales?", '"trade"'),
        ((HOOK, SALES, TELL), "the check should ignore upper and lower case", "Sales?", '"caseSensitive": false'),
        ((HOOK, SALES, TELL), "the webhook should be at /leads", "Hook", '"leads"'),
        ((HOOK, SALES, TELL), "rename the webhook path to inbound", "Hook", '"inbound"'),
        ((FORM, TELL), "make the name optional", "Form", '"Full name", "requiredField": false'),
        ((FORM, TELL), 'the name field is called "Your name"', "Form", '"Your name"'),
        ((FORM, TELL), 'the form should be called "Get in touch"', "Form", '"formTitle": "Get in touch"'),
        ((FORM, TELL), "ask for their budget as a number too", "Form", '"Budget", "fieldType": "number"'),
        ((FORM, TELL), "add a text area for the message", "Form", '"Message", "fieldType": "textarea"'),
        ((MAIL, TELL), "only for unread mails", "Mail", '"readStatus": "unread"'),
        ((MAIL, TELL), "nur Mails mit dem Label Rechnungen", "Mail", "label:Rechnungen"),
        ((MAIL, SAVE), "insert instead of upsert", "Save", '"operation": "insert"'),
        ((MAIL, FILE, TELL), "make it an Excel file rather than CSV", "File", '"rows.xlsx"'),
        ((FORM, TELL), 'make it say "Hey:" first', "Tell", '"=Hey: New:'),
        ((FORM, TELL), "add the email to the slack message", "Tell", "json.Email"),
        ((MAIL, TELL), "put the sender at the top of the slack message", "Tell", '"=Sender: {{ $(\'Mail\').item.json.From }}'),
        (
            (node("Cron", "cron", 1, triggerTimes={"item": [{"mode": "everyHour"}]}), TELL),
            "every 15 minutes instead",
            "Cron",
            '"value": 15, "unit": "minutes"',
        ),
        ((HOOK, node("Wait", "wait", 1.1, amount=1, unit="days"), TELL), "make it 3 days instead of one", "Wait", '"amount": 3'),
    ],
)  # fmt: skip
def test_it_changes_where_it_stands(
    nodes: tuple[dict[str, Any], ...], instruction: str, name: str, told: str
) -> None:
    workflow = chain(*nodes)
    made = edited(instruction, workflow).workflow
    assert {each.name for each in made.nodes} == {each.name for each in workflow.nodes}
    assert told in json.dumps(dict(made.get(name).parameters), ensure_ascii=False)
    for each in workflow.nodes:
        if each.name != name:
            assert made.get(each.name).raw == each.raw


@pytest.mark.parametrize(
    "instruction", ["lower the threshold to 100", "lower it to 100", "the limit is 100 now"]
)
def test_a_bound_that_moves_keeps_its_side(instruction: str) -> None:
    big = node("Big?", "if", 2.2, **compares("={{ $json.amount }}", "gt", 500, "number"))
    made = edited(instruction, chain(HOOK, big, TELL)).workflow
    (test,) = made.get("Big?").parameters["conditions"]["conditions"]
    assert (test["rightValue"], test["operator"]["operation"]) == (100, "gt")


def test_a_replaced_step_leaves_its_words_and_its_table() -> None:
    made = edited("use mysql instead of postgres", chain(MAIL, SAVE)).workflow
    new = next(each for each in made.nodes if each.type == BASE + "mySql")
    assert new.parameters["table"]["value"] == "leads"
    assert new.parameters["operation"] == "upsert"
    made = edited("drop slack, a telegram message is enough", chain(HOOK, TELL)).workflow
    new = next(each for each in made.nodes if each.type == BASE + "telegram")
    assert new.parameters["text"] == TELL["parameters"]["text"]


def test_a_caller_gets_what_is_told() -> None:
    made = edited('answer the webhook with {"ok": true}', chain(HOOK, TELL)).workflow
    answer = next(each for each in made.nodes if each.type == BASE + "respondToWebhook")
    assert answer.parameters["responseBody"] == '{"ok": true}'
    assert made.get("Hook").parameters["responseMode"] == "responseNode"
    again = edited("return status 201", made).workflow
    assert again.get(answer.name).parameters["options"] == {"responseCode": 201}


def test_a_request_that_lacks_something_goes_no_further() -> None:
    made = edited("return 400 if the email is missing", chain(HOOK, TELL)).workflow
    (check,) = made.graph.successors("Hook")
    ways = {link.source_index: link.target for link in made.graph.outgoing(check, "main")}
    assert ways[1] == "Tell"
    assert made.get(ways[0]).parameters["options"] == {"responseCode": 400}


def test_one_more_address_is_read_like_the_one_that_is_there() -> None:
    feed = node("Feed", "rssFeedRead", 1.2, url="https://a.example/rss", options={})
    start = node("Start", "scheduleTrigger", 1.2, rule={"interval": [{"field": "hours"}]})
    made = edited("add another feed https://b.example/rss", chain(start, feed, TELL)).workflow
    new = next(each for each in made.nodes if each.parameters.get("url") == "https://b.example/rss")
    assert made.graph.successors(new.name) == ("Tell",)
    assert new.name in made.graph.successors("Start")


def test_what_is_done_in_one_case_is_done_in_all() -> None:
    log = node("Log request", "googleSheets", 4.5, operation="append")
    links = json.loads(json.dumps(chain(HOOK, SALES, TELL).document["connections"]))
    links["Sales?"]["main"].append([{"node": "Log request", "type": "main", "index": 0}])
    document = {"nodes": [HOOK, SALES, TELL, log], "connections": links}
    made = edited("log all requests, not only the others", Workflow(document)).workflow
    ways = {(link.source_index, link.target) for link in made.graph.outgoing("Sales?", "main")}
    assert ways == {(0, "Tell"), (0, "Log request"), (1, "Log request")}


@pytest.mark.parametrize(
    "instruction", ["the field is called from", "Slack should be urgent", "the slack message has to be"]
)
def test_what_orders_nothing_adds_nothing(instruction: str) -> None:
    workflow = chain(HOOK, TELL)
    assert len(edited(instruction, workflow).workflow.nodes) == len(workflow.nodes)
