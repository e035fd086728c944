"""Port rules of the package `@n8n/n8n-nodes-langchain`."""

from __future__ import annotations

from math import isfinite
from typing import Any

from nodepilot.catalog.jsvalues import UNDEFINED, is_truthy, member, to_number
from nodepilot.catalog.model import MAIN, Port, PortFilter
from nodepilot.catalog.ports.rule import (
    MEMORY,
    MODEL,
    PARSER,
    TOOL,
    Call,
    PortRule,
    count,
    label,
)

_AGENT_LABELS = {MODEL: "Model", MEMORY: "Memory", TOOL: "Tool", PARSER: "Output Parser"}
_SINGLE = (MODEL, MEMORY, PARSER)
_CODE_LABELS = {
    "ai_chain": "Chain",
    "ai_document": "Document",
    "ai_embedding": "Embedding",
    MODEL: "Language Model",
    MEMORY: "Memory",
    PARSER: "Output Parser",
    "ai_textSplitter": "Text Splitter",
    TOOL: "Tool",
    "ai_vectorStore": "Vector Store",
}
_AGENT_1_INPUTS: dict[str, tuple[str, ...]] = {
    "conversationalAgent": (MODEL, MEMORY, TOOL, PARSER),
    "toolsAgent": (MODEL, MEMORY, TOOL, PARSER),
    "openAiFunctionsAgent": (MODEL, MEMORY, TOOL, PARSER),
    "reActAgent": (MODEL, TOOL, PARSER),
    "sqlAgent": (MODEL, MEMORY),
    "planAndExecuteAgent": (MODEL, TOOL, PARSER),
}
_AGENTS_WITH_CHAT_MODEL = ("conversationalAgent", "toolsAgent", "openAiFunctionsAgent")
"""In the order of the filters in n8n's program."""
_CHECKS_BY_MODEL = ("nsfw", "topicalAlignment", "custom", "jailbreak")
_SENTIMENTS = "Positive, Neutral, Negative"


def _agent_1_inputs(call: Call) -> list[Port]:
    agent = call.value("agent")
    allowed: PortFilter | None = None
    name = "Model"
    if agent in _AGENTS_WITH_CHAT_MODEL:
        allowed = call.filter(_AGENTS_WITH_CHAT_MODEL.index(agent))
        name = "Chat Model"
    ports = [Port(MAIN)]
    types = _AGENT_1_INPUTS.get(agent, ()) if isinstance(agent, str) else ()
    for kind in types:
        if kind == PARSER and not _has_parser(call):
            continue
        ports.append(
            Port(
                kind,
                name if kind == MODEL else _AGENT_LABELS[kind],
                required=kind == MODEL,
                max_connections=1 if kind in _SINGLE else None,
                filter=allowed if kind == MODEL else None,
            )
        )
    return ports


def _agent_inputs(call: Call) -> list[Port]:
    return [Port(MAIN), *_agent_without_main(call)]


def _agent_without_main(call: Call) -> list[Port]:
    ports = [_model(call, "Chat Model", 0)]
    if call.value("needsFallback") is True:
        ports.append(_model(call, "Fallback Model", 1))
    ports += [Port(MEMORY, "Memory", max_connections=1), Port(TOOL, "Tool")]
    if _has_parser(call):
        ports.append(Port(PARSER, "Output Parser", max_connections=1))
    return ports


def _model(call: Call, name: str, place: int) -> Port:
    return Port(MODEL, name, required=True, max_connections=1, filter=call.filter(place))


def _has_parser(call: Call) -> bool:
    value = call.value("hasOutputParser")
    return value is UNDEFINED or value is True


def _text_message_tools(call: Call) -> list[Port]:
    if call.value("resource") == "text" and call.value("operation") == "message":
        return [Port(MAIN), Port(TOOL, "Tools")]
    return [Port(MAIN)]


