"""Programs of Code nodes that give no items back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from nodepilot.expressions.javascript import parse_script, text_of
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.validation import Issue
from nodepilot.validation.code import CODE_NODE, Code

_RESULT_NAMES = ("result", "results", "output", "outputs", "items", "returnData", "newItems")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Never safe: which of the program's values are its result has to be assumed."""
    for code in case.context.codes:
        if code.node.name != issue.node or code.node.type != CODE_NODE or code.language != "javaScript":
            continue
        if issue.code == "CODE_WITHOUT_RETURN":
            name = _result(parse_script(code.source).root_node)
            if name is not None:
                made = f"{code.source.rstrip()}\nreturn {name};"
                yield _proposal(code, made, f"Made the program of `{code.node.name}` return `{name}`.")
        else:
            items = _as_item(code.source)
            if items is not None:
                yield _proposal(
                    code, items, f"Made the program of `{code.node.name}` return its value as an item."
                )


def _proposal(code: Code, made: str, text: str) -> Proposal:
    return Proposal(text, (set_parameter(code.node, (code.parameter,), made),), safe=False)


def _result(root: Node) -> str | None:
    """The variable of the program's own level that is called a result, or the last one that is declared."""
    declared: list[str] = []
    for statement in root.named_children:
        if statement.type in ("lexical_declaration", "variable_declaration"):
            for each in statement.named_children:
                name = each.child_by_field_name("name")
                if name is not None and name.type == "identifier":
                    declared.append(text_of(name))
        elif statement.type in ("return_statement", "throw_statement"):
            return None
    named = [name for name in declared if name in _RESULT_NAMES]
    likely = named or declared
    return likely[-1] if likely else None


def _as_item(source: str) -> str | None:
    match = re.search(r"^return (?P<value>[^\n;{}\[\]]+);?\s*\Z", source, re.MULTILINE)
    if match is None:
        return None
    return f"{source[: match.start()]}return [{{ json: {{ value: {match['value'].strip()} }} }}];"


FIXER = Fixer("program results", ("CODE_WITHOUT_RETURN", "CODE_RETURNS_NO_ITEMS"), propose)
