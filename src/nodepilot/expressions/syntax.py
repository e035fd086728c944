"""Is the JavaScript of an expression valid, as n8n's own parser sees it?"""

from __future__ import annotations

import re

from nodepilot.expressions.javascript import SyntaxProblem, find_problem, parse
from nodepilot.expressions.splitter import Chunk, code_chunks
from nodepilot.sentences import say

_NAME = r"[A-Za-z_$][\w$]*"
_STRING = r"""(?:"[^"\\\n]*"|'[^'\\\n]*')"""
_PLAIN_CHAIN = re.compile(
    rf"\s*(?:\$(?:json|binary|input|now|today|execution|workflow|itemIndex|runIndex|vars|prevNode)\b|\$\({_STRING}\)"
    rf"|\$node\[{_STRING}\])"
    rf"(?:\??\.{_NAME}|\[(?:\d+|{_STRING})\]|\((?:\d+|{_STRING})?\))*\s*\Z",
    re.ASCII,
)
"""Most expressions in real workflows read one value; those need no parser."""


def find_expression_problem(value: str) -> tuple[Chunk, SyntaxProblem] | None:
    """The first chunk of an expression that is not valid JavaScript, with what is wrong in it."""
    for chunk in code_chunks(value):
        problem = find_chunk_problem(chunk.source)
        if problem is not None:
            return chunk, problem
    return None


def find_chunk_problem(code: str) -> SyntaxProblem | None:
    """What is wrong in the code between `{{` and `}}`; None when n8n can run it.

    n8n runs the first statement, which has to be an expression; an object literal may stand bare.
    """
    if _PLAIN_CHAIN.match(code):
        return None
    source = f"({code})" if code.lstrip()[:1] == "{" else code
    tree = parse(source)
    problem = find_problem(tree)
    if problem is not None:
        return problem
    first = next((child for child in tree.root_node.named_children if child.type != "comment"), None)
    if first is None:
        return SyntaxProblem(say("there is nothing between the brackets"), 1, "")
    if first.type != "expression_statement":
        return SyntaxProblem(
            say("only an expression may stand here, no statement"), first.start_point.row + 1, ""
        )
    return None
