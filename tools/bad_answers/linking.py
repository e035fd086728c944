"""Spoilt links, starts and ways."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from tools.bad_answers.operator import Operator, Submission, is_sub_node, is_trigger, main_links


def by_name(plan: Submission, catalog: Catalog) -> Submission | None:
    names = {step["key"]: step.get("name") for step in plan["steps"]}
    if not all(names.values()) or len(set(names.values())) < len(names):
        return None
    for link in plan["links"]:
        link["source"], link["target"] = names[link["source"]], names[link["target"]]
    return plan


def as_connections(plan: Submission, catalog: Catalog) -> Submission | None:
    """n8n's own object."""
    made: Submission = {}
    for link in plan["links"]:
        kind = link.get("connection_type", "main")
        outputs = made.setdefault(link["source"], {}).setdefault(kind, [])
        while len(outputs) <= link.get("output", 0):
            outputs.append([])
        end = {"node": link["target"], "type": kind, "index": link.get("input", 0)}
        outputs[link.get("output", 0)].append(end)
    plan["connections"] = made
    del plan["links"]
    return plan


def arrows(plan: Submission, catalog: Catalog) -> Submission | None:
    if any(link.keys() - {"source", "target"} for link in plan["links"]):
        return None
    plan["links"] = [f"{link['source']} -> {link['target']}" for link in plan["links"]]
    return plan


def pairs(plan: Submission, catalog: Catalog) -> Submission | None:
    if any(link.keys() - {"source", "target"} for link in plan["links"]):
        return None
    plan["links"] = [[link["source"], link["target"]] for link in plan["links"]]
    return plan


def other_words(plan: Submission, catalog: Catalog) -> Submission | None:
    words = {"source": "from", "target": "to", "connection_type": "type", "output": "sourceIndex"}
    plan["links"] = [{words.get(key, key): each for key, each in link.items()} for link in plan["links"]]
    return plan


def numbers_as_texts(plan: Submission, catalog: Catalog) -> Submission | None:
    for link in plan["links"]:
        link["output"] = str(link.get("output", 0))
    return plan


def by_place(plan: Submission, catalog: Catalog) -> Submission | None:
    """Steps by their place in the list."""
    number = {step["key"]: place for place, step in enumerate(plan["steps"])}
    for link in plan["links"]:
        link["source"], link["target"] = number[link["source"]], number[link["target"]]
    return plan


def branches_by_name(plan: Submission, catalog: Catalog) -> Submission | None:
    """The outputs of an IF as `true` and `false`."""
    forks = {step["key"] for step in plan["steps"] if step["node_type"] == "n8n-nodes-base.if"}
    for link in plan["links"]:
        if link["source"] in forks:
            link["output"] = "false" if link.get("output", 0) else "true"
    return plan if forks else None


def _sub_links(plan: Submission, catalog: Catalog) -> list[Submission]:
    steps = {step["key"]: step for step in plan["steps"]}
    return [link for link in plan["links"] if is_sub_node(steps[link["source"]], catalog)]


