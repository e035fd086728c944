"""Spoilt parameters and expressions."""

from __future__ import annotations

import json
import re
from typing import Any

from nodepilot.catalog import Catalog
from tools.bad_answers.operator import Operator, Submission, places


def _step(plan: Submission, short: str) -> Submission | None:
    return next((each for each in plan["steps"] if each["node_type"].rpartition(".")[2] == short), None)


def _chosen(plan: Submission, catalog: Catalog) -> tuple[dict[str, Any], str] | None:
    """Parameters of a step, and the name of one that takes a choice other than resource or operation."""
    for step in plan["steps"]:
        for prop in catalog.get(step["node_type"]).latest.properties:
            value = step["parameters"].get(prop.name)
            if prop.type == "options" and isinstance(value, str) and len(value) > 3 and prop.choices:
                return step["parameters"], prop.name
    return None


def misspelt_choice(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _chosen(plan, catalog)
    if found is None:
        return None
    parameters, name = found
    value = parameters[name]
    parameters[name] = value[:-2] + value[-1] + value[-2] if value[-1] != value[-2] else f"{value}s"
    return plan


def label_for_choice(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for prop in catalog.get(step["node_type"]).latest.properties:
            choice = prop.choice(step["parameters"].get(prop.name)) if prop.choices else None
            if choice is not None and prop.type == "options" and str(choice.name) != str(choice.value):
                step["parameters"][prop.name] = str(choice.name)
                return plan
    return None


def invented_choice(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _chosen(plan, catalog)
    if found is None:
        return None
    parameters, name = found
    parameters[name] = "quantumFetch"
    return plan


def operation_in_german(plan: Submission, catalog: Catalog) -> Submission | None:
    words = {
        "append": "anhängen",
        "get": "holen",
        "getAll": "alleHolen",
        "create": "anlegen",
        "post": "senden",
    }
    for step in plan["steps"]:
        if step["parameters"].get("operation") in words:
            step["parameters"]["operation"] = words[step["parameters"]["operation"]]
            return plan
    return None


def operation_of_another(plan: Submission, catalog: Catalog) -> Submission | None:
    step = next((each for each in plan["steps"] if each["parameters"].get("resource")), None)
    if step is None:
        return None
    step["parameters"]["operation"] = "archiveForever"
    return plan


def misspelt_parameter(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for name in step["parameters"]:
            if len(name) > 5:
                value = step["parameters"].pop(name)
                step["parameters"][f"{name[:-2]}{name[-1]}"] = value
                return plan
    return None


def snake_case_parameter(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for name in step["parameters"]:
            snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
            if snake != name:
                step["parameters"][snake] = step["parameters"].pop(name)
                return plan
    return None


def parameters_as_text(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        step["parameters"] = json.dumps(step["parameters"])
    return plan


def number_as_text(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            if isinstance(value, int) and not isinstance(value, bool):
                holder[key] = str(value)
                return plan
    return None


def number_in_words(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            if type(value) is int and value in {1, 5, 10}:
                holder[key] = {1: "one", 5: "five", 10: "ten"}[value]
                return plan
    return None


def boolean_as_text(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            if isinstance(value, bool):
                holder[key] = str(value).lower()
                return plan
    return None


def group_as_list(plan: Submission, catalog: Catalog) -> Submission | None:
    """The list without the group around it."""
    for step in plan["steps"]:
        for name, value in step["parameters"].items():
            is_group = isinstance(value, dict) and len(value) == 1 and not next(iter(value)).startswith("$")
            if is_group and isinstance(next(iter(value.values())), list):
                step["parameters"][name] = next(iter(value.values()))
                return plan
    return None


def values_of_set_2(plan: Submission, catalog: Catalog) -> Submission | None:
    step = _step(plan, "set")
    rows = step["parameters"].get("assignments", {}).get("assignments", []) if step else []
    if step is None or not rows or any(row.get("type") != "string" for row in rows):
        return None
    values = [{"name": row["name"], "value": row["value"]} for row in rows]
    step["parameters"] = {"values": {"string": values}}
    return plan


def without_options(plan: Submission) -> Submission | None:
    """Conditions as the prompt shows them."""
    for step in plan["steps"]:
        conditions = step["parameters"].get("conditions")
        if isinstance(conditions, dict):
            conditions.pop("options", None)
            if len(conditions.get("conditions", [])) == 1:
                conditions["combinator"] = "and"
    return plan


def text_as_list(plan: Submission, catalog: Catalog) -> Submission | None:
    """The parts of a text without `$text`."""
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            if isinstance(value, dict) and isinstance(value.get("$text"), list):
                holder[key] = value["$text"]
                return plan
    return None


def condition_as_list(plan: Submission, catalog: Catalog) -> Submission | None:
    step = _step(plan, "if") or _step(plan, "filter")
    conditions = step["parameters"].get("conditions", {}) if step else {}
    if step is None or "conditions" not in conditions:
        return None
    step["parameters"]["conditions"] = conditions["conditions"]
    return plan


def empty_locator(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            if key == "$locator" and isinstance(value, dict) and value.get("value"):
                holder[key] = {**value, "value": ""}
                return plan
    return None


def locator_as_text(plan: Submission, catalog: Catalog) -> Submission | None:
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            inner = value.get("$locator") if isinstance(value, dict) else None
            if (
                isinstance(inner, dict)
                and isinstance(inner.get("value"), str)
                and inner.get("mode") != "list"
            ):
                holder[key] = inner["value"]
                return plan
    return None


def _references(plan: Submission) -> list[tuple[Any, Any, Submission]]:
    return [
        (holder, key, value)
        for step in plan["steps"]
        for holder, key, value in places(step["parameters"])
        if key == "$ref" and isinstance(value, dict) and value.get("step")
    ]


def reference_by_name(plan: Submission, catalog: Catalog) -> Submission | None:
    names = {step["key"]: step.get("name") for step in plan["steps"]}
    found = [each for each in _references(plan) if names.get(each[2]["step"])]
    for _, _, value in found:
        value["step"] = names[value["step"]]
    return plan if found else None


def reference_to_nowhere(plan: Submission, catalog: Catalog) -> Submission | None:
    found = _references(plan)
    for _, _, value in found[:1]:
        value["step"] = "enrichment_result"
    return plan if found else None


def reference_with_json(plan: Submission, catalog: Catalog) -> Submission | None:
    found = [each for each in _references(plan) if each[2].get("path")]
    for _, _, value in found:
        value["path"] = f"json.{value['path']}"
    return plan if found else None


def with_expressions(plan: Submission) -> Submission | None:
    """Texts with values in them as n8n's expressions, as one may write them, too."""
    changed = False
    for step in plan["steps"]:
        for holder, key, value in places(step["parameters"]):
            parts = value.get("$text") if isinstance(value, dict) else None
            made = _as_expression(parts) if isinstance(parts, list) else None
            if made is not None:
                holder[key] = made
                changed = True
    return plan if changed else None


def _as_expression(parts: list[Any]) -> str | None:
    made = "="
    for part in parts:
        if isinstance(part, str):
            if "{{" in part or "'" in part:
                return None
            made += part
        elif part.get("$ref", {}).get("step"):
            reference = part["$ref"]
            made += f"{{{{ $('{reference['step']}').item.json.{reference['path']} }}}}"
        else:
            return None
    return made if "{{" in made else None


def _expressions(plan: Submission) -> list[tuple[Any, Any, str]]:
    return [
        (holder, key, value)
        for step in plan["steps"]
        for holder, key, value in places(step["parameters"])
        if isinstance(value, str) and value.startswith("=") and "}}" in value
    ]


def expression_without_mark(plan: Submission, catalog: Catalog) -> Submission:
    for holder, key, value in _expressions(plan):
        holder[key] = value[1:]
    return plan


def unbalanced_expression(plan: Submission, catalog: Catalog) -> Submission:
    holder, key, value = _expressions(plan)[-1]
    at = value.rindex("}}")
    holder[key] = f"{value[:at]}}}{value[at + 2 :]}"
    return plan


def broken_expression(plan: Submission, catalog: Catalog) -> Submission:
    holder, key, value = _expressions(plan)[-1]
    at = value.rindex("}}")
    holder[key] = f"{value[:at]}+ {value[at:]}"
    return plan


def old_reference(plan: Submission, catalog: Catalog) -> Submission:
    """As n8n wrote it before version 1."""
    for holder, key, value in _expressions(plan):
        holder[key] = value.replace("$('", '$node["').replace("').item", '"]')
    return plan


def reference_in_other_case(plan: Submission, catalog: Catalog) -> Submission:
    for holder, key, value in _expressions(plan):
        holder[key] = re.sub(
            r"\$\('(\w+)'\)", lambda found: f"$('{found[1].replace('_', ' ').title()}')", value
        )
    return plan


def broken_program(plan: Submission, catalog: Catalog) -> Submission | None:
    step = _step(plan, "code")
    program = step["parameters"].get("jsCode") if step else None
    if step is None or not isinstance(program, str) or "}" not in program:
        return None
    step["parameters"]["jsCode"] = program[: program.rindex("}")]
    return plan


OPERATORS = (
    Operator("choice misspelt", misspelt_choice),
    Operator("label in place of the choice", label_for_choice),
    Operator("invented choice", invented_choice),
    Operator("operation in German", operation_in_german),
    Operator("invented operation", operation_of_another),
    Operator("parameter misspelt", misspelt_parameter),
    Operator("parameter in snake_case", snake_case_parameter),
    Operator("parameters as a JSON text", parameters_as_text),
    Operator("number as a text", number_as_text),
    Operator("number in words", number_in_words),
    Operator("boolean as a text", boolean_as_text),
    Operator("list without its group", group_as_list),
    Operator("values of Set 2", values_of_set_2),
    Operator("parts of a text as a plain list", text_as_list),
    Operator("conditions as a plain list", condition_as_list, without_options),
    Operator("resource locator empty", empty_locator),
    Operator("resource locator as a text", locator_as_text),
    Operator("reference by name", reference_by_name),
    Operator("reference to a step that is not there", reference_to_nowhere),
    Operator("`json.` before the path", reference_with_json),
    Operator("`=` before `{{` missing", expression_without_mark, with_expressions),
    Operator("one closing brace missing", unbalanced_expression, with_expressions),
    Operator("operator without an operand", broken_expression, with_expressions),
    Operator("`$node[…]`", old_reference, with_expressions),
    Operator("reference in another spelling", reference_in_other_case, with_expressions),
    Operator("program without its last bracket", broken_program),
)
