"""Why a run failed: from the words of an error, an execution that was pasted, or the workflow itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.composer.explaining.explain import still_wrong
from nodepilot.composer.explaining.steps import describe
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.model import Workflow


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known of a failed run."""

    message: str
    node: str | None = None


def why(text: str, workflow: Workflow | None, catalog: Catalog) -> str:
    """The likeliest cause and what to do, in Markdown; what would help to know when nothing fits."""
    failure = read_failure(text, workflow)
    parts: list[str] = []
    if (
        failure.node is not None
        and workflow is not None
        and (node := workflow.find(failure.node)) is not None
    ):
        parts.append(
            say(
                "It fails at **{node}**, which {what}.",
                node=node.name,
                what=describe(node, workflow, catalog),
            )
        )
    cause = _cause(failure.message)
    if cause is not None:
        parts.append(f"{say(cause['cause'])} {say(cause['mend'])}")
    if workflow is not None and (wrong := still_wrong(workflow, catalog)):
        parts.append(wrong)
    if not parts or (cause is None and len(parts) == 1 and failure.node is not None):
        parts.append(
            say(
                "I can't tell the cause from this. Paste the error's text, or the execution's JSON: in "
                "n8n, open “Executions”, choose the failed run, and copy what the red node shows."
            )
        )
    return "\n\n".join(parts)


def has_known_cause(text: str, workflow: Workflow | None) -> bool:
    """Whether the words of the error say what it comes from."""
    return _cause(read_failure(text, workflow).message) is not None


def read_failure(text: str, workflow: Workflow | None) -> Failure:
    """The error's message and the node, from an execution's JSON or from plain words."""
    start = text.find("{")
    if start >= 0:
        try:
            document, _ = json.JSONDecoder().raw_decode(text[start:])
        except (json.JSONDecodeError, RecursionError):
            document = None
        if isinstance(document, Mapping):
            found = _from_execution(document)
            if found is not None:
                return found
    named = None
    if workflow is not None:
        lower = text.lower()
        names = [node.name for node in workflow.nodes if node.name and node.name.lower() in lower]
        named = max(names, key=len, default=None)
    return Failure(text, named)


def _from_execution(document: Mapping[str, Any]) -> Failure | None:
    """n8n's execution, its `data.resultData`, or a bare error object."""
    data = document.get("data", document)
    result = data.get("resultData", document.get("resultData")) if isinstance(data, Mapping) else None
    error = result.get("error") if isinstance(result, Mapping) else document.get("error", document)
    if not isinstance(error, Mapping):
        return None
    words = [str(error.get(key)) for key in ("message", "description", "httpCode", "code") if error.get(key)]
    if not words:
        return None
    node = error.get("node")
    name = node.get("name") if isinstance(node, Mapping) else node
    if not isinstance(name, str) and isinstance(result, Mapping):
        name = result.get("lastNodeExecuted")
    return Failure(" ".join(words), name if isinstance(name, str) else None)


def _cause(message: str) -> Mapping[str, str] | None:
    text = message.lower()
    return next((cause for pattern, cause in _causes() if pattern.search(text)), None)


@cache
def _causes() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    return tuple(
        (re.compile(each["pattern"]), each) for each in packaged_json("composer", "data/failures.json")
    )
