"""The first syntax error of a Python program.

What this interpreter can parse is right. What it cannot may be newer than it: tree-sitter's grammar decides
then, with a check of its own where that grammar is lenient.
"""

from __future__ import annotations

import ast
import warnings
from functools import lru_cache

import tree_sitter_python
from tree_sitter import Language, Node, Parser

from nodepilot.expressions.javascript import SyntaxProblem, first_error, walk


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_python.language()))


def find_problem(source: str) -> SyntaxProblem | None:
    """What is wrong in a program; None when it can be parsed."""
    if _parses_here(source):
        return None
    root = _parser().parse(source.encode("utf-8", "replace")).root_node
    if root.has_error:
        return first_error(root)
    return next(filter(None, map(_empty_block, walk(root))), None)


def _parses_here(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _empty_block(node: Node) -> SyntaxProblem | None:
    body = node.child_by_field_name("body") or node.child_by_field_name("consequence")
    if body is None or body.type != "block" or any(each.type != "comment" for each in body.named_children):
        return None
    return SyntaxProblem("an indented block is missing", node.start_point.row + 1, "")
