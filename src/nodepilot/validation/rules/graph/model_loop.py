"""Loops that ask a language model again and again, and only the model's answer ends them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule

_MODELS = frozenset(
    {
        "n8n-nodes-base.openAi",
        *(
            f"@n8n/n8n-nodes-langchain.{name}"
            for name in (
                *("agent", "chainLlm", "chainRetrievalQa", "chainSummarization", "informationExtractor"),
                *("sentimentAnalysis", "textClassifier", "openAi", "anthropic", "googleGemini", "ollama"),
            )
        ),
    }
)
_BOUNDED = frozenset(
    {"n8n-nodes-base.splitInBatches", "n8n-nodes-base.form", "@n8n/n8n-nodes-langchain.chat"}
)
"""They end by themselves, or wait for a person."""
_COUNTS = re.compile(
    r"\$runIndex|attempt|retr(?:y|ies)|count|iteration|max|tries|limit|index|page|cursor|offset|turn|round|loop",
    re.IGNORECASE,
)


def check(context: ValidationContext) -> Iterator[Issue]:
    """Loops over items, loops with a counter in them, and loops that wait for a person are bounded."""
    reach = context.reach
    reported: set[str] = set()
    for node in context.nodes_of_type(*_MODELS):
        if node.disabled or node.name in reported or not reach.is_before(node.name, node.name):
            continue
        loop = [
            each
            for each in context.nodes
            if reach.is_before(node.name, each.name) and reach.is_before(each.name, node.name)
        ]
        reported.update(each.name for each in loop)
        if any(_bounds(each) for each in loop):
            continue
        yield warning(
            "MODEL_LOOP_WITHOUT_LIMIT",
            say(
                "`{node}` asks a language model in a loop that nothing counts: as long as the answer "
                "does not suit, it goes on and costs. Leave the loop after some rounds (`$runIndex`).",
                node=node.name,
            ),
            node.name,
        )


def _bounds(node: CheckedNode) -> bool:
    if node.type in _BOUNDED or node.checker is None:
        return True
    if node.given.get("operation") == "sendAndWait" or node.value("resume") in ("webhook", "form"):
        return True
    return node.type not in _MODELS and _COUNTS.search(node.text) is not None


RULE = Rule("model loops", ("MODEL_LOOP_WITHOUT_LIMIT",), Source.NODEPILOT, check)
