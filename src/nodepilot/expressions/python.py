"""Python through tree-sitter: the first syntax error of a program.

The grammar knows newer Python than the interpreter that runs this.
"""

from __future__ import annotations

from functools import lru_cache

import tree_sitter_python
from tree_sitter import Language, Parser

from nodepilot.expressions.javascript import SyntaxProblem, first_error


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_python.language()))


def find_problem(source: str) -> SyntaxProblem | None:
    """What is wrong in a program; None when it can be parsed."""
    root = _parser().parse(source.encode("utf-8", "replace")).root_node
    return first_error(root) if root.has_error else None
