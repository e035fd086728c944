"""Defects of the programs in Code nodes."""

from __future__ import annotations

import re

from nodepilot.expressions.references import escape, find_references
from nodepilot.validation.code import CODE_NODE, Code
from tools.mutations.ground import Document, Ground, Operator
from tools.mutations.misspelling import misspelt

_LAST_RETURN = re.compile(r"\nreturn [^\n]+;?\s*\Z")


def _programs(ground: Ground, language: str = "javaScript") -> list[Code]:
    places = {node.index for node in ground.nodes}
    return [
        code
        for code in ground.context.codes
        if code.node.index in places and code.program.language == language and code.node.type == CODE_NODE
    ]


def _changed(ground: Ground, code: Code, source: str) -> Document | None:
    return None if source == code.program.source else ground.with_parameter(code.node, code.parameter, source)


def bracket_missing(ground: Ground) -> Document | None:
    """The last closing bracket of the program is gone."""
    code = ground.pick(code for code in _programs(ground) if re.search(r"[)\]}];?\s*\Z", code.program.source))
    if code is None:
        return None
    last = max(code.program.source.rfind(bracket) for bracket in ")]}")
    return _changed(ground, code, code.program.source[:last] + code.program.source[last + 1 :])


def value_left_out(ground: Ground) -> Document | None:
    """`const a = ;`"""
    found = [
        (code, match)
        for code in _programs(ground)
        if (
            match := re.search(r"^(?:const|let|var) \w+ = ([^;\n{(\[]+);$", code.program.source, re.MULTILINE)
        )
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    code, match = chosen
    return _changed(ground, code, code.program.source[: match.start(1)] + code.program.source[match.end(1) :])


def return_missing(ground: Ground) -> Document | None:
    code = ground.pick(
        code
        for code in _programs(ground)
        if code.program.source.count("return") == 1 and _LAST_RETURN.search(code.program.source)
    )
    return None if code is None else _changed(ground, code, _LAST_RETURN.sub("\n", code.program.source))


def plain_value_returned(ground: Ground) -> Document | None:
    code = ground.pick(code for code in _programs(ground) if _LAST_RETURN.search(code.program.source))
    return (
        None
        if code is None
        else _changed(ground, code, _LAST_RETURN.sub('\nreturn "done";', code.program.source))
    )


def node_name_misspelt(ground: Ground) -> Document | None:
    names = {node.name for node in ground.context.nodes}
    found = [
        (code, reference)
        for code in _programs(ground)
        for reference in find_references(code.program.source)
        if reference.name in names
        and reference.quote
        and "//" not in code.program.source
        and "try" not in code.program.source
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    code, reference = chosen
    wrong = escape(misspelt(reference.name, ground.chance), reference.quote)
    return _changed(
        ground, code, code.program.source[: reference.start] + wrong + code.program.source[reference.end :]
    )


OPERATORS = (
    Operator("program without its last bracket", ("CODE_SYNTAX",), bracket_missing),
    Operator("program with a value left out", ("CODE_SYNTAX",), value_left_out),
    Operator("program without a return", ("CODE_WITHOUT_RETURN",), return_missing),
    Operator("program that returns a plain value", ("CODE_RETURNS_NO_ITEMS",), plain_value_returned),
    Operator("program that reads from a misspelt node", ("UNKNOWN_NODE_REFERENCE",), node_name_misspelt),
)
