"""Programs of Code nodes that give no items back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tree_sitter import Node

from nodepilot.expressions.javascript import parse_script, text_of
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.code import CODE_NODE, Code

_RESULT_NAMES = ("result", "results", "output", "outputs", "items", "returnData", "newItems")
_LAST_RETURN = re.compile(r"^return (?P<value>[^\n;{}\[\]]+);?\s*\Z", re.MULTILINE)
_JAVASCRIPT = "return [{ json: { value: VALUE } }];"
_PYTHON = 'return [{"json": {"value": VALUE}}]'


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Never safe: which of the program's values are its result has to be assumed."""
    for code in case.context.codes:
        if code.node.name != issue.node or code.node.type != CODE_NODE:
            continue
        in_python = code.program.language == "python"
        if issue.code == "CODE_WITHOUT_RETURN":
            declared = (
                _assigned(code.program.source)
                if in_python
                else _declared(parse_script(code.program.source).root_node)
            )
            named = [name for name in declared if name in _RESULT_NAMES]
            for name in (named or declared)[-1:]:
                made = f"{code.program.source.rstrip()}\nreturn {name}{'' if in_python else ';'}"
                yield _proposal(
                    code,
                    made,
                    say("Made the program of `{node}` return `{name}`.", node=code.node.name, name=name),
                )
        else:
            items = _as_item(code.program.source, _PYTHON if in_python else _JAVASCRIPT)
            if items is not None:
                yield _proposal(
                    code,
                    items,
                    say("Made the program of `{node}` return its value as an item.", node=code.node.name),
                )


def _proposal(code: Code, made: str, text: str) -> Proposal:
    return Proposal(text, (set_parameter(code.node, (code.parameter,), made),), safe=False)


def _declared(root: Node) -> list[str]:
    """The variables of the program's own level; none when it ends otherwise."""
    declared: list[str] = []
    for statement in root.named_children:
        if statement.type in ("lexical_declaration", "variable_declaration"):
            for each in statement.named_children:
                name = each.child_by_field_name("name")
                value = each.child_by_field_name("value")
                is_function = value is not None and value.type in ("arrow_function", "function_expression")
                if name is not None and name.type == "identifier" and not is_function:
                    declared.append(text_of(name))
        elif statement.type in ("return_statement", "throw_statement"):
            return []
    return declared


def _assigned(source: str) -> list[str]:
    """The same in Python. The program can be parsed, or nobody would have missed its return."""
    return [
        target.id
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]


def _as_item(source: str, template: str) -> str | None:
    match = _LAST_RETURN.search(source)
    if match is None:
        return None
    return source[: match.start()] + template.replace("VALUE", match["value"].strip())


FIXER = Fixer("program results", ("CODE_WITHOUT_RETURN", "CODE_RETURNS_NO_ITEMS"), propose)