def _openai(call: Call) -> list[Port]:
    resource, operation = call.value("resource"), call.value("operation")
    if resource == "assistant" and operation == "message":
        ports = [Port(MAIN), Port(TOOL, "Tools")]
        if call.value("memory") != "threadId":
            ports.append(Port(MEMORY, "Memory", max_connections=1))
        return ports
    answers = resource == "text" and operation in ("message", "response")
    if answers and call.value("hideTools") != "hide":
        return [Port(MAIN), Port(TOOL, "Tools")]
    return [Port(MAIN)]


def _summarization(call: Call) -> list[Port]:
    ports = [Port(MAIN, ""), Port(MODEL, "Model", required=True, max_connections=1)]
    if call.value("operationMode") == "documentLoader":
        ports.append(Port("ai_document", "Document", required=True, max_connections=1))
    elif call.value("chunkingMode") == "advanced":
        ports.append(Port("ai_textSplitter", "Text Splitter", max_connections=1))
    return ports


def _chain_llm(call: Call) -> list[Port]:
    ports = [Port(MAIN, ""), Port(MODEL, "Model", required=True, max_connections=1)]
    if call.value("needsFallback") is True:
        ports.append(Port(MODEL, "Fallback Model", required=True, max_connections=1))
    if _has_parser(call):
        ports.append(Port(PARSER, "Output Parser", max_connections=1))
    return ports


def _sentiment_outputs(call: Call) -> list[Port]:
    categories = call.value_or("options.categories", _SENTIMENTS)
    return [Port(MAIN, name.strip()) for name in categories.split(",")]


def _text_classifier_outputs(call: Call) -> list[Port]:
    ports = []
    for category in call.items("categories.categories"):
        if category is None:
            raise TypeError("categories")
        ports.append(Port(MAIN, label(member(category, "category"))))
    if call.value("options.fallback") == "other":
        ports.append(Port(MAIN, "Other"))
    return ports


def _code_inputs(call: Call) -> list[Port]:
    return [_code_port(value, is_input=True) for value in _given(call, "inputs.input")]


def _code_outputs(call: Call) -> list[Port]:
    return [_code_port(value, is_input=False) for value in _given(call, "outputs.output")]


def _given(call: Call, path: str) -> list[Any]:
    value = call.value(path)
    if not isinstance(value, list):
        raise TypeError(path)
    return value


def _code_port(value: Any, *, is_input: bool) -> Port:
    kind = member(value, "type")
    return Port(
        str(kind),
        _CODE_LABELS.get(kind),
        required=is_input and member(value, "required") is True,
        max_connections=_limit(member(value, "maxConnections")) if is_input else None,
    )


def _limit(given: Any) -> int | None:
    """How many connections a person wrote that an input takes; what is no number, and -1, is no limit."""
    number = None if given is UNDEFINED or given is None else to_number(given)
    return int(number) if number is not None and isfinite(number) and number != -1 else None


def _document_loader(call: Call) -> list[Port]:
    mode = call.value("textSplittingMode")
    if not is_truthy(mode) or mode == "custom":
        return [Port("ai_textSplitter", "Text Splitter", required=True, max_connections=1)]
    return []


def _structured_parser(call: Call) -> list[Port]:
    if call.is_on("autoFix"):
        return [Port(MODEL, "Model", required=True, max_connections=1)]
    return []


def _chat_trigger(call: Call) -> list[Port]:
    served = call.value("mode") in ("hostedChat", "webhook")
    if served and call.value("options.loadPreviousSession") == "memory":
        return [Port(MEMORY, "Memory", required=True, max_connections=1)]
    return []


def _chat(call: Call) -> list[Port]:
    if call.is_on("options.memoryConnection"):
        return [Port(MAIN), Port(MEMORY, "Memory", max_connections=1)]
    return [Port(MAIN)]


def _chat_1(call: Call) -> list[Port]:
    return [Port(MAIN, "User Response"), *_chat(call)[1:]]


