"""The first syntax error of a Python program.

What this interpreter can parse is right. What it cannot may be newer than it: tree-sitter's grammar decides
then, with a check of its own where that grammar is lenient.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Language, Node, Parser

from nodepilot.expressions.javascript import SyntaxProblem, first_error, walk
from nodepilot.sentences import say


@lru_cache(maxsize=1)
def _parser() -> Parser:
    # Hardly any program needs it, and it takes a while to load.
    import tree_sitter_python

    return Parser(Language(tree_sitter_python.language()))


def parse(source: str) -> ast.Module | None:
    """The syntax tree of a program; None when this interpreter cannot parse it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def find_problem(source: str) -> SyntaxProblem | None:
    """What is wrong in a program; None when it can be parsed, here or by a newer Python."""
    return None if parse(source) is not None else find_newer_problem(source)


def find_newer_problem(source: str) -> SyntaxProblem | None:
    """The same for a program that this interpreter cannot parse."""
    root = _parser().parse(source.encode("utf-8", "replace")).root_node
    if root.has_error:
        return first_error(root)
    return next(filter(None, map(_beyond_the_grammar, walk(root))), None)


def module_returns(module: ast.Module) -> list[ast.Return]:
    """The return statements of a program itself, not those of functions in it.

    n8n runs the program as the body of a function.
    """
    found: list[ast.Return] = []
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return):
            found.append(node)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for block in _BLOCKS:
                waiting.extend(getattr(node, block, ()))
    return found


_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where a statement holds others."""


def node_references(module: ast.Module) -> Iterator[tuple[str, int]]:
    """(name, line) of the nodes that a program names: `_('Node')` and `_node['Node']`.

    None for a program that gives `_` a meaning of its own.
    """
    nodes = list(ast.walk(module))
    if any(_defines_underscore(node) for node in nodes):
        return
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(name)), *_]):
                yield name, node.lineno
            case ast.Subscript(value=ast.Name(id="_node"), slice=ast.Constant(value=str(name))):
                yield name, node.lineno


def _defines_underscore(node: ast.AST) -> bool:
    match node:
        case ast.alias(asname="_") | ast.FunctionDef(name="_"):
            return True
        case ast.Assign(targets=[ast.Name(id="_")]):
            return True
    return False


def _beyond_the_grammar(node: Node) -> SyntaxProblem | None:
    """What tree-sitter takes and Python 3 does not."""
    if node.type in ("print_statement", "exec_statement"):
        name = node.type.removesuffix("_statement")
        return SyntaxProblem(
            say("`{name}` is a function and needs brackets", name=name), node.start_point.row + 1, name
        )
    body = node.child_by_field_name("body") or node.child_by_field_name("consequence")
    if body is None or body.type != "block" or any(each.type != "comment" for each in body.named_children):
        return None
    return SyntaxProblem(say("an indented block is missing"), node.start_point.row + 1, "")
