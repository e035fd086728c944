"""Code nodes that give nothing back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Literal, TypeAlias

from tree_sitter import Node

from nodepilot.expressions import python
from nodepilot.sentences import say
from nodepilot.validation.code import CODE_NODE, Code
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule

_FUNCTIONS = frozenset(
    {
        *("function_declaration", "function_expression", "arrow_function", "method_definition"),
        *("generator_function", "generator_function_declaration", "class_declaration", "class"),
    }
)
_PRIMITIVES = frozenset({"string", "number", "true", "false", "template_string"})


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n refuses the result `undefined` (in Python `None`) and values that are no items."""
    for code in context.codes:
        if code.node.type != CODE_NODE or code.program.problem is not None:
            continue
        returned = _of_python(code) if code.program.language == "python" else _of_javascript(code)
        if returned == "nothing":
            example = "return _items" if code.program.language == "python" else "return $input.all();"
            yield error(
                "CODE_WITHOUT_RETURN",
                say(
                    "The program of `{node}` never returns anything; it has to return its items "
                    "(`{example}`).",
                    node=code.node.name,
                    example=example,
                ),
                code.node.name,
            )
        elif returned == "plain value":
            example = '[{"json": {…}}]' if code.program.language == "python" else "[{ json: { … } }]"
            yield error(
                "CODE_RETURNS_NO_ITEMS",
                say(
                    "The program of `{node}` returns a plain value; n8n wants items such as `{example}`.",
                    node=code.node.name,
                    example=example,
                ),
                code.node.name,
            )


_Returned: TypeAlias = Literal["nothing", "plain value"] | None


def _of_javascript(code: Code) -> _Returned:
    root = code.program.tree.root_node
    returns = [each for each in root.named_children if each.type == "return_statement"]
    if not returns:
        returns = list(_returns(root))
    if not returns and not _ends_otherwise(code):
        return "nothing"
    return "plain value" if any(_returned_primitive(each) for each in returns) else None


def _of_python(code: Code) -> _Returned:
    """Once for each item, `None` leaves the item out, and that is right."""
    if code.program.module is None or code.node.value("mode") != "runOnceForAllItems":
        return None
    returns = python.module_returns(code.program.module)
    if not returns:
        return None if _only_raises(code.program.module) else "nothing"
    values = [each.value for each in returns]
    if any(isinstance(each, ast.JoinedStr) or _is_plain_constant(each) for each in values):
        return "plain value"
    return None


def _is_plain_constant(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is not None


def _only_raises(module: ast.Module) -> bool:
    return not module.body or isinstance(module.body[-1], ast.Raise)


def _returns(root: Node) -> Iterator[Node]:
    """The return statements of the program itself, not those of functions inside it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "return_statement":
            yield node
        elif node.type not in _FUNCTIONS:
            waiting.extend(node.named_children)


def _ends_otherwise(code: Code) -> bool:
    """A program that only throws needs no return."""
    body = [each for each in code.program.tree.root_node.named_children if each.type != "comment"]
    return not body or body[-1].type == "throw_statement"


def _returned_primitive(statement: Node) -> bool:
    values = [each for each in statement.named_children if each.type != "comment"]
    return len(values) == 1 and values[0].type in _PRIMITIVES


RULE = Rule("program results", ("CODE_WITHOUT_RETURN", "CODE_RETURNS_NO_ITEMS"), Source.NODEPILOT, check)
