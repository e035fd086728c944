"""What n8n's editor marks red on a node's parameters, and parameters over which n8n throws."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.field_types import FIELD_TYPE_WORDS
from nodepilot.validation.parameters.problems import CheckFailedError, Problem, Trouble
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import shortened


def check(context: ValidationContext) -> Iterator[Issue]:
    """Disabled nodes are read, too, but not checked."""
    for node in context.nodes:
        if node.unreadable is not None:
            yield _unreadable(node, node.unreadable.message, node.unreadable.path)
        elif node.checker is None or node.disabled:
            continue
        elif isinstance(node.problems, CheckFailedError):
            yield _unreadable(node, node.problems.message, node.problems.path)
        else:
            for problem in node.problems:
                yield _issue(node, problem)


def _unreadable(node: CheckedNode, reason: str, path: str) -> Issue:
    return Issue(
        "UNREADABLE_PARAMETERS",
        Severity.ERROR,
        Source.N8N,
        say("n8n cannot read the parameters of `{node}`: {reason}.", node=node.name, reason=reason),
        Kind.THROW,
        node.name,
        path,
    )


def _issue(node: CheckedNode, problem: Problem) -> Issue:
    code, message = _described(problem)
    return Issue(code, Severity.ERROR, Source.N8N, message, Kind.PARAMETER, node.name, problem.path)


def _described(problem: Problem) -> tuple[str, str]:
    definition, path = problem.property, problem.path
    match problem.trouble:
        case Trouble.REQUIRED:
            return "MISSING_PARAMETER", say(
                "`{path}` ({name}) is required.", path=path, name=definition.display_name
            )
        case Trouble.FIELD_REQUIRED:
            return (
                "MISSING_PARAMETER",
                say(
                    "`{path}` is required: the target demands the field `{field}`.",
                    path=path,
                    field=problem.detail,
                ),
            )
        case Trouble.PATTERN:
            value = shortened(problem.value)
            mode = definition.mode(problem.detail)
            what = mode.display_name if mode else problem.detail
            return "INVALID_PARAMETER", say(
                "`{path}`: {value} is no valid {what} of {name}.",
                path=path,
                value=value,
                what=what,
                name=definition.display_name,
            )
        case Trouble.TOO_FEW:
            return (
                "MISSING_PARAMETER",
                say(
                    "`{path}` needs at least {count} entry, it has {given}.",
                    path=path,
                    count=problem.detail,
                    given=problem.value,
                ),
            )
        case Trouble.TOO_MANY:
            return (
                "INVALID_PARAMETER",
                say(
                    "`{path}` takes at most {count} entries, it has {given}.",
                    path=path,
                    count=problem.detail,
                    given=problem.value,
                ),
            )
        case _:
            wanted = say(FIELD_TYPE_WORDS.get(str(problem.detail).lower(), f"`{problem.detail}`"))
            return "INVALID_PARAMETER", say(
                "`{path}` takes {wanted}, not {value}.",
                path=path,
                wanted=wanted,
                value=shortened(problem.value),
            )


RULE = Rule(
    "parameters", ("UNREADABLE_PARAMETERS", "MISSING_PARAMETER", "INVALID_PARAMETER"), Source.N8N, check
)
