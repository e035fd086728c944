"""Spoilt names: node types, versions, keys."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from tools.bad_answers.operator import Operator, Submission, rename_keys

BASE, AI = "n8n-nodes-base.", "@n8n/n8n-nodes-langchain."


def _last(plan: Submission) -> Submission:
    step: Submission = plan["steps"][-1]
    return step


def invented_type(plan: Submission, catalog: Catalog) -> Submission | None:
    _last(plan)["node_type"] = "n8n-nodes-base.universalTaskRunner"
    return plan


def suffixed_type(plan: Submission, catalog: Catalog) -> Submission | None:
    """As `slackMessage`: the operation is taken for a part of the name."""
    step = next((each for each in plan["steps"] if each["parameters"].get("resource")), None)
    if step is None:
        return None
    step["node_type"] += str(step["parameters"]["resource"]).capitalize()
    return plan


def without_package(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        step["node_type"] = step["node_type"].rpartition(".")[2]
    return plan


def short_package(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        step["node_type"] = step["node_type"].replace(BASE, "nodes-base.").replace(AI, "nodes-langchain.")
    return plan


def other_package(plan: Submission, catalog: Catalog) -> Submission | None:
    step = next((each for each in plan["steps"] if each["node_type"].startswith(AI)), None)
    if step is None:
        return None
    step["node_type"] = step["node_type"].replace(AI, BASE)
    return plan


def other_case(plan: Submission, catalog: Catalog) -> Submission | None:
    step = _last(plan)
    package, _, name = step["node_type"].rpartition(".")
    step["node_type"] = f"{package}.{name[:1].upper()}{name[1:].lower()}"
    return plan


def misspelt_type(plan: Submission, catalog: Catalog) -> Submission | None:
    step = next((each for each in plan["steps"] if len(each["node_type"].rpartition(".")[2]) > 6), None)
    if step is None:
        return None
    name = step["node_type"]
    step["node_type"] = f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}"
    return plan


def display_name(plan: Submission, catalog: Catalog) -> Submission | None:
    step = _last(plan)
    step["node_type"] = catalog.get(step["node_type"]).display_name
    return plan


def version_between(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        step["type_version"] = 3.77
    return plan


def version_in_words(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        step["typeVersion"] = "latest"
    return plan


def credential_of_another(plan: Submission, catalog: Catalog) -> Submission | None:
    _last(plan)["credentials"] = {"airtableTokenApi": {"id": "1", "name": "My account"}}
    return plan


def without_keys(plan: Submission, catalog: Catalog) -> Submission | None:
    """Linked by name, since there is nothing else."""
    names = {}
    for step in plan["steps"]:
        names[step["key"]] = step.setdefault("name", step["key"].replace("_", " ").title())
    if len(set(names.values())) < len(names):
        return None
    return rename_keys(plan, names)


OPERATORS = (
    Operator("invented node type", invented_type),
    Operator("node type with its resource behind it", suffixed_type),
    Operator("node type without its package", without_package),
    Operator("shortened package", short_package),
    Operator("the other package", other_package),
    Operator("another letter case", other_case),
    Operator("node type misspelt", misspelt_type),
    Operator("display name as node type", display_name),
    Operator("typeVersion that there is not", version_between),
    Operator("typeVersion in words", version_in_words),
    Operator("credentials of another service", credential_of_another),
    Operator("names in place of keys", without_keys),
)
