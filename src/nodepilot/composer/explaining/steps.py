"""One node in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.composer.explaining.in_words import condition_in_words, value_in_words
from nodepilot.composer.explaining.schedules import schedule_in_words
from nodepilot.knowledge.operation_facts import OperationFact, operations_of
from nodepilot.sentences import counted, language_now, say
from nodepilot.workflow.labels import shown_value
from nodepilot.workflow.model import Node, Workflow

_BASE = "n8n-nodes-base."
_LANGCHAIN = "@n8n/n8n-nodes-langchain."
_TOLD = (
    "channelId",
    "channel",
    "chatId",
    "sendTo",
    "toEmail",
    "toRecipients",
    "to",
    "documentId",
    "sheetName",
    "base",
    "table",
    "tableId",
    "databaseId",
    "dataTableId",
    "url",
    "subject",
    "calendar",
    "folderId",
    "path",
    "listId",
    "list",
    "boardId",
    "bucketName",
    "project",
    "repository",
)
"""Parameters that tell where a step reads or writes, the more telling ones first."""

_MOST_TOLD = 3


def describe(node: Node, workflow: Workflow, catalog: Catalog) -> str:
    """What the node does, as a sentence without its subject: "sends a message (channel `#sales`)"."""
    special = _SPECIAL.get(node.type)
    if special is not None:
        return special(node)
    found = catalog.find(node.type)
    if found is None:
        return say("runs a node type that this release of n8n does not have (`{type}`)", type=node.type)
    version = found.at(node.type_version) or found.latest
    sub_nodes = workflow.graph.sub_nodes(node.name)
    told = _operation(node, version) or say("runs {name}", name=found.display_name)
    if node.type == _LANGCHAIN + "agent":
        told = say("lets an AI agent work on it")
    elif node.type == _LANGCHAIN + "chainLlm":
        told = say("asks a language model: {text}", text=_quoted(node.parameters.get("text")))
    if version.is_trigger:
        told = say("waits for {name}", name=found.display_name.removesuffix(" Trigger"))
        events = node.parameters.get("events") or node.parameters.get("event")
        told += f": {_listed(events)}" if events else ""
    if (role := _role(node, workflow)) is not None:
        told = role
    where = _where(node)
    with_what = say(", with {names}", names=_names(sub_nodes)) if sub_nodes else ""
    return f"{told}{where}{with_what}"


def _role(node: Node, workflow: Workflow) -> str | None:
    """What a sub-node is for the steps that it hangs under."""
    links = [link for link in workflow.graph.outgoing(node.name) if link.source_type != "main"]
    if not links:
        return None
    names = _names(list(dict.fromkeys(link.target for link in links)))
    held = node.parameters.get("model")
    model = held.get("value") if isinstance(held, Mapping) else held
    match links[0].source_type:
        case "ai_languageModel" if isinstance(model, str) and model:
            return say("is the language model of {names} (`{model}`)", names=names, model=model)
        case "ai_languageModel":
            return say("is the language model of {names}", names=names)
        case "ai_memory":
            return say("is the memory of {names}", names=names)
    return None


def _operation(node: Node, version: NodeTypeVersion) -> str:
    """The operation as a verb: "sends a message"."""
    try:
        filled = fill_defaults(version, dict(node.parameters))
    except UnreadableParameters:
        filled = dict(node.parameters)
    fitting: list[tuple[int, bool, OperationFact]] = []
    for fact in operations_of(version):
        chosen = {key: filled.get(key) for key in fact.parameters}
        if all(value is None or value == fact.parameters[key] for key, value in chosen.items()):
            known = sum(value is not None for value in chosen.values())
            fitting.append((known, fact.is_default, fact))
    best = max(fitting, key=lambda each: each[:2], default=None)
    if best is None or not best[2].action:
        return ""
    if language_now() == "en":
        return third_person(best[2].action)
    # The names of operations are n8n's, which speaks English: one finds there what is quoted here.
    return say("performs “{action}”", action=best[2].action)


def third_person(action: str) -> str:
    """“Send a message” is “sends a message”."""
    verb, _, rest = action.partition(" ")
    verb = verb.lower()
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        verb += "es"
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "s"
    if (other := re.match(r"or (\w+)(?= )", rest)) is not None:
        # "create or update a contact"
        rest = f"or {third_person(other[1])}{rest[other.end() :]}"
    return f"{verb} {rest}".strip()


def _where(node: Node) -> str:
    told = []
    for name in _TOLD:
        value = node.parameters.get(name)
        plain = value.get("value") if isinstance(value, Mapping) else value
        if isinstance(plain, str) and plain and not plain.startswith("YOUR_"):
            told.append(f"{_in_words(name)} {value_in_words(value if isinstance(value, Mapping) else plain)}")
    return f" ({', '.join(told[:_MOST_TOLD])})" if told else ""


def _in_words(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower().removesuffix(" id")
    return {"send to": "to", "to email": "to", "to recipients": "to"}.get(words, words)


def _quoted(value: Any) -> str:
    text = " ".join(str(value or "").removeprefix("=").split())
    text = re.sub(r"\{\{.*?\}\}", "…", text)
    return f"“{text[:120]}{'…' if len(text) > 120 else ''}”"


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _names(names: Sequence[str]) -> str:
    marked = [f"`{name}`" for name in names]
    return (
        marked[0]
        if len(marked) == 1
        else say("{names} and {last}", names=", ".join(marked[:-1]), last=marked[-1])
    )


def _schedule(node: Node) -> str:
    return say("starts the workflow {when}", when=schedule_in_words(node.parameters.get("rule")))


def _webhook(node: Node) -> str:
    method = node.parameters.get("httpMethod", "GET")
    return say(
        "starts the workflow when a {method} request arrives at its address (path {path})",
        method=method,
        path=shown_value(node.parameters.get("path", "")),
    )


def _form(node: Node) -> str:
    held = node.parameters.get("formFields")
    values = held.get("values") if isinstance(held, Mapping) else []
    labels = [
        str(each.get("fieldLabel"))
        for each in values or []
        if isinstance(each, Mapping) and each.get("fieldLabel")
    ]
    asked = " " + say("with {labels}", labels=", ".join(labels)) if labels else ""
    return say(
        "starts the workflow when somebody fills in the form {title}{asked}",
        title=shown_value(node.parameters.get("formTitle", "")),
        asked=asked,
    )


def _if(node: Node) -> str:
    return say(
        "checks whether {condition}: yes is output 1, no is output 2",
        condition=condition_in_words(node.parameters.get("conditions")),
    )


def _filter(node: Node) -> str:
    return say(
        "lets only items through of which {condition}",
        condition=condition_in_words(node.parameters.get("conditions")),
    )


def _switch(node: Node) -> str:
    rules = node.parameters.get("rules")
    values = rules.get("values") if isinstance(rules, Mapping) else None
    told = [
        say(
            "output {number}: {condition}",
            number=number,
            condition=condition_in_words(each.get("conditions")),
        )
        for number, each in enumerate(values or [], start=1)
        if isinstance(each, Mapping)
    ]
    return (
        say("sends items different ways ({told})", told="; ".join(told))
        if told
        else say("sends items different ways")
    )


def _set(node: Node) -> str:
    if node.parameters.get("mode") == "raw":
        return say("makes each item anew from JSON")
    held = node.parameters.get("assignments")
    values = held.get("assignments") if isinstance(held, Mapping) else []
    names = [f"`{each.get('name')}`" for each in values or [] if isinstance(each, Mapping)]
    return say("sets {names}", names=", ".join(names)) if names else say("sets fields")


def _code(node: Node) -> str:
    language = "Python" if "python" in str(node.parameters.get("language", "")).lower() else "JavaScript"
    return say("runs {language} of its own", language=language)


_LATER_WAIT = 1.1


def _wait(node: Node) -> str:
    if node.parameters.get("resume", "timeInterval") != "timeInterval":
        return say("waits until something from outside lets it go on")
    # The node's first version waited an hour by default, the later ones wait five seconds.
    is_first = (node.type_version or 1) < _LATER_WAIT
    count = node.parameters.get("amount", 1 if is_first else 5)
    unit = node.parameters.get("unit", "hours" if is_first else "seconds")
    match unit:
        case "seconds":
            return counted(count, "waits {count} second", "waits {count} seconds")
        case "minutes":
            return counted(count, "waits {count} minute", "waits {count} minutes")
        case "days":
            return counted(count, "waits {count} day", "waits {count} days")
        case _:
            return counted(count, "waits {count} hour", "waits {count} hours")


def _classifier(node: Node) -> str:
    held = node.parameters.get("categories")
    values = held.get("categories") if isinstance(held, Mapping) else None
    names = [f"`{each.get('category')}`" for each in values or [] if isinstance(each, Mapping)]
    return say(
        "lets a language model sort the items by what they say ({names})", names=", ".join(names) or "…"
    )


def _summarize(node: Node) -> str:
    held = node.parameters.get("fieldsToSummarize")
    values = held.get("values") if isinstance(held, Mapping) else None
    told = [
        f"{each.get('aggregation', 'count')} `{each.get('field', '')}`"
        for each in values or []
        if isinstance(each, Mapping)
    ]
    return say("calculates over all items: {told}", told=", ".join(told) or "count")


def _limit(node: Node) -> str:
    count = node.parameters.get("maxItems", 1)
    if node.parameters.get("keep") == "lastItems":
        return counted(count, "lets only the last item through", "lets only the last {count} items through")
    return counted(count, "lets only the first item through", "lets only the first {count} items through")


def _sort(node: Node) -> str:
    held = node.parameters.get("sortFieldsUi")
    fields = held.get("sortField") if isinstance(held, Mapping) else None
    names = [f"`{each.get('fieldName')}`" for each in fields or [] if isinstance(each, Mapping)]
    return say("sorts the items by {names}", names=", ".join(names)) if names else say("sorts the items")


def _once(node: Node) -> str:
    if "PreviousExecutions" in str(node.parameters.get("operation", "")):
        return say("lets only through what no earlier run has brought")
    return say("lets the same thing through only once")


def _http(node: Node) -> str:
    method = node.parameters.get("method", "GET")
    return say("calls {url} by {method}", url=shown_value(node.parameters.get("url", "")), method=method)


_SPECIAL: Mapping[str, Callable[[Node], str]] = {
    _BASE + "scheduleTrigger": _schedule,
    _BASE + "webhook": _webhook,
    _BASE + "formTrigger": _form,
    _BASE + "if": _if,
    _BASE + "filter": _filter,
    _BASE + "switch": _switch,
    _BASE + "set": _set,
    _BASE + "code": _code,
    _BASE + "wait": _wait,
    _BASE + "httpRequest": _http,
    _BASE + "manualTrigger": lambda _: say("starts the workflow when somebody clicks “Execute workflow”"),
    _BASE + "errorTrigger": lambda _: say("starts when a run of a workflow fails"),
    _BASE + "executeWorkflowTrigger": lambda _: say("starts when another workflow calls this one"),
    _LANGCHAIN + "chatTrigger": lambda _: say("starts the workflow when somebody writes in n8n's chat"),
    _BASE + "splitInBatches": lambda node: say(
        "takes the items {count} at a time; output 2 is the loop, output 1 comes when all are done",
        count=node.parameters.get("batchSize", 1),
    ),
    _BASE + "merge": lambda _: say("brings the items of its inputs together"),
    _BASE + "aggregate": lambda _: say("makes one item of all items"),
    _LANGCHAIN + "textClassifier": _classifier,
    _BASE + "summarize": _summarize,
    _BASE + "limit": _limit,
    _BASE + "sort": _sort,
    _BASE + "removeDuplicates": _once,
    _BASE + "noOp": lambda _: say("does nothing"),
}
