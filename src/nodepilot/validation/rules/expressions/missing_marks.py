"""Texts that look like expressions and that n8n passes on as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.texts import PlainText

_USES_N8N = re.compile(
    r"\{\{[^{}]*?(?<![\w$])\$(?:\(\s*['\"]|(?:json|node|input|now|today|binary|execution|workflow|items)\b)"
)
_BARE_READ = re.compile(r"\$(?<![\w$]\$)(?:(?:json|input|binary)(?:\.\w|\[['\"])|node\[['\"]|\(\s*['\"])")

_EVALUATE_THEMSELVES: dict[str, frozenset[str] | None] = {
    **dict.fromkeys(
        (
            *("postgres", "mySql", "microsoftSql", "snowflake", "googleBigQuery", "oracleDatabase"),
            *("ldap", "form", "formTrigger", "questDb", "timescaleDb"),
        )
    ),
    "html": frozenset({"html"}),
    "merge": frozenset({"query"}),
    "set": frozenset({"jsonOutput", "objectValue"}),
}
"""Nodes that look for `{{ }}` on their own, in all of their texts or in parameters of these names."""

_WHOLE_WORKFLOWS = frozenset({"workflowJson"})
"""A workflow in a parameter: the `=` stands inside it."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """Only texts that use n8n's own variables: `{{name}}` alone may be meant for another program."""
    for text in context.templates:
        if _USES_N8N.search(text.value) and not _evaluates_itself(text):
            yield warning_at(
                "MISSING_EXPRESSION_PREFIX",
                text,
                say(
                    "`{path}` of `{node}` holds an expression but does not start with `=`, so n8n takes it "
                    "as plain text.",
                    path=text.path,
                    node=text.node.name,
                ),
                f"={text.value}",
            )
    for expression in context.expressions:
        if "{{" not in expression.value and _BARE_READ.search(expression.value):
            yield warning_at(
                "MISSING_EXPRESSION_BRACES",
                expression,
                say(
                    "`{path}` of `{node}` reads data without `{{{{ }}}}`, so n8n takes it as plain text.",
                    path=expression.path,
                    node=expression.node.name,
                ),
            )


def _evaluates_itself(text: PlainText) -> bool:
    if text.path in _WHOLE_WORKFLOWS:
        return True
    package, _, name = text.node.type.partition(".")
    name = name.removesuffix("Tool")
    if package != "n8n-nodes-base" or name not in _EVALUATE_THEMSELVES:
        return False
    parameters = _EVALUATE_THEMSELVES[name]
    return parameters is None or text.path.rpartition(".")[2] in parameters


RULE = Rule(
    "missing expression marks",
    ("MISSING_EXPRESSION_PREFIX", "MISSING_EXPRESSION_BRACES"),
    Source.NODEPILOT,
    check,
)