def _vector_store_inputs(call: Call) -> list[Port]:
    mode = call.value("mode")
    ports = [Port("ai_embedding", "Embedding", required=True, max_connections=1)]
    if mode in ("load", "retrieve", "retrieve-as-tool") and call.is_on("useReranker"):
        ports.append(Port("ai_reranker", "Reranker", required=True, max_connections=1))
    if mode in ("insert", "load", "update"):
        ports.append(Port(MAIN, ""))
    if mode == "insert":
        ports.append(Port("ai_document", "Document", required=True, max_connections=1))
    return ports


def _vector_store_outputs(call: Call) -> list[Port]:
    match call.value_or("mode", "retrieve"):
        case "retrieve-as-tool":
            return [Port(TOOL, "Tool")]
        case "retrieve":
            return [Port("ai_vectorStore", "Vector Store")]
    return [Port(MAIN, "")]


def _model_selector(call: Call) -> list[Port]:
    length = call.value("numberInputs") if call.is_on("numberInputs") else 2
    return [
        Port(MODEL, f"Model {number + 1}", required=True, max_connections=1)
        for number in range(count(length))
    ]


def _guardrails_2(call: Call) -> list[Port]:
    checks = call.value_or("guardrails", {})
    if isinstance(checks, dict) and any(check in _CHECKS_BY_MODEL for check in checks):
        return [Port(MAIN), _model(call, "Chat Model", 0)]
    return [Port(MAIN)]


def _guardrails_1(call: Call) -> list[Port]:
    if call.value("operation") == "sanitize":
        return [Port(MAIN)]
    return [Port(MAIN), _model(call, "Chat Model", 0)]


def _guardrails_outputs(call: Call) -> list[Port]:
    if call.value_or("operation", "classify") == "classify":
        return [Port(MAIN, "Pass"), Port(MAIN, "Fail")]
    return [Port(MAIN, "")]


_AGENT_READS = ("hasOutputParser", "needsFallback")
_STORE_READS = ("mode", "useReranker")

AI_RULES = (
    PortRule("agent_1_inputs", ("agent", "hasOutputParser"), _agent_1_inputs),
    PortRule("agent_inputs", _AGENT_READS, _agent_inputs),
    PortRule("agent_without_main_inputs", _AGENT_READS, _agent_without_main),
    PortRule("text_message_tools_inputs", ("resource", "operation"), _text_message_tools),
    PortRule("openai_inputs", ("resource", "operation", "hideTools", "memory"), _openai),
    PortRule("summarization_inputs", ("operationMode", "chunkingMode"), _summarization),
    PortRule("chain_llm_inputs", _AGENT_READS, _chain_llm),
    PortRule("sentiment_outputs", ("options.categories",), _sentiment_outputs),
    PortRule(
        "text_classifier_outputs",
        ("categories.categories", "options.fallback"),
        _text_classifier_outputs,
    ),
    PortRule("langchain_code_inputs", ("inputs.input",), _code_inputs),
    PortRule("langchain_code_outputs", ("outputs.output",), _code_outputs),
    PortRule("document_loader_inputs", ("textSplittingMode",), _document_loader),
    PortRule("structured_parser_inputs", ("autoFix",), _structured_parser),
    PortRule("chat_trigger_inputs", ("mode", "options.loadPreviousSession"), _chat_trigger),
    PortRule("chat_inputs", ("options.memoryConnection",), _chat),
    PortRule("chat_1_inputs", ("options.memoryConnection",), _chat_1),
    PortRule("vector_store_inputs", _STORE_READS, _vector_store_inputs),
    PortRule("vector_store_outputs", ("mode",), _vector_store_outputs),
    PortRule("model_selector_inputs", ("numberInputs",), _model_selector),
    PortRule("guardrails_2_inputs", ("guardrails",), _guardrails_2),
    PortRule("guardrails_1_inputs", ("operation",), _guardrails_1),
    PortRule("guardrails_outputs", ("operation",), _guardrails_outputs),
)