def sub_node_on_main(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _sub_links(plan, catalog)
    for link in found:
        link.pop("connection_type", None)
    return plan if found else None


def misspelt_connection_type(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _sub_links(plan, catalog)
    for link in found:
        link["connection_type"] = (
            link["connection_type"].replace("languageModel", "model").replace("ai_m", "ai_M")
        )
    return plan if found else None


def connection_type_in_german(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _sub_links(plan, catalog)
    words = {"ai_languageModel": "ki_sprachmodell", "ai_memory": "ki_gedächtnis", "ai_tool": "ki_werkzeug"}
    for link in found:
        link["connection_type"] = words.get(link["connection_type"], "ki_teil")
    return plan if found else None


def reversed_sub_node(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _sub_links(plan, catalog)
    for link in found:
        link["source"], link["target"] = link["target"], link["source"]
    return plan if found else None


def sub_node_left_lying(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _sub_links(plan, catalog)
    plan["links"] = [link for link in plan["links"] if link not in found]
    return plan if found else None


def into_the_start(plan: Submission, catalog: Catalog) -> Submission | None:
    start = next((step for step in plan["steps"] if is_trigger(step, catalog)), None)
    last = main_links(plan)[-1:]
    if start is None or not last:
        return None
    plan["links"].append({"source": last[0]["target"], "target": start["key"]})
    return plan


def cycle(plan: Submission, catalog: Catalog) -> Submission | None:
    links = main_links(plan)
    outputs = [catalog.get(step["node_type"]).latest.outputs for step in plan["steps"]]
    if len(links) < 2 or not all(isinstance(each, tuple) and len(each) == 1 for each in outputs):
        return None
    first, last = links[0]["target"], links[-1]["target"]
    if last not in _behind(first, links):
        return None
    plan["links"].append({"source": last, "target": first})
    return plan


def _behind(key: str, links: list[Submission]) -> set[str]:
    found, waiting = set[str](), [key]
    while waiting:
        here = waiting.pop()
        following = {link["target"] for link in links if link["source"] == here} - found
        found |= following
        waiting += following
    return found


def nothing_leads_to_it(plan: Submission, catalog: Catalog) -> Submission | None:
    links = main_links(plan)
    if not links:
        return None
    plan["links"].remove(links[-1])
    return plan


def without_links(plan: Submission, catalog: Catalog) -> Submission | None:
    del plan["links"]
    return plan


def link_to_nowhere(plan: Submission, catalog: Catalog) -> Submission | None:
    plan["links"].append({"source": plan["steps"][-1]["key"], "target": "send_final_report"})
    return plan


def misspelt_key(plan: Submission, catalog: Catalog) -> Submission | None:
    link = next((each for each in plan["links"] if len(each["target"]) > 5), None)
    if link is None:
        return None
    link["target"] = link["target"][:-2] + link["target"][-1]
    return plan


def links_twice(plan: Submission, catalog: Catalog) -> Submission | None:
    plan["links"] += [dict(link) for link in plan["links"]]
    return plan


def output_too_high(plan: Submission, catalog: Catalog) -> Submission | None:
    """Counted from 1."""
    link = main_links(plan)[0]
    link["output"] = 1
    return plan


def without_start(plan: Submission, catalog: Catalog) -> Submission | None:
    gone = {step["key"] for step in plan["steps"] if is_trigger(step, catalog)}
    plan["steps"] = [step for step in plan["steps"] if step["key"] not in gone]
    plan["links"] = [link for link in plan["links"] if not gone & {link["source"], link["target"]}]
    return plan if gone and plan["steps"] else None


def note_alone(plan: Submission, catalog: Catalog) -> Submission | None:
    parameters = {"content": "Here the workflow goes"}
    note = {"key": "note", "node_type": "n8n-nodes-base.stickyNote", "parameters": parameters}
    return {**plan, "steps": [note], "links": []}


OPERATORS = (
    Operator("links by name", by_name),
    Operator("n8n's connections in place of links", as_connections),
    Operator("links as arrows", arrows),
    Operator("links as pairs", pairs),
    Operator("steps by their place", by_place),
    Operator("branches by name", branches_by_name),
    Operator("other words for a link's ends", other_words),
    Operator("outputs as texts", numbers_as_texts),
    Operator("model on `main`", sub_node_on_main),
    Operator("connection type misspelt", misspelt_connection_type),
    Operator("connection type in German", connection_type_in_german),
    Operator("sub-node fed by its root", reversed_sub_node),
    Operator("sub-node connected to nothing", sub_node_left_lying),
    Operator("connection into the trigger", into_the_start),
    Operator("cycle without an exit", cycle),
    Operator("nothing leads to the last step", nothing_leads_to_it),
    Operator("no links at all", without_links),
    Operator("link to a step that is not there", link_to_nowhere),
    Operator("key in a link misspelt", misspelt_key),
    Operator("all links twice", links_twice),
    Operator("output counted from 1", output_too_high),
    Operator("no trigger", without_start),
    Operator("a sticky note alone", note_alone),
)
