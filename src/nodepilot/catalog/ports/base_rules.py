"""Port rules of the package `n8n-nodes-base`."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog.jsvalues import is_truthy, member
from nodepilot.catalog.model import MAIN, Port
from nodepilot.catalog.ports.rule import MODEL, Call, PortRule, count, label

_TWO_OUTPUTS_ALWAYS = 1.3
_TWO_OUTPUTS_ON_DEMAND = 1.4


def _one_main(_: Call) -> list[Port]:
    return [Port(MAIN)]


def _evaluation_inputs(call: Call) -> list[Port]:
    needs_model = call.value("metric") in ("correctness", "helpfulness")
    if call.value("operation") == "setMetrics" and needs_model:
        return [Port(MAIN), Port(MODEL, "Model", max_connections=1)]
    return [Port(MAIN)]


def _evaluation_outputs(call: Call) -> list[Port]:
    if call.value("operation") == "checkIfEvaluating":
        return [Port(MAIN, "Evaluation"), Port(MAIN, "Normal")]
    return [Port(MAIN)]


def _merge_inputs(call: Call) -> list[Port]:
    length = call.value("numberInputs") if call.is_on("numberInputs") else 2
    return [Port(MAIN, f"Input {number + 1}") for number in range(count(length))]


def _respond_to_webhook_outputs(call: Call) -> list[Port]:
    on_demand = call.version >= _TWO_OUTPUTS_ON_DEMAND and call.is_on("enableResponseOutput")
    if call.version == _TWO_OUTPUTS_ALWAYS or on_demand:
        return [Port(MAIN, "Input Data"), Port(MAIN, "Response")]
    return [Port(MAIN)]


def _switch_3_outputs(call: Call) -> list[Port]:
    if call.value("mode") == "expression":
        return _numbered(call.value("numberOutputs"))
    ports = []
    for place, rule in enumerate(call.items("rules.values")):
        key = _key(rule, "outputKey")
        ports.append(Port(MAIN, label(key) if is_truthy(key) else str(place)))
    if call.value("options.fallbackOutput") == "extra":
        renamed = call.value("options.renameFallbackOutput")
        ports.append(Port(MAIN, label(renamed) if is_truthy(renamed) else "Fallback"))
    return ports


def _switch_2_outputs(call: Call) -> list[Port]:
    rules = call.items("rules.rules")
    if call.value("mode") == "expression":
        return _numbered(call.value("outputsAmount"))
    return [Port(MAIN, label(_key(rule, "outputKey"))) for rule in rules]


def _webhook_outputs(call: Call) -> list[Port]:
    method = call.value("httpMethod")
    methods = method if isinstance(method, list) else [method]
    return [Port(MAIN, label(each)) for each in methods]


def _numbered(length: Any) -> list[Port]:
    return [Port(MAIN, str(number)) for number in range(count(length))]


def _key(rule: Any, name: str) -> Any:
    if rule is None:
        raise TypeError(name)
    return member(rule, name)


BASE_RULES = (
    PortRule("unknown_inputs", (), _one_main),
    PortRule("unknown_outputs", (), _one_main),
    PortRule("evaluation_inputs", ("operation", "metric"), _evaluation_inputs),
    PortRule("evaluation_outputs", ("operation",), _evaluation_outputs),
    PortRule("merge_inputs", ("numberInputs",), _merge_inputs),
    PortRule("respond_to_webhook_outputs", ("enableResponseOutput",), _respond_to_webhook_outputs),
    PortRule("switch_3_outputs", ("mode", "numberOutputs", "rules.values"), _switch_3_outputs),
    PortRule("switch_2_outputs", ("mode", "outputsAmount", "rules.rules"), _switch_2_outputs),
    PortRule("webhook_outputs", ("httpMethod",), _webhook_outputs),
)
