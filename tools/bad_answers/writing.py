"""Answers that are written another way: in another shape, too long, cut off, by the wrong tool."""

from __future__ import annotations

import json

from nodepilot.catalog import Catalog
from tools.bad_answers.operator import Operator, Submission, Written, rename_keys


def _text(plan: Submission) -> str:
    return json.dumps(plan, ensure_ascii=False, indent=1)


def wrapped(plan: Submission, catalog: Catalog) -> Submission:
    return {"plan": plan, "explanation": "Here is what I have planned."}


def wrapped_as_text(plan: Submission, catalog: Catalog) -> Submission:
    return {"plan": json.dumps(plan)}


def words_of_n8n(plan: Submission, catalog: Catalog) -> Submission:
    nodes = []
    for number, step in enumerate(plan["steps"]):
        renamed = {{"key": "id", "node_type": "type"}.get(key, key): each for key, each in step.items()}
        nodes.append({**renamed, "position": [number * 200, 0], "typeVersion": 1})
    rest = {key: each for key, each in plan.items() if key != "steps"}
    return {**rest, "nodes": nodes, "active": False, "settings": {"executionOrder": "v1"}}


def steps_by_key(plan: Submission, catalog: Catalog) -> Submission:
    plan["steps"] = {
        step["key"]: {key: each for key, each in step.items() if key != "key"} for step in plan["steps"]
    }
    return plan


def extra_keys(plan: Submission, catalog: Catalog) -> Submission:
    plan["description"] = "A workflow"
    plan["confidence"] = 0.99
    for step in plan["steps"]:
        step["reasoning"] = "It has to be there."
        step["position"] = {"x": 0, "y": 0}
    return plan


def without_name(plan: Submission, catalog: Catalog) -> Submission:
    del plan["name"]
    return plan


def assumptions_as_texts(plan: Submission, catalog: Catalog) -> Submission:
    plan["assumptions"] = [
        *(each["text"] for each in plan.get("assumptions", [])),
        "I took the usual choice.",
    ]
    return plan


def questions_without_choices(plan: Submission, catalog: Catalog) -> Submission:
    plan["questions"] = [{"text": "Is that all right?"}, "Anything else?"]
    return plan


def too_many_words(plan: Submission, catalog: Catalog) -> Submission:
    plan["assumptions"] = [{"text": f"It is assumed for reason {n} that all is well."} for n in range(150)]
    for step in plan["steps"]:
        step["notes"] = "This step is important, since without it nothing would follow. " * 40
    return plan


def endless_names(plan: Submission, catalog: Catalog) -> Submission:
    for number, step in enumerate(plan["steps"]):
        step["name"] = f"Step {number} " + "which does what has to be done " * 60
    return plan


def same_step_twice(plan: Submission, catalog: Catalog) -> Submission:
    plan["steps"].append(dict(plan["steps"][-1]))
    return plan


def keys_in_german(plan: Submission, catalog: Catalog) -> Submission:
    words = {"name": "name", "steps": "schritte", "links": "verbindungen", "assumptions": "annahmen"}
    return {words.get(key, key): each for key, each in plan.items()}


def names_in_german(plan: Submission, catalog: Catalog) -> Submission:
    """Keys and names are free; that they change the language is no fault."""
    names = {step["key"]: f"schritt_für_{number}" for number, step in enumerate(plan["steps"])}
    return rename_keys(plan, names)


def cut_off(plan: Submission, catalog: Catalog) -> Written:
    text = _text(plan)
    return Written(text[: len(text) * 2 // 3])


def cut_off_at_the_end(plan: Submission, catalog: Catalog) -> Written:
    return Written(_text(plan)[:-2])


def a_comma_too_many(plan: Submission, catalog: Catalog) -> Written:
    return Written(_text(plan).replace("\n }", ",\n }").replace("\n}", ",\n}"))


def fenced_text(plan: Submission, catalog: Catalog) -> Written:
    return Written(f"Here is the plan:\n\n```json\n{_text(plan)}\n```\n\nLet me know!", None)


def plain_text(plan: Submission, catalog: Catalog) -> Written:
    return Written(_text(plan), None)


def prose(plan: Submission, catalog: Catalog) -> Written:
    steps = ", then ".join(step["node_type"] for step in plan["steps"])
    return Written(f"I would use {steps}. Shall I go on?", None)


def wrong_tool(plan: Submission, catalog: Catalog) -> Written:
    return Written(_text(plan), "search_nodes")


def invented_tool(plan: Submission, catalog: Catalog) -> Written:
    return Written(_text(plan), "create_workflow")


def words_around_arguments(plan: Submission, catalog: Catalog) -> Written:
    return Written(f"Plan: {_text(plan)} (done)")


def nothing(plan: Submission, catalog: Catalog) -> Written:
    return Written("{}")


OPERATORS = (
    Operator("inside of another object", wrapped),
    Operator("inside of another object, as a text", wrapped_as_text),
    Operator("n8n's words in place of a plan's", words_of_n8n),
    Operator("steps as an object", steps_by_key),
    Operator("keys that there are not", extra_keys),
    Operator("no name", without_name),
    Operator("assumptions as texts", assumptions_as_texts),
    Operator("questions without choices", questions_without_choices),
    Operator("over-long: assumptions and notes", too_many_words),
    Operator("over-long: names", endless_names),
    Operator("the last step twice", same_step_twice),
    Operator("mixed languages: keys of the plan", keys_in_german),
    Operator("mixed languages: names", names_in_german),
    Operator("cut off in the middle", cut_off),
    Operator("cut off at the end", cut_off_at_the_end),
    Operator("a comma too many", a_comma_too_many),
    Operator("as a text with a fence", fenced_text),
    Operator("as a plain text", plain_text),
    Operator("prose alone", prose),
    Operator("given to another tool", wrong_tool),
    Operator("given to a tool that there is not", invented_tool),
    Operator("words around the arguments", words_around_arguments),
    Operator("nothing in it", nothing),
)
