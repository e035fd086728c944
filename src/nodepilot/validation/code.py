"""Programs inside nodes: the Code node and its relatives."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from tree_sitter import Tree

from nodepilot.expressions import python
from nodepilot.expressions.javascript import LONGEST_PROGRAM, SyntaxProblem, find_problem, parse_script
from nodepilot.kit.records import dataclass
from nodepilot.validation.lazy import lazy
from nodepilot.validation.node import CheckedNode

Language: TypeAlias = Literal["javaScript", "python"]

CODE_NODE = "n8n-nodes-base.code"

_PROGRAMS: dict[str, tuple[tuple[str, Language], ...]] = {
    CODE_NODE: (("jsCode", "javaScript"), ("pythonCode", "python")),
    "n8n-nodes-base.codeTool": (("jsCode", "javaScript"), ("pythonCode", "python")),
    "@n8n/n8n-nodes-langchain.toolCode": (("jsCode", "javaScript"), ("pythonCode", "python")),
    "n8n-nodes-base.function": (("functionCode", "javaScript"),),
    "n8n-nodes-base.functionItem": (("functionCode", "javaScript"),),
}
"""Which parameters hold a program, by node type."""


@dataclass(frozen=True)
class Program:
    """Source text, parsed when first asked."""

    language: Language
    source: str

    @lazy
    def tree(self) -> Tree:
        """The syntax tree of a JavaScript program."""
        return parse_script(self.source)

    @lazy
    def module(self) -> ast.Module | None:
        """The syntax tree of a Python program; None when it is wrong, or newer than this interpreter."""
        return python.parse(self.source)

    @lazy
    def problem(self) -> SyntaxProblem | None:
        """Why the program cannot be parsed; None when it can."""
        if self.language == "python":
            return None if self.module is not None else python.find_newer_problem(self.source)
        return find_problem(self.tree)


@dataclass(frozen=True)
class Code:
    """A program in a shown parameter, whose name is `parameter`. Nodes that hold the same one share it."""

    node: CheckedNode
    parameter: str
    program: Program


def collect_codes(nodes: Iterable[CheckedNode]) -> Iterator[Code]:
    """The programs of nodes that run; one that is an expression, or endlessly long, is not looked into."""
    programs: dict[tuple[Language, str], Program] = {}
    for node in nodes:
        for parameter, language in _PROGRAMS.get(node.type, ()):
            source = node.given.get(parameter)
            if node.disabled or not isinstance(source, str) or source[:1] == "=":
                continue
            if len(source) > LONGEST_PROGRAM or not source.strip():
                continue
            if node.state is not None and node.state.entry(parameter) is not None:
                program = programs.setdefault((language, source), Program(language, source))
                yield Code(node, parameter, program)
